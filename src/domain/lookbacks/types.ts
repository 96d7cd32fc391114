import type { Stratum } from "#domain/inspections/types.ts";

/** How many times more often a check is drawn than one of the last stratum: where nobody was for long comes first, and what lies far. */
export const TIMES: Record<Stratum, number> = { 0: 5, 1: 3, 2: 2, 3: 1 };

/** For how many days from its day on it may be made. */
export const WINDOW_DAYS = 7;
