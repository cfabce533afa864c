import type { MailTemplateName } from "@causeway/contract";
import { accountDeleted } from "./account-deleted.ts";
import { accountLocked } from "./account-locked.ts";
import { addressInUse } from "./address-in-use.ts";
import { apiKeyCreated } from "./api-key-created.ts";
import { emailChangeNotice } from "./email-change-notice.ts";
import { emailChange } from "./email-change.ts";
import { factorChanged } from "./factor-changed.ts";
import { passwordChanged } from "./password-changed.ts";
import { resetPassword } from "./reset-password.ts";
import { sessionReuse } from "./session-reuse.ts";
import { signInNotice } from "./sign-in-notice.ts";
import { signUpAgain } from "./sign-up-again.ts";
import { verifyEmail } from "./verify-email.ts";

/** Every mail there is, by the name under which it is stored. */
export const MAIL_TEMPLATES = {
  "verify-email": verifyEmail,
  "sign-up-again": signUpAgain,
  "reset-password": resetPassword,
  "password-changed": passwordChanged,
  "email-change": emailChange,
  "email-change-notice": emailChangeNotice,
  "address-in-use": addressInUse,
  "sign-in-notice": signInNotice,
  "account-locked": accountLocked,
  "session-reuse": sessionReuse,
  "factor-changed": factorChanged,
  "account-deleted": accountDeleted,
  "api-key-created": apiKeyCreated,
} as const satisfies Record<MailTemplateName, unknown>;
