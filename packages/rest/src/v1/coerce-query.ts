import { branches, type JsonSchema, kindOf, type MaybeSchema } from "../json-schema.ts";
import { coerceJson, toDate } from "./coerce-json.ts";

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * The values of one key of the query string, as the schema takes them: arrays by repeating the key, objects as JSON. A text
 * that is no such value stays a text, for the schema to refuse.
 */
export function coerceQuery(schema: MaybeSchema, texts: string[], root: JsonSchema): unknown {
  const options = branches(schema, root);
  const list = options.find((option) => kindOf(option) === "array");
  if (list) {
    const item = branches(Array.isArray(list.items) ? undefined : list.items, root);
    return texts.map((text) => coerceText(item, text, root));
  }
  const [text] = texts;
  return texts.length === 1 && text !== undefined ? coerceText(options, text, root) : texts;
}

/** Whether a query string carries it as text; otherwise it travels as JSON in one parameter. */
export function isPlainInQuery(schema: MaybeSchema, root: JsonSchema): boolean {
  return !branches(schema, root).some((option) => kindOf(option) === "object");
}

function coerceText(options: JsonSchema[], text: string, root: JsonSchema): unknown {
  const kinds = new Set(options.map(kindOf));
  if (kinds.has("string") || kinds.has("any")) return text;
  if (kinds.has("number") && NUMBER.test(text)) return Number(text);
  if (kinds.has("boolean") && (text === "true" || text === "false")) return text === "true";
  if (kinds.has("date")) return toDate(text);
  if (kinds.has("object")) return coerceJson({ anyOf: options }, parsedOr(text), root);
  return text;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
