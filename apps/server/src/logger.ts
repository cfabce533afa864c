import { LOG_OPTIONS } from "@causeway/services";
import { type DestinationStream, type Logger, pino } from "pino";

/** The server's log: JSON lines on standard output unless told. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  const { formatters } = LOG_OPTIONS;
  return pino({ ...LOG_OPTIONS, level, formatters: { ...formatters, level: (label) => ({ level: label }) } }, destination);
}
