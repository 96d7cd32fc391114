import type { Category } from "#domain/campaign/types.ts";
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

/** What the moderator told the household, with the codes of the canned reasons. */
export interface Feedback {
	outcome: "returned" | "declined";
	reasons: string[];
	note: string;
}

/** A submission as its own household sees it. */
export interface OwnSubmission {
	submissionId: string;
	stage: Stage;
	/** 0 while never sent. */
	version: number;
	category: Category | null;
	words: string;
	startedBy: StartedBy | null;
	editedAt: Date;
	/** When a draft goes if nobody touches it again; null for everything else. */
	keptUntil: Date | null;
	stageAt: Date;
	before: Picture[];
	after: Picture[];
	missing: Missing[];
	/** Why it is returned or declined; null in every other stage. */
	feedback: Feedback | null;
}

/** A step of its life. Who: a member of the household by name, or the village. */
export interface LifeStep {
	stage: Stage;
	at: Date;
	member: string | null;
	/** A decision was taken back and it waits again. */
	isUndo: boolean;
	/** Nobody came back to the draft, and it was deleted. */
	isSweep: boolean;
	feedback: Feedback | null;
}

export interface OwnLife extends OwnSubmission {
	/** When a member of the household agreed to public display; null when nobody did, or it was taken back. */
	consentAt: Date | null;
	steps: LifeStep[];
}
