import { everybody } from "./access.ts";
import { row } from "./row.ts";

export const healthRows = [
  row("GET /api/health", {
    summary: "Whether the server runs.",
    access: everybody,
    answer: (_, { tools }) => ({ status: "Server is running", timestamp: tools.runtime.clock().toISOString() }),
  }),
];
