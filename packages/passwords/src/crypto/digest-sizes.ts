/** Bytes of each digest that old systems use, by the name that node:crypto gives it. */
export const DIGEST_SIZES = { md5: 16, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const;

export type DigestName = keyof typeof DIGEST_SIZES;
