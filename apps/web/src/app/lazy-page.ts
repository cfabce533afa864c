import { lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { connection, probeServer, ServerAwayError } from "./connection.ts";

/**
 * A screen whose code is fetched when it is needed. If the code does not come although the server is there, the server has a
 * newer version, and the router reloads the page; if the server is away, a reload would only show the browser's own error.
 */
export function lazyPage<TName extends string>(load: () => Promise<Record<TName, ComponentType>>, name: TName) {
  const loadOrSay = async () => {
    try {
      return await load();
    } catch (error) {
      if (await probeServer()) throw error;
      connection.set(navigator.onLine ? "unreachable" : "offline");
      throw new ServerAwayError();
    }
  };
  return lazyRouteComponent(loadOrSay, name);
}
