import type { SortedChunk } from "./sort-chunk.ts";
import { addNotes, type Counts, type NoteCounts, noCounts } from "./tally.ts";

/** `again`: rows that pointed at later rows of their own table are looked at once more; all of them are counted already. */
export type Pass = "first" | "again";

const ending = (row: { originals: unknown }): "imported" | "repaired" => (row.originals === null ? "imported" : "repaired");

/** What a chunk adds to the counts. */
function countFirst({ pending, refused, unchanged }: SortedChunk): { counts: Counts; notes: NoteCounts } {
  const counts = { ...noCounts(), quarantined: refused.length, unchanged };
  const notes: NoteCounts = {};
  for (const row of pending) {
    counts[ending(row)]++;
    addNotes(notes, row.notes);
  }
  return { counts, notes };
}

/** What a second look corrects: every row has been counted as what it was before. */
function countAgain({ pending, refused }: SortedChunk): { counts: Counts; notes: NoteCounts } {
  const counts = noCounts();
  const notes: NoteCounts = {};
  const wasCountedAs = ({ before }: { before: { originals: unknown } | null }) => (before ? ending(before) : "quarantined");
  for (const row of pending) {
    counts[wasCountedAs(row)]--;
    counts[ending(row)]++;
    const resolved = Object.keys(row.before?.originals ?? {}).filter((column) => !(column in (row.originals ?? {})));
    addNotes(
      notes,
      resolved.map((column) => ({ column, reason: "dangling" })),
      -1,
    );
  }
  for (const row of refused) {
    counts[wasCountedAs(row)]--;
    counts.quarantined++;
  }
  return { counts, notes };
}

export function countChunk(chunk: SortedChunk, pass: Pass): { counts: Counts; notes: NoteCounts } {
  return pass === "first" ? countFirst(chunk) : countAgain(chunk);
}
