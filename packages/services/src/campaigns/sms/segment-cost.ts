/** What a segment costs where most messages go, in millionths of a dollar; what a message did cost, its provider says. */
export const SEGMENT_COST_MICROS = 7500;
