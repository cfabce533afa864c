import { appRouter } from "@causeway/router";
import type { TestApp } from "@causeway/testing";
import { createDocument } from "../../openapi/create-document.ts";
import type { Route } from "../routes.ts";
import { createConformance } from "./conforms.ts";

const findFault = createConformance(createDocument({ router: appRouter, publicUrl: "http://app.test" }));

export interface Exchange {
  status: number;
  body: unknown;
  /** What is wrong with the answer according to the document; null if nothing. */
  fault: string | null;
}

/** Calls a route as a client does, from the input's keys, and compares the answer with what the document says of it. */
export async function exchange(app: TestApp, route: Route, input: unknown, accessToken?: string): Promise<Exchange> {
  const { path, init } = requestOf(route, input);
  const headers = { ...init.headers, ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }) };
  const answer = await app.request(path, { ...init, headers });
  const [type = ""] = answer.headers.get("content-type")?.split(";") ?? [];
  const { body, isProblem } = await readBody(answer, type);
  const method = route.method === "GET" ? "get" : "post";
  // A stream that fails at once says so in its first event, which has the form of a failed answer.
  const [status, form] = isProblem ? [Number(Object(body).status), "application/problem+json"] : [answer.status, type];
  return { status, body, fault: findFault({ path: route.path, method, status, type: form, body }) };
}

async function readBody(answer: Response, type: string): Promise<{ body: unknown; isProblem: boolean }> {
  if (type === "text/event-stream") return firstEvent(answer);
  return { body: type === "text/csv" ? await answer.text() : await answer.json(), isProblem: false };
}

export function requestOf(
  route: Route,
  input: unknown,
): { path: string; init: RequestInit & { headers?: Record<string, string> } } {
  const { id, ...others } = { ...Object(input) };
  const path = route.path.replace("{id}", encodeURIComponent(textOf(id) || "-"));
  if (route.form) return { path, init: { method: "POST", body: formOf(input) } };
  if (route.method === "POST") {
    const body = JSON.stringify(route.hasPathId ? others : input) ?? "";
    return { path, init: { method: "POST", headers: { "content-type": "application/json" }, body } };
  }
  const keys = Object.entries(route.hasPathId ? others : Object(input));
  const pairs = keys.flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((one) => [key, textOf(one)]));
  return { path: `${path}?${new URLSearchParams(pairs).toString()}`, init: {} };
}

/** Files as they are; a text in the place of one is sent as a file. */
function formOf(input: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(Object(input))) {
    if (value instanceof File) form.append(name, value);
    else if (name === "file") form.append(name, new File([textOf(value)], "list.csv"));
    else form.append(name, textOf(value));
  }
  return form;
}

function textOf(value: unknown): string {
  return (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).toWellFormed();
}

async function firstEvent(answer: Response): Promise<{ body: unknown; isProblem: boolean }> {
  const reader = answer.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  const text = new TextDecoder().decode(value);
  return { body: JSON.parse(text.slice(text.indexOf("data: ") + 6)), isProblem: text.startsWith("event: problem") };
}
