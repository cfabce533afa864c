import { ProviderError } from "../provider-error.ts";

const KEY = /^[a-z0-9][a-z0-9-]*(?:[./][a-z0-9][a-z0-9-]*)*$/;
const MAX_LENGTH = 512;

/** Throws `ProviderError` for a key that is none of ours: what a file system or a service makes of others is nobody's to guess. */
export function checkKey(key: string): string {
  if (key.length > MAX_LENGTH || !KEY.test(key)) {
    throw new ProviderError({ failure: "refused", message: `"${key.slice(0, 100)}" is no key of a stored file.` });
  }
  return key;
}
