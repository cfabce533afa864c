import fc from "fast-check";

/** Any code point, halves of surrogate pairs included: as fast-check's own unit "binary", which takes a second to be set up. */
const anyUnit = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

export const anyText = (constraints: { maxLength?: number } = {}) => fc.string({ unit: anyUnit, ...constraints });
