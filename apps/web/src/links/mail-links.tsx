import { api } from "../api.ts";
import { LinkPage } from "./link-page.tsx";

export const VerifyEmailPage = () => (
  <LinkPage
    title="Confirm your address"
    explanation="Then we know that mail reaches you, should you ever forget your password."
    confirmLabel="It is mine"
    run={(token) => api.identity.verifyEmail.mutate({ token })}
    doneTitle="Confirmed"
    done="Thank you. Mail to this address reaches you."
  />
);

export const ConfirmEmailPage = () => (
  <LinkPage
    title="Use the new address"
    explanation="From then on you sign in with it. The old address gets a link to take this back."
    confirmLabel="Use it from now on"
    run={(token) => api.identity.confirmEmailChange.mutate({ token })}
    doneTitle="Your address is changed"
    done="Sign in with the new address from now on."
  />
);

export const UndoEmailChangePage = () => (
  <LinkPage
    title="Take the change back"
    explanation="Your old address is put back. Whoever made the change knew the password: every session ends, and a link to set a new password comes by mail."
    confirmLabel="Put the old address back"
    run={(token) => api.identity.undoEmailChange.mutate({ token })}
    doneTitle="The old address is back"
    done="Look into your mail: the link to set a new password is there. The old one opens the account no more."
  />
);

export const RestoreAccountPage = () => (
  <LinkPage
    title="Keep the account"
    explanation="The account opens again with everything that is in it."
    confirmLabel="Keep it"
    run={(token) => api.identity.restoreAccount.mutate({ token })}
    doneTitle="The account stays"
    done="Nothing was deleted. Sign in as before."
  />
);
