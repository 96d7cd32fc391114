/** What the tickets of households are drawn for. */
export const DRAW = "household checks";

/** As the trail keeps the draw of a week. */
export interface DrawnWeek {
	seed: string;
	/** Households drawn of each officer. */
	most: number;
	/** Households in which there was something to ask about, and those drawn. */
	households: number;
	drawn: number;
}

export interface CheckWeek {
	from: Date;
	/** The moment after its end. */
	until: Date;
	sealedAt: Date;
	commitment: string;
	/** Null until the week is over and drawn. */
	draw: DrawnWeek | null;
}
