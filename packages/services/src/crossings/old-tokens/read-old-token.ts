import type { Runtime } from "../../runtime/context.ts";
import type { OldTokenDescriptor } from "./descriptor.ts";
import type { VerifiedOldToken } from "./old-token.ts";
import { readExpressCookie } from "./readers/express-session.ts";
import { readFlaskSession } from "./readers/flask-session.ts";
import { readJwt } from "./readers/jwt.ts";
import { findStoredSession } from "./stored-sessions.ts";
import { keyOf, type TokenWindow } from "./token-windows.ts";

const MAX_LENGTH = 8192;

export interface ReadOldToken extends VerifiedOldToken {
  descriptor: OldTokenDescriptor;
  /** True when this server made it in the old form, with a key of its own: no window ends for it. */
  isOwn: boolean;
}

type Reading = Pick<Runtime, "db" | "clock" | "deriveKey">;

/** What a token or cookie of an old system says, whether its window is open or not; null for one that its key did not sign. */
export async function readOldToken(runtime: Reading, window: TokenWindow, text: string): Promise<ReadOldToken | null> {
  if (text.length > MAX_LENGTH || text.includes("\0")) return null;
  for (const descriptor of window.descriptors) {
    const ownKey = descriptor.kind === "jwt" ? descriptor.ownKeyPurpose : undefined;
    const own = ownKey === undefined ? null : await read(runtime, { window, descriptor, text, key: runtime.deriveKey(ownKey) });
    const verified = own ?? (await read(runtime, { window, descriptor, text, key: keyOf(window, descriptor) }));
    if (verified) return { ...verified, descriptor, isOwn: own !== null };
  }
  return null;
}

async function read(
  { db, clock }: Reading,
  given: { window: TokenWindow; descriptor: OldTokenDescriptor; text: string; key: Uint8Array | null },
): Promise<VerifiedOldToken | null> {
  const { window, descriptor, text, key } = given;
  const { system } = window;
  const now = clock();
  // A token that only its table knows is signed with nothing.
  if (descriptor.kind === "drf-token") return findStoredSession(db, { system, kind: descriptor.kind, id: text }, now);
  if (key === null) return null;
  switch (descriptor.kind) {
    case "jwt":
      return readJwt(text, { key, now, descriptor });
    case "flask-session":
      return readFlaskSession(text, { key, now, descriptor });
    case "django-session":
      return findStoredSession(db, { system, kind: descriptor.kind, id: text }, now);
    case "express-session": {
      const id = readExpressCookie(text, key);
      return id === null ? null : findStoredSession(db, { system, kind: descriptor.kind, id }, now);
    }
  }
}
