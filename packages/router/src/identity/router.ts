import {
  DONE,
  Done,
  EndedSessions,
  EndImpersonationInput,
  EndSessionInput,
  ImpersonateInput,
  ListSessionsInput,
  Me,
  RefreshInput,
  SessionPage,
  SessionStarted,
  SignInInput,
  SignUpInput,
} from "@causeway/contract";
import {
  endImpersonation,
  endOtherSessions,
  endSession,
  getMe,
  impersonate,
  listSessions,
  signIn,
  signOut,
  signUp,
} from "@causeway/services";
import { permissionProcedure, publicProcedure, router, signedInProcedure } from "../core/trpc.ts";
import { deliverSession } from "./deliver.ts";
import { refreshSession } from "./refresh.ts";

export const identityRouter = router({
  signUp: publicProcedure
    .meta({ summary: "Makes an account with a restaurant and signs in." })
    .input(SignUpInput)
    .output(SessionStarted)
    .mutation(async ({ ctx, input }) => deliverSession(ctx, await signUp(ctx, input), input.delivery)),

  signIn: publicProcedure
    .meta({ summary: "Starts a session with an e-mail address and a password." })
    .input(SignInInput)
    .output(SessionStarted)
    .mutation(async ({ ctx, input }) => deliverSession(ctx, await signIn(ctx, input), input.delivery)),

  refresh: publicProcedure
    .meta({ summary: "Exchanges a refresh token for new tokens." })
    .input(RefreshInput)
    .output(SessionStarted)
    .mutation(({ ctx, input }) => refreshSession(ctx, input)),

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
