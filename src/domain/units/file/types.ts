/** What a line of the file does; a duty that stands or a member who is there does nothing. */
export interface UnitChange {
	what: "unit" | "phone" | "duty" | "member";
	/** Where the unit answers, and for what; otherwise empty. */
	place: string;
	prefix: string;
	/** Empty where there was nothing. */
	was: string;
	becomes: string;
}

export interface PlannedLine {
	line: number;
	unit: string;
	place: string;
	changes: UnitChange[];
}
