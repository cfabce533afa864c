import { availableParallelism } from "node:os";
import { AppError } from "@causeway/contract";
import { createHashLimiter, HashQueueFullError } from "@causeway/passwords";
import type { Sharp } from "sharp";

/** Pixels at most, over all frames of a moving picture: decoded, four bytes each. */
const MAX_PIXELS = 50_000_000;
/** The longer side at most of what is kept; no screen shows more. */
const MAX_SIDE = 4096;
const PREVIEW_SIDE = 480;
const TIMEOUT_SECONDS = 20;

export interface PreparedPicture {
  bytes: Buffer;
  width: number;
  height: number;
  preview: Buffer;
}

/** Decoding takes memory and threads that sign-ins need too. */
const limiter = createHashLimiter({ concurrency: Math.max(1, Math.floor(availableParallelism() / 2)), queue: 20 });

function unfit(error: unknown): AppError {
  const isTooLarge = error instanceof Error && /pixel limit|exceeds/i.test(error.message);
  return new AppError({
    code: "BAD_REQUEST",
    reason: isTooLarge ? "PICTURE_TOO_LARGE" : "PICTURE_UNREADABLE",
    message: isTooLarge
      ? `This picture has more than ${MAX_PIXELS / 1_000_000} million pixels. Make it smaller and send it again.`
      : "This picture is damaged and cannot be read.",
    cause: error,
  });
}

/**
 * The picture made anew from its pixels, upright and without what else was in the file (where it was taken, what was hidden in
 * it), and a smaller one in WebP. Throws `PICTURE_UNREADABLE`, `PICTURE_TOO_LARGE`, and `TOO_BUSY` when too many wait.
 */
export async function preparePicture(bytes: Buffer, mediaType: string): Promise<PreparedPicture> {
  try {
    return await limiter.run(() => render(bytes, mediaType));
  } catch (error) {
    if (error instanceof HashQueueFullError) {
      const message = "Many pictures are being prepared. Try again in a moment.";
      throw new AppError({ code: "UNAVAILABLE", reason: "TOO_BUSY", message, details: { retryAfterSeconds: 3 } });
    }
    throw unfit(error);
  }
}

async function render(bytes: Buffer, mediaType: string): Promise<PreparedPicture> {
  // Only who sends pictures pays for loading it.
  const { default: sharp } = await import("sharp");
  const open = (options: { animated: boolean }) =>
    sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", sequentialRead: true, ...options }).timeout({
      seconds: TIMEOUT_SECONDS,
    });
  const inside = (side: number) => ({ width: side, height: side, fit: "inside", withoutEnlargement: true }) as const;
  const { pages = 1 } = await open({ animated: true }).metadata();
  const moves = pages > 1;
  const whole = moves ? open({ animated: true }) : open({ animated: false }).autoOrient();
  const { data, info } = await encode(whole.resize(inside(MAX_SIDE)), mediaType).toBuffer({ resolveWithObject: true });
  const preview = await open({ animated: false }).autoOrient().resize(inside(PREVIEW_SIDE)).webp({ quality: 80 }).toBuffer();
  return { bytes: data, width: info.width, height: info.pageHeight ?? info.height, preview };
}

function encode(picture: Sharp, mediaType: string): Sharp {
  switch (mediaType) {
    case "image/jpeg":
      return picture.jpeg({ quality: 88 });
    case "image/png":
      return picture.png();
    case "image/gif":
      return picture.gif();
    case "image/webp":
      return picture.webp({ quality: 88 });
    default:
      throw new Error(`${mediaType} is no picture.`);
  }
}
