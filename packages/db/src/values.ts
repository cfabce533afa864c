import { AppError } from "@causeway/contract";

const EARLIEST = Date.parse("0001-01-01T00:00:00.000Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/** Thrown before a statement runs, for values that one database would refuse and the other keep, or change unseen. */
export function valueRefused(): AppError {
  return new AppError({ code: "BAD_REQUEST", reason: "VALUE_REFUSED", message: "A value cannot be stored." });
}

/** An integer that JavaScript holds exactly. Throws `VALUE_REFUSED` for fractions and beyond 53 bits. */
export function checkInteger(value: number): number {
  if (!Number.isSafeInteger(value)) throw valueRefused();
  return value;
}

/** An instant of the years 1 to 9999: what ISO 8601 writes with four digits. Throws `VALUE_REFUSED` outside. */
export function checkInstant(value: Date): Date {
  const isStorable = value instanceof Date && value.getTime() >= EARLIEST && value.getTime() <= LATEST;
  if (!isStorable) throw valueRefused();
  return value;
}

/** A timestamp as Postgres writes it in UTC. Made ISO first: `Date` reads the year 0001 of the original as 2001. */
export function readPostgresInstant(text: string): Date {
  return new Date(`${text.slice(0, 10)}T${text.slice(11).replace("+00", "Z")}`);
}
