import fc from "fast-check";
import { RawText, type SourceValue } from "../values/source-value.ts";

const INT64 = 2n ** 63n;

const invalidUtf8 = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .filter((bytes) => !Buffer.from(Buffer.from(bytes).toString("utf8")).equals(Buffer.from(bytes)))
  .map((bytes) => new RawText(bytes));

/** Text as it stands in old databases: words, dates, numbers, JSON, NULs, anything. */
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }).map((value) => value.toWellFormed()),
  fc
    .date({ noInvalidDate: true, min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z") })
    .map((date) => date.toISOString()),
  fc
    .date({ noInvalidDate: true, min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z") })
    .map((date) => date.toISOString().slice(0, 19).replace("T", " ")),
  fc.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  fc.json(),
  fc.double().map(String),
  fc.constantFrom("", "0", "1", "true", "abc", "12.50", "\0", "admin", "null", "[", "$2a$10$x"),
);

/** Every storage class, with the values that have hurt somebody. */
export const anySourceValue: fc.Arbitrary<SourceValue> = fc.oneof(
  fc.constant(null),
  fc.bigInt({ min: -INT64, max: INT64 - 1n }),
  fc.constantFrom(0n, 1n, 2n, -1n, 2n ** 53n, 2n ** 53n + 1n, INT64 - 1n),
  fc.integer().map(BigInt),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, 0.5, 12.5, 19.99, 9.005, 1e300, Infinity, -Infinity),
  text,
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
  invalidUtf8,
);
