import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startChildServer } from "../lib/child-server.ts";
import { p99 } from "../lib/load.ts";
import { SERVER } from "../lib/paths.ts";
import { heading, line } from "../lib/report.ts";
import { alternate, ratio, sampleOf } from "../lib/rounds.ts";
import { prepareDatabase, rpcQuery, SECRET } from "../lib/sign-in.ts";

const CLIENTS = 40;
const CLIENT = join(import.meta.dirname, "../servers/storm-client.ts");

/** Forty clients sign in without pause until told to stop. */
async function startStorm(server: string, account: { email: string; password: string }) {
  const { process: child } = await startChildServer(CLIENT, {
    STORM_URL: `${server}/trpc/identity.signIn`,
    STORM_BODY: JSON.stringify({ json: { ...account, delivery: "body" } }),
  });
  const output = child.stdout ? text(child.stdout) : Promise.resolve("");
  return {
    /** How often somebody was signed in. */
    async stop() {
      child.kill("SIGTERM");
      return Number(/signed in (\d+) times/.exec(await output)?.[1]);
    },
  };
}

/** What a storm of sign-ins does to everybody else. */
export async function benchStorm(folder: string): Promise<void> {
  heading(`A storm of ${CLIENTS} clients signing in without pause: time that 99 of 100 cheap requests stay under`);
  const { store, url, owner } = await prepareDatabase(folder);
  await store.close();
  const settings = { DATABASE_URL: url, AUTH_SECRET: SECRET, DATA_DIR: folder, PORT: "0", TRUSTED_PROXIES: "1" };
  await using server = await startChildServer(SERVER, settings);
  const cheap = rpcQuery(server.url, "identity.me", undefined, owner.accessToken);
  const signIns: number[] = [];
  const seconds = 4;
  const values = await alternate(
    {
      idle: () => p99(cheap, seconds),
      storm: async () => {
        const storm = await startStorm(server.url, owner);
        const value = await p99(cheap, seconds);
        signIns.push((await storm.stop()) / seconds);
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
