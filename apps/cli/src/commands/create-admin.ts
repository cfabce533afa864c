import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { AppError, Email, NewPassword } from "@causeway/contract";
import { createAdmin } from "@causeway/services";
import type { Command } from "commander";
import { CommandFailure } from "../lib/failure.ts";
import { operatorContext } from "../lib/operator.ts";
import { withTarget } from "../lib/target.ts";

/** Never from the command line, where other users of the machine could read it. */
async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, "");
  process.stderr.write("Password (12 characters or more, not shown): ");
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  const password = await prompt.question("");
  prompt.close();
  process.stderr.write("\n");
  return password;
}

/** `causeway create-admin --email ADDRESS`: the password comes from a prompt, or from standard input. */
export function addCreateAdmin(program: Command): void {
  program
    .command("create-admin")
    .description("make an administrator; the password is asked for, or read from standard input")
    .requiredOption("--email <address>", "the administrator's e-mail address")
    .action(async (options: { email: string }) => {
      const email = Email.safeParse(options.email);
      if (!email.success) throw new CommandFailure(`--email: ${email.error.issues[0]?.message ?? "is not right"}`);
      const password = NewPassword.safeParse(await readPassword());
      if (!password.success) throw new CommandFailure(`password: ${password.error.issues[0]?.message ?? "is not right"}`);
      await withTarget(async ({ db }) => {
        try {
          await createAdmin(await operatorContext(db, "create-admin"), { email: email.data, password: password.data });
        } catch (error) {
          throw error instanceof AppError ? new CommandFailure(error.message, { cause: error }) : error;
        }
      });
      process.stdout.write(`${email.data} is an administrator now.\n`);
    });
}
