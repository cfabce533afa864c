import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as contract from "@causeway/contract";
import { parseSync, Visitor } from "oxc-parser";

/** What only the server needs to know of a procedure. In the published type it is `object`. */
const SERVER_ONLY = new Set(["RouterContext", "ProcedureMeta"]);

/**
 * The declarations that stand in for `server-types.d.ts`: the same names, with nothing of the workspace's behind them.
 * They are cut out of what the compiler wrote; a name that can be neither cut out nor left out stops the build.
 */
export function publishedTypes(root: string): string {
  const { type, names } = cutOutRouter(read(join(root, "packages/router/dist/app-router.d.ts")));
  const files = [join(root, "packages/router/dist/core/errors.d.ts"), ...globSync(join(root, "packages/contract/dist/*.d.ts"))];
  const named = cutOutNamed(files, new Set([...names, "InputIssue"]));
  const reasons = declaredReasons().map((reason) => JSON.stringify(reason));
  return `import type { inferRouterInputs, inferRouterOutputs, TRPCDefaultErrorShape } from "@trpc/server";
${named.map((declaration) => `export ${declaration}`).join("\n")}
/** Every reason that the features declare for their failures. */
export type ServerReason = ${reasons.join(" | ")};
export type AppRouter = ${type};
/** What each procedure takes, by its path: \`RouterInputs["identity"]["signIn"]\`. */
export type RouterInputs = inferRouterInputs<AppRouter>;
/** What each procedure answers, by its path: \`RouterOutputs["identity"]["me"]\`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
`;
}

function declaredReasons(): string[] {
  const lists = Object.entries(contract).filter(([name]) => name.endsWith("_REASONS"));
  return lists.flatMap(([, reasons]) => reasons as readonly string[]).sort();
}

/** The router's type, and the names that it needs beside it. The compiler has written everything else out in full. */
function cutOutRouter(source: string): { type: string; names: Set<string> } {
  const edits: { start: number; end: number; text: string }[] = [];
  const names = new Set<string>();
  let router: { start: number; end: number } | undefined;
  new Visitor({
    VariableDeclarator({ id }) {
      if (id.type === "Identifier" && id.name === "appRouter") router = id.typeAnnotation?.typeAnnotation;
    },
    TSImportType({ source: from, qualifier, start, end }) {
      if (from.value === "@trpc/server") return;
      const name = qualifier?.type === "Identifier" ? qualifier.name : from.value;
      if (!SERVER_ONLY.has(name)) names.add(name);
      edits.push({ start, end, text: SERVER_ONLY.has(name) ? "object" : name });
    },
  }).visit(parse(source));
  if (!router) throw new Error("The router's declarations hold no appRouter.");
  const { start, end } = router;
  const inside = edits.filter((edit) => edit.start >= start && edit.end <= end);
  const type = inside.reduceRight(
    (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
    source.slice(0, end),
  );
  return { type: type.slice(start), names };
}

/** The named types with all that they refer to among themselves. */
function cutOutNamed(files: string[], names: Set<string>): string[] {
  const known = new Map<string, { text: string; refersTo: string[] }>();
  for (const source of files.map(read)) {
    const add = (name: string, { start, end }: { start: number; end: number }) => {
      const text = source.slice(start, end);
      known.set(name, { text, refersTo: namesIn(text) });
    };
    new Visitor({
      TSInterfaceDeclaration: (node) => add(node.id.name, node),
      TSTypeAliasDeclaration: (node) => add(node.id.name, node),
    }).visit(parse(source));
  }
  const cut = new Map<string, string>();
  const take = (name: string, isNeeded: boolean) => {
    const found = known.get(name);
    if (!found && isNeeded) throw new Error(`The router's type needs ${name}, which cannot be published.`);
    if (!found || cut.has(name)) return;
    cut.set(name, found.text);
    for (const other of found.refersTo) take(other, other.includes("."));
  };
  for (const name of names) take(name, true);
  return [...cut.values()];
}

/** The types that a declaration refers to; those of a namespace, such as a schema's, with their dots. */
function namesIn(declaration: string): string[] {
  const names: string[] = [];
  new Visitor({
    TSTypeReference({ typeName }) {
      names.push(declaration.slice(typeName.start, typeName.end));
    },
  }).visit(parse(declaration));
  return names;
}

const read = (file: string) => readFileSync(file, "utf8");

function parse(source: string) {
  const { program, errors } = parseSync("source.d.ts", source);
  if (errors[0]) throw new Error(errors[0].message);
  return program;
}
