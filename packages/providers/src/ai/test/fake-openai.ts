import { z } from "zod";
import { type Loopback, type LoopbackAnswer, type LoopbackRequest, startLoopback } from "../../test/loopback.ts";

export const API_KEY = "sk-the-key-that-nobody-else-has";

const Body = z.object({
  model: z.string(),
  messages: z.tuple([
    z.object({ role: z.literal("system"), content: z.string() }),
    z.object({ role: z.literal("user"), content: z.string() }),
  ]),
  response_format: z.discriminatedUnion("type", [
    z.object({ type: z.literal("json_object") }),
    z.object({
      type: z.literal("json_schema"),
      json_schema: z.object({ name: z.string(), strict: z.boolean(), schema: z.record(z.string(), z.unknown()) }),
    }),
  ]),
  max_tokens: z.number().int(),
});
type Body = z.infer<typeof Body>;

export interface FakeOpenAi extends Loopback {
  /** What the model says; unless told, JSON that fits the schema with the facts in it. */
  say: (body: Body) => Record<string, unknown>;
  /** False for services that know JSON, but no schema. */
  knowsSchemas: boolean;
  /** The bodies that were answered. */
  bodies: Body[];
}

const fault = (status: number, code: string, message: string): LoopbackAnswer => ({
  status,
  body: { error: { message, type: "invalid_request_error", param: null, code } },
});

/** Fits any object of texts. */
function fitting({ messages, response_format: format }: Body): Record<string, unknown> {
  const shown =
    format.type === "json_schema" ? format.json_schema.schema : JSON.parse(messages[0].content.split("\n").at(-1) ?? "");
  const { properties } = z.object({ properties: z.record(z.string(), z.unknown()) }).parse(shown);
  const facts = Object.values(JSON.parse(messages[1].content)).join(" ");
  return {
    content: JSON.stringify(Object.fromEntries(Object.keys(properties).map((name) => [name, `${name}: ${facts}`.slice(0, 60)]))),
  };
}

/** Chat completions as far as they are used, checking what the real ones check. */
export async function startFakeOpenAi(): Promise<FakeOpenAi> {
  function answer({ method, path, headers, body }: LoopbackRequest): LoopbackAnswer {
    if (headers.authorization !== `Bearer ${API_KEY}`)
      return fault(401, "invalid_api_key", `Incorrect API key provided: ${headers.authorization}`);
    if (method !== "POST" || path !== "/v1/chat/completions") return fault(404, "not_found", `Unknown request URL: ${path}`);
    const parsed = Body.safeParse(JSON.parse(body.toString("utf8")));
    if (!parsed.success) return fault(400, "invalid_value", parsed.error.message);
    if (parsed.data.model !== "small-model") return fault(404, "model_not_found", "The model does not exist");
    if (parsed.data.response_format.type === "json_schema" && !fake.knowsSchemas) {
      return fault(400, "invalid_request_error", "This response_format type is unavailable now");
    }
    fake.bodies.push(parsed.data);
    const message = { role: "assistant", content: null, ...fake.say(parsed.data) };
    return {
      status: 200,
      body: {
        id: "chatcmpl-1",
        object: "chat.completion",
        created: 1_772_443_800,
        model: "small-model",
        choices: [{ index: 0, message, finish_reason: "stop", logprobs: null }],
        usage: { prompt_tokens: 200, completion_tokens: 40, total_tokens: 240 },
      },
    };
  }
  const fake: FakeOpenAi = Object.assign(await startLoopback(answer), { say: fitting, knowsSchemas: true, bodies: [] });
  return fake;
}
