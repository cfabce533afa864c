/** The words of codecs and engine, for people. */
const TEXTS: Record<string, string> = {
  "written-differently": "same value, written differently",
  dangling: "points at a row that does not exist",
  "no-place": "has no place on the new side",
  "shared-key": "another row has the same key; this one is found by its exact value",
  "invalid-utf8": "bytes that are not UTF-8",
  "not-text": "is not text",
  "nul-in-text": "contains a NUL character",
  "text-too-long": "longer than an index can hold",
  "missing-text": "text that must be there is NULL",
  "missing-number": "number that must be there is NULL",
  "not-a-whole-number": "is not a whole number",
  "not-a-flag": "is neither 0 nor 1",
  "unknown-word": "is none of the known words",
  "not-json": "is not JSON",
  "not-an-amount": "is no amount of money",
  rounded: "has more digits than money has",
  "missing-date": "date that must be there is NULL",
  "not-a-date": "is not a date",
  "no-such-day": "a day or time that does not exist",
  "date-as-number": "a date stored as a number",
  "password-hash-cost": "a password hash that costs too much to check",
  "dangling-reference": "points at a row that does not exist, and the row cannot be without it",
  "unusable-id": "holds nothing that can be an id",
  "repeated-id": "an earlier row has the same id",
  "id-taken": "its old id was given to a row made on the new side",
  "values-taken": "a row made on the new side has its unique values",
  "duplicate-values": "another row has the same values, and only one can be held",
  "refused-by-database": "the database does not take it",
};

/** Why an old value was kept, as a person would say it. */
export function reasonText(reason: string): string {
  return TEXTS[reason] ?? reason;
}
