import { scrypt, type ScryptOptions } from "node:crypto";

/** scrypt's parameters as RFC 7914 §2 names them. */
export interface ScryptParameters {
  N: number;
  r: number;
  p: number;
}

/** RFC 7914, on the thread pool, with as much memory as the parameters ask for. */
export function deriveScrypt(options: ScryptParameters & { password: Buffer; salt: Buffer; bytes: number }): Promise<Buffer> {
  const { password, salt, bytes, N, r, p } = options;
  // OpenSSL counts two blocks more than the RFC's own N + p.
  const settings: ScryptOptions = { N, r, p, maxmem: 128 * r * (N + p + 2) };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, bytes, settings, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
