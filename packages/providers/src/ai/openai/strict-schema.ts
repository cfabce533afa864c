/** Keywords that the strict mode of OpenAI refuses; the limits stand in the instructions as well, and the answer is checked. */
const UNKNOWN = new Set(["$schema", "minLength", "maxLength", "default", "format", "pattern"]);

/** A schema as the strict mode takes it: every property required, no others allowed. */
export function strictSchema(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const strict: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties" && isRecord(value)) {
      strict[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strictValue(inner)]));
      strict["required"] = Object.keys(value);
      strict["additionalProperties"] = false;
    } else if (!UNKNOWN.has(key) && key !== "required" && key !== "additionalProperties") {
      strict[key] = strictValue(value);
    }
  }
  return strict;
}

function strictValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strictValue);
  return isRecord(value) ? strictSchema(value) : value;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
