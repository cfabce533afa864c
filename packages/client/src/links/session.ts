import type { Operation, TRPCLink } from "@trpc/client";
import type { Session, SessionStarted } from "../auth/session.ts";
import type { AppRouter, RouterInputs, RouterOutputs } from "../server-types.ts";
import { toCausewayError } from "../to-causeway-error.ts";
import { type Answer, callLink, type Send } from "./call-link.ts";

type IdentityPath = `identity.${keyof RouterInputs["identity"]}`;
const paths = (...names: IdentityPath[]): ReadonlySet<string> => new Set(names);

/** Calls that nobody has to be signed in for: they carry no token, as an old one would be refused. */
const OPEN = paths(
  "identity.signUp",
  "identity.signIn",
  "identity.completeSignIn",
  "identity.exchangeOldToken",
  "identity.refresh",
);
/** Calls whose answer starts a session. */
const STARTING = paths(
  "identity.signUp",
  "identity.signIn",
  "identity.completeSignIn",
  "identity.exchangeOldToken",
  "identity.refresh",
  "identity.impersonate",
  "identity.endImpersonation",
);
/** Calls that set cookies, which a streamed answer cannot. */
const CHANGING = new Set([...STARTING, ...paths("identity.signOut")]);

export const isOpen = ({ path }: Operation): boolean => OPEN.has(path);
export const changesSession = ({ path }: Operation): boolean => CHANGING.has(path);

/**
 * The session that a call started; null for a sign-in that asks for a second factor. Safe for the answers of `STARTING`, which
 * have no other outputs.
 */
function startedBy(answer: Answer): SessionStarted | null {
  if (!("data" in answer.result)) return null;
  const data = answer.result.data as RouterOutputs["identity"]["signIn"] | SessionStarted;
  return "challenge" in data ? null : data;
}

/** Asks for the tokens where this client can take them, unless the caller said where. */
function withDelivery(op: Operation, delivery: "cookie" | "body"): Operation {
  return { ...op, input: { delivery, ...(op.input as object | undefined) } };
}

async function run({ session, op, send }: { session: Session; op: Operation; send: Send }): Promise<Answer> {
  const isStart = STARTING.has(op.path);
  const asked = isStart ? withDelivery(op, session.delivery) : op;
  if (!isOpen(op)) await session.prepare();
  const seen = session.generation;
  const answer = await send(asked).catch(async (thrown: unknown) => {
    const error = toCausewayError(thrown);
    if (isOpen(op)) throw error;
    if (!changesSession(op)) await session.settled();
    if (!(await session.recover(error, seen))) throw error;
    return send(asked).catch((again: unknown) => {
      session.giveUp(toCausewayError(again));
      throw again;
    });
  });
  const started = isStart ? startedBy(answer) : null;
  if (started) await session.start(started);
  else if (op.path === "identity.signOut") session.end();
  else if (!isOpen(op)) session.confirm(seen);
  return answer;
}

/** Renews the session when a call finds it over, once, and repeats the call; follows sign-in and sign-out. */
export function sessionLink(session: Session): TRPCLink<AppRouter> {
  return callLink((op, send) => {
    const answer = run({ session, op, send });
    if (changesSession(op)) session.hold(answer);
    return answer;
  });
}
