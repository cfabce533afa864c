import { appRouter } from "@causeway/router";
import { createRoutes } from "../v1/routes.ts";

/** The addresses that take a multipart form, over RPC and over REST, and how large one of its files may be. */
export function listFormRoutes(): { path: string; maxFileBytes: number }[] {
  return createRoutes(appRouter).flatMap(({ form, name, path }) =>
    form ? [`/trpc/${name}`, path].map((address) => ({ path: address, maxFileBytes: form.maxFileBytes })) : [],
  );
}
