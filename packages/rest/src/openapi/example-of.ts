import { branches, type JsonSchema, kindOf, type MaybeSchema } from "../json-schema.ts";

/** Texts of a form; anything else is plain text. */
const BY_FORMAT: Record<string, string> = {
  uuid: "01990b5c-2a4e-7d3f-8c61-5f0a9d2e7b13",
  "date-time": "2026-03-02T09:30:00.000Z",
  date: "2026-03-02",
  email: "name@example.com",
  uri: "https://example.com/",
};

/** Levels of objects that are filled in; below, only what must be there is, so that a schema may contain itself. */
const MAX_DEPTH = 4;

/** A value that the schema accepts: the example it declares, else one made from its rules. */
export function exampleOf(schema: MaybeSchema, root: JsonSchema, depth = 0): unknown {
  const isDeep = depth > MAX_DEPTH;
  const isLast = (option: JsonSchema) => Number((kindOf(option) === "null") !== isDeep);
  const [option = {}] = branches(schema, root).toSorted((a, b) => isLast(a) - isLast(b));
  const [declared = option.default ?? option.const ?? option.enum?.[0]] = option.examples ?? [];
  if (declared !== undefined) return declared;
  const {
    properties = {},
    required = [],
    items,
    prefixItems,
    format = "",
    minLength = 0,
    minItems = 0,
    minimum = 1,
    maximum = Infinity,
  } = option;
  switch (kindOf(option)) {
    case "object": {
      const shown = Object.entries(properties).filter(([key]) => !isDeep || required.includes(key));
      return Object.fromEntries(shown.map(([key, property]) => [key, exampleOf(property, root, depth + 1)]));
    }
    case "array": {
      if (prefixItems) return prefixItems.map((item) => exampleOf(item, root, depth));
      const item = Array.isArray(items) ? items[0] : items;
      return Array.from({ length: isDeep ? minItems : Math.max(1, minItems) }, () => exampleOf(item, root, depth));
    }
    case "number":
      return Math.min(Math.max(minimum, 1), maximum);
    case "boolean":
      return true;
    case "null":
      return null;
    case "date":
    case "string":
      return BY_FORMAT[format] ?? "text".padEnd(minLength, ".");
    case "any":
      return {};
  }
}
