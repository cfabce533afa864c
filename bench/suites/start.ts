import { spawnSync } from "node:child_process";
import { startChildServer } from "../lib/child-server.ts";
import { SERVER } from "../lib/paths.ts";
import { heading, line } from "../lib/report.ts";
import { alternate, ratio, sampleOf } from "../lib/rounds.ts";
import { prepareDatabase, SECRET } from "../lib/sign-in.ts";

/** From the command to the first answer, on a database that is there already. */
export async function benchStart(folder: string): Promise<void> {
  heading("Start to ready");
  const { store, url } = await prepareDatabase(folder);
  await store.close();
  const values = await alternate(
    {
      node: async () => {
        const began = performance.now();
        spawnSync(process.execPath, ["-e", "0"]);
        return performance.now() - began;
      },
      server: async () => {
        const began = performance.now();
        const server = await startChildServer(SERVER, { DATABASE_URL: url, AUTH_SECRET: SECRET, DATA_DIR: folder, PORT: "0" });
        await fetch(`${server.url}/readyz`);
        const took = performance.now() - began;
        await server[Symbol.asyncDispose]();
        return took;
      },
    },
    9,
  );
  line("node -e 0", sampleOf(values.node), { unit: " ms" });
  line("the server", sampleOf(values.server), { unit: " ms" });
  line("the server / node -e 0", ratio(values.server, values.node));
}
