import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Everything the server answers; the rest is this app. */
const SERVER_PATHS = ["/trpc", "/v1", "/openapi.json", "/docs", "/legacy", "/healthz", "/readyz", "/metrics", "/demo"];

/** Writes `.br` and `.gz` beside every text file of the build, for a server that hands them out as they are. */
function precompress(): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      const texts = files.filter((file) => /\.(css|html|js|svg|webmanifest)$/.test(file));
      await Promise.all(
        texts.map(async (file) => {
          const path = join(folder, file);
          const text = await readFile(path);
          const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
          await writeFile(`${path}.br`, await promisify(brotliCompress)(text, { params }));
          await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }));
        }),
      );
    },
  };
}

export default defineConfig(({ command }) => {
  // Whatever the shell says: a test run and a developer's machine build the same as everybody.
  if (command === "build") process.env["NODE_ENV"] = "production";
  return {
    plugins: [react(), tailwindcss(), precompress()],
    // Only for `vite` on its own; `pnpm dev` starts the server as well and sets its own addresses.
    server: { proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, { target: "http://127.0.0.1:3000" }])) },
    build: {
      // Inlined assets would be data: addresses, which `<use>` cannot reach.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // A few files instead of fifty tiny ones: what changes with the libraries, what several screens use, and each screen's own.
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              // With what sets zod up, which has to run before any chunk that makes a schema.
              {
                name: "vendor",
                test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|@trpc|superjson|zod)[\\/]|zod-setup\.ts$/,
                priority: 3,
              },
              { name: "forms", test: /node_modules[\\/](react-hook-form|@hookform)[\\/]/, priority: 2 },
              { name: "shared", minShareCount: 2, priority: 1 },
            ],
          },
        },
      },
    },
  };
});
