import { Done, FileId, FilePage, ListFilesInput, StoredFile, UploadInput } from "@causeway/contract";
import { deleteFile, getFile, listFiles, uploadFile } from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";

export const filesRouter = router({
  upload: permissionProcedure("file:write")
    .meta({ summary: "Stores a file for a restaurant to use. What nothing uses is removed after a day.", limit: "upload" })
    .input(UploadInput)
    .output(StoredFile)
    .mutation(({ ctx, input }) => uploadFile(ctx, input)),

  get: permissionProcedure("file:read")
    .meta({ summary: "What is known of a file, with addresses for its bytes." })
    .input(FileId)
    .output(StoredFile)
    .query(({ ctx, input }) => getFile(ctx, input)),

  list: permissionProcedure("file:read")
    .meta({ summary: "A restaurant's files, newest first." })
    .input(ListFilesInput)
    .output(FilePage)
    .query(({ ctx, input }) => listFiles(ctx, input)),

  delete: permissionProcedure("file:write")
    .meta({ summary: "Removes a file that nothing uses." })
    .input(FileId)
    .output(Done)
    .mutation(({ ctx, input }) => deleteFile(ctx, input)),
});
