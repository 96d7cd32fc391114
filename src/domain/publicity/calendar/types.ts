import type { Day, Mark } from "#domain/calendar/types.ts";
import type { Channel } from "#domain/consents/types.ts";

export const ENTRY_KINDS = ["broadcast", "wechat", "board", "press", "clean_up", "visit", "other"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const ENTRY_TITLE = { least: 2, most: 40 };
export const WHO_MOST = 30;
/** A weekly one is entered for so many weeks at most: a quarter of a year. */
export const MOST_WEEKS = 13;

/** To which channel an entry takes its story. A loudspeaker reaches the same people as the village's board. */
export const CHANNEL_OF: Partial<Record<EntryKind, Channel>> = {
	broadcast: "village_board",
	board: "village_board",
	wechat: "wechat",
	press: "press",
};

/** What else stands in the calendar, read from the rows of other areas. */
export const OTHER_KINDS = ["story", "story_ends", "board", "model", "vote_opens", "vote_closes"] as const;

/** What an entry waits for: the story's readings, a pair that is public, the consent of a household. */
export type Lacking = "review" | "pair" | "consent";

export interface Going {
	/** Of an entry of this calendar; null: it is changed where `way` leads. */
	entryId: string | null;
	/** Of what tells of a household: a story, or an entry that takes one out. */
	storyId: string | null;
	kind: EntryKind | `of_${(typeof OTHER_KINDS)[number]}`;
	title: string;
	place: string;
	at: Date;
	/** It ends with the day before this midnight, and stands on that day. */
	isDayEnd: boolean;
	who: string;
	lacks: Lacking[];
	way: string;
}

/** One day of a month's sheet. */
export interface DeskDay {
	day: Day;
	isOfMonth: boolean;
	mark: Mark | undefined;
	lunar: LunarDay;
	going: Going[];
}

/** The day by the farmers' calendar 农历, and what falls on it. */
export interface LunarDay {
	/** Negative in a leap month. */
	month: number;
	day: number;
	/** 0 冬至 … 23 大雪, on its day. */
	term: number | null;
	festivals: string[];
}
