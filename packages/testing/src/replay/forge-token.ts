import { createHmac } from "node:crypto";
import type { RecordedExchange } from "@causeway/rest";

const HASHES: Record<string, string> = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token such as the recorder made by hand, with times relative to now. An unknown algorithm, such as `none`, signs nothing. */
export function forgeToken({
  forged,
  secret,
  now,
}: {
  forged: NonNullable<RecordedExchange["auth_forged"]>;
  secret: string;
  now: Date;
}): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const times = Object.entries(forged.times_relative_to_recorded_at_s ?? {}).map(([claim, offset]) => [claim, seconds + offset]);
  const content = `${encode({ alg: forged.alg, typ: "JWT" })}.${encode({ ...forged.claims, ...Object.fromEntries(times) })}`;
  const hash = HASHES[forged.alg];
  const key = forged.secret === "right" ? secret : `not ${secret}`;
  return `${content}.${hash === undefined ? "" : createHmac(hash, key).update(content).digest("base64url")}`;
}
