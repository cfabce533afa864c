import type { MatchPath } from "../../dialect.ts";

/**
 * A route of Express 5 with its defaults: any case, one slash at the end allowed, parameters decoded. Throws `URIError`
 * where a parameter is no valid percent-encoding.
 */
export function expressPath(pattern: string): MatchPath {
  const names: string[] = [];
  const source = pattern
    .split("/")
    .map((segment) => (segment.startsWith(":") ? (names.push(segment.slice(1)), "([^/]+)") : escapeRegExp(segment)))
    .join("/");
  const expression = new RegExp(`^${source}/?$`, "i");
  return (path) => {
    const found = expression.exec(path);
    return found && Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]));
  };
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
