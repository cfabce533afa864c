import {
  BackupCodes,
  DONE,
  Done,
  EndedTrustedDevices,
  EndTrustedDeviceInput,
  FactorCodeInput,
  FactorStatus,
  ListTrustedDevicesInput,
  ResetFactorInput,
  TotpSetup,
  TrustedDevicePage,
} from "@causeway/contract";
import {
  beginTotp,
  confirmTotp,
  disableFactor,
  endTrustedDevice,
  endTrustedDevices,
  getFactorStatus,
  listTrustedDevices,
  renewBackupCodes,
  resetFactor,
} from "@causeway/services";
import { permissionProcedure, router, signedInProcedure } from "../core/trpc.ts";

export const secondFactorRouter = router({
  status: signedInProcedure
    .meta({ summary: "Whether the user has a second factor, and how many backup codes are left." })
    .output(FactorStatus)
    .query(({ ctx }) => getFactorStatus(ctx)),

  begin: signedInProcedure
    .meta({ summary: "Gives a secret for an authenticator app; it guards nothing until it is confirmed." })
    .output(TotpSetup)
    .mutation(({ ctx }) => beginTotp(ctx)),

  confirm: signedInProcedure
    .meta({ summary: "Turns the second factor on with the app's first code, and gives the backup codes." })
    .input(FactorCodeInput)
    .output(BackupCodes)
    .mutation(({ ctx, input }) => confirmTotp(ctx, input)),

  renewBackupCodes: signedInProcedure
    .meta({ summary: "Makes new backup codes in the place of the old ones." })
    .input(FactorCodeInput)
    .output(BackupCodes)
    .mutation(({ ctx, input }) => renewBackupCodes(ctx, input)),

  disable: signedInProcedure
    .meta({ summary: "Turns the second factor off, with a code of it." })
    .input(FactorCodeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await disableFactor(ctx, input);
      return DONE;
    }),

  trustedDevices: signedInProcedure
    .meta({ summary: "The browsers that are excused from the second factor, newest first." })
    .input(ListTrustedDevicesInput)
    .output(TrustedDevicePage)
    .query(({ ctx, input }) => listTrustedDevices(ctx, input)),

  endTrustedDevice: signedInProcedure
    .meta({ summary: "Asks for the second factor on one browser again." })
    .input(EndTrustedDeviceInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await endTrustedDevice(ctx, input);
      return DONE;
    }),

  endTrustedDevices: signedInProcedure
    .meta({ summary: "Asks for the second factor on every browser again." })
    .output(EndedTrustedDevices)
    .mutation(({ ctx }) => endTrustedDevices(ctx)),

  reset: permissionProcedure("user:manage")
    .meta({ summary: "Takes the second factor off the account of somebody who has lost it." })
    .input(ResetFactorInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await resetFactor(ctx, input);
      return DONE;
    }),
});
