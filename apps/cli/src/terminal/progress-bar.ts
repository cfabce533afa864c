import type { Progress } from "@causeway/migrate";
import type { Cli } from "../cli.ts";

const WIDTH = 28;
const REDRAW_MS = 80;
/** Between two plain lines about one table. */
const PLAIN_PAUSE_MS = 5000;

export interface ProgressView {
  show(progress: Progress): void;
  /** To be called at the end, whatever it was; again is harmless. */
  end(): void;
}

const number = new Intl.NumberFormat("en-US");

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function drawBar({ kind, done, total, doneOfAll, totalOfAll }: Progress, elapsedMs: number): string {
  const share = totalOfAll === 0 ? 1 : Math.min(1, doneOfAll / totalOfAll);
  const filled = Math.round(share * WIDTH);
  const left = share > 0.02 ? `, ${duration((elapsedMs / share) * (1 - share))} left` : "";
  const bar = `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}`;
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${kind} ${number.format(done)} of ${number.format(total)}${left}`;
}

function onTerminal(cli: Cli, now: () => number): ProgressView {
  const began = now();
  let drawnAt = -Infinity;
  return {
    show(progress) {
      if (now() - drawnAt < REDRAW_MS) return;
      drawnAt = now();
      // Back to the start of the line, and clear to its end.
      cli.note(`\r\u001b[K${drawBar(progress, now() - began)}`);
    },
    end: () => cli.note("\r\u001b[K"),
  };
}

/** A line for each table when it is done, and one now and then on the way. */
function inLines(cli: Cli, now: () => number): ProgressView {
  let last: Progress | undefined;
  let toldAt = now();
  const tell = () => {
    if (last) cli.note(`${last.kind}: ${number.format(last.done)} of ${number.format(last.total)} rows\n`);
    last = undefined;
    toldAt = now();
  };
  return {
    show(progress) {
      if (last && (last.kind !== progress.kind || now() - toldAt > PLAIN_PAUSE_MS)) tell();
      last = progress;
    },
    end: tell,
  };
}

/** A bar for people, plain lines for logs. */
export function createProgressView(cli: Cli, now: () => number = () => performance.now()): ProgressView {
  return cli.isTerminal ? onTerminal(cli, now) : inLines(cli, now);
}
