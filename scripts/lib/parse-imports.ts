import { parseSync } from "oxc-parser";

export interface ImportedModule {
  specifier: string;
  /** Erased before the program runs: `import type`, `export type`, or an import of types alone. */
  isType: boolean;
}

/** Every module that a source names: imports, re-exports, `import()` in code and in types. Throws on a source that does not parse. */
export function parseImports({ file, source }: { file: string; source: string }): ImportedModule[] {
  const { module, errors } = parseSync(file, source);
  const [fault] = errors;
  if (fault) throw new Error(`${file}: ${fault.message}`);
  const found: ImportedModule[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    found.push({ specifier: moduleRequest.value, isType: entries.length > 0 && entries.every((entry) => entry.isType) });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest) found.push({ specifier: moduleRequest.value, isType });
  }
  const dynamic = new Set(module.dynamicImports.map(({ moduleRequest }) => source.slice(moduleRequest.start, moduleRequest.end)));
  for (const [, quoted = ""] of source.matchAll(/\bimport\(\s*(["'][^"']+["'])/g)) {
    found.push({ specifier: quoted.slice(1, -1), isType: !dynamic.has(quoted) });
  }
  return found;
}
