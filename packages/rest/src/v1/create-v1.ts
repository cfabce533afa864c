import { appRouter } from "@causeway/router";
import { Hono } from "hono";
import { etag } from "hono/etag";
import { serveDocs } from "../docs/serve-docs.ts";
import type { RestEnv } from "../env.ts";
import { createDocument } from "../openapi/create-document.ts";
import { type ProcedureServerOptions, serveProcedures } from "./serve-procedures.ts";

export interface V1Options<TEnv extends RestEnv> extends Pick<ProcedureServerOptions<TEnv>, "createContext"> {
  /** Where clients find this server, without a slash at the end. */
  publicUrl: string;
}

/** `/v1/*`, every procedure over REST; `/openapi.json`, its description; `/docs`, that description for people. */
export function createV1<TEnv extends RestEnv>({ createContext, publicUrl }: V1Options<TEnv>): Hono<TEnv> {
  let document: string | undefined;
  const app = new Hono<TEnv>();
  app.get("/openapi.json", etag(), () => {
    document ??= JSON.stringify(createDocument({ router: appRouter, publicUrl }));
    return new Response(document, { headers: { "content-type": "application/json", "cache-control": "no-cache" } });
  });
  return app.route("/", serveDocs<TEnv>()).route("/", serveProcedures({ router: appRouter, createContext }));
}
