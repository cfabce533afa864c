import type { JsonValue } from "@causeway/db";
import type { SourceValue } from "./source-value.ts";
import { fromTaggedJson } from "./tagged-json.ts";

/** The reverse of `rowToBytes`: column → value. Throws on anything else. */
export function readRow(bytes: Uint8Array): Map<string, SourceValue> {
  // Safe: `rowToBytes` writes nothing else, and `fromTaggedJson` throws on what is no value.
  const cells = JSON.parse(Buffer.from(bytes).toString("utf8")) as [string, JsonValue][];
  return new Map(cells.map(([column, json]) => [column, fromTaggedJson(json)]));
}
