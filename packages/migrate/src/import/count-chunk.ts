import type { SortedChunk } from "./sort-chunk.ts";
import { addNotes, type Counts, type NoteCounts, noCounts } from "./tally.ts";

/** `again`: rows that pointed at later rows of their own table are looked at once more; all of them are counted already. */
export type Pass = "first" | "again";

const ending = (row: { originals: unknown }): "imported" | "repaired" => (row.originals === null ? "imported" : "repaired");

/** What a chunk adds to the counts; on the second pass, what it corrects. */
export function countChunk({ pending, refused, unchanged }: SortedChunk, pass: Pass): { counts: Counts; notes: NoteCounts } {
  const counts = noCounts();
  const notes: NoteCounts = {};
  counts.quarantined = refused.length;
  counts.unchanged = pass === "first" ? unchanged : 0;
  for (const row of pending) {
    counts[ending(row)]++;
    if (pass === "first") addNotes(notes, row.notes);
  }
  if (pass === "first") return { counts, notes };
  for (const { before } of [...pending, ...refused]) if (before) counts[ending(before)]--;
  for (const { before, originals } of pending) {
    const resolved = Object.keys(before?.originals ?? {}).filter((column) => !(column in (originals ?? {})));
    addNotes(
      notes,
      resolved.map((column) => ({ column, reason: "dangling" })),
      -1,
    );
  }
  return { counts, notes };
}
