import type { OldAccounts } from "@causeway/contract";
import { requireSession } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { findOldAccounts } from "./find-old-accounts.ts";
import { isWindowOpen } from "./token-windows.ts";

/** The user's accounts in old systems. A system that is no longer served has its short name for a title. */
export async function listOldAccounts(ctx: Ctx): Promise<OldAccounts> {
  const { userId } = requireSession(ctx);
  const accounts = await findOldAccounts(ctx.db, userId);
  const items = accounts.map(({ system, oldId }) => {
    const window = ctx.tokenWindows.get(system);
    const areTokensTaken = window !== undefined && isWindowOpen(window, ctx.clock());
    return { system, title: window?.title ?? system, oldId, areTokensTaken, tokensUntil: areTokensTaken ? window.until : null };
  });
  return { items };
}
