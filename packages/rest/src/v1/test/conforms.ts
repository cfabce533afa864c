import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { OpenApiDocument } from "../../openapi/types.ts";

/** Returns what is wrong with an answer according to the document, or null. */
export type Conforms = (answer: {
  path: string;
  method: "get" | "post";
  status: number;
  type: string | null;
  body: unknown;
}) => string | null;

/** Compares answers with what the OpenAPI document says of them, as a client generated from it would. */
export function createConformance(document: OpenApiDocument): Conforms {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: "openapi" });

  return ({ path, method, status, type, body }) => {
    const declared = document.paths[path]?.[method]?.responses[status];
    if (declared === undefined) return `${status} is not declared`;
    const [pointer, answer] =
      "$ref" in declared
        ? [declared.$ref, document.components.responses[status]]
        : [`#/paths/${escape(path)}/${method}/responses/${status}`, declared];
    if (type === null || !answer?.content?.[type]) return `${type} is not declared for ${status}`;
    const validate = ajv.getSchema(`openapi${pointer}/content/${escape(type)}/schema`);
    if (!validate) throw new Error(`The document has no schema at ${pointer}.`);
    return validate(body) === true ? null : ajv.errorsText(validate.errors);
  };
}

/** RFC 6901 in a URI fragment. */
function escape(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}
