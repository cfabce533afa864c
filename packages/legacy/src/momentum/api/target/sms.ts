import { LegacyRefusal, LegacyReply, type LegacyRequest, type LegacyUpload } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { everybody } from "../access.ts";
import { nameCampaign } from "../campaign-handles.ts";
import { type SmsFacts, smsCost, writeOldSms } from "../campaign-texts.ts";
import { readLapsed, type ReadList } from "../customer-list.ts";
import { SAMPLE_LIST } from "../sample-list.ts";
import { sendSms, shownName, type SmsRequest } from "../sms-requests.ts";
import { campaignOwner, detail } from "./access.ts";
import { readForm } from "./fields.ts";
import { withOldNames } from "./names.ts";
import { getOwn, type OwnCampaign } from "./own-campaign.ts";
import { REFUSALS, row } from "./row.ts";

const TEXTS = ["restaurantName", "offer", "offerCode"] as const;
const MAX_BYTES = 2 * 1024 * 1024;
const CUSTOMER_LIST: LegacyUpload = { field: "customerList", tooManyBytes: MAX_BYTES + 1, accepts: () => true };
const SAMPLE_NAME = "Sarah";

function readFacts({ body, file }: Pick<LegacyRequest, "body" | "file">, { isListRequired }: { isListRequired: boolean }) {
  const list = { name: CUSTOMER_LIST.field, isRequired: isListRequired, isThere: file !== null };
  return readForm(body, { texts: TEXTS, file: list }).texts;
}

interface Read {
  request: SmsRequest | null;
  facts: SmsFacts & { offerCode: string };
  list: ReadList;
}

const sendRead = (call: Caller) => {
  const send = sendSms(detail)(call);
  return async ({ request, ...read }: Read) => ({ ...read, ...(await send(request)) });
};

async function readRequest({ body, file }: LegacyRequest, at: { restaurantId: string; now: Date }): Promise<Read> {
  const facts = readFacts({ body, file }, { isListRequired: true });
  if (!file?.name.endsWith(".csv")) throw new LegacyRefusal(detail(400, "Only CSV files are allowed"));
  if (file.bytes.length > MAX_BYTES) throw new LegacyRefusal(detail(400, "File size must be less than 2MB"));
  const list = await readLapsed(file.bytes, at.now);
  if (list.customers.length === 0) throw new LegacyRefusal(detail(400, "No valid customers found in CSV file"));
  const request = { restaurantId: at.restaurantId, facts, customers: list.customers, fileName: shownName(file) };
  return { request: list.lapsed.length === 0 ? null : request, facts, list };
}

const readStatus = (call: Caller) => async (own: OwnCampaign) => {
  const { id, type } = await getOwn(call, own);
  if (type !== "sms") throw new LegacyRefusal(detail(400, "Campaign is not an SMS campaign"));
  return call.campaigns.progress({ id });
};

const percent = (part: number, whole: number) => `${whole === 0 ? 0 : Math.round((part / whole) * 100)}%`;

export const targetSmsRows = [
  row("POST /api/campaigns/sms", {
    summary: "Texts the customers of a list who have not ordered for thirty days.",
    access: campaignOwner,
    upload: CUSTOMER_LIST,
    calls: sendRead,
    input: ({ request, who: { restaurantId }, tools }) => readRequest(request, { restaurantId, now: tools.runtime.clock() }),
    answer: async ({ facts, list: { customers, errors, lapsed }, campaign, recipients }, { tools }) => {
      const { offerCode: offer_code } = facts;
      const [first] = lapsed;
      if (!first) {
        return {
          success: true,
          message: "No lapsed customers found (all customers have ordered within the last 30 days)",
          data: withOldNames({ total_customers: customers.length, lapsed_customers: 0, offer_code }),
        };
      }
      const sent = recipients ?? 0;
      const { campaignId, createdAt } = await nameCampaign(tools, { prefix: "sms", campaign });
      return {
        success: true,
        message: `SMS campaign sent to ${sent} lapsed customers! Track redemptions using code ${offer_code}.`,
        data: withOldNames(
          {
            campaign_id: campaign?.id ?? null,
            twilio_campaign_id: campaignId,
            offer_code,
            total_customers_uploaded: customers.length,
            lapsed_customers_found: lapsed.length,
            messages_sent: sent,
            messages_failed: lapsed.length - sent,
            messages_pending: 0,
            total_cost: Number(smsCost(sent)),
            sample_message: writeOldSms(facts, first.name),
            delivery_rate: percent(sent, lapsed.length),
            created_at: createdAt,
            csv_errors: errors,
          },
          { totalCost: smsCost(sent) },
        ),
      };
    },
    refusals: { ...REFUSALS, SMS_TOO_LONG: detail(400, "The message is too long") },
    divergences: [
      "momentum-target",
      "momentum-target-names",
      "momentum-sms-figures",
      "momentum-sms-text",
      "momentum-campaign-limits",
    ],
  }),

  row("POST /api/campaigns/sms/preview", {
    summary: "The message, who would get it and what that would cost, without sending anything.",
    access: campaignOwner,
    upload: CUSTOMER_LIST,
    answer: async (_, { request: { body, file }, tools }) => {
      const facts = readFacts({ body, file }, { isListRequired: false });
      const list = file?.name.endsWith(".csv") ? await readLapsed(file.bytes, tools.runtime.clock()) : null;
      const lapsed = list?.lapsed ?? [];
      const sample_message = writeOldSms(facts, lapsed[0]?.name ?? SAMPLE_NAME);
      const counts = list && { total_uploaded: list.customers.length, lapsed_customers: lapsed.length, errors: list.errorCount };
      return {
        success: true,
        preview: withOldNames(
          {
            sample_message,
            character_count: sample_message.length,
            offer_code: facts.offerCode,
            estimated_cost: Number(smsCost(lapsed.length)),
            target_customers: lapsed.length,
            csv_stats: counts && withOldNames(counts),
          },
          { estimatedCost: smsCost(lapsed.length) },
        ),
      };
    },
    divergences: ["momentum-target", "momentum-target-names", "momentum-sms-text"],
  }),

  row("GET /api/campaigns/sms/sample-csv", {
    summary: "A customer list to begin with.",
    access: everybody,
    answer: () =>
      new LegacyReply(
        200,
        { kind: "text", type: "text/csv; charset=utf-8", text: SAMPLE_LIST },
        { "content-disposition": "attachment; filename=sample-customer-list.csv" },
      ),
    divergences: ["momentum-sample-addresses"],
  }),

  row("GET /api/campaigns/sms/status/:campaignId", {
    summary: "What became of the messages.",
    access: campaignOwner,
    calls: readStatus,
    input: ({ request: { params }, who: { restaurantId } }) => ({ id: params.campaignId, restaurantId }),
    answer: ({ id, status, messages: { sent, delivered, failed, unknown }, costMicros }, { tools }) => {
      const total_sent = sent + delivered + unknown;
      const delivery_rate = percent(delivered, total_sent);
      return {
        success: true,
        ...withOldNames({
          campaign_id: id,
          status: status.toUpperCase(),
          metrics: withOldNames({ total_sent, delivered, failed, delivery_rate, total_cost: costMicros / 1_000_000 }),
          last_updated: tools.runtime.clock().toISOString(),
        }),
      };
    },
    refusals: REFUSALS,
    divergences: ["momentum-target", "momentum-campaign-status"],
  }),
];
