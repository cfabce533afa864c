import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { buildPackage } from "../scripts/build-package.ts";

const TSC = join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");

/** Somebody else's program, which also has to compile. */
const PROGRAM = `
import { createHashLimiter, hashPassword, identifyHash, type PasswordCheck, verifyPassword } from "@causeway/passwords";

const limiter = createHashLimiter({ concurrency: 1 });
const fresh = await limiter.run(() => hashPassword("a password"));
const checks: PasswordCheck[] = [];
for (const hash of [
  fresh,
  "pbkdf2_sha256$11$aZ09saltSALTsaltSALT22$ngbiANEqQo4nbmdEk2/2EbrDPhH5E2GwQiLlr3ffLRI=",
  "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
])
  checks.push(await verifyPassword({ password: hash === fresh ? "a password" : hash.startsWith("$2a") ? "U*U" : "  Zoë's pass 🔑 नमस्ते ", hash }));
// @ts-expect-error A hash is a text.
const wrong = () => identifyHash(1);
console.log(JSON.stringify(checks.map(({ ok, needsRehash, scheme }) => [scheme, ok, needsRehash])));
`;

const TSCONFIG = {
  compilerOptions: { target: "es2024", module: "nodenext", types: [], lib: ["es2024", "dom"], strict: true, noEmit: true },
  files: ["program.ts"],
};

let folder: string;
let built: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "causeway-passwords-"));
  built = await buildPackage(join(folder, "package"));
  return () => rm(folder, { recursive: true, force: true });
}, 120_000);

const run = (program: string, args: string[], cwd: string) => promisify(execFile)(program, args, { cwd });

test("the packed package works in an empty project: it compiles, hashes and verifies", { timeout: 120_000 }, async () => {
  const project = join(folder, "project");
  await mkdir(project);
  await run("pnpm", ["pack", "--pack-destination", folder], built);
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  await writeFile(join(project, "program.ts"), PROGRAM);
  await writeFile(join(project, "tsconfig.json"), JSON.stringify(TSCONFIG));
  const [tarball = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  await run("pnpm", ["add", join(folder, tarball), "--ignore-workspace", "--prefer-offline"], project);
  await run(process.execPath, [TSC, "-p", "."], project);
  const { stdout } = await run(process.execPath, ["program.ts"], project);
  expect(JSON.parse(stdout)).toEqual([
    ["argon2", true, false],
    ["django-pbkdf2", true, true],
    ["bcrypt", true, true],
  ]);
});

test("the package names nothing of the workspace, and depends on the two native libraries alone", async () => {
  const files = (await readdir(built, { recursive: true })).filter((file) => /\.(js|ts|json)$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(built, file), "utf8")));
  expect(texts.flatMap((text) => text.match(/@causeway\/(?!passwords)[\w-]+|workspace:|from "\.[^"]+\.ts"/g) ?? [])).toEqual([]);
  const { dependencies } = JSON.parse(await readFile(join(built, "package.json"), "utf8"));
  expect(Object.keys(dependencies)).toEqual(["@node-rs/argon2", "@node-rs/bcrypt"]);
});
