import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as createProbe } from "node:net";
import { join } from "node:path";
import { createServer } from "vite";

/** Everything the server answers; the rest is the web app. */
const SERVER_PATHS = ["/demo", "/trpc", "/v1", "/openapi.json", "/docs", "/legacy", "/healthz", "/readyz", "/metrics"];

const root = join(import.meta.dirname, "..");
process.chdir(root);
const host = process.env["HOST"] ?? "127.0.0.1";
const port = Number(process.env["PORT"] ?? 3000);
const serverPort = await findFreePort();
const publicUrl = process.env["PUBLIC_URL"] ?? `http://${host}:${port}`;

// The browser sees one origin: vite answers at PORT, compiles the web app on change and passes the rest on.
const server = spawn(process.execPath, ["--watch", "--watch-preserve-output", "apps/server/src/main.ts"], {
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...process.env, HOST: "127.0.0.1", PORT: String(serverPort), PUBLIC_URL: publicUrl },
});
const target = `http://127.0.0.1:${serverPort}`;
const vite = await createServer({
  root: join(root, "apps/web"),
  server: { host, port, strictPort: true, proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, { target }])) },
});
await vite.listen();
console.log(`Causeway in development: ${publicUrl}`);

await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), once(server, "exit")]);
server.kill("SIGTERM");
await vite.close();

async function findFreePort(): Promise<number> {
  const probe = createProbe().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("The probe has no port.");
  return address.port;
}
