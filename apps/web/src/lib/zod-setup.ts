import { config } from "zod";

config({
  // Compiled parsers are made with `new Function`, which the content security policy refuses. Imported before any schema.
  jitless: true,
  // Rules that say nothing of their own say it in zod's words, which are for programmers.
  customError: (issue) =>
    issue.code === "too_big" && issue.origin === "string" ? `Use at most ${issue.maximum} characters.` : undefined,
});
