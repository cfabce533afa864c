import type { ContactImport, GetImportInput } from "@causeway/contract";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { getAccessibleImport, importTopic } from "./internal.ts";

/** One customer list and how far it is read. Throws `IMPORT_NOT_FOUND`. */
export async function getImport(ctx: Ctx, { id }: GetImportInput): Promise<ContactImport> {
  requirePermission(ctx, "contact:read");
  return getAccessibleImport(ctx.db, ctx, id, "contact:read-any");
}

/** The list now, and again after every change, until `signal` is aborted. */
export async function* watchImport(ctx: Ctx, input: GetImportInput, signal: AbortSignal): AsyncGenerator<ContactImport> {
  const changes = ctx.events.watch(importTopic(input.id), signal);
  yield await getImport(ctx, input);
  for await (const _ of changes) yield await getImport(ctx, input);
}
