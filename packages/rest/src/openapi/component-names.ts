import * as contract from "@causeway/contract";
import { z } from "zod";
import type { SchemaNames } from "../json-schema.ts";

/** Every schema that the contract exports, under the name it has there. A schema with two names keeps the first. */
export function componentNames(): SchemaNames {
  const names = z.registry<{ id?: string }>();
  for (const [id, value] of Object.entries(contract)) {
    if (value instanceof z.ZodType && !names.has(value)) names.add(value, { id });
  }
  return names;
}
