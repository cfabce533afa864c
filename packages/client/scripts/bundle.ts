import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const ENTRY = join(import.meta.dirname, "../src/index.ts");

/** The client for the package: its own modules in one, its dependencies left to whoever installs it. */
export async function bundleForPackage(file: string): Promise<void> {
  await build({
    entryPoints: [ENTRY],
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "neutral",
    target: "es2022",
    outfile: file,
  });
}

/** What a page downloads for the client with everything that it needs, in bytes. */
export async function measureBundle(): Promise<{ bytes: number; gzipBytes: number; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    metafile: true,
  });
  const bundle = outputFiles[0]?.contents ?? new Uint8Array();
  return { bytes: bundle.length, gzipBytes: gzipSync(bundle).length, inputs: Object.keys(metafile.inputs) };
}
