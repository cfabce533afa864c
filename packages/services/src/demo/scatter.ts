/** A number from 0 to `below` − 1 that looks accidental and is the same every time. */
export const scatter = (seed: number, below: number): number => (Math.imul(seed + 1, 2_654_435_761) >>> 0) % below;
