import { spawnSync } from "node:child_process";
import { chown } from "node:fs/promises";

/** `nobody` on Linux. */
const UNPRIVILEGED = 65_534;

/** The identity under which PostgreSQL runs: it refuses to run as root. Empty for an ordinary user, who runs it as himself. */
function serverAccount(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
}

/** Options for every program of the server: its own identity, a folder that identity may enter, and nothing of our environment. */
export function spawnOptions() {
  return { ...serverAccount(), cwd: process.platform === "win32" ? process.cwd() : "/", env: serverEnvironment() };
}

export async function giveToServer(path: string): Promise<void> {
  const { uid, gid } = serverAccount();
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

/** Whether the server's identity can reach and run `program`: not below a closed folder, nor on a volume without execution. */
export function canRun(program: string): boolean {
  return spawnSync(program, ["--version"], spawnOptions()).status === 0;
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return process.platform === "win32" ? process.env : { LC_ALL: "C", PATH: "/usr/bin:/bin" };
}
