import { fieldsOf, LegacyRefusal, type Misfit, unprocessable } from "@causeway/rest";

/** Text that pydantic takes for a number. */
const FLOAT = /^\s*[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+)?\s*$/i;
const NAMED = /^\s*([+-]?)(?:(inf(?:inity)?)|nan)\s*$/i;

const misfit = (name: string, type: string, msg: string, input: unknown, ctx?: Record<string, unknown>): Misfit => ({
  type,
  loc: ["body", name],
  msg,
  input,
  ...(ctx && { ctx }),
});
const missing = (name: string, input: unknown = null) => misfit(name, "missing", "Field required", input);

/** Every misfit at once, as pydantic tells them. */
function requireNone(misfits: Misfit[]): void {
  if (misfits.length > 0) throw new LegacyRefusal(unprocessable(...misfits));
}

/** A value that fits, or what is wrong with it. */
type Read<TValue> = { value: TValue } | { misfit: Misfit };

function readNumber(name: string, given: unknown): Read<number> {
  if (typeof given === "number") return { value: given };
  if (typeof given === "boolean") return { value: given ? 1 : 0 };
  if (typeof given !== "string") return { misfit: misfit(name, "float_type", "Input should be a valid number", given) };
  const named = NAMED.exec(given);
  if (named) return { value: named[2] ? Number(`${named[1]}Infinity`) : Number.NaN };
  if (FLOAT.test(given)) return { value: Number(given.replaceAll("_", "")) };
  const msg = "Input should be a valid number, unable to parse string as a number";
  return { misfit: misfit(name, "float_parsing", msg, given) };
}

export interface FormFields<TName extends string> {
  /** All of which must be there; an empty one is none. */
  texts: readonly TName[];
  /** The name of a number that must be there. */
  number?: string;
  file: { name: string; isRequired: boolean; isThere: boolean };
}

/** The fields of a form. A file that is sent as a text is none. */
export function readForm<const TName extends string>(
  body: unknown,
  { texts, number, file }: FormFields<TName>,
): { texts: Record<TName, string>; number: number } {
  const fields = fieldsOf(body);
  const isGiven = (name: string) => typeof fields[name] === "string" && fields[name] !== "";
  const found = number !== undefined && isGiven(number) ? readNumber(number, fields[number]) : { value: Number.NaN };
  const notFile = () => {
    const msg = "Value error, Expected UploadFile, received: <class 'str'>";
    return misfit(file.name, "value_error", msg, fields[file.name], { error: {} });
  };
  requireNone([
    ...[...texts, ...(number === undefined ? [] : [number])].filter((name) => !isGiven(name)).map((name) => missing(name)),
    ...("misfit" in found ? [found.misfit] : []),
    ...(isGiven(file.name) && !file.isThere ? [notFile()] : []),
    ...(file.isRequired && !file.isThere && !isGiven(file.name) ? [missing(file.name)] : []),
  ]);
  return {
    texts: asRecord(texts.map((name) => [name, fields[name]] as const)),
    number: "value" in found ? found.value : Number.NaN,
  };
}

/** Safe because every name has a text: whatever had none was refused. */
const asRecord = <TName extends string>(found: readonly (readonly [TName, unknown])[]) =>
  Object.fromEntries(found) as Record<TName, string>;

/** The fields of a JSON object; any other body is refused. */
function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined) requireNone([{ type: "missing", loc: ["body"], msg: "Field required", input: null }]);
  const msg = "Input should be a valid dictionary or object to extract fields from";
  if (typeof body !== "object" || Array.isArray(body))
    requireNone([{ type: "model_attributes_type", loc: ["body"], msg, input: body }]);
  return fieldsOf(body);
}

const notText = (name: string, given: unknown) => misfit(name, "string_type", "Input should be a valid string", given);

/** Texts of a JSON object, all of which must be there. */
export function jsonTexts<const TName extends string>(body: unknown, names: readonly TName[]): Record<TName, string> {
  const fields = objectOf(body);
  const found = names.map((name) => [name, fields[name]] as const);
  requireNone(
    found.flatMap(([name, value]) => {
      if (value === undefined) return [missing(name, body)];
      return typeof value === "string" ? [] : [notText(name, value)];
    }),
  );
  return asRecord(found);
}

/** Fields of a JSON object that may all be left out or null, each read by its kind. */
export interface ChangeFields<TState extends string> {
  name?: string;
  status?: TState;
  budget?: number;
  details: Readonly<Record<string, unknown>>;
}

export function jsonChange<const TState extends string>(body: unknown, states: readonly TState[]): ChangeFields<TState> {
  const { name, status, budget, details } = objectOf(body);
  const state = states.find((each) => each === status);
  const number = budget == null ? null : readNumber("budget", budget);
  const expected = `${states
    .slice(0, -1)
    .map((each) => `'${each}'`)
    .join(", ")} or '${states.at(-1)}'`;
  requireNone([
    ...(name == null || typeof name === "string" ? [] : [notText("name", name)]),
    ...(status == null || state !== undefined
      ? []
      : [misfit("status", "enum", `Input should be ${expected}`, status, { expected })]),
    ...(number && "misfit" in number ? [number.misfit] : []),
    ...(details == null || (typeof details === "object" && !Array.isArray(details))
      ? []
      : [misfit("details", "dict_type", "Input should be a valid dictionary", details)]),
  ]);
  return {
    ...(typeof name === "string" ? { name } : {}),
    ...(state === undefined ? {} : { status: state }),
    ...(number && "value" in number ? { budget: number.value } : {}),
    details: fieldsOf(details),
  };
}
