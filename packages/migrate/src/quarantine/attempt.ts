import type { Db } from "@causeway/db";
import type { Refusal } from "../codecs/codec.ts";
import { type PendingRow, sortChunk } from "../import/sort-chunk.ts";
import { TargetReader } from "../import/target-reader.ts";
import { findIdForm } from "../mapping/find-id-form.ts";
import { KnownRows } from "../mapping/known-rows.ts";
import type { Mapping, UniqueColumns } from "../mapping/mapping.ts";
import { createPlans, type Plan, type PlannedRow } from "../mapping/plan.ts";
import { findHolder } from "./find-holder.ts";

/** An old system, as far as its data is concerned. */
export interface MappedSystem {
  system: string;
  mappings: readonly Mapping[];
}

/** The system's plans by old table, with the ids that it was imported under. */
export async function findPlans(db: Db, { system, mappings }: MappedSystem): Promise<ReadonlyMap<string, Plan>> {
  const plans = createPlans({ system, idForm: await findIdForm(db, system, mappings) }, mappings);
  return new Map(plans.map((plan) => [plan.mapping.kind, plan]));
}

/** `held`: an import has brought it over in the meantime. */
export type Attempt =
  | { type: "held" }
  | { type: "refused"; refusal: Refusal; unique?: UniqueColumns }
  | { type: "pending"; pending: PendingRow };

/** What an import would make of the row, now. Writes nothing. */
export async function attempt(db: Db, plans: ReadonlyMap<string, Plan>, plan: Plan, row: PlannedRow): Promise<Attempt> {
  const reader = new TargetReader(db, plan);
  const sorted = await sortChunk({ plan, plans, reader, known: new KnownRows(), rows: [row], isCareful: true });
  const [refused] = sorted.refused;
  if (refused) return { type: "refused", refusal: refused.refusal };
  const [pending] = sorted.pending;
  if (!pending) return { type: "held" };
  const holder = await findHolder(db, plan, pending.target);
  return holder ? { type: "refused", ...holder } : { type: "pending", pending };
}
