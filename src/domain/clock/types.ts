/** May remove for good what was due at `dueBy`; a proven clock saw that time a day of running ago. `at` is now. */
export interface Sweep {
	at: Date;
	dueBy: Date;
}

/** `ahead`: the clock leapt ahead of the last mark. `behind`: it shows less than what was already written. */
export type Doubt = "ahead" | "behind";

/** `proven`: sweeps run. `settling`: believed, but not for a day yet. In doubt no sweep runs; `after` is the last moment before the doubt. */
export type ClockStanding = { standing: "proven" | "settling" } | { standing: Doubt; after: Date };
