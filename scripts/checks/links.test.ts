import { expect, test } from "vitest";
import { createTemporaryFolder } from "../lib/temporary-folder.ts";
import { findAnchors, findLinkFaults, findLinks } from "./links.ts";

test("links, images, definitions and HTML count; web addresses and code do not", () => {
  const markdown = [
    '[a](one.md "title") and ![b](<two.png>) and [c][d]',
    "[d]: three.md#x",
    '<img src="four.svg" alt="">',
    "[web](https://example.org) [mail](mailto:a@example.org) `[code](five.md)`",
    "```md\n[fence](six.md)\n```",
  ].join("\n");
  expect(findLinks(markdown)).toEqual(["one.md", "two.png", "three.md#x", "four.svg"]);
});

test("anchors are GitHub's: repeated headings are numbered, code and links in them count by their text", () => {
  const markdown = '# Getting started\n## `pnpm start`, [then](x.md)\n# Getting started\n```\n# no heading\n```\n<a id="own"></a>';
  expect([...findAnchors(markdown)]).toEqual(["getting-started", "pnpm-start-then", "getting-started-1", "own"]);
});

test("a link that leads nowhere, to a missing heading or out of the repository is a fault", async () => {
  await using folder = await createTemporaryFolder({
    "docs/a.md": "# Part one\n[ok](../README.md#read-me) [ok](#part-one) [ok](.)",
    "README.md": "# Read me\n[dead](docs/b.md)\n[no](docs/a.md#part-two)\n[out](../x.md)\n[ok](/docs/a.md)",
  });
  expect(await findLinkFaults({ root: folder.path, files: ["README.md", "docs/a.md"] })).toEqual([
    "README.md: docs/b.md leads nowhere",
    "README.md: docs/a.md#part-two names no heading of docs/a.md",
    "README.md: ../x.md leads out of the repository",
  ]);
});
