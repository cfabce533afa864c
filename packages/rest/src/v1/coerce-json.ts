import { z } from "zod";
import { branches, isDate, type JsonSchema, kindOf, type MaybeSchema, resolve } from "../json-schema.ts";

const Instant = z.iso.datetime({ offset: true });

/**
 * A JSON value as the procedure's schema takes it: where it asks for a `Date`, an RFC 3339 text becomes one. Anything else
 * stays as it is, wrong values too, for the schema to judge.
 */
export function coerceJson(schema: MaybeSchema, value: unknown, root: JsonSchema): unknown {
  const options = branches(schema, root);
  const fitting = options.find((option) => fits(option, value, root));
  if (options.length > 1) return fitting === undefined ? value : coerceJson(fitting, value, root);
  const { prefixItems = [], items, properties = {}, additionalProperties, allOf, ...only } = options[0] ?? {};
  if (isDate(only)) return toDate(value);
  if (allOf) return allOf.reduce<unknown>((result, part) => coerceJson(part, result, root), value);
  if (Array.isArray(value)) {
    const rest = Array.isArray(items) ? undefined : items;
    return value.map((item: unknown, index) => coerceJson(prefixItems[index] ?? rest, item, root));
  }
  if (!isRecord(value)) return value;
  // fromEntries defines keys such as __proto__ instead of assigning them.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      return [key, coerceJson(Object.hasOwn(properties, key) ? properties[key] : additionalProperties, item, root)];
    }),
  );
}

/** Tells the branches of a union apart: by kind, required keys and fixed values such as a discriminator. */
function fits(schema: JsonSchema, value: unknown, root: JsonSchema): boolean {
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum) return schema.enum.some((allowed) => allowed === value);
  const kind = kindOf(schema);
  if (kind === "any") return true;
  if (kind === "date") return toDate(value) !== value;
  if (kind === "null") return value === null;
  if (kind === "array") return Array.isArray(value);
  if (kind !== "object") return typeof value === kind;
  if (!isRecord(value) || !(schema.required ?? []).every((key) => Object.hasOwn(value, key))) return false;
  return Object.entries(schema.properties ?? {}).every(([key, property]) => {
    const fixed = resolve(property, root);
    return fixed.const === undefined || fixed.const === value[key];
  });
}

export function toDate(value: unknown): unknown {
  return typeof value === "string" && Instant.safeParse(value).success ? new Date(value) : value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
