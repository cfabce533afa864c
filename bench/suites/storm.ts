import { startChildServer } from "../lib/child-server.ts";
import { p99 } from "../lib/load.ts";
import { SERVER } from "../lib/paths.ts";
import { heading, line } from "../lib/report.ts";
import { alternate, ratio, sampleOf } from "../lib/rounds.ts";
import { prepareDatabase, rpcQuery, SECRET } from "../lib/sign-in.ts";

const CLIENTS = 40;

/** Forty clients sign in without pause until told to stop. */
function storm(server: string, account: { email: string; password: string }) {
  const stop = new AbortController();
  const body = JSON.stringify({ json: { ...account, delivery: "body" } });
  let signIns = 0;
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!stop.signal.aborted) {
      const response = await fetch(`${server}/trpc/identity.signIn`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      await response.arrayBuffer();
      if (response.ok) signIns++;
      else if (response.status === 503) await new Promise((resolve) => setTimeout(resolve, 100));
      else throw new Error(`sign-in answered ${response.status}`);
    }
  });
  return {
    async stop() {
      stop.abort();
      await Promise.all(clients);
      return signIns;
    },
  };
}

/** What a storm of sign-ins does to everybody else. */
export async function benchStorm(folder: string): Promise<void> {
  heading(`A storm of ${CLIENTS} clients signing in without pause: time that 99 of 100 cheap requests stay under`);
  const { store, url, owner } = await prepareDatabase(folder);
  await store.close();
  await using server = await startChildServer(SERVER, { DATABASE_URL: url, AUTH_SECRET: SECRET, DATA_DIR: folder, PORT: "0" });
  const cheap = rpcQuery(server.url, "identity.me", undefined, owner.accessToken);
  const signIns: number[] = [];
  const seconds = 4;
  const values = await alternate(
    {
      idle: () => p99(cheap, seconds),
      storm: async () => {
        const running = storm(server.url, owner);
        const value = await p99(cheap, seconds);
        signIns.push((await running.stop()) / seconds);
        return value;
      },
    },
    5,
  );
  line("idle", sampleOf(values.idle), { unit: " ms" });
  line("in the storm", sampleOf(values.storm), { unit: " ms" });
  line("in the storm / idle", ratio(values.storm, values.idle), { goal: { atMost: 3 } });
  line("sign-ins meanwhile", sampleOf(signIns), { unit: " per second" });
}
