import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";

export interface OldAnswer {
  status: number;
  body: unknown;
}

/** A file of a form, as the old page took it from its input. */
export interface OldFile {
  name: string;
  type: string;
  text?: string;
  base64?: string;
}

export type OldBody = { json: unknown } | { form: Record<string, string | OldFile> };

/** Where the old client's page came from: an origin that is not the API's, so that the browser asks before every call with a token. */
export async function serveOldPage() {
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end("<title>Old page</title>"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

/** Calls the API as that page did, in the browser. Rejects where the browser does not let the page have the answer. */
export function callFrom(page: Page, api: string) {
  return (method: string, path: string, { token, body }: { token?: string; body?: OldBody } = {}): Promise<OldAnswer> =>
    page.evaluate(
      async ({ url, method: verb, bearer, sent }) => {
        const form = new FormData();
        if (sent && "form" in sent) {
          for (const [name, value] of Object.entries(sent.form)) {
            const bytes = (file: OldFile) =>
              file.base64 === undefined ? (file.text ?? "") : Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0));
            form.append(name, typeof value === "string" ? value : new File([bytes(value)], value.name, { type: value.type }));
          }
        }
        const isJson = sent !== null && "json" in sent;
        const response = await fetch(url, {
          method: verb,
          headers: {
            ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
            ...(isJson ? { "content-type": "application/json" } : {}),
          },
          ...(sent === null ? {} : { body: isJson ? JSON.stringify(sent.json) : form }),
        });
        const text = await response.text();
        const isObject = response.headers.get("content-type")?.includes("json") === true;
        return { status: response.status, body: isObject ? JSON.parse(text) : text };
      },
      { url: `${api}${path}`, method, bearer: token ?? null, sent: body ?? null },
    );
}
