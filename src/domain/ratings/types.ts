/** A: yard and frontage, public. B: adds rooms, in person only and with consent, never public. */
export type Profile = "A" | "B";

export const CODES_A = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"] as const;
export const CODES_B = ["B1", "B2", "B3", "B4"] as const;
export type ItemCode = (typeof CODES_A)[number] | (typeof CODES_B)[number];

/** One line of a sheet: the marks that may be given for it, from its full weight down to 0. */
export interface SheetItem {
	code: ItemCode;
	marks: readonly number[];
	/** A yard may have no poultry, or no room for plants: then the others are scaled up. */
	mayNotApply: boolean;
}

export interface Sheet {
	profile: Profile;
	version: number;
	items: readonly SheetItem[];
	/** From which score on there are one to five stars, in tenths. */
	starsFrom: readonly number[];
}

/** What one scorer gave: null where the item does not apply. */
export type Marks = Partial<Record<ItemCode, number | null>>;

/** How many scorers see one household, where there are so many. */
export const SCORERS = { least: 2, most: 3 };
export const NAME_LENGTH = { least: 2, most: 40 };

/** A household in a round, as the office sees it. */
export interface HomeLine {
	householdId: string;
	hamlet: string;
	number: string;
	headName: string;
	/** How many of the newest visit's looks are closed. */
	drawn: number;
	closed: number;
	visit: number;
	resultId: string | null;
	score: number | null;
	spread: number | null;
	stars: number | null;
	/** A look of the second or a later visit that nobody made yet. */
	openLookId: string | null;
	/** Of an objection: unanswered, or answered. */
	objection: "waits" | "answered" | null;
	/** The result to which it objects. */
	objectedId: string | null;
}
