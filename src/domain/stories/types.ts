import type { Role } from "#domain/accounts/types.ts";
import type { Picture } from "#domain/photos/types.ts";
import type { storyCase } from "./desk.ts";
import type { homesToTellOf, toldIn } from "./told-households.ts";

export const STORY_STAGES = ["writing", "first", "second", "final", "approved", "published", "ended", "dropped"] as const;
export type StoryStage = (typeof STORY_STAGES)[number];

/** 三审: 初审、复审、终审. A story that waits for a step has its name as its stage. */
export const REVIEW_STEPS = ["first", "second", "final"] as const;
export type ReviewStep = (typeof REVIEW_STEPS)[number];

export const WRITERS: Role[] = ["village_admin", "town_admin", "district_admin", "publicist"];
/** Who may take each step, over the place of the story. */
export const DECIDERS: Record<ReviewStep, Role[]> = {
	first: [...WRITERS, "moderator"],
	second: ["publicist", "town_admin", "district_admin"],
	final: ["town_admin", "district_admin"],
};
export const STORY_READERS: Role[] = [...WRITERS, "moderator", "auditor"];

export const BLOCK_KINDS = ["heading", "paragraph", "quote", "pair", "picture", "list", "link"] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** `text` may hold **bold** and [links](address); `more` is of a quote who said it, of a link its address, of a pair its id, of a picture `id/side/position`, or `own/photoId`. */
export interface Block {
	id: string;
	kind: BlockKind;
	text: string;
	more: string;
}

export const CREDITS = ["words", "photos", "editor", "checked", "chief"] as const;
export type Credits = Record<(typeof CREDITS)[number], string>;

/** As it is typed: in the form, in a draft, in the island. */
export interface TypedStory {
	title: string;
	summary: string;
	leadId: string;
	blocks: Block[];
	cost: string;
	/** One line for each step. */
	howTo: string;
	credits: Credits;
	/** 由人工智能辅助起草: a writer says so, or what drafted it. */
	isMachineDrafted: boolean;
}

/** As it is kept in a version. */
export interface StoryContent extends Omit<TypedStory, "howTo" | "leadId"> {
	leadId: string | null;
	howTo: string[];
}

export const TITLE_LENGTH = { least: 2, most: 64 };
export const SUMMARY_MOST = 120;
export const COST_MOST = 200;
export const MOST_BLOCKS = 60;
export const MOST_STEPS = 12;
export const STEP_LENGTH = { least: 2, most: 120 };
export const CREDIT_MOST = 40;

export const BLOCK_LENGTH: Record<BlockKind, { least: number; most: number }> = {
	heading: { least: 1, most: 40 },
	paragraph: { least: 1, most: 1200 },
	quote: { least: 2, most: 300 },
	pair: { least: 0, most: 60 },
	picture: { least: 0, most: 60 },
	list: { least: 1, most: 1200 },
	link: { least: 1, most: 60 },
};

/** A piece of a paragraph: plain, bold or a link. No rendering needs markup of its own. */
export interface Run {
	text: string;
	isBold?: true;
	href?: string;
}

/** A story in a list. */
export interface StoryCard {
	storyId: string;
	title: string;
	summary: string;
	regionId: string;
	/** By which everybody knows the place. */
	place: string;
	path: string;
	publishedAt: Date;
	endsAt: Date | null;
	lead: { before: Picture; after: Picture } | null;
}

/** A picture that the office took itself. A picture's block names it `own/photoId`. */
export interface OwnPhoto {
	photoId: string;
	/** What one sees, also for those who do not see it. */
	words: string;
	/** Empty: not told. */
	takenBy: string;
	picture: Picture;
}

export const MOST_PHOTOS = 12;
export const PHOTO_WORDS = { least: 2, most: 40 };
export const TAKEN_BY_MOST = 20;

/** A block as it is shown: its text as lines of runs. Whoever shows it escapes the text and trusts the address. */
export interface ShownBlock extends Pick<Block, "id" | "kind" | "more"> {
	lines: Run[][];
	/** Of a link. */
	href: string | null;
	/** Of a picture; null once it was taken back. */
	picture: Picture | null;
	/** Of a picture that the office took itself. */
	own: OwnPhoto | null;
}

/** What a page shows first, and whether somebody chose it. */
export interface Slot {
	story: StoryCard;
	/** Nobody chose it: the newest story that stands in no other slot. */
	isByRule: boolean;
}

/** A piece of a text that stands in both, only in the earlier one or only in the later one. */
export interface Piece {
	text: string;
	in: "both" | "earlier" | "later";
}

/** One part of two texts that stand side by side. */
export interface Compared {
	/** A block's id, or the name of a field. */
	key: string;
	kind: BlockKind | "title" | "summary" | "cost" | "howTo";
	pieces: Piece[];
	isChanged: boolean;
	/** Nobody looked sign by sign any more: it is told as exchanged. */
	isWhole: boolean;
}

export type StoryCase = Awaited<ReturnType<typeof storyCase>>;
export type ToldHome = Awaited<ReturnType<typeof toldIn>>[number];
export type HomeToTellOf = Awaited<ReturnType<typeof homesToTellOf>>[number];
