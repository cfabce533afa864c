import {
  ApiKey,
  ApiKeyCreated,
  ApiKeyOfUserPage,
  ApiKeyPage,
  CreateApiKeyInput,
  DONE,
  Done,
  ListAllApiKeysInput,
  ListApiKeysInput,
  RevokeApiKeyInput,
  RotateApiKeyInput,
  UpdateApiKeyInput,
} from "@causeway/contract";
import { createApiKey, listAllApiKeys, listApiKeys, revokeApiKey, rotateApiKey, updateApiKey } from "@causeway/services";
import { permissionProcedure, router, signedInProcedure } from "../core/trpc.ts";

export const apiKeysRouter = router({
  list: signedInProcedure
    .meta({ summary: "The user's API keys, newest first, also those that have ended." })
    .input(ListApiKeysInput)
    .output(ApiKeyPage)
    .query(({ ctx, input }) => listApiKeys(ctx, input)),

  listAll: permissionProcedure("api-key:read-any")
    .meta({ summary: "Everybody's API keys, newest first." })
    .input(ListAllApiKeysInput)
    .output(ApiKeyOfUserPage)
    .query(({ ctx, input }) => listAllApiKeys(ctx, input)),

  create: permissionProcedure("api-key:write")
    .meta({ summary: "Makes an API key; it is shown in this answer only." })
    .input(CreateApiKeyInput)
    .output(ApiKeyCreated)
    .mutation(({ ctx, input }) => createApiKey(ctx, input)),

  rotate: permissionProcedure("api-key:write")
    .meta({ summary: "Makes a key that takes over from another one, while both work." })
    .input(RotateApiKeyInput)
    .output(ApiKeyCreated)
    .mutation(({ ctx, input }) => rotateApiKey(ctx, input)),

  update: permissionProcedure("api-key:write")
    .meta({ summary: "Changes a key's name, and from where and how often it may be used." })
    .input(UpdateApiKeyInput)
    .output(ApiKey)
    .mutation(({ ctx, input }) => updateApiKey(ctx, input)),

  revoke: signedInProcedure
    .meta({ summary: "Ends an API key at once." })
    .input(RevokeApiKeyInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeApiKey(ctx, input);
      return DONE;
    }),
});
