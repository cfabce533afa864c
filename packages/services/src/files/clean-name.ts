const MAX_LENGTH = 200;

/** Control characters; marks that turn the direction of text, with which `gpj.exe` reads `exe.jpg`; what no eye can see. */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** The last part of a name with its ending in lower case, or empty. */
export function endingOf(name: string): string {
  return /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/**
 * A file's name as it may be shown and offered for saving: its last part only, without what could harm whoever sees it. Never
 * where the bytes are kept.
 */
export function cleanName(unverifiedName: string): string {
  const last = unverifiedName.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const name = last
    .normalize("NFC")
    .replace(UNFIT, "")
    .replace(/^[\s.]+|[\s.]+$/gu, "");
  const characters = [...name];
  if (characters.length <= MAX_LENGTH) return name || "file";
  const ending = endingOf(name);
  const room = MAX_LENGTH - (ending ? ending.length + 1 : 0);
  return `${characters.slice(0, room).join("")}${ending ? `.${ending}` : ""}`;
}
