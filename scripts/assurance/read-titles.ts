import { parseSync } from "oxc-parser";

const DEFINERS = new Set(["describe", "it", "test"]);

/** Anything of a syntax tree. Safe because only its own `type` and children are looked at. */
interface Node {
  type: string;
  [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function children(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));
}

/** `it` of `it(…)`, `it.each(…)(…)`, `describe.skipIf(…)(…)`. */
function rootName(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === "Identifier") return String(node["name"]);
  if (node.type === "MemberExpression") return rootName(node["object"]);
  if (node.type === "CallExpression" || node.type === "TaggedTemplateExpression") return rootName(node["callee"] ?? node["tag"]);
  return null;
}

/** The text of a literal; what is put into it when the test runs stands as `…`. */
function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : null;
  if (node.type !== "TemplateLiteral" || !Array.isArray(node["quasis"])) return null;
  return node["quasis"].map((part: { value: { cooked: string | null } }) => part.value.cooked ?? "").join("…");
}

/** The titles of a test file's tests and groups, in their order. Throws on a source that does not parse. */
export function readTitles({ file, source }: { file: string; source: string }): string[] {
  const { program, errors } = parseSync(file, source);
  const [fault] = errors;
  if (fault) throw new Error(`${file}: ${fault.message}`);
  const titles: string[] = [];
  const walk = (node: Node) => {
    if (node.type === "CallExpression" && DEFINERS.has(rootName(node["callee"]) ?? "") && Array.isArray(node["arguments"])) {
      const title = textOf(node["arguments"][0]);
      if (title !== null) titles.push(title);
    }
    for (const child of children(node)) walk(child);
  };
  // Safe: a program is a node as any other.
  walk(program as unknown as Node);
  return titles;
}
