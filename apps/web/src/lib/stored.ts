/** What the browser remembers; null when it remembers nothing or may not. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(`causeway.${key}`);
  } catch {
    return null;
  }
}

/** Null forgets. Without storage the choice lasts as long as the page. */
export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`causeway.${key}`);
    else localStorage.setItem(`causeway.${key}`, value);
  } catch {
    // Private modes and full disks refuse; nothing depends on it.
  }
}
