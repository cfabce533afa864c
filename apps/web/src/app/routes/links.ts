import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page.ts";
import { root } from "./shell.tsx";

const links = createRoute({
  getParentRoute: () => root,
  id: "links",
  component: lazyPage(() => import("../../links/links-layout.tsx"), "LinksLayout"),
});
const mailLinks = () => import("../../links/mail-links.tsx");
const verifyEmail = createRoute({
  getParentRoute: () => links,
  path: "/verify-email",
  component: lazyPage(mailLinks, "VerifyEmailPage"),
});
const confirmEmail = createRoute({
  getParentRoute: () => links,
  path: "/confirm-email",
  component: lazyPage(mailLinks, "ConfirmEmailPage"),
});
const undoEmailChange = createRoute({
  getParentRoute: () => links,
  path: "/undo-email-change",
  component: lazyPage(mailLinks, "UndoEmailChangePage"),
});
const restoreAccount = createRoute({
  getParentRoute: () => links,
  path: "/restore-account",
  component: lazyPage(mailLinks, "RestoreAccountPage"),
});
const forgotPassword = createRoute({
  getParentRoute: () => links,
  path: "/forgot-password",
  component: lazyPage(() => import("../../links/forgot-password-page.tsx"), "ForgotPasswordPage"),
});
const resetPassword = createRoute({
  getParentRoute: () => links,
  path: "/reset-password",
  component: lazyPage(() => import("../../links/reset-password-page.tsx"), "ResetPasswordPage"),
});
const finishSignUp = createRoute({
  getParentRoute: () => links,
  path: "/finish-sign-up",
  component: lazyPage(() => import("../../links/finish-sign-up-page.tsx"), "FinishSignUpPage"),
});

/** Where links in mails lead, and the way to get one: open to everybody, signed in or not. */
export const linkRoutes = links.addChildren([
  verifyEmail,
  confirmEmail,
  undoEmailChange,
  restoreAccount,
  forgotPassword,
  resetPassword,
  finishSignUp,
]);
