import { Email, NewPassword } from "@causeway/contract";
import { createAdmin } from "@causeway/services";
import type { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { Cli } from "../cli.ts";
import { createOperatorContext } from "../operator-context.ts";
import { findTarget, openMigratedTarget } from "../target.ts";

interface Schema {
  safeParse(value: string): { success: true; data: string } | { success: false; error: { issues: { message: string }[] } };
}

function check(name: string, schema: Schema, value: string): string {
  const result = schema.safeParse(value);
  if (!result.success) throw new CliError(`${name}: ${result.error.issues[0]?.message ?? "is not right"}`);
  return result.data;
}

/** The password comes from a prompt or from standard input: arguments are visible to every user of the machine. */
export function addCreateAdminCommand(program: Command, cli: Cli): void {
  program
    .command("create-admin")
    .requiredOption("--email <address>", "the administrator's e-mail address")
    .description("make an administrator; the password is asked for, or read from standard input")
    .action(async (flags: { email: string }) => {
      const email = check("--email", Email, flags.email);
      const password = check(
        "password",
        NewPassword,
        await cli.readPassword(`Password for ${email} (12 characters or more, not shown): `),
      );
      await using store = await openMigratedTarget(findTarget(cli));
      await createAdmin(await createOperatorContext(store.db, cli, "create-admin"), { email, password });
      cli.print(`${email} is an administrator now.\n`);
    });
}
