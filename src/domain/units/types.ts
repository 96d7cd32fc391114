/** What a unit answers for, by the beginning of the codes; `others` more categories begin so besides the one that names it. */
export interface DutyKind {
	prefix: string;
	name: string;
	nameEn: string;
	others: number;
}

/** A unit as the public finds it: an office, and what it answers for. */
export interface UnitCard {
	unitId: string;
	name: string;
	phone: string;
	/** "" = everything; with a hamlet, only there. */
	duties: { prefix: string; hamlet: string }[];
}
