import type { Progress } from "@causeway/migrate";

const WIDTH = 28;
/** Between two plain lines, in milliseconds. */
const PLAIN_PAUSE = 2000;

/** Where a long command is, on standard error: a bar on a terminal, else a line now and then. */
export interface ProgressView {
  show(progress: Progress): void;
  end(): void;
}

function bar({ kind, doneOfAll, totalOfAll }: Progress): string {
  const share = totalOfAll === 0 ? 1 : Math.min(1, doneOfAll / totalOfAll);
  const full = Math.round(share * WIDTH);
  return `${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${(share * 100).toFixed(0).padStart(3)} %  ${kind}`;
}

function plain({ kind, done, total, doneOfAll, totalOfAll }: Progress): string {
  return `${kind}: ${done} of ${total} rows; ${doneOfAll} of ${totalOfAll} in all\n`;
}

export function createProgressView(stream: NodeJS.WriteStream = process.stderr): ProgressView {
  let lastKind = "";
  let lastAt = 0;
  return {
    show(progress) {
      if (stream.isTTY) return void stream.write(`\r\u001b[2K${bar(progress)}`);
      if (progress.kind === lastKind && Date.now() - lastAt < PLAIN_PAUSE) return;
      lastKind = progress.kind;
      lastAt = Date.now();
      stream.write(plain(progress));
    },
    end() {
      if (stream.isTTY) stream.write("\r\u001b[2K");
    },
  };
}
