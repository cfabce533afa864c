import { z } from "zod";
import { BusinessName, CampaignName, CampaignStart, Offer, PromoCode } from "./campaign-ads.ts";
import { CampaignStatus } from "./campaign-states.ts";
import { Id, PageInput, pageOf } from "./common.ts";

/** `unknown`: the provider was asked and never answered; such a message is looked up, never sent again blindly. */
export const SmsStatus = z.enum(["queued", "sending", "sent", "delivered", "failed", "unknown", "opted_out"]);
export type SmsStatus = z.infer<typeof SmsStatus>;

/** Who gets the message. Numbers that opted out never do. */
export const Audience = z.discriminatedUnion("kind", [
  /** Customers whose last order is more than thirty days ago. */
  z.object({ kind: z.literal("lapsed") }),
  z.object({ kind: z.literal("everyone") }),
  /** The customers of one list. */
  z.object({ kind: z.literal("list"), importId: Id, onlyLapsed: z.boolean().default(true) }),
  z.object({ kind: z.literal("contacts"), contactIds: z.array(Id).min(1).max(1000) }),
]);
export type Audience = z.infer<typeof Audience>;

const HourMinute = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "Give a time such as 21:00." })
  .meta({ examples: ["21:00"] });
/** Hours of the restaurant's own day in which nothing is sent, from the first to before the second. */
export const QuietHours = z
  .object({ from: HourMinute, until: HourMinute })
  .refine(({ from, until }) => from !== until, { error: "The quiet hours must not fill the day." })
  .meta({ examples: [{ from: "21:00", until: "09:00" }] });
export type QuietHours = z.infer<typeof QuietHours>;
export const DEFAULT_QUIET_HOURS: QuietHours = { from: "21:00", until: "09:00" };
/** Of restaurants that have not said where they are. */
export const DEFAULT_TIME_ZONE = "America/New_York";

/** `{name}` is the customer's first name, `{restaurant}`, `{offer}` and `{code}` are the campaign's. */
export const SmsTemplate = z.string().trim().min(1, { error: "Write the message." }).max(1000);
export const DEFAULT_SMS_TEMPLATE = "Hi {name}, we miss you at {restaurant}! {offer} Show code {code}.";
/** Ends every message: who does not want more has to be able to say so. */
export const OPT_OUT_TEXT = "Reply STOP to opt out.";

const SmsSubject = z.object({
  restaurantId: Id,
  businessName: BusinessName.optional(),
  offer: Offer,
  promoCode: PromoCode.optional(),
  template: SmsTemplate.default(DEFAULT_SMS_TEMPLATE),
  audience: Audience.default({ kind: "lapsed" }),
  /** Null: at any hour. */
  quietHours: QuietHours.nullable().default(DEFAULT_QUIET_HOURS),
});

/** `sampleName` stands for a customer where the audience is empty. */
export const PreviewSmsInput = SmsSubject.extend({ sampleName: z.string().trim().min(1).max(200).optional() });
export type PreviewSmsInput = z.infer<typeof PreviewSmsInput>;

export const SmsPreview = z.object({
  /** As the first recipient gets it. */
  message: z.string(),
  promoCode: z.string(),
  encoding: z.enum(["GSM-7", "UCS-2"]),
  /** Characters as the encoding counts them. */
  units: z.number().int(),
  segments: z.number().int(),
  recipients: z.number().int(),
  /** Of the audience, those that will not be texted because they opted out. */
  optedOut: z.number().int(),
  /** Millionths of the currency's unit. */
  estimatedCostMicros: z.number().int(),
  /** When sending would begin if it were launched now: later than now in quiet hours. */
  sendsAt: z.date(),
  timeZone: z.string(),
});
export type SmsPreview = z.infer<typeof SmsPreview>;

/** With an `id` of the caller's own, the same call again gives the campaign of the first one. */
export const CreateSmsInput = SmsSubject.extend({
  id: Id.optional(),
  /** Made from the offer unless told. */
  name: CampaignName.optional(),
  start: CampaignStart.default({ kind: "draft" }),
});
export type CreateSmsInput = z.infer<typeof CreateSmsInput>;

/** What is left out stays. */
export const UpdateSmsInput = z.object({
  id: Id,
  name: CampaignName.optional(),
  businessName: BusinessName.optional(),
  offer: Offer.optional(),
  promoCode: PromoCode.optional(),
  template: SmsTemplate.optional(),
  audience: Audience.optional(),
  quietHours: QuietHours.nullable().optional(),
});
export type UpdateSmsInput = z.infer<typeof UpdateSmsInput>;

export const SmsDetails = z.object({
  kind: z.literal("sms"),
  businessName: z.string(),
  offer: z.string(),
  template: z.string(),
  audience: Audience,
  quietHours: QuietHours.nullable(),
});
export type SmsDetails = z.infer<typeof SmsDetails>;

/** How far a campaign is: its status, and for text messages how many are in each state. */
export const CampaignProgress = z.object({
  id: Id,
  status: CampaignStatus,
  failure: z.string().nullable(),
  /** The next moment at which something is sent, where that waits for its time or for the end of quiet hours. */
  waitsUntil: z.date().nullable(),
  messages: z.object({
    total: z.number().int(),
    queued: z.number().int(),
    sending: z.number().int(),
    sent: z.number().int(),
    delivered: z.number().int(),
    failed: z.number().int(),
    unknown: z.number().int(),
    optedOut: z.number().int(),
  }),
  costMicros: z.number().int(),
});
export type CampaignProgress = z.infer<typeof CampaignProgress>;

export const ListRecipientsInput = PageInput.extend({ id: Id, status: SmsStatus.optional() });
export type ListRecipientsInput = z.infer<typeof ListRecipientsInput>;
export const Recipient = z.object({
  id: Id,
  /** Null once the customer was deleted. */
  contactId: Id.nullable(),
  name: z.string().nullable(),
  phone: z.string(),
  status: SmsStatus,
  segments: z.number().int(),
  /** The provider's own code, such as 30003. */
  errorCode: z.string().nullable(),
  costMicros: z.number().int().nullable(),
  sentAt: z.date().nullable(),
  updatedAt: z.date(),
});
export type Recipient = z.infer<typeof Recipient>;
export const RecipientPage = pageOf(Recipient);
