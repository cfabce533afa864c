import { buffer } from "node:stream/consumers";
import type { Db } from "@causeway/db";
import type { NewAd } from "@causeway/providers";
import { eq } from "drizzle-orm";
import { detachFile } from "../../files/attach.ts";
import { openFile } from "../../files/open.ts";
import type { JobRun } from "../../jobs/job.ts";

/** A campaign's picture as the channel takes it. */
export async function readPicture(run: JobRun, fileId: string | null): Promise<NewAd["picture"]> {
  if (fileId === null) return null;
  const { file, content } = await openFile(run, fileId, run.signal);
  return { bytes: await buffer(content), name: file.name, mediaType: file.mediaType };
}

/** Lets go of a picture that no campaign shows any more; a copy of a campaign shows the same one. */
export async function releasePicture(tx: Db, fileId: string | null): Promise<void> {
  if (fileId === null) return;
  const { campaign } = tx.tables;
  if ((await tx.$count(campaign, eq(campaign.pictureFileId, fileId))) === 0) await detachFile(tx, fileId);
}
