/** How often a list looks again whose rows come and change by themselves, in milliseconds; only while it is seen. */
export const LOOK_AGAIN_MS = 5_000;
