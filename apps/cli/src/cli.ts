/** What a command has of the world outside; tests bring their own. */
export interface Cli {
  env: Record<string, string | undefined>;
  /** Writes to standard output: results. */
  print(text: string): void;
  /** Writes to standard error: progress and errors. */
  note(text: string): void;
  /** True when a person watches standard error. */
  isTerminal: boolean;
  /** Asks for a password without showing it, or reads one line of standard input. */
  readPassword(question: string): Promise<string>;
  /** Aborted when the operator wants to stop. */
  signal: AbortSignal;
}
