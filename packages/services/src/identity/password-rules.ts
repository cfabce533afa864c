import { AppError } from "@causeway/contract";

let common: Promise<ReadonlySet<string>> | undefined;

/** 49,233 passwords out of breaches, shipped with the program; read when first needed, because it takes a while. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => new Set(dictionary["passwords-common"]));
  return common;
}

const PRODUCT_NAME = "causeway";

/** What a guesser who knows whose password it is would try first. */
export interface PasswordContext {
  email: string;
  restaurantNames?: readonly string[];
}

const fold = (text: string) => text.normalize("NFKC").toLowerCase();
const lettersOf = (text: string) => fold(text).replace(/[^\p{L}\p{N}]/gu, "");

/** Words of at least four characters, so that a short name does not forbid half the dictionary. */
function contextWords({ email, restaurantNames = [] }: PasswordContext): string[] {
  const [local = "", domain = ""] = email.split("@");
  const words = [PRODUCT_NAME, local, local.split("+")[0] ?? "", domain, domain.split(".").at(-2) ?? "", ...restaurantNames];
  return [...new Set(words.map(lettersOf))].filter((word) => word.length >= 4);
}

/** The shortest text of which the whole is a repetition; the whole where there is none. */
function unitOf(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1);
  return text.slice(0, at);
}

/** Each character follows the one before by the same step: 123456789012 (with 0 after 9), abcdefghijkl, and backwards. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  return [1, -1].some((step) =>
    codes.every((code, at) => {
      const before = codes[at - 1];
      const wraps = (step === 1 && before === 57 && code === 48) || (step === -1 && before === 48 && code === 57);
      return before === undefined || code === before + step || wraps;
    }),
  );
}

/** Digits and signs around a word that a guesser tries along with it. */
const MAX_TRIMMINGS = 6;

/** The text without some of the digits and signs around it, none first. */
function* coresOf(text: string): Generator<string> {
  const characters = [...text];
  const isLetterAt = (at: number) => /\p{L}/u.test(characters.at(at) ?? "");
  for (let before = 0; before <= MAX_TRIMMINGS && !(before > 0 && isLetterAt(before - 1)); before++) {
    for (let behind = 0; before + behind <= MAX_TRIMMINGS && !(behind > 0 && isLetterAt(-behind)); behind++)
      yield characters.slice(before, characters.length - behind).join("");
  }
}

/** A known word with little more than digits and signs around it, or doubled. */
function isDressedUp(password: string, isKnown: (text: string) => boolean): boolean {
  for (const core of coresOf(fold(password))) {
    if ([core, lettersOf(core)].some((text) => text !== "" && (isKnown(text) || isKnown(unitOf(text))))) return true;
  }
  return false;
}

/**
 * Refuses the passwords that are guessed first: common ones, repetitions, sequences, and the words of the account's own
 * context (NIST SP 800-63B-4, section 3.1.1.2). Which characters a password is made of does not matter. Throws
 * `PASSWORD_COMMON` with what it was: `common` or `context`.
 */
export async function requireGoodPassword(password: string, context: PasswordContext): Promise<void> {
  const known = await commonPasswords();
  const words = new Set(contextWords(context));
  const whole = fold(password);
  if ([...unitOf(whole)].length < 4 || isSequence(whole) || isDressedUp(password, (text) => known.has(text)))
    throw refused("common");
  if (isDressedUp(password, (text) => words.has(text)) || leavesNothing(whole, words)) throw refused("context");
}

/** True when the context's words, one behind the other, are nearly all of it: less than four other letters and digits remain. */
function leavesNothing(password: string, words: ReadonlySet<string>): boolean {
  const letters = lettersOf(password);
  const longestFirst = [...words].toSorted((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ""), letters);
  return rest !== letters && rest.length < 4;
}

function refused(kind: "common" | "context"): AppError {
  return new AppError({
    code: "BAD_REQUEST",
    reason: "PASSWORD_COMMON",
    message:
      kind === "common"
        ? "This password is one of those that are guessed first. A few words in a row are easy to remember and hard to guess."
        : "This password can be guessed by whoever knows your name or your restaurant's. A few unrelated words are harder to guess.",
    details: { kind },
  });
}
