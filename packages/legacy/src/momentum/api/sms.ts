import { fieldsOf, LegacyRefusal, LegacyReply, type LegacyRequest, type LegacyUpload, orNull } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { everybody } from "./access.ts";
import { campaigner } from "./campaign-access.ts";
import { findCampaignId, nameCampaign } from "./campaign-handles.ts";
import { shown, smsCost, type SmsFacts, writeOldSms } from "./campaign-texts.ts";
import { readLapsed, type ReadList } from "./customer-list.ts";
import { failedWith, failureReply, RESTAURANT_REQUIRED, RESTAURANT_UNKNOWN, worded } from "./replies.ts";
import { row } from "./row.ts";
import { SAMPLE_LIST } from "./sample-list.ts";
import { sendSms, shownName, type SmsRequest } from "./sms-requests.ts";

const REQUIRED = ["offer", "offerCode", "restaurantName"];
const MISSING = failureReply(400, "Missing required fields", { required: REQUIRED });
const PREVIEW_FAILED = failureReply(500, "Failed to generate preview");
/** Of the previewed message, where nobody on the list is lapsed. */
const SAMPLE_NAME = "Sarah";

/** Declared as CSV, or with a name that ends so, in lower case. */
const CUSTOMER_LIST: LegacyUpload = {
  field: "customerList",
  tooManyBytes: 2 * 1024 * 1024,
  accepts: ({ name, type }) => type === "text/csv" || name.endsWith(".csv"),
};

const factsOf = ({ body }: LegacyRequest) => {
  const { offer, offerCode, restaurantName } = fieldsOf(body);
  return offer && offerCode && restaurantName ? { offer, offerCode, restaurantName } : null;
};

/** What was read of the request, with what became of it. */
const sendRead = (call: Caller) => {
  const send = sendSms(failureReply)(call);
  return async ({ request, ...read }: { request: SmsRequest | null; facts: SmsFacts; list: ReadList }) => ({
    ...read,
    ...(await send(request)),
  });
};

/** What is known of the messages, if they are this restaurant's. */
const readStatus =
  ({ campaigns: { get, progress } }: Caller) =>
  async ({ id, restaurantId }: { id: string | null; restaurantId: string | null }) => {
    const campaign = id === null || restaurantId === null ? null : await orNull(get({ id }), "CAMPAIGN_NOT_FOUND");
    return campaign?.type === "sms" && campaign.restaurantId === restaurantId ? progress({ id: campaign.id }) : null;
  };

const percent = (part: number, whole: number) => `${whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10}%`;

export const smsRows = [
  row("POST /api/sms-campaigns/create-campaign", {
    summary: "Texts the customers of a list who have not ordered for thirty days.",
    access: campaigner("sms"),
    upload: CUSTOMER_LIST,
    withoutBody: failedWith("Cannot destructure property 'offer' of 'req.body' as it is undefined."),
    calls: sendRead,
    input: async ({ request, who: { restaurantId }, tools }) => {
      const facts = factsOf(request);
      if (!facts) throw new LegacyRefusal(MISSING);
      const { file } = request;
      const list = file && (await readLapsed(file.bytes, tools.runtime.clock()));
      if (!list) throw new LegacyRefusal(failureReply(400, "Customer list CSV file is required"));
      const { customers, errors, lapsed } = list;
      if (customers.length === 0)
        throw new LegacyRefusal(failureReply(400, "No valid customers found in CSV file", { details: errors }));
      // Worded before anything is stored: what has no text fails here.
      if (lapsed.length > 0) worded(() => writeOldSms(facts, SAMPLE_NAME));
      const isForNobody = restaurantId === null || lapsed.length === 0;
      const send = isForNobody ? null : { restaurantId, facts, customers, fileName: shownName(file) };
      return { request: send, facts, list };
    },
    answer: async ({ facts, list, campaign, recipients }, { tools }) => {
      const { customers, errors, lapsed } = list;
      const { offerCode } = facts;
      const [first] = lapsed;
      if (!first) {
        return {
          success: true,
          message: "No lapsed customers found (all customers have ordered within the last 30 days)",
          data: { totalCustomers: customers.length, lapsedCustomers: 0, offerCode },
        };
      }
      const { campaignId, createdAt } = await nameCampaign(tools, { prefix: "sms", campaign });
      const sent = recipients ?? lapsed.length;
      return {
        success: true,
        message: `SMS campaign sent to ${sent} lapsed customers! Track redemptions using code ${shown(offerCode)}.`,
        data: {
          campaignId,
          offerCode,
          totalCustomersUploaded: customers.length,
          lapsedCustomersFound: lapsed.length,
          messagesSent: sent,
          messagesFailed: lapsed.length - sent,
          messagesPending: 0,
          totalCost: smsCost(sent),
          sampleMessage: writeOldSms(facts, first.name),
          deliveryRate: `${Math.round((sent / lapsed.length) * 100)}%`,
          createdAt,
          csvErrors: errors,
        },
      };
    },
    refusals: {
      PERMISSION_MISSING: RESTAURANT_REQUIRED,
      RESTAURANT_NOT_FOUND: RESTAURANT_UNKNOWN,
      SMS_TOO_LONG: failureReply(400, "The message is too long"),
    },
    failed: failedWith("Something went wrong"),
    divergences: [
      "momentum-open-routes",
      "momentum-real-campaigns",
      "momentum-campaign-limits",
      "momentum-upload-limits",
      "momentum-unstorable-text",
      "momentum-sms-figures",
      "momentum-sms-text",
      "momentum-csv-errors",
    ],
  }),

  row("POST /api/sms-campaigns/preview", {
    summary: "The message, who would get it and what that would cost, without sending anything.",
    access: campaigner("sms"),
    upload: CUSTOMER_LIST,
    withoutBody: PREVIEW_FAILED,
    answer: async (_, { request, tools }) => {
      const facts = factsOf(request);
      if (!facts) throw new LegacyRefusal(failureReply(400, "Missing required fields for preview"));
      const list = request.file && (await readLapsed(request.file.bytes, tools.runtime.clock()));
      const lapsed = list?.lapsed ?? [];
      const sampleMessage = writeOldSms(facts, lapsed[0]?.name ?? SAMPLE_NAME);
      return {
        success: true,
        preview: {
          sampleMessage,
          characterCount: sampleMessage.length,
          offerCode: facts.offerCode,
          estimatedCost: smsCost(lapsed.length),
          targetCustomers: lapsed.length,
          csvStats: list && { totalUploaded: list.customers.length, lapsedCustomers: lapsed.length, errors: list.errorCount },
        },
      };
    },
    failed: PREVIEW_FAILED,
    divergences: ["momentum-open-routes", "momentum-upload-limits", "momentum-sms-text"],
  }),

  row("GET /api/sms-campaigns/sample-csv", {
    summary: "A customer list to begin with.",
    access: everybody,
    answer: () =>
      new LegacyReply(
        200,
        { kind: "text", type: "text/csv; charset=utf-8", text: SAMPLE_LIST },
        { "content-disposition": 'attachment; filename="sample-customer-list.csv"' },
      ),
  }),

  row("GET /api/sms-campaigns/campaign-status/:campaignId", {
    summary: "What became of the messages; of a campaign that is not known, nothing.",
    access: campaigner("sms"),
    calls: readStatus,
    input: async ({ request: { params }, who: { restaurantId }, tools }) => ({
      id: await findCampaignId(tools, params.campaignId),
      restaurantId,
    }),
    answer: (found, { request: { params }, tools }) => {
      const { sent = 0, delivered = 0, failed = 0, unknown = 0 } = found?.messages ?? {};
      const totalSent = sent + delivered + unknown;
      return {
        success: true,
        campaignId: params.campaignId,
        status: found?.status.toUpperCase() ?? "COMPLETED",
        metrics: {
          totalSent,
          delivered,
          failed,
          deliveryRate: percent(delivered, totalSent),
          totalCost: ((found?.costMicros ?? 0) / 1_000_000).toFixed(4),
        },
        lastUpdated: tools.runtime.clock().toISOString(),
      };
    },
    refusals: { PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: failureReply(500, "Failed to fetch campaign status"),
    divergences: ["momentum-open-routes", "momentum-campaign-status"],
  }),
];
