import type { Picture } from "#domain/photos/types.ts";
import type { Cause } from "#domain/spots/types.ts";

interface Placed {
	/** As everybody calls it: "村口桥头". */
	place: string;
	village: string;
	hamlet: string;
	category: { code: string; name: string; nameEn: string };
}

/** 曝光卡, as everybody sees it. */
export interface PublicCard extends Placed {
	exposureId: string;
	correctedAt: Date | null;
	daysLeft: number;
	foundAt: Date;
	dueAt: Date;
	cause: Cause;
	explanation: string | null;
	unit: string;
	phone: string;
	before: Picture | null;
	after: Picture | null;
}

/** 更正, in the place where the card stood. */
export interface Correction extends Placed {
	why: "appeal" | "takedown";
	shownAt: Date | null;
	publishedAt: Date;
}

/** More than anybody decides in a day; the longest waiting come first. */
export const MOST_LINES = 30;

/** A spot of the desk. */
export interface DeskLine extends Placed {
	spotId: string;
	unit: string;
	dueAt: Date;
	stage: "proposed" | "dropped" | "shown" | "corrected" | "left" | null;
	leavesAt: Date | null;
	hiddenAt: Date | null;
	/** Of after, while nobody looked at it: until then the card shows none. */
	unseenAfterId: string | null;
	/** Until when somebody must have looked into 涉及我. */
	reviewDueAt: Date | null;
}
