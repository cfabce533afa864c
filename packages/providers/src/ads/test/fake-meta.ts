import { createHash } from "node:crypto";
import { z } from "zod";
import { type Loopback, type LoopbackAnswer, type LoopbackRequest, startLoopback } from "../../test/loopback.ts";

export const ACCESS_TOKEN = "EAAB-the-token-that-nobody-else-has";
export const AD_ACCOUNT_ID = "1234567890";
export const PAGE_ID = "9876543210";

type Kind = "campaigns" | "adsets" | "adcreatives" | "ads";

interface FakeObject {
  id: string;
  kind: Kind;
  parent: string;
  name: string;
  fields: Record<string, string>;
}

export interface FakeMeta extends Loopback {
  objects: FakeObject[];
  /** By hash. */
  pictures: Map<string, Buffer>;
  /** Rows of `insights`, as Meta writes them. */
  insights: Record<string, unknown>[];
  pageSize: number;
}

const fault = (status: number, code: number, extra: object = {}): LoopbackAnswer => ({
  status,
  body: {
    error: { message: `(#${code}) What was sent comes back here`, type: "OAuthException", code, fbtrace_id: "A1", ...extra },
  },
});

const json = <TSchema extends z.ZodType>(schema: TSchema) =>
  z
    .string()
    .transform((text) => JSON.parse(text))
    .pipe(schema);

/** The fields of each kind that Meta demands, in the form in which it takes them. */
const REQUIRED: Record<Kind, z.ZodType> = {
  campaigns: z.object({
    name: z.string().max(400),
    objective: z.literal("OUTCOME_TRAFFIC"),
    special_ad_categories: json(z.array(z.string())),
    is_adset_budget_sharing_enabled: z.enum(["true", "false"]),
    status: z.enum(["ACTIVE", "PAUSED"]),
  }),
  adsets: z.object({
    name: z.string().max(400),
    campaign_id: z.string().regex(/^\d+$/),
    daily_budget: z.string().regex(/^\d+$/),
    billing_event: z.literal("IMPRESSIONS"),
    optimization_goal: z.literal("LINK_CLICKS"),
    bid_strategy: z.literal("LOWEST_COST_WITHOUT_CAP"),
    targeting: json(
      z.object({
        geo_locations: z.object({ countries: z.array(z.string().length(2)).min(1) }),
        targeting_automation: z.object({ advantage_audience: z.union([z.literal(0), z.literal(1)]) }),
      }),
    ),
    status: z.enum(["ACTIVE", "PAUSED"]),
  }),
  adcreatives: z.object({
    name: z.string().max(400),
    object_story_spec: json(
      z.object({
        page_id: z.literal(PAGE_ID),
        link_data: z.object({
          link: z.url(),
          message: z.string(),
          name: z.string(),
          image_hash: z.string().optional(),
          call_to_action: z.object({ type: z.string(), value: z.object({ link: z.url() }) }),
        }),
      }),
    ),
  }),
  ads: z.object({
    name: z.string().max(400),
    adset_id: z.string().regex(/^\d+$/),
    creative: json(z.object({ creative_id: z.string().regex(/^\d+$/) })),
    status: z.enum(["ACTIVE", "PAUSED"]),
  }),
};

const Filtering = json(z.tuple([z.object({ field: z.literal("name"), operator: z.literal("CONTAIN"), value: z.string() })]));

/** The part of a multipart body that holds the picture, by the rules of RFC 7578. */
async function readPicture({ headers, body }: LoopbackRequest): Promise<File | null> {
  const form = await new Response(Buffer.from(body), { headers: { "content-type": headers["content-type"] ?? "" } }).formData();
  const file = form.get("filename");
  return file instanceof File ? file : null;
}

/** The Graph API as far as it is used, checking what the real one checks. */
export async function startFakeMeta(): Promise<FakeMeta> {
  let lastId = 120_000_000_000;
  const nextId = () => String(++lastId);
  const parentOf = (kind: Kind, fields: Record<string, string>) =>
    ({
      campaigns: `act_${AD_ACCOUNT_ID}`,
      adsets: fields["campaign_id"],
      adcreatives: `act_${AD_ACCOUNT_ID}`,
      ads: fields["adset_id"],
    })[kind] ?? "";

  function list(parent: string, kind: Kind, query: URLSearchParams): LoopbackAnswer {
    const filter = Filtering.safeParse(query.get("filtering"));
    if (!filter.success) return fault(400, 100);
    const found = fake.objects.filter(
      (object) => object.kind === kind && object.parent === parent && object.name.includes(filter.data[0].value),
    );
    return { status: 200, body: { data: found.slice(0, Number(query.get("limit"))).map(({ id }) => ({ id })) } };
  }

  function create(kind: Kind, body: Buffer): LoopbackAnswer {
    const fields = Object.fromEntries(new URLSearchParams(body.toString("utf8")));
    const checked = REQUIRED[kind].safeParse(fields);
    if (!checked.success) return fault(400, 100, { error_user_msg: checked.error.message });
    const id = nextId();
    fake.objects.push({ id, kind, parent: parentOf(kind, fields), name: fields["name"] ?? "", fields });
    return { status: 200, body: { id } };
  }

  function insights(query: URLSearchParams): LoopbackAnswer {
    const range = json(z.object({ since: z.iso.date(), until: z.iso.date() })).parse(query.get("time_range"));
    if (query.get("time_increment") !== "1") return fault(400, 100);
    const rows = fake.insights.filter(({ date_start: day }) => String(day) >= range.since && String(day) <= range.until);
    const start = Number(query.get("after") ?? 0);
    const end = start + fake.pageSize;
    const paging = {
      cursors: { before: String(start), after: String(end) },
      ...(end < rows.length ? { next: "https://graph.facebook.com/next" } : {}),
    };
    return { status: 200, body: { data: rows.slice(start, end), ...(rows.length > 0 ? { paging } : {}) } };
  }

  async function answer(request: LoopbackRequest): Promise<LoopbackAnswer> {
    const { method, path, query, headers, body } = request;
    if (headers.authorization !== `Bearer ${ACCESS_TOKEN}`) return fault(401, 190, { error_subcode: 463 });
    const [, parent = "", edge] = /^\/v24\.0\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (method === "POST" && edge === "adimages") {
      const file = await readPicture(request);
      if (!file) return fault(400, 100);
      const bytes = Buffer.from(await file.arrayBuffer());
      const hash = createHash("md5").update(bytes).digest("hex");
      fake.pictures.set(hash, bytes);
      return { status: 200, body: { images: { [file.name]: { hash, url: "https://scontent.example/picture" } } } };
    }
    if (method === "GET" && edge === "insights")
      return fake.objects.some(({ id }) => id === parent) ? insights(query) : fault(400, 100);
    if (edge === "campaigns" || edge === "adsets" || edge === "ads" || edge === "adcreatives") {
      return method === "GET" ? list(parent, edge, query) : create(edge, body);
    }
    const object = fake.objects.find(({ id }) => id === parent);
    if (method !== "POST" || edge !== undefined || !object) return fault(400, 100, { error_subcode: 33 });
    object.fields["status"] = new URLSearchParams(body.toString("utf8")).get("status") ?? "";
    return { status: 200, body: { success: true } };
  }

  const fake: FakeMeta = Object.assign(await startLoopback(answer), {
    objects: [],
    pictures: new Map(),
    insights: [],
    pageSize: 100,
  });
  return fake;
}
