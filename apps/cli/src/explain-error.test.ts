import { AppError } from "@causeway/contract";
import { expect, test } from "vitest";
import { CliError } from "./cli-error.ts";
import { explainError } from "./explain-error.ts";

const coded = (code: string, message = "low-level words\nand a second line") => Object.assign(new Error(message), { code });

test.each([
  [new CliError("plain words"), "plain words"],
  [coded("SQLITE_FULL"), "the disk of the database is full; make room and run the command again, it goes on where it stopped"],
  [coded("53100"), "the disk of the database is full; make room and run the command again, it goes on where it stopped"],
  [coded("SQLITE_IOERR_WRITE"), "the file in DATABASE_URL cannot be read or written"],
  [coded("25006"), "the database is read-only: is DATABASE_URL the address of a replica?"],
  [coded("28P01"), "the database refuses the user name or password in DATABASE_URL"],
  [
    new AggregateError([coded("ECONNREFUSED")]),
    "the database does not answer: is it running, and is the address in DATABASE_URL right?",
  ],
  [
    new Error("Failed query: insert into …", { cause: coded("SQLITE_FULL") }),
    "the disk of the database is full; make room and run the command again, it goes on where it stopped",
  ],
  [new AppError({ code: "CONFLICT", reason: "EMAIL_TAKEN", message: "Taken.", cause: new Error("inner") }), "Taken."],
  [new DOMException("This operation was aborted", "AbortError"), "stopped; run the same command again to go on"],
  [new Error("Failed query: select", { cause: new Error("the cause\nand more") }), "unexpected: the cause"],
  ["a text", "unexpected: a text"],
])("%s is explained in one line", (error, text) => expect(explainError(error)).toBe(text));
