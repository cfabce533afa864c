import { AppError } from "@causeway/contract";

/** Numbers, lists and the like: they made an old server end. */
export function passwordNotText(): AppError {
  return new AppError({ code: "BAD_REQUEST", reason: "PASSWORD_NOT_TEXT", message: "A password is a text." });
}
