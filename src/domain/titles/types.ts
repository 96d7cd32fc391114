import type { TITLE_FINDINGS, TITLE_ORIGINS, TITLE_STAGES } from "#db/schema/titles.ts";

export type TitleStage = (typeof TITLE_STAGES)[number];
export type TitleOrigin = (typeof TITLE_ORIGINS)[number];
export type TitleFinding = (typeof TITLE_FINDINGS)[number];

/** What a household is told of; `applied`, `agreed` and `left` if an officer wrote its word down. */
export type TitleStep =
	| "applied"
	| "agreed"
	| "left"
	| "declined"
	| "noticed"
	| "titled"
	| "passed"
	| "warned"
	| "cleared"
	| "failed"
	| "removed";

/** From how many stars on a courtyard is put forward, and how many days back no look may have found a relapse. */
export const TITLE_STARS = 4;
export const RELAPSE_DAYS = 365;
/** How long the household has to say what it thinks of a second look that was not passed, in working days. */
export const REPLY_DAYS = 5;
/** What waits for somebody of the viewer's office now, or all. */
export const TITLE_LISTS = ["due", "all"] as const;
export type TitleList = (typeof TITLE_LISTS)[number];

export interface TitleStepSeen {
	stage: TitleStage;
	at: Date;
	note: string;
}

export interface TitleCheckSeen {
	checkId: string;
	result: TitleFinding;
	words: string;
	help: string;
	until: Date | null;
	at: Date;
	reply: string | null;
	replySaidBy: string | null;
}

/** What became of a household's newest title, as it reads it itself. */
export interface OwnTitle {
	titleId: string;
	stage: TitleStage;
	origin: TitleOrigin;
	agreedAt: Date | null;
	noticeEndsAt: Date | null;
	titledAt: Date | null;
	shownAt: Date | null;
	steps: TitleStepSeen[];
	checks: TitleCheckSeen[];
}

/** One title as its offices see it. */
export interface TitleCase {
	titleId: string;
	stage: TitleStage;
	agreedAt: Date | null;
	noticeEndsAt: Date | null;
	dueAt: Date | null;
	isNoticeOver: boolean;
	unanswered: number;
	upheld: number;
	checks: TitleCheckSeen[];
	/** What the viewer may do. */
	may: Record<"notice" | "decline" | "grant" | "check" | "warn" | "fail" | "remove" | "hear", boolean>;
}
