import {
  AccountAsBefore,
  Campaign,
  CountCampaignsInput,
  CountGoneInput,
  DONE,
  Done,
  EndActingInput,
  GoneItem,
  ItemState,
  ListGoneCampaignsInput,
  ListOldStatesInput,
  NewOldId,
  Restaurant,
  RowCount,
  SetGoneStatusInput,
  SignedUpAsBefore,
  SignInAsBeforeInput,
  SignUpAsBeforeInput,
  StartActingInput,
} from "@causeway/contract";
import {
  countCampaignsSince,
  countGoneSetups,
  endActing,
  listGoneCampaigns,
  listGoneItems,
  listOldStates,
  setGoneStatus,
  signInAsBefore,
  signUpAsBefore,
  startActing,
} from "@causeway/services";
import { inProcessProcedure, router } from "../core/trpc.ts";

/** What old APIs need beyond the procedures that everybody has. */
export const crossingsRouter = router({
  signInAsBefore: inProcessProcedure
    .meta({ summary: "Checks an e-mail address and a password by an old system's rules.", limit: "sign-in" })
    .input(SignInAsBeforeInput)
    .output(AccountAsBefore)
    .mutation(({ ctx, input }) => signInAsBefore(ctx, input)),

  signUpAsBefore: inProcessProcedure
    .meta({ summary: "Makes an account with a restaurant by an old system's rules.", limit: "sign-up" })
    .input(SignUpAsBeforeInput)
    .output(SignedUpAsBefore)
    .mutation(({ ctx, input }) => signUpAsBefore(ctx, input)),

  startActing: inProcessProcedure
    .meta({ summary: "An administrator begins to act for a restaurant." })
    .input(StartActingInput)
    .output(Restaurant)
    .mutation(({ ctx, input }) => startActing(ctx, input)),

  endActing: inProcessProcedure
    .meta({ summary: "An administrator stops acting for a restaurant." })
    .input(EndActingInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await endActing(ctx, input);
      return DONE;
    }),

  countCampaignsSince: inProcessProcedure
    .meta({ summary: "Campaigns since an instant, compared as the text that the old database held." })
    .input(CountCampaignsInput)
    .output(RowCount)
    .query(({ ctx, input }) => countCampaignsSince(ctx, input)),

  countGoneSetups: inProcessProcedure
    .meta({ summary: "Restaurants that no longer existed and still have an open task." })
    .input(CountGoneInput)
    .output(RowCount)
    .query(({ ctx, input }) => countGoneSetups(ctx, input)),

  listGoneCampaigns: inProcessProcedure
    .meta({ summary: "Imported campaigns of a restaurant that no longer existed." })
    .input(ListGoneCampaignsInput)
    .output(Campaign.array())
    .query(({ ctx, input }) => listGoneCampaigns(ctx, input)),

  listOldStates: inProcessProcedure
    .meta({ summary: "Answers to the checklist, also of a restaurant that does not exist." })
    .input(ListOldStatesInput)
    .output(ItemState.array())
    .query(({ ctx, input }) => listOldStates(ctx, input)),

  listGoneItems: inProcessProcedure
    .meta({ summary: "Items of the checklist whose category does not exist." })
    .output(GoneItem.array())
    .query(({ ctx }) => listGoneItems(ctx)),

  setGoneStatus: inProcessProcedure
    .meta({ summary: "Stores an answer to the checklist whose restaurant or item does not exist." })
    .input(SetGoneStatusInput)
    .output(NewOldId)
    .mutation(({ ctx, input }) => setGoneStatus(ctx, input)),
});
