import type { Picture } from "#domain/photos/types.ts";

export type Side = "before" | "after";
export type StartedBy = "self" | "notice";
export type Stage = "draft" | "waiting" | "published" | "returned" | "declined" | "withdrawn";

/** A member of a household, acting for it. */
export interface Member {
	personId: string;
	householdId: string;
}

/** What a submission still lacks before it can be sent. */
export type Missing = Side | "category" | "startedBy";

/** What the public sees of a published pair: a place, a season, the household's own words; no name, no number. */
export interface PublishedPair {
	submissionId: string;
	/** The courtyard's public code. */
	courtyard: string;
	village: { regionId: string; name: string };
	hamlet: { regionId: string; name: string };
	category: { code: string; name: string; nameEn: string };
	words: string;
	startedBy: StartedBy;
	publishedAt: Date;
	before: Picture[];
	after: Picture[];
}
