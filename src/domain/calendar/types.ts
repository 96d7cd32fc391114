/** A day in Beijing, "2026-11-02": from its midnight until the next. China keeps one time, without daylight saving. */
export type Day = string;
/** A month in Beijing, "2026-11". */
export type Month = string;

/** 放假 or 上班, whatever day of the week it is. */
export type Mark = "rest" | "work";

export type Holiday = "newYear" | "springFestival" | "qingming" | "labourDay" | "dragonBoat" | "midAutumn" | "nationalDay";

/** Days one after another that are marked alike, as a notice says them. */
export interface Span {
	from: Day;
	until: Day;
	mark: Mark;
	/** Which holiday it is for, where it came with the product. */
	holiday: Holiday | null;
	/** What an admin called it who entered it, and can take it back; null where it came with the product. */
	name: string | null;
}

/** What is known of holidays: by day. Every other day is as its weekday is. */
export type Calendar = ReadonlyMap<Day, Mark>;
