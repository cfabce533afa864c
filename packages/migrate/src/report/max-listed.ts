/** Rows and differences that a report names; all of them are counted. */
export const MAX_LISTED = 1000;
