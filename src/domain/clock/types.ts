/** Up to when something may be removed for good: what was due at `dueBy`, which a proven clock saw a day of running ago. `at` is now. */
export interface Sweep {
	at: Date;
	dueBy: Date;
}

/** Why the machine's clock is not believed: it leapt ahead of the last mark, or stands behind what was already written. */
export type Doubt = "ahead" | "behind";

/** `proven`: what is due is swept. `settling`: believed, but not for a day yet. In doubt nothing is swept; `after` is the last moment before the doubt. */
export type ClockStanding = { standing: "proven" | "settling" } | { standing: Doubt; after: Date };
