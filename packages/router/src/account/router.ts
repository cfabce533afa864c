import {
  AccountData,
  ChangePasswordInput,
  DeleteAccountInput,
  DeletionPreview,
  DeletionScheduled,
  DONE,
  Done,
  FinishSignUpInput,
  LinkInput,
  ListSignInAttemptsInput,
  OldAccounts,
  OwnSignInPage,
  PageInput,
  ReauthenticateInput,
  RequestEmailChangeInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
  SessionStarted,
  SignInAttemptPage,
  SignUpMode,
  StartSignUpInput,
  UpdateProfileInput,
} from "@causeway/contract";
import {
  changePassword,
  confirmEmailChange,
  deleteAccount,
  exportMyData,
  finishSignUp,
  listOldAccounts,
  listOwnSignIns,
  listSignInAttempts,
  previewDeletion,
  reauthenticate,
  requestEmailChange,
  requestPasswordReset,
  resendVerification,
  restoreAccount,
  startSignUp,
  undoEmailChange,
  updateProfile,
  verifyEmail,
} from "@causeway/services";
import { permissionProcedure, publicProcedure, signedInProcedure } from "../core/trpc.ts";
import { deliverProven } from "../identity/deliver.ts";
import { resetPasswordHere } from "./reset-password.ts";

/** What people do with their account; part of `identity`. */
export const accountProcedures = {
  signUpMode: publicProcedure
    .meta({ summary: "Whether signing up signs in at once, or begins with a mail." })
    .output(SignUpMode)
    .query(({ ctx }) => ({ mode: ctx.signUpMode })),

  startSignUp: publicProcedure
    .meta({
      summary: "Mails a link with which signing up goes on; the same answer whether there is an account or not.",
      limit: "reset",
    })
    .input(StartSignUpInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await startSignUp(ctx, input);
      return DONE;
    }),

  finishSignUp: publicProcedure
    .meta({
      summary: "Makes an account with a restaurant for the address that the link was sent to, and signs in.",
      limit: "sign-up",
    })
    .input(FinishSignUpInput)
    .output(SessionStarted)
    .mutation(async ({ ctx, input }) => deliverProven(ctx, await finishSignUp(ctx, input), input.delivery)),

  requestPasswordReset: publicProcedure
    .meta({ summary: "Mails a link for a new password; the same answer whether there is an account or not.", limit: "reset" })
    .input(RequestPasswordResetInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await requestPasswordReset(ctx, input);
      return DONE;
    }),

  resetPassword: publicProcedure
    .meta({
      summary: "Sets a new password with the link out of the mail and ends every session; signs nobody in.",
      limit: "sign-in",
    })
    .input(ResetPasswordInput)
    .output(Done)
    .mutation(({ ctx, input }) => resetPasswordHere(ctx, input)),

  changePassword: signedInProcedure
    .meta({ summary: "Changes the password and ends all sessions but the one in use, which gets new tokens.", limit: "sign-in" })
    .input(ChangePasswordInput)
    .output(SessionStarted)
    .mutation(async ({ ctx, input }) => deliverProven(ctx, await changePassword(ctx, input), input.delivery)),

  reauthenticate: signedInProcedure
    .meta({ summary: "Proves again who is there, for what needs a recent proof; the session gets new tokens.", limit: "sign-in" })
    .input(ReauthenticateInput)
    .output(SessionStarted)
    .mutation(async ({ ctx, input }) => deliverProven(ctx, await reauthenticate(ctx, input), input.delivery)),

  verifyEmail: publicProcedure
    .meta({ summary: "Confirms an e-mail address with the link out of the mail." })
    .input(LinkInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await verifyEmail(ctx, input);
      return DONE;
    }),

  resendVerification: signedInProcedure
    .meta({ summary: "Mails the link that confirms the e-mail address once more.", limit: "reset" })
    .output(Done)
    .mutation(async ({ ctx }) => {
      await resendVerification(ctx);
      return DONE;
    }),

  requestEmailChange: signedInProcedure
    .meta({ summary: "Mails a link to a new e-mail address; nothing changes before it is opened.", limit: "reset" })
    .input(RequestEmailChangeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await requestEmailChange(ctx, input);
      return DONE;
    }),

  confirmEmailChange: publicProcedure
    .meta({ summary: "Puts the new e-mail address in the place of the old one, with the link out of the mail." })
    .input(LinkInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await confirmEmailChange(ctx, input);
      return DONE;
    }),

  undoEmailChange: publicProcedure
    .meta({ summary: "Takes a change of the e-mail address back, with the link that the old address got." })
    .input(LinkInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await undoEmailChange(ctx, input);
      return DONE;
    }),

  updateProfile: signedInProcedure
    .meta({ summary: "Changes what the user is called." })
    .input(UpdateProfileInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await updateProfile(ctx, input);
      return DONE;
    }),

  mySignIns: signedInProcedure
    .meta({ summary: "Tries to sign in to the user's account, newest first." })
    .input(PageInput)
    .output(OwnSignInPage)
    .query(({ ctx, input }) => listOwnSignIns(ctx, input)),

  oldAccounts: signedInProcedure
    .meta({ summary: "The user's accounts in old systems, and whether those still let them in." })
    .output(OldAccounts)
    .query(({ ctx }) => listOldAccounts(ctx)),

  signInAttempts: permissionProcedure("sign-in:read")
    .meta({ summary: "Tries to sign in to any account, newest first." })
    .input(ListSignInAttemptsInput)
    .output(SignInAttemptPage)
    .query(({ ctx, input }) => listSignInAttempts(ctx, input)),

  exportMyData: signedInProcedure
    .meta({ summary: "Everything that is stored about the user." })
    .output(AccountData)
    .mutation(({ ctx }) => exportMyData(ctx)),

  previewDeletion: signedInProcedure
    .meta({ summary: "What would be deleted with the account, and when." })
    .output(DeletionPreview)
    .query(({ ctx }) => previewDeletion(ctx)),

  deleteAccount: signedInProcedure
    .meta({ summary: "Closes the account at once and deletes it, with its restaurants, after 14 days." })
    .input(DeleteAccountInput)
    .output(DeletionScheduled)
    .mutation(async ({ ctx, input }) => {
      const scheduled = await deleteAccount(ctx, input);
      ctx.cookies?.clear();
      return scheduled;
    }),

  restoreAccount: publicProcedure
    .meta({ summary: "Takes the deletion of an account back, with the link out of the mail." })
    .input(LinkInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await restoreAccount(ctx, input);
      return DONE;
    }),
};
