import type { ReplayRules } from "@causeway/rest";

export interface NormaliseOptions {
  rules: ReplayRules;
  /** Instants from here on were written while the exchanges were made. */
  startedAt: Date;
  /** True when the replayed server's clock shows the recorded times, so that counts by day are comparable. */
  hasRecordedClock: boolean;
}

/** A value with everything replaced that is new at every run, but for its form. Keys keep their order. */
export function normalise(value: unknown, options: NormaliseOptions): unknown {
  if (Array.isArray(value)) return value.map((each) => normalise(each, options));
  return isObject(value) ? normaliseObject(value, options) : value;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function normaliseObject(object: Record<string, unknown>, options: NormaliseOptions): Record<string, unknown> {
  const isRecent = Object.entries(object).some(([key, value]) => isInstant(key, value, options) && isNew(value, options));
  const entries = Object.entries(object).map(([key, value]): [string, unknown] => {
    if (Array.isArray(value)) return [key, normaliseList(key, value, options)];
    return [key, isObject(value) ? normaliseObject(value, options) : normaliseLeaf({ key, value, isRecent }, options)];
  });
  return Object.fromEntries(entries);
}

/** `isRecent`: the row was made while the exchanges were. */
function normaliseLeaf(
  { key, value, isRecent }: { key: string; value: unknown; isRecent: boolean },
  options: NormaliseOptions,
): unknown {
  const { rules, hasRecordedClock } = options;
  if (key === "token" && typeof value === "string") return tokenForm(value, rules.tokenLifetime);
  if (typeof value === "string" && isInstant(key, value, options))
    return isNew(value, options) ? `${textForm(value)} ${RECENT}` : value;
  const formOf = rules.forms[key];
  if (formOf && typeof value === "string") return formOf(value, { hasRecordedClock });
  if (rules.varying.includes(key) && !(hasRecordedClock && key === COUNT_BY_DAY)) return form(value);
  const isChosen = isRecent && typeof value === "string" && rules.choices[key]?.includes(value) === true;
  return isChosen ? "<one of the texts>" : value;
}

/** Counted from the day of the request. */
const COUNT_BY_DAY = "recentCampaigns";

function normaliseList(key: string, list: unknown[], options: NormaliseOptions): unknown[] {
  const orderKey = options.rules.lists[key];
  const normal = list.map((each) => normalise(each, options));
  if (orderKey === undefined || !JSON.stringify(normal).includes(RECENT)) return normal;
  const orderOf = (row: unknown) => (isObject(row) ? Number(row[orderKey]) : 0);
  return normal.toSorted((left, right) => orderOf(left) - orderOf(right));
}

/** Digits as zeros, letters as they are: `0000-00-00 00:00:00`. */
const textForm = (value: string) => value.replace(/\d/g, "0");
const form = (value: unknown): unknown =>
  typeof value === "string" ? textForm(value) : typeof value === "number" ? `<${typeof value}>` : value;

const RECENT = "<while recording>";

function isInstant(key: string, value: unknown, { rules }: NormaliseOptions): value is string {
  return rules.instants.includes(key) && typeof value === "string";
}

/** To the second, as most old instants are. */
function isNew(text: string, { startedAt }: NormaliseOptions): boolean {
  const instant = new Date(/[TZ]/.test(text) ? text : `${text.replace(" ", "T")}Z`);
  return instant.getTime() >= Math.floor(startedAt.getTime() / 1000) * 1000;
}

/** Header and claims of a token; times as how long it lives. */
function tokenForm(token: string, lifetime: number): unknown {
  const [header = "", payload = ""] = token.split(".");
  const { iat, exp, ...claims }: Record<string, unknown> = JSON.parse(Buffer.from(payload, "base64url").toString() || "{}");
  const life = Number(exp) - Number(iat);
  return { header: Buffer.from(header, "base64url").toString(), claims, lives: life === lifetime ? "as declared" : life };
}
