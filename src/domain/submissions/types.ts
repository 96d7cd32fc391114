import type { Role } from "#domain/accounts/types.ts";
import type { Category } from "#domain/campaign/types.ts";
import type { Picture } from "#domain/photos/types.ts";

/** 代填: the officers who may write a pair down for a household. */
export const HELPERS: Role[] = ["moderator", "inspector", "publicist", "village_admin", "town_admin", "district_admin"];

export type Side = "before" | "after";
/** Which of the two photos a reason is about. */
export type MeantSide = Side | "both";
export type StartedBy = "self" | "notice";
export type Stage = "draft" | "waiting" | "published" | "returned" | "declined" | "withdrawn";

export interface Member {
	personId: string;
	householdId: string;
}

export type Missing = Side | "category" | "startedBy";

/** What the public sees of a pair: place, season and the household's own words, but no name and no number. */
export interface PublishedPair {
	submissionId: string;
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

export interface Feedback {
	outcome: "returned" | "declined";
	reasons: string[];
	/** Where the moderator said which photo is meant. */
	sides: Partial<Record<string, MeantSide>>;
	note: string;
}

/** An officer wrote the pair down for the household. */
export interface Help {
	helperId: string;
	helper: string;
	at: Date;
	/** Who of the household agreed, and how; null as long as it was not sent. */
	saidBy: string | null;
	/** They are none of its members. */
	saidByUnlisted: boolean;
	how: "spoken" | "paper" | null;
}

export interface OwnSubmission {
	submissionId: string;
	help: Help | null;
	stage: Stage;
	/** 0 if never sent. */
	version: number;
	category: Category | null;
	words: string;
	startedBy: StartedBy | null;
	editedAt: Date;
	/** When an untouched draft will be deleted; null for other stages. */
	keptUntil: Date | null;
	stageAt: Date;
	before: Picture[];
	after: Picture[];
	missing: Missing[];
	feedback: Feedback | null;
}

/** A step of its history, taken by a member of the household (by name) or by the village. */
export interface LifeStep {
	stage: Stage;
	at: Date;
	member: string | null;
	/** The officer who took it for the household. */
	helper: string | null;
	/** A decision was undone and the submission waits again. */
	isUndo: boolean;
	isSweep: boolean;
	/** What an officer took back is shown again. */
	isPutBack: boolean;
	feedback: Feedback | null;
}

export interface OwnLife extends OwnSubmission {
	/** When a member agreed to public display; null if nobody did or it was withdrawn. */
	consentAt: Date | null;
	steps: LifeStep[];
}

/** A pair that a colleague (the helper) has in hand; the door is its household's. */
export interface PairInHands {
	submissionId: string;
	door: string;
	stage: Stage;
	stageAt: Date;
	helper: string;
}
