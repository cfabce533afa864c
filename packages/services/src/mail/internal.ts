import type { Ctx } from "../runtime/context.ts";

/** What a list shows of a mail: not its words. */
export function mailColumns({ db }: Pick<Ctx, "db">) {
  const { id, recipient, userId, template, subject, state, lastError, createdAt, sentAt } = db.tables.mailMessage;
  return { id, recipient, userId, template, subject, state, lastError, createdAt, sentAt };
}
