/** A value of ours as `Db.bulkRead` hands it over; JSON has to be text already. Equal values have equal forms. */
export function storedForm(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  return typeof value === "boolean" ? Number(value) : value;
}
