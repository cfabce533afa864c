import {
  CompleteSignInInput,
  DONE,
  Done,
  RenameSessionInput,
  EndedSessions,
  EndImpersonationInput,
  EndSessionInput,
  ExchangeOldTokenInput,
  ImpersonateInput,
  ListSessionsInput,
  Me,
  RefreshInput,
  SessionPage,
  SessionStarted,
  SignInAnswer,
  SignInInput,
  SignUpInput,
} from "@causeway/contract";
import {
  completeSignIn,
  endImpersonation,
  endOtherSessions,
  endSession,
  getMe,
  impersonate,
  listSessions,
  renameSession,
  signIn,
  signOut,
  signUp,
} from "@causeway/services";
import { accountProcedures } from "../account/router.ts";
import { permissionProcedure, publicProcedure, router, signedInProcedure } from "../core/trpc.ts";
import { deliverCompletedSignIn, deliverProven, deliverSession, deliverSignIn } from "./deliver.ts";
import { exchangeOld } from "./exchange-old.ts";
import { refreshSession } from "./refresh.ts";

export const identityRouter = router({
  ...accountProcedures,

  signUp: publicProcedure
    .meta({ summary: "Makes an account with a restaurant and signs in.", limit: "sign-up" })
    .input(SignUpInput)
    .output(SessionStarted)
    .mutation(async ({ ctx, input }) => deliverProven(ctx, await signUp(ctx, input), input.delivery)),

  signIn: publicProcedure
    .meta({ summary: "Starts a session with an e-mail address and a password, or asks for the second factor.", limit: "sign-in" })
    .input(SignInInput)
    .output(SignInAnswer)
    .mutation(async ({ ctx, input }) => deliverSignIn(ctx, await signIn(ctx, input), input.delivery)),

  completeSignIn: publicProcedure
    .meta({ summary: "Starts the session that signing in held back, with a code of the second factor.", limit: "sign-in" })
    .input(CompleteSignInInput)
    .output(SessionStarted)
    .mutation(async ({ ctx, input }) => deliverCompletedSignIn(ctx, await completeSignIn(ctx, input), input.delivery)),

  refresh: publicProcedure
    .meta({ summary: "Exchanges a refresh token for new tokens." })
    .input(RefreshInput)
    .output(SessionStarted)
    .mutation(({ ctx, input }) => refreshSession(ctx, input)),

  exchangeOldToken: publicProcedure
    .meta({ summary: "Starts a session for a token or cookie of an old system, once for each." })
    .input(ExchangeOldTokenInput)
    .output(SessionStarted)
    .mutation(({ ctx, input }) => exchangeOld(ctx, input)),

  signOut: signedInProcedure
    .meta({ summary: "Ends the session in use." })
    .output(Done)
    .mutation(async ({ ctx }) => {
      await signOut(ctx);
      ctx.cookies?.clear();
      return DONE;
    }),

  me: signedInProcedure
    .meta({ summary: "The signed-in user, with permissions and restaurants." })
    .output(Me)
    .query(({ ctx }) => getMe(ctx)),

  sessions: signedInProcedure
    .meta({ summary: "The user's open sessions, newest first." })
    .input(ListSessionsInput)
    .output(SessionPage)
    .query(({ ctx, input }) => listSessions(ctx, input)),

  renameSession: signedInProcedure
    .meta({ summary: "Names the device of one of the user's sessions." })
    .input(RenameSessionInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await renameSession(ctx, input);
      return DONE;
    }),

  endSession: signedInProcedure
    .meta({ summary: "Ends one of the user's sessions." })
    .input(EndSessionInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await endSession(ctx, input);
      return DONE;
    }),

  endOtherSessions: signedInProcedure
    .meta({ summary: "Ends all of the user's sessions but the one in use." })
    .output(EndedSessions)
    .mutation(({ ctx }) => endOtherSessions(ctx)),

  impersonate: permissionProcedure("user:impersonate")
    .meta({ summary: "Acts for another user, for an hour at most." })
    .input(ImpersonateInput)
    .output(SessionStarted)
    .mutation(async ({ ctx, input }) => deliverSession(ctx, await impersonate(ctx, input), input.delivery)),

  endImpersonation: signedInProcedure
    .meta({ summary: "Stops acting for another user and goes back to the administrator." })
    .input(EndImpersonationInput)
    .output(SessionStarted)
    .mutation(async ({ ctx, input }) => deliverSession(ctx, await endImpersonation(ctx), input.delivery)),
});
