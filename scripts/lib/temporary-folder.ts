import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface TemporaryFolder extends AsyncDisposable {
  path: string;
  write(file: string, content: string): Promise<void>;
}

/** A folder for a test, removed with everything in it at disposal. */
export async function createTemporaryFolder(files: Record<string, string> = {}): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), "causeway-test-"));
  const write = async (file: string, content: string) => {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), content);
  };
  for (const [file, content] of Object.entries(files)) await write(file, content);
  return { path, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
