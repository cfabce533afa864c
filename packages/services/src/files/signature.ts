import { createHmac, timingSafeEqual } from "node:crypto";
import type { Ctx } from "../runtime/context.ts";

/** How long an address works, in milliseconds; up to a minute more, so that it stays the same for a while. */
const LIFE_MS = 15 * 60_000;
const STEP_MS = 60_000;

export type FileVariant = "original" | "preview";

interface Signed {
  id: string;
  variant: FileVariant;
  /** Seconds since 1970. */
  expires: number;
}

function sign(ctx: Pick<Ctx, "deriveKey">, { id, variant, expires }: Signed): Buffer {
  return createHmac("sha256", ctx.deriveKey("file download")).update(`${id} ${variant} ${expires}`).digest();
}

/** An address on this server under which whoever has it gets the file for a while, without signing in. */
export function signedUrl(ctx: Pick<Ctx, "deriveKey" | "clock">, id: string, variant: FileVariant): string {
  const expires = (Math.ceil(ctx.clock().getTime() / STEP_MS) * STEP_MS + LIFE_MS) / 1000;
  const signature = sign(ctx, { id, variant, expires }).toString("base64url");
  return `/files/${id}${variant === "preview" ? "/preview" : ""}?expires=${expires}&signature=${signature}`;
}

/** True for a signature of ours over exactly this, before it expires. */
export function isSigned(ctx: Pick<Ctx, "deriveKey" | "clock">, signed: Signed, unverifiedSignature: string): boolean {
  if (ctx.clock().getTime() >= signed.expires * 1000) return false;
  const expected = sign(ctx, signed);
  const given = Buffer.from(unverifiedSignature, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
