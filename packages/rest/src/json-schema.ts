import { z } from "zod";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Where JSON Schema allows one: `true` and absence allow anything. */
export type MaybeSchema = JsonSchema | boolean | undefined;

/** Names under which schemas are shared; see `componentNames`. */
export type SchemaNames = z.core.$ZodRegistry<{ id?: string }>;

/** `$comment` of what is a `Date` in code: its text form alone does not tell it from a text that happens to hold a time. */
const DATE_COMMENT = "Date";

/** What JSON cannot carry. Zod would write "anything" for these. */
const UNREPRESENTABLE = new Set(["bigint", "custom", "function", "map", "nan", "set", "symbol", "transform", "undefined", "void"]);

/**
 * JSON Schema (2020-12) of what callers send (`input`) or get (`output`), dates as RFC 3339 texts. With `names`, named
 * schemas stand under `$defs` once. Throws for what JSON cannot carry.
 */
export function toJsonSchema(schema: z.ZodType, { io, names }: { io: "input" | "output"; names?: SchemaNames }): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    metadata: names ?? z.registry<{ id?: string }>(),
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const { id: _, ...declared } = z.globalRegistry.get(zodSchema) ?? {};
      Object.assign(jsonSchema, declared);
      const { type } = zodSchema._zod.def;
      if (type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time", $comment: DATE_COMMENT });
      if (UNREPRESENTABLE.has(type)) throw new Error(`A ${type} cannot be sent as JSON.`);
    },
  });
}

export function isDate(schema: JsonSchema): boolean {
  return schema.$comment === DATE_COMMENT;
}

export function hasDates(root: JsonSchema): boolean {
  return JSON.stringify(root).includes(`"$comment":"${DATE_COMMENT}"`);
}

/** Follows references inside `root`. */
export function resolve(schema: MaybeSchema, root: JsonSchema): JsonSchema {
  if (typeof schema !== "object") return {};
  if (schema.$ref === undefined) return schema;
  return schema.$ref === "#" ? root : resolve(root.$defs?.[schema.$ref.replace("#/$defs/", "")], root);
}

/** The branches of a union, of nested ones and of `["string", "null"]` too; any other schema is its own only branch. */
export function branches(schema: MaybeSchema, root: JsonSchema): JsonSchema[] {
  const resolved = resolve(schema, root);
  if (Array.isArray(resolved.type)) return resolved.type.map((type) => ({ ...resolved, type }));
  const options = resolved.anyOf ?? resolved.oneOf;
  return options ? options.flatMap((option) => branches(option, root)) : [resolved];
}

export type Kind = "string" | "number" | "boolean" | "date" | "array" | "object" | "null" | "any";
const KINDS: ReadonlySet<string> = new Set<Kind>(["string", "number", "boolean", "array", "object", "null"]);

/** What a value of this schema is in JSON; `date` for a text that becomes a `Date`. */
export function kindOf(schema: JsonSchema): Kind {
  if (isDate(schema)) return "date";
  const type = schema.type ?? typeof (schema.const ?? schema.enum?.[0]);
  if (type === "integer") return "number";
  return typeof type === "string" && isKind(type) ? type : "any";
}

function isKind(type: string): type is Kind {
  return KINDS.has(type);
}
