import type { Mapping } from "../mapping/mapping.ts";
import { encodeOldRow, type OldRow } from "./encode-old-row.ts";
import type { IdMap } from "./id-map.ts";
import type { OldId } from "./old-id.ts";

export interface ToOldRowsOptions<TRow extends { id: string }> {
  ids: IdMap;
  mapping: Mapping;
  /** Rows of the target table, or parts of them under the same names. */
  rows: readonly TRow[];
}

/** Old ids of everything the rows point at, by old table and new id. */
async function resolveReferences(ids: IdMap, mapping: Mapping, rows: readonly Record<string, unknown>[]) {
  const resolved = new Map<string, Map<string, OldId>>();
  for (const column of mapping.columns) {
    const kind = "from" in column ? column.codec.refersTo?.kind : undefined;
    if (kind === undefined) continue;
    const newIds = [...new Set(rows.map((row) => row[column.target]).filter((value) => typeof value === "string"))];
    const oldIds = await ids.oldIds(kind, newIds);
    const byNewId = resolved.get(kind) ?? new Map<string, OldId>();
    for (const [at, newId] of newIds.entries()) {
      const oldId = oldIds[at];
      if (oldId !== undefined) byNewId.set(newId, oldId);
    }
    resolved.set(kind, byNewId);
  }
  return (kind: string, newId: string) => resolved.get(kind)?.get(newId) ?? null;
}

/** The rows as the old server would show them, in the same order. Gives out old ids to rows that have none yet. */
export async function toOldRows<TRow extends { id: string }>({ ids, mapping, rows }: ToOldRowsOptions<TRow>): Promise<OldRow[]> {
  const records = await ids.records(
    mapping.kind,
    rows.map(({ id }) => id),
  );
  const resolveOldId = await resolveReferences(
    ids,
    mapping,
    rows.map((row) => ({ ...row })),
  );
  return rows.flatMap((row) => {
    const record = records.get(row.id);
    return record ? [encodeOldRow({ mapping, row: { ...row }, record, resolveOldId })] : [];
  });
}
