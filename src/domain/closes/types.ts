/** One household on the wall sheet: a door, never a name. */
export interface SheetLine {
	hamlet: string;
	number: string;
	earned: number;
	/** Redeemed or expired, 0 or below. */
	spent: number;
	balance: number;
}

export interface SheetSums {
	households: number;
	earned: number;
	spent: number;
	balance: number;
}

/** How many days a month may be on the wall. */
export const NOTICE_DAYS = { least: 3, usual: 5, most: 15 };
/** Characters of the code on a sheet. */
export const CODE_LENGTH = 12;
/** In words; none are needed. */
export const DISPUTE_LENGTH = { least: 0, most: 500 };
export const ANSWER_DAYS = 3;
