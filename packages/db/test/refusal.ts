import { AppError } from "@causeway/contract";
import { translateDatabaseError } from "../src/errors.ts";

/** What a user is told of the failure of `attempt`, as `CODE REASON`; a failure that is nobody's fault but ours is thrown on. */
export async function refusalOf(attempt: () => PromiseLike<unknown>): Promise<string> {
  try {
    await attempt();
  } catch (thrown) {
    const error = translateDatabaseError(thrown);
    if (error instanceof AppError) return `${error.code} ${error.reason}`;
    throw error;
  }
  return "no refusal";
}
