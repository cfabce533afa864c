import sharp from "sharp";

export type PictureFormat = "jpeg" | "png" | "gif" | "webp";

/** A picture of one colour, with a place and a camera written into it. */
export async function picture(format: PictureFormat, { width = 60, height = 40 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#3366cc" } })
    .withExif({ IFD0: { Make: "SecretCamera" }, IFD3: { GPSLatitude: "48/1 8/1 0/1", GPSLatitudeRef: "N" } })
    .toFormat(format)
    .toBuffer();
}

/** A GIF of several frames. */
export async function movingPicture(frames = 3): Promise<Buffer> {
  const images = Array.from({ length: frames }, (_, index) => ({
    create: { width: 8, height: 8, channels: 3 as const, background: { r: index * 60, g: 0, b: 0 } },
  }));
  const pictures = await Promise.all(images.map((image) => sharp(image).png().toBuffer()));
  return sharp(pictures, { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** A PNG that is small as a file and `side` × `side` when decoded: all the same byte, compressed. */
export async function pixelBomb(side: number): Promise<Buffer> {
  return sharp({ create: { width: side, height: side, channels: 3, background: "#000" }, limitInputPixels: false })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** The head of a PNG that says it is so large, without the pixels. */
export function claimedSize(png: Buffer, side: number): Buffer {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(side, 16);
  bytes.writeUInt32BE(side, 20);
  return bytes;
}

/** An empty archive, as it stands at the end of a file. */
export const ZIP_END = Buffer.concat([Buffer.from("PK\u0005\u0006", "latin1"), Buffer.alloc(18)]);
