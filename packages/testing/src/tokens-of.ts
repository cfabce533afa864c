import type { SessionStarted, SignInAnswer, Tokens } from "@causeway/contract";

/** The tokens of a session that was asked for with delivery in the body. Throws where a second factor is due. */
export function tokensOf(answer: SignInAnswer | SessionStarted): Tokens {
  if (!("tokens" in answer) || !answer.tokens) throw new Error("no session was started");
  return answer.tokens;
}
