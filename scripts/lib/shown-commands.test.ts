import { expect, test } from "vitest";
import { patternOf, readShownCommands } from "./shown-commands.ts";

test("commands are read with their output, also over several lines, and nothing else is", () => {
  const markdown =
    "```\nnpx pnpm@12 start\n```\n\n```\n$ one --to file\nfirst\n\nsecond\n$ two \\\n    -d x\n```\n\n```ts\nconst $ = 1;\n```\n";
  expect(readShownCommands(markdown)).toEqual([
    { command: "one --to file", output: "first\n\nsecond" },
    { command: "two -d x", output: "" },
  ]);
});

test.each([
  ["a  b\n…\n3 rows, in 0.1 s", "a      b\nx\ny\n3 rows, in 12.34 s", true],
  ['{"a":1,\n"b":2}', '{"a":1,"b":2}', true],
  ["token (…)", "token (abc)", true],
  ["3 rows", "4 rows", false],
  ["3 rows", "3 rows\nand an error", false],
  ["a\nb", "a", false],
])("%j against %j", (shown, printed, isTrue) => {
  expect(patternOf(shown).test(printed)).toBe(isTrue);
});
