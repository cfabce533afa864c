import { rotateSigningKeys } from "@causeway/services";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { createOperatorContext } from "../operator-context.ts";
import { findTarget, openMigratedTarget } from "../target.ts";

export function addRotateKeysCommand(program: Command, cli: Cli): void {
  program
    .command("rotate-keys")
    .option("--end-old", "for a key that somebody else may have: older keys verify no more")
    .description("make a new key for access tokens; running servers use it within a minute, and nobody signs in again")
    .action(async ({ endOld = false }: { endOld?: boolean }) => {
      await using store = await openMigratedTarget(findTarget(cli));
      const ctx = await createOperatorContext(store.db, cli, "rotate-keys");
      const { keyId, oldKeysRetireAt } = await rotateSigningKeys(ctx, { endsOldKeys: endOld });
      cli.print(`Access tokens are signed with key ${keyId} now; older keys verify until ${oldKeysRetireAt.toISOString()}.\n`);
    });
}
