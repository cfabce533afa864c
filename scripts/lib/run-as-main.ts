/** Runs `main` and takes its result as the exit code when the module is the program, and does nothing when it is imported. */
export async function runAsMain(meta: ImportMeta, main: () => Promise<number>): Promise<void> {
  if (!meta.main) return;
  process.exitCode = await main();
}
