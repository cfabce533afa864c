/** A command that a document shows after a `$`, with what the document says it prints. */
export interface ShownCommand {
  command: string;
  output: string;
}

/** Those of all code blocks, in order. A command whose line ends with a backslash goes on in the next. */
export function readShownCommands(markdown: string): ShownCommand[] {
  const shown: ShownCommand[] = [];
  for (const [, block = ""] of markdown.matchAll(/^```\n([\s\S]*?)^```$/gm)) {
    for (const part of block.replaceAll("\\\n", " ").split(/^\$ /m).slice(1)) {
      const [command = "", ...output] = part.split("\n");
      shown.push({ command: command.replaceAll(/\s+/g, " ").trim(), output: output.join("\n").trim() });
    }
  }
  return shown;
}

/**
 * What a program must print for a document to be true. `…` stands for anything; how wide a column is, where a long line is broken and how
 * many seconds it took do not count.
 */
export function patternOf(shown: string): RegExp {
  const escaped = shown
    .replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    .replaceAll(/\bin \d+(?:\\\.\d+)? s\b/g, String.raw`in [\d.]+ s`)
    .replaceAll("…", String.raw`[\s\S]*?`)
    .replaceAll(/[^\S\n]+/g, String.raw`\s+`)
    .replaceAll(/\n+/g, String.raw`\s*`);
  return new RegExp(`^${escaped}$`);
}
