/** A day in Beijing, "2026-11-02", from midnight to midnight. China has one time zone and no daylight saving. */
export type Day = string;
export type Month = string;

/** 放假 or 上班, whatever the weekday. */
export type Mark = "rest" | "work";

export type Holiday = "newYear" | "springFestival" | "qingming" | "labourDay" | "dragonBoat" | "midAutumn" | "nationalDay";

export interface Span {
	from: Day;
	until: Day;
	mark: Mark;
	holiday: Holiday | null;
	/** The name that an admin gave; null if the mark comes from the product's data. */
	name: string | null;
}

/** The marked days. Any other day follows its weekday. */
export type Calendar = ReadonlyMap<Day, Mark>;
