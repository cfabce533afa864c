import type { JsonSchema } from "../json-schema.ts";

export type Io = "input" | "output";

export interface SharedSchemas {
  /** A schema of this document, named parts replaced by references to `schemas`. */
  refer(schema: JsonSchema, io: Io): JsonSchema;
  /** The named parts that `refer` has referred to so far. */
  schemas: Record<string, JsonSchema>;
}

/**
 * Moves the `$defs` of many schemas to one place. What is sent can differ from what is given back (a default makes a key
 * optional on the way in only): then the sent form gets a name of its own, ending in `Input`.
 */
export function shareSchemas(all: { io: Io; schema: JsonSchema }[]): SharedSchemas {
  const definitions = { input: collect(all, "input"), output: collect(all, "output") };
  const schemas: Record<string, JsonSchema> = {};

  const isSameBothWays = (name: string) => {
    const sent = JSON.stringify(definitions.input[name]);
    return sent === JSON.stringify(definitions.output[name]) && !sent.includes('"$ref"');
  };
  const refer = (schema: JsonSchema, io: Io): JsonSchema => {
    const { $defs: _, $schema: __, ...root } = schema;
    return rewrite(root, (name) => {
      const isOther = io === "input" && name in definitions.output && !isSameBothWays(name);
      const shared = isOther ? `${name}Input` : name;
      const definition = definitions[io][name];
      if (definition && !(shared in schemas)) {
        // Taken before its parts are followed, so that a schema may contain itself.
        schemas[shared] = {};
        schemas[shared] = refer(definition, io);
      }
      return shared;
    });
  };
  return { refer, schemas };
}

function collect(all: { io: Io; schema: JsonSchema }[], io: Io): Record<string, JsonSchema> {
  const found = all.filter((one) => one.io === io).flatMap(({ schema }) => Object.entries(schema.$defs ?? {}));
  const unnamed = found.find(([name]) => name.startsWith("__"));
  if (unnamed)
    throw new Error(`A schema without a name contains itself; export it from the contract: ${JSON.stringify(unnamed[1])}`);
  return Object.fromEntries(found);
}

function rewrite(schema: JsonSchema, rename: (name: string) => string): JsonSchema {
  const copy: JsonSchema = JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key === "$comment") return undefined;
    if (key !== "$ref" || typeof value !== "string") return value;
    return `#/components/schemas/${rename(value.replace("#/$defs/", ""))}`;
  });
  return copy;
}
