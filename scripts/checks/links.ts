import { readFile, stat } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";
import GithubSlugger from "github-slugger";
import { listFiles } from "../lib/list-files.ts";
import type { CheckResult } from "./check.ts";

/** Every relative link of a Markdown file leads to a file or folder, and its anchor to a heading. Addresses on the web are not asked. */
export async function checkLinks(root: string): Promise<CheckResult> {
  const files = (await listFiles(root)).filter((file) => file.endsWith(".md"));
  return { faults: await findLinkFaults({ root, files }), note: `${files.length} files` };
}

export async function findLinkFaults({ root, files }: { root: string; files: string[] }): Promise<string[]> {
  const perFile = files.map(async (file) => {
    const links = findLinks(await readFile(join(root, file), "utf8"));
    return Promise.all(links.map((link) => explain({ root, file, link })));
  });
  return (await Promise.all(perFile)).flat().filter((fault) => fault !== null);
}

/** The targets of the document's links and images that are not web addresses, code left out. */
export function findLinks(markdown: string): string[] {
  const prose = withoutCode(markdown);
  const inline = [...prose.matchAll(/\]\(\s*<?([^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const definitions = [...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?/gm)];
  const html = [...prose.matchAll(/<(?:a|img|source)\b[^>]*\b(?:href|src|srcset)="([^"\s]+)"/g)];
  return [...inline, ...definitions, ...html]
    .map(([, target = ""]) => target)
    .filter((target) => !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target));
}

/** The anchors that GitHub gives to the document's headings, and those set by hand. */
export function findAnchors(markdown: string): Set<string> {
  const slugger = new GithubSlugger();
  const prose = withoutFences(markdown);
  const headings = [...prose.matchAll(/^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$/gm)].map(([, text = ""]) => slugger.slug(plainText(text)));
  const explicit = [...prose.matchAll(/\b(?:id|name)="([^"]+)"/g)].map(([, id = ""]) => id);
  return new Set([...headings, ...explicit]);
}

async function explain({ root, file, link }: { root: string; file: string; link: string }): Promise<string | null> {
  const [path = "", anchor] = link.split("#");
  const decoded = decodeURIComponent(path.split("?")[0] ?? "");
  const target = decoded === "" ? file : normalize(decoded.startsWith("/") ? `.${decoded}` : join(dirname(file), decoded));
  if (target.split(sep)[0] === "..") return `${file}: ${link} leads out of the repository`;
  const found = await stat(join(root, target)).catch(() => null);
  if (!found) return `${file}: ${link} leads nowhere`;
  if (!anchor || !found.isFile() || !target.endsWith(".md")) return null;
  const anchors = findAnchors(await readFile(join(root, target), "utf8"));
  return anchors.has(decodeURIComponent(anchor)) ? null : `${file}: ${link} names no heading of ${target}`;
}

function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ {0,3}\2[`~]*\s*$/gm, "").replaceAll(/<!--[\s\S]*?-->/g, "");
}

function withoutCode(markdown: string): string {
  return withoutFences(markdown).replaceAll(/(`+)[^`][\s\S]*?\1/g, "");
}

function plainText(heading: string): string {
  return heading.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "");
}
