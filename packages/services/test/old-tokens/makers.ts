import { createHash, createHmac } from "node:crypto";
import { deflateSync } from "node:zlib";

/** Tokens as the old frameworks make them, written down from their formats and not from our readers. */

const base64url = (data: string | Uint8Array) => Buffer.from(data).toString("base64url");

export function makeJwt(claims: object, secret: string, alg: "HS256" | "HS384" | "HS512" | "none" = "HS256"): string {
  const signed = `${base64url(JSON.stringify({ alg, typ: "JWT" }))}.${base64url(JSON.stringify(claims))}`;
  if (alg === "none") return `${signed}.`;
  return `${signed}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(signed)
    .digest("base64url")}`;
}

interface Packing {
  at: Date;
  isCompressed?: boolean;
}

function pack(data: object, isCompressed: boolean): string {
  const json = JSON.stringify(data);
  return isCompressed ? `.${base64url(deflateSync(json))}` : base64url(json);
}

function bytesOf(seconds: number): Buffer {
  const hex = seconds.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
}

export function makeFlaskCookie(data: object, secret: string, { at, isCompressed = false }: Packing): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const signed = `${pack(data, isCompressed)}.${base64url(bytesOf(seconds))}`;
  const key = createHmac("sha1", secret).update("cookie-session").digest();
  return `${signed}.${createHmac("sha1", key).update(signed).digest("base64url")}`;
}

export function makeExpressCookie(sid: string, secret: string): string {
  return `s:${sid}.${createHmac("sha256", secret).update(sid).digest("base64").replaceAll("=", "")}`;
}

const BASE62 = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];

function base62(value: number): string {
  return value === 0 ? "" : `${base62(Math.floor(value / 62))}${BASE62[value % 62]}`;
}

export function makeDjangoSessionData(data: object, secret: string, { at, isCompressed = false }: Packing): string {
  const signed = `${pack(data, isCompressed)}:${base62(Math.floor(at.getTime() / 1000))}`;
  const key = createHash("sha256").update(`django.contrib.sessions.SessionStoresigner${secret}`).digest();
  return `${signed}:${createHmac("sha256", key).update(signed).digest("base64url")}`;
}
