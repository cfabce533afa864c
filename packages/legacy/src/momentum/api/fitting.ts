import { LegacyRefusal, type LegacyReply } from "@causeway/rest";

interface Schema<TInput> {
  safeParse(value: unknown): { success: boolean; error?: { issues: readonly { path: PropertyKey[]; message: string }[] } };
  "~standard": { types?: { input: TInput } | undefined };
}

/** How a path set says no. */
export type Refuse = (status: number, text: string) => LegacyReply;

/** The input of a procedure; what does not fit it, because it is longer than anything stored may be, is refused. */
export function fitting<TInput>(schema: Schema<TInput>, input: TInput, refuse: Refuse): TInput {
  const { success, error } = schema.safeParse(input);
  if (success) return input;
  const [issue] = error?.issues ?? [];
  throw new LegacyRefusal(refuse(400, `${String(issue?.path[0])}: ${issue?.message}`));
}
