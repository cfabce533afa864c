import type { RecordedExchange, ReplayedAnswer } from "@causeway/rest";
import { normalise, type NormaliseOptions } from "./normalise.ts";

/** What differs, one line each, `recorded → replayed`; empty when nothing does. */
export function compareAnswer(recorded: RecordedExchange["response"], answer: ReplayedAnswer, options: NormaliseOptions): string[] {
  const lines: string[] = [];
  if (recorded.status !== answer.status) lines.push(`status: ${recorded.status ?? "none"} → ${answer.status ?? "none"}`);
  for (const [name, value] of Object.entries(recorded.headers ?? {})) {
    const found = answer.headers[name] ?? null;
    const isEqual = name === "etag" && value !== null && found !== null ? isSameEtag(recorded, value, found) : value === found;
    if (!isEqual) lines.push(`header ${name}: ${value ?? "absent"} → ${found ?? "absent"}`);
  }
  if (recorded.status === null) return lines;
  const [expected, found] = [normalise(recorded.body ?? "", options), normalise(answer.body ?? "", options)];
  const inBody = differences(expected, found, "body");
  if (inBody.length === 0 && JSON.stringify(expected) !== JSON.stringify(found)) inBody.push("body: the order of keys differs");
  return [...lines, ...inBody];
}

/** Of an answer without its body nothing tells how long the recorded one was. */
const isSameEtag = ({ status }: RecordedExchange["response"], recorded: string, found: string) =>
  status === 304 || etagForm(recorded) === etagForm(found);

/** Length and form; the digest depends on times in the body. */
const etagForm = (etag: string) => etag.replace(/-[A-Za-z0-9+/]{27}"$/, '-…"');

const show = (value: unknown) => (value === undefined ? "absent" : JSON.stringify(value));
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function differences(expected: unknown, found: unknown, path: string): string[] {
  if (!isObject(expected) || !isObject(found) || Array.isArray(expected) !== Array.isArray(found)) {
    return Object.is(expected, found) ? [] : [`${path}: ${show(expected)} → ${show(found)}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...keys].flatMap((key) => {
    const isMissing = Object.hasOwn(expected, key) !== Object.hasOwn(found, key);
    if (isMissing) return [`${path}.${key}: ${show(expected[key])} → ${show(found[key])}`];
    return differences(expected[key], found[key], `${path}.${key}`);
  });
}
