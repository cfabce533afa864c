import type { Caller } from "@causeway/router";
import type { Principal } from "@causeway/services";
import { namedProcedures } from "./procedures.ts";
import { LegacyReply } from "./reply.ts";
import type { LegacyRequest } from "./request.ts";
import type { LegacyUpload, UploadedForm } from "./upload.ts";

export type LegacyMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
/** The old method and path; parameters as `:name`. */
export type LegacyPath = `${LegacyMethod} /${string}`;

type ParamNames<TPath extends string> = TPath extends `${string}:${infer TRest}`
  ? TRest extends `${infer TName}/${infer TMore}`
    ? TName | ParamNames<TMore>
    : TRest
  : never;

/** Who makes a request, at least as far as the procedures ask. */
export interface Who {
  principal: Principal;
}

/** A caller that acts as this principal within the request at hand. */
export type CallAs = (principal: Principal) => Caller;

/** Who may use a route. `resolve` throws a `LegacyRefusal` to everybody else. */
export interface AccessRule<TTools, TWho extends Who> {
  /** For documents: who that is. */
  title: string;
  needsToken: boolean;
  resolve(at: { request: LegacyRequest; tools: TTools }): TWho | Promise<TWho>;
}

/** What a row's functions know. */
export interface At<TTools, TWho extends Who, TParam extends string = string> {
  request: LegacyRequest<TParam>;
  who: TWho;
  /** Calls procedures as `who`. */
  call: Caller;
  /** For whoever is known only after a call: at sign-in. */
  callAs: CallAs;
  /** What the whole system shares. */
  tools: TTools;
}

/** One old route, as written in a table. */
export interface RowOptions<TTools, TWho extends Who, TParam extends string, TInput, TOutput> {
  summary: string;
  access: AccessRule<TTools, TWho>;
  /** The file that may come with a multipart form. Read only once the caller is let in. */
  upload?: LegacyUpload;
  /** The procedure, or a composition of several that picks them from the caller at once. */
  calls?: (call: Caller) => (input: TInput) => Promise<TOutput>;
  input?: (at: At<TTools, TWho, TParam>) => TInput | Promise<TInput>;
  /** The status of what `answer` gives; 200 unless told. */
  status?: number;
  /** A value to be sent as JSON, or a whole `LegacyReply`. */
  answer: (output: TOutput, at: At<TTools, TWho, TParam>) => unknown;
  /** Old answers by the reason of the error that a procedure throws. */
  refusals?: Readonly<Record<string, LegacyReply>>;
  /** What the old server answered when the request had no body that it read. */
  withoutBody?: LegacyReply;
  /** What it answered to a failure of its own, if not the general answer. */
  failed?: LegacyReply;
  /** Ids of the declared divergences that the route falls under. */
  divergences?: readonly string[];
}

/** Reads the request at hand as a multipart form; null when it is none. */
export type ReadUpload = (upload: LegacyUpload) => Promise<UploadedForm | null>;

/** What a row is run with. */
export interface RowRun<TTools> {
  request: LegacyRequest;
  tools: TTools;
  callAs: CallAs;
  /** Charges the caller as soon as it is known. Throws `TOO_MANY_REQUESTS`. */
  admit(principal: Principal): Promise<void>;
  readUpload: ReadUpload;
}

/** The same, ready to be run; its types have done their work. */
export interface LegacyRow<TTools> {
  method: LegacyMethod;
  path: string;
  summary: string;
  access: { title: string; needsToken: boolean };
  /** True where a form is read, with or without a file. */
  takesForm: boolean;
  /** Names of the procedures behind it. */
  procedures: readonly string[];
  status: number;
  refusals: Readonly<Record<string, LegacyReply>>;
  withoutBody: LegacyReply | undefined;
  failed: LegacyReply | undefined;
  divergences: readonly string[];
  run(at: RowRun<TTools>): Promise<LegacyReply>;
}

/** Writes one row. Without `calls` its output is undefined, without `input` the procedure is called with nothing. */
export type WriteRow<TTools> = <TPath extends LegacyPath, TWho extends Who, TInput = void, TOutput = undefined>(
  route: TPath,
  options: RowOptions<TTools, TWho, ParamNames<TPath>, TInput, TOutput>,
) => LegacyRow<TTools>;

/** Writes the rows of one system's table; `TTools` is what its rows share. */
export function legacyTable<TTools>(): WriteRow<TTools> {
  return (route, options) => {
    const { access, upload, calls, input, answer, status = 200, withoutBody } = options;
    const [method, path] = splitRoute(route);
    return {
      method,
      path,
      summary: options.summary,
      access: { title: access.title, needsToken: access.needsToken },
      takesForm: upload !== undefined,
      procedures: calls ? namedProcedures(calls) : [],
      status,
      refusals: options.refusals ?? {},
      withoutBody,
      failed: options.failed,
      divergences: options.divergences ?? [],
      async run({ request: asked, tools, callAs, admit, readUpload }) {
        const who = await access.resolve({ request: asked, tools });
        await admit(who.principal);
        const request = { ...asked, ...(upload && (await readUpload(upload))) };
        if (withoutBody && request.body === undefined) return withoutBody;
        const at = { request, who, call: callAs(who.principal), callAs, tools };
        const output = await produce({ calls, input, at });
        const answered = await answer(output, at);
        return answered instanceof LegacyReply ? answered : LegacyReply.json(status, answered);
      },
    };
  };
}

interface Production<TTools, TWho extends Who, TParam extends string, TInput, TOutput> {
  calls: ((call: Caller) => (input: TInput) => Promise<TOutput>) | undefined;
  input: ((at: At<TTools, TWho, TParam>) => TInput | Promise<TInput>) | undefined;
  at: At<TTools, TWho, TParam>;
}

/** A row without `calls` has the output `undefined`, one without `input` the input `void`: so the types say, by their defaults. */
async function produce<TTools, TWho extends Who, TParam extends string, TInput, TOutput>({
  calls,
  input,
  at,
}: Production<TTools, TWho, TParam, TInput, TOutput>): Promise<TOutput> {
  const given = (await input?.(at)) as TInput;
  return (await calls?.(at.call)(given)) as TOutput;
}

function splitRoute(route: LegacyPath): [LegacyMethod, string] {
  const at = route.indexOf(" ");
  return [route.slice(0, at) as LegacyMethod, route.slice(at + 1)];
}
