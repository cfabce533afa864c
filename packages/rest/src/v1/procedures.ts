import { type ProcedureMeta, streamItem } from "@causeway/router";
import type { AnyTRPCRouter } from "@trpc/server";
import { z } from "zod";

/** What is known of a procedure without calling it. */
export interface ProcedureFacts {
  /** As RPC calls it: `identity.signIn`. */
  name: string;
  feature: string;
  type: "query" | "mutation" | "subscription";
  access: Exclude<NonNullable<ProcedureMeta["access"]>, "in-process">;
  summary: string;
  /** The name of the file that its parts are; null for a procedure that is no export. */
  download: string | null;
  /** Null for a procedure without input. */
  input: z.ZodType | null;
  /** Of one value where it is a subscription. Null where none is declared. */
  output: z.ZodType | null;
}

/** The part of a procedure that tRPC keeps at runtime and leaves out of its types. */
interface ProcedureDef {
  type: ProcedureFacts["type"];
  meta?: ProcedureMeta;
  inputs: unknown[];
  output?: unknown;
}

/** Every procedure that is open to callers from outside. Throws where one cannot be described. */
export function listProcedures(router: AnyTRPCRouter): ProcedureFacts[] {
  const procedures: Record<string, { _def: ProcedureDef }> = router._def.procedures;
  return Object.entries(procedures).flatMap(([name, { _def }]) => {
    const { access, summary = name, download = null } = _def.meta ?? {};
    if (access === "in-process") return [];
    if (access === undefined) throw new Error(`${name} does not say who may call it: begin it with one of the base procedures.`);
    if (_def.inputs.length > 1) throw new Error(`${name} has more than one input schema: join them in the contract.`);
    const [feature = name] = name.split(".");
    const input = zodOrNull(name, _def.inputs[0]);
    const output = zodOrNull(name, _def.output);
    return [{ name, feature, type: _def.type, access, summary, download, input, output: output && (streamItem(output) ?? output) }];
  });
}

function zodOrNull(name: string, parser: unknown): z.ZodType | null {
  if (parser === undefined || parser === null) return null;
  if (parser instanceof z.ZodType) return parser;
  throw new Error(`${name} has an input or output that is no zod schema.`);
}
