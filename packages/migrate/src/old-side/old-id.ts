/** An id as the old system shows it: a number where its ids are integers. */
export type OldId = number | string;

/** Old ids are stored as text; those that were integers become numbers again. */
export function toOldId(text: string): OldId {
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : text;
}
