import { v7 } from "uuid";

/**
 * A UUID version 7 (RFC 9562, section 5.7). Ids made by one process sort in the order they were made, also within one
 * millisecond.
 */
export const newId = (): string => v7();
