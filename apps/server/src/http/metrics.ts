import type { Counters } from "@causeway/services";
import type { MiddlewareHandler } from "hono";
import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";
import type { HttpEnv } from "./env.ts";

/** The first segment of the path is the only part that is not somebody's data, and there are few of them. */
const AREAS = new Set(["trpc", "v1", "legacy", "docs", "openapi.json", "callbacks", "healthz", "readyz", "metrics", "assets"]);

function area(path: string): string {
  const [, first = ""] = path.split("/");
  return AREAS.has(first) ? first : "web";
}

/** Counts and times requests, and shows what else the process counts; `text` is what Prometheus reads. */
export function createMetrics(counters: Counters) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "causeway_" });
  const requests = new Counter({
    name: "causeway_http_requests_total",
    help: "Requests answered.",
    labelNames: ["area", "method", "status"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "causeway_http_request_seconds",
    help: "Time to the first byte of the answer.",
    labelNames: ["area"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Counter({
    name: "causeway_legacy_tokens_total",
    help: "Tokens of old systems that were presented.",
    labelNames: ["system", "key", "result"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels, value } of counters.list("legacy_tokens")) this.inc({ ...labels }, value);
    },
  });
  new Counter({
    name: "causeway_rate_limited_total",
    help: "Requests refused because a limit was passed.",
    labelNames: ["limit"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels, value } of counters.list("rate_limited")) this.inc({ ...labels }, value);
    },
  });
  // Finding a series by its labels takes longer than counting: as many are remembered as there are series.
  const requestsOf = new Map<string, Counter.Internal>();
  const secondsOf = new Map<string, Histogram.Internal<"area">>();
  const observe: MiddlewareHandler<HttpEnv> = async (c, next) => {
    const start = performance.now();
    await next();
    const where = area(c.req.path);
    const key = `${where} ${c.req.method} ${c.res.status}`;
    const counted = requestsOf.get(key) ?? requests.labels(where, c.req.method, String(c.res.status));
    const timed = secondsOf.get(where) ?? seconds.labels(where);
    requestsOf.set(key, counted);
    secondsOf.set(where, timed);
    counted.inc();
    timed.observe((performance.now() - start) / 1000);
  };
  return { observe, contentType: registry.contentType, text: () => registry.metrics() };
}
