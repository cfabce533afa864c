/** Where Python's `json` gives up on a text, and its words for it. */
export interface PythonJsonError {
  /** Counted in characters, not in UTF-16 units. */
  position: number;
  message: string;
}

/** Deeper nesting ends Python's own recursion. */
const MAX_DEPTH = 990;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /null|true|false|NaN|-?Infinity/y;
const SPACE = /[ \t\n\r]*/y;
/** From the space on, but for quotes and backslashes. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\["\\/bfnrt]/y;
const CODE_POINT = /\\u[0-9a-fA-F]{4}/y;

class Broken extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Null for text that Python reads. Throws `RangeError` where it is nested too deeply. */
export function findPythonJsonError(text: string): PythonJsonError | null {
  try {
    const end = skip(SPACE, text, value(text, skip(SPACE, text, 0), 0));
    if (end < text.length) throw new Broken(end, "Extra data");
    return null;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { position: Array.from(text.slice(0, error.at)).length, message: error.message };
  }
}

/** Each reader gives where it ended. */
function value(text: string, at: number, depth: number): number {
  if (depth > MAX_DEPTH) throw new RangeError("nested too deeply");
  if (text[at] === '"') return string(text, at);
  if (text[at] === "{") return items(text, at, { closing: "}", item: (start) => member(text, start, depth) });
  if (text[at] === "[") return items(text, at, { closing: "]", item: (start) => value(text, start, depth + 1) });
  const end = Math.max(skip(NUMBER, text, at), skip(WORD, text, at));
  if (end === at) throw new Broken(at, "Expecting value");
  return end;
}

function items(text: string, opening: number, { closing, item }: { closing: string; item: (at: number) => number }): number {
  let at = skip(SPACE, text, opening + 1);
  if (text[at] === closing) return at + 1;
  for (;;) {
    at = skip(SPACE, text, item(at));
    if (text[at] === closing) return at + 1;
    if (text[at] !== ",") throw new Broken(at, "Expecting ',' delimiter");
    at = skip(SPACE, text, at + 1);
  }
}

function member(text: string, at: number, depth: number): number {
  if (text[at] !== '"') throw new Broken(at, "Expecting property name enclosed in double quotes");
  const colon = skip(SPACE, text, string(text, at));
  if (text[colon] !== ":") throw new Broken(colon, "Expecting ':' delimiter");
  return value(text, skip(SPACE, text, colon + 1), depth + 1);
}

function string(text: string, opening: number): number {
  let at = opening + 1;
  for (;;) {
    at = skip(PLAIN, text, at);
    if (text[at] === '"') return at + 1;
    if (at >= text.length - (text[at] === "\\" ? 1 : 0)) throw new Broken(opening, "Unterminated string starting at");
    if (text[at] !== "\\") throw new Broken(at, "Invalid control character at");
    const end = skip(text[at + 1] === "u" ? CODE_POINT : ESCAPE, text, at);
    if (end === at) throw text[at + 1] === "u" ? new Broken(at + 1, "Invalid \\uXXXX escape") : new Broken(at, "Invalid \\escape");
    at = end;
  }
}

/** The end of what the expression finds here; the same place where it finds nothing. */
function skip(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}
