import { AppError, type Corrections } from "@causeway/contract";
import { Refusal, Repair } from "../codecs/codec.ts";
import type { MappedColumn } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";
import { keyText } from "../values/key-text.ts";
import type { SourceValue } from "../values/source-value.ts";

const refuse = (column: string, why: string) =>
  new AppError({
    code: "BAD_REQUEST",
    reason: "CORRECTION_REFUSED",
    message: `${column} ${why}`,
    details: { column },
  });

/** The same text in every storage class that the old database could have held it in. */
function* readings(text: string): Generator<SourceValue> {
  if (/^-?\d{1,18}$/.test(text)) yield BigInt(text);
  if (/^-?\d+\.\d+$/.test(text)) yield Number(text);
  yield text;
}

function isTaken({ codec }: MappedColumn<unknown>, value: SourceValue): boolean {
  if (codec.refersTo) return value === null ? !codec.refersTo.isRequired : keyText(value, codec.refersTo.key) !== null;
  const decoded = codec.decode(value);
  return !(decoded instanceof Repair) && !(decoded instanceof Refusal);
}

/** The column's own old value for what somebody typed: one that needs no repair. Throws `CORRECTION_REFUSED`. */
function readCorrection({ mapping }: Plan, name: string, text: string | null): SourceValue {
  if (name === mapping.key.column)
    throw refuse(name, "is the row's id, by which old clients and other rows know it: it cannot be corrected.");
  const columns = mapping.columns.filter((each) => "from" in each && each.from === name);
  if (columns.length === 0) throw refuse(name, `is no column of ${mapping.kind} that can be corrected.`);
  if (text !== null && columns.some((column) => "from" in column && column.codec.shows === "secret"))
    throw refuse(name, "is a secret: it can be corrected to NULL alone.");
  const candidates = text === null ? [null] : [...readings(text)];
  const value = candidates.find((candidate) => columns.every((column) => "from" in column && isTaken(column, candidate)));
  if (value !== undefined) return value;
  const takes = columns.flatMap((column) => ("from" in column ? [column.codec.rules.takes] : []));
  throw refuse(name, `takes ${takes.join(", and ")}.`);
}

/** Old column → its corrected value. Throws `CORRECTION_REFUSED` for what the column would not take as it is. */
export function readCorrections(plan: Plan, corrections: Corrections): Map<string, SourceValue> {
  return new Map(Object.entries(corrections).map(([name, text]) => [name, readCorrection(plan, name, text)]));
}
