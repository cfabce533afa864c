import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canRun } from "./account.ts";
import { copyBinaries } from "./binaries.ts";
import { startCluster } from "./cluster.ts";

/**
 * The server's parent, a process of its own: it prints the server's URL and lives until its standard input ends, which happens however
 * the process that started it ends. So even a killed test run leaves neither a server nor its folder behind.
 */
async function main(): Promise<void> {
  const { folder, bin } = await installBinaries();
  try {
    const cluster = await startCluster({ bin, folder });
    // Nobody may be left to read it; the end of the standard input then says so.
    process.stdout.on("error", () => {});
    console.log(cluster.url);
    process.stdin.resume();
    await Promise.race([once(process.stdin, "close"), once(process, "SIGTERM"), cluster.ended]);
    await cluster.stop();
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function installBinaries(): Promise<{ folder: string; bin: string }> {
  for (const parent of new Set([tmpdir(), "/tmp", "/var/tmp", "/dev/shm"])) {
    const folder = await mkdtemp(join(parent, "causeway-postgres-")).catch(() => null);
    if (!folder) continue;
    await chmod(folder, 0o755);
    const bin = await copyBinaries(join(folder, "native"));
    if (canRun(join(bin, "postgres"))) return { folder, bin };
    await rm(folder, { recursive: true, force: true });
  }
  throw new Error("No temporary folder lets the embedded PostgreSQL run: set TMPDIR to one, or TEST_DATABASE_URL to a server.");
}

await main();
