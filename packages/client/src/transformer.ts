import superjson from "superjson";

/** The server's wire format: dates and the like survive the way. */
export const transformer = { serialize: superjson.serialize, deserialize: superjson.deserialize };
