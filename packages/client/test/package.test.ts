import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createTestApp } from "@causeway/testing";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { buildPackage } from "../scripts/build-package.ts";

const TSC = join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");

/** Somebody else's program. It does not compile where a type of the client's is lost: then everything would be allowed. */
const PROGRAM = `
import { CausewayError, createClient, isCausewayError, type RouterOutputs } from "@causeway/client";

declare const process: { env: Record<string, string> };
const { URL: url = "", TOKEN: token = "" } = process.env;

const client = createClient({ url, auth: { kind: "bearer", token } });
const me = await client.identity.me.query();
const created: Date = me.createdAt;
const same: RouterOutputs["identity"]["me"] = me;
const [restaurant] = await client.restaurants.mine.query();
const tasks = await client.checklists.tasks.query({ restaurantId: restaurant?.id ?? "" });
const titles: string[] = tasks.map((task) => task.title);
const failure: unknown = await client.campaigns.get.query({ id: me.id }).catch((error: unknown) => error);
if (!isCausewayError(failure, "CAMPAIGN_NOT_FOUND")) throw failure;
const reason: "CAMPAIGN_NOT_FOUND" = failure.reason;

// @ts-expect-error A date is not a text.
const text: string = me.createdAt;
// @ts-expect-error There is no such procedure.
void client.identity.you;
// @ts-expect-error There is no such key.
const wrong = () => client.campaigns.get.query({ identifier: me.id });
// @ts-expect-error There is no such reason.
isCausewayError(failure, "CAMPAIGN_LOST");
// @ts-expect-error The reason is known.
failure.reason satisfies "TASK_NOT_FOUND";

console.log(JSON.stringify({ email: same.email, isDate: created instanceof Date, titles, reason, isOurs: failure instanceof CausewayError }));
`;

const TSCONFIG = {
  compilerOptions: {
    target: "es2024",
    // What the declarations of @trpc/server want besides the language and the web.
    lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
    types: [],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
  },
  files: ["program.ts"],
};

/** Runs a program to its end. What it said, also on failure, is the result. */
async function run(program: string, args: string[], options: { cwd: string; env?: Record<string, string> }) {
  const env = { ...process.env, ...options.env };
  const { code, stdout, stderr } = await promisify(execFile)(program, args, { cwd: options.cwd, env }).then(
    (done) => ({ code: 0, ...done }),
    (failed: { code: number; stdout: string; stderr: string }) => failed,
  );
  return { code, stdout, stderr };
}

/** The folder that would be published. */
let built: string;

beforeAll(async () => {
  built = await buildPackage(await mkdtemp(join(tmpdir(), "causeway-client-package-")));
  return () => rm(built, { recursive: true, force: true });
}, 120_000);

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "causeway-client-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function installTarball(folder: string): Promise<string> {
  const packed = await run("pnpm", ["pack", "--pack-destination", folder], { cwd: built });
  expect(packed).toMatchObject({ code: 0 });
  const project = join(folder, "project");
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  const [tarball = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  // The compiler is the workspace's: a peer of the dependencies that need not be downloaded again.
  const flags = ["--ignore-workspace", "--prefer-offline", "--config.auto-install-peers=false"];
  const installed = await run("pnpm", ["add", join(folder, tarball), ...flags], { cwd: project });
  expect(installed).toMatchObject({ code: 0 });
  return project;
}

test(
  "the packed client works in an empty project: it compiles with every type, and calls a running server",
  { timeout: 120_000 },
  async () => {
    const project = await installTarball(await makeFolder());
    await writeFile(join(project, "program.ts"), PROGRAM);
    await writeFile(join(project, "tsconfig.json"), JSON.stringify(TSCONFIG));
    expect(await run(process.execPath, [TSC, "-p", "."], { cwd: project })).toMatchObject({ code: 0, stdout: "" });

    await using app = await createTestApp();
    const { accessToken, email } = await app.createActor();
    const env = { URL: await app.listen(), TOKEN: accessToken };
    const { code, stdout, stderr } = await run(process.execPath, ["program.ts"], { cwd: project, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      email,
      isDate: true,
      titles: expect.arrayContaining(["Create your first customer list"]),
      reason: "CAMPAIGN_NOT_FOUND",
      isOurs: true,
    });
  },
);

test("the package names nothing of the workspace, and depends on what it imports", async () => {
  const files = (await readdir(built, { recursive: true })).filter((file) => /\.(js|ts|json)$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(built, file), "utf8")));
  const leaks = texts.flatMap((text) => text.match(/@causeway\/(?!client)[\w-]+|workspace:|drizzle|\bzod\b/g) ?? []);
  expect(leaks).toEqual([]);
  const { dependencies } = JSON.parse(await readFile(join(built, "package.json"), "utf8"));
  expect(Object.keys(dependencies)).toEqual(["@trpc/client", "@trpc/server", "superjson"]);
});
