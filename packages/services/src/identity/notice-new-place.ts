import type { Db } from "@causeway/db";
import { and, desc, eq, gt } from "drizzle-orm";
import ipaddr from "ipaddr.js";
import { sendMail } from "../mail/send-mail.ts";
import type { Ctx } from "../runtime/context.ts";
import { ATTEMPTS_KEPT_MS } from "./forget-attempts.ts";
import { getUser } from "./internal.ts";
import { findKnownBrowser } from "./known-browsers.ts";
import { originOf } from "./origin.ts";

/** Sign-ins that are looked back at. */
const LOOK_BACK = 200;

/** What stays when a provider gives out another address: 24 bits of IPv4, 48 of IPv6. */
function networkOf(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return "unknown";
  const address = ipaddr.process(ip);
  const bytes = address.toByteArray();
  return Buffer.from(bytes.slice(0, address.kind() === "ipv4" ? 3 : 6)).toString("hex");
}

/**
 * Mails the user when they are signed in to from a device or network that was not used before within 90 days: neither by a
 * browser that is known, nor by the same program from the same network. Nothing is strange about a first sign-in.
 */
export async function noticeNewPlace(tx: Db, ctx: Ctx, userId: string): Promise<void> {
  if (findKnownBrowser(ctx, userId) !== null) return;
  const { signInAttempt: table } = tx.tables;
  const since = new Date(ctx.clock().getTime() - ATTEMPTS_KEPT_MS);
  const seen = await tx
    .select({ ip: table.ip, userAgent: table.userAgent })
    .from(table)
    .where(and(eq(table.userId, userId), eq(table.result, "success"), gt(table.at, since)))
    .orderBy(desc(table.at))
    .limit(LOOK_BACK);
  const here = originOf(ctx);
  const isFamiliar = seen.some(({ ip, userAgent }) => userAgent === here.userAgent && networkOf(ip) === networkOf(here.ip));
  if (seen.length === 0 || isFamiliar) return;
  const { email } = await getUser(tx, userId);
  await sendMail(tx, ctx, { to: email, userId, template: "sign-in-notice", data: here });
}
