import type { Ctx } from "../runtime/context.ts";
import { sealAudit } from "./seal.ts";
import { noteSecret } from "./secret-in-use.ts";

/** What a server does with the audit log before it takes requests: the rest of the last run joins the chain. */
export async function openAudit(ctx: Ctx): Promise<void> {
  await noteSecret(ctx);
  await sealAudit(ctx);
}
