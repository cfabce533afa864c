import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

const PER_FILE = 20;

/**
 * Writes a router of `procedures` procedures on the project's own builders, and a client of it, into `folder`: six keys in and six out,
 * four middlewares, twenty procedures a file, twenty calls and both inference helpers in the client.
 */
export async function generateWorkspace(options: { root: string; folder: string; procedures: number }): Promise<void> {
  const { root, folder, procedures } = options;
  const features = Array.from({ length: Math.ceil(procedures / PER_FILE) }, (_, index) => index);
  const builders = relative(join(folder, "server"), join(root, "packages/router/src/core/trpc.ts"));
  const base = relative(join(folder, "server"), join(root, "tsconfig.base.json"));
  const files: Record<string, string> = {
    "server/tsconfig.json": projectConfig({ base, reference: relative(join(folder, "server"), join(root, "packages/router")) }),
    "server/app.ts": appSource(features, builders),
    "client/tsconfig.json": projectConfig({ base, reference: "../server" }),
    "client/main.ts": clientSource(features.length),
  };
  for (const index of features) files[`server/feature-${index}.ts`] = featureSource(index, builders);
  await Promise.all(["server", "client", "node_modules/@trpc"].map((name) => mkdir(join(folder, name), { recursive: true })));
  await Promise.all(Object.entries(files).map(([name, text]) => writeChanged(join(folder, name), text)));
  const dependencies = { zod: "router", superjson: "router", "@trpc/server": "router", "@trpc/client": "client" };
  for (const [name, owner] of Object.entries(dependencies)) {
    const link = join(folder, "node_modules", name);
    await rm(link, { force: true });
    await symlink(relative(dirname(link), join(root, "packages", owner, "node_modules", name)), link);
  }
}

/** Leaves an equal file alone, so that the compiler has nothing to do the second time. */
async function writeChanged(path: string, text: string): Promise<void> {
  if ((await readFile(path, "utf8").catch(() => null)) !== text) await writeFile(path, text);
}

function projectConfig({ base, reference }: { base: string; reference: string }): string {
  const compilerOptions = {
    lib: ["es2024", "dom"],
    outDir: "dist",
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
  };
  return JSON.stringify({ extends: base, compilerOptions, include: ["*.ts"], references: [{ path: reference }] });
}

function featureSource(index: number, builders: string): string {
  const procedures = Array.from({ length: PER_FILE }, (_, n) => {
    const verb = n % 2 === 0 ? "query" : "mutation";
    return `
  procedure${n}: procedure
    .input(z.object({ id: z.string(), name${n}: z.string().max(80), limit: z.number().int().optional(), tags: z.array(z.string()), since: z.date().nullable(), state: z.enum(["draft", "sent", "done${n}"]) }))
    .output(z.object({ id: z.string(), label${n}: z.string(), count: z.number(), at: z.date(), owner: z.object({ id: z.string(), name: z.string() }), items: z.array(z.object({ id: z.string(), size: z.number() })) }))
    .${verb}(({ input, ctx }) => ({ id: input.id, label${n}: input.name${n}, count: ctx.depth${index}, at: new Date(0), owner: { id: ctx.locale, name: input.state }, items: [] })),`;
  });
  return `import { z } from "zod";
import { permissionProcedure, router } from "${builders}";

const procedure = permissionProcedure("restaurant:read")
  .use(({ next }) => next({ ctx: { locale: "en" } }))
  .use(({ next }) => next({ ctx: { depth${index}: ${index} } }));

export const feature${index} = router({${procedures.join("")}
});
`;
}

function appSource(features: number[], builders: string): string {
  const imports = features.map((index) => `import { feature${index} } from "./feature-${index}.ts";`);
  const names = features.map((index) => `feature${index}`).join(", ");
  return `import { router } from "${builders}";\n${imports.join("\n")}\n
export const appRouter = router({ ${names} });
export type AppRouter = typeof appRouter;\n`;
}

function clientSource(features: number): string {
  const calls = Array.from({ length: 20 }, (_, n) => {
    const input = `{ id: "1", name${n}: "a", tags: [], since: null, state: "draft" }`;
    const call = `client.feature${n % features}.procedure${n}.${n % 2 === 0 ? "query" : "mutate"}(${input})`;
    return `  const answer${n} = await ${call};\n  lengths.push(answer${n}.label${n}.length + answer${n}.at.getTime());`;
  });
  return `import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import superjson from "superjson";
import type { AppRouter } from "../server/app.ts";

export type Input = inferRouterInputs<AppRouter>["feature0"]["procedure0"];
export type Output = inferRouterOutputs<AppRouter>["feature${features - 1}"]["procedure19"];
export const input: Input = { id: "1", name0: "a", tags: [], since: null, state: "done0" };
export const readOwner = (output: Output): string => output.owner.name;
// @ts-expect-error a client whose types had been lost would cost nothing, and would take this
export const wrong: Input = { id: 1 };

const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc", transformer: superjson })] });

export async function callAll(): Promise<number[]> {
  const lengths: number[] = [];
${calls.join("\n")}
  return lengths;
}
`;
}
