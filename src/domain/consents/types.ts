import type { Role } from "#domain/accounts/types.ts";
import type { OwnPhoto } from "#domain/stories/types.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import type { takenBackOf } from "./taken-back.ts";

export const CHANNELS = ["village_board", "site", "wechat", "press"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where something printed goes: what a household shows on this site alone is on no paper. */
export const PAPER_CHANNELS = ["village_board", "wechat", "press"] as const satisfies Channel[];

/** What a household may agree to show. */
export type Item = `submission:${string}` | `story:${string}`;

/** To this site a pair has its own consent, given with the sending. */
export function channelsOf(item: Item): Channel[] {
	return CHANNELS.filter((channel) => channel !== "site" || item.startsWith("story:"));
}

export type HowGiven = "own" | "spoken" | "paper";

export const PLACE_LENGTH = { least: 2, most: 60 };

/** Who makes things for channels, hangs them and takes them down. */
export const PUBLICISTS: Role[] = ["publicist", "village_admin", "town_admin", "district_admin"];

export interface StandingConsent {
	channel: Channel;
	at: Date;
	how: HowGiven;
	/** The first moment at which it stands no more. */
	endsAt: Date | null;
	/** It is of an earlier version of the story, which says more now: they are to be asked again. */
	isOutdated: boolean;
	/** Who of the household said so or signed. */
	saidBy: string | null;
	/** They are none of its members. */
	saidByUnlisted: boolean;
	/** The officer who wrote it down. */
	recordedBy: string | null;
}

/** Something of a household, and the channels to which it agreed: a pair that is shown, or a story that tells of it. */
export interface Asked {
	item: Item;
	pair: PublishedPair | null;
	story: AskedStory | null;
	standing: StandingConsent[];
}

/** Where its consent does not stand, or not for what it says now. */
export function openIn({ item, standing }: Pick<Asked, "item" | "standing">): Channel[] {
	return channelsOf(item).filter((channel) => !standing.some((one) => one.channel === channel && !one.isOutdated));
}

export interface AskedStory {
	title: string;
	summary: string;
	/** Its text, block by block. */
	lines: string[];
	/** Those that the office took itself, while the household is asked and nobody else sees them. */
	pictures: OwnPhoto[];
	isPublished: boolean;
}

/** A printed copy that hangs somewhere. */
export interface PostedCopy {
	copyId: string;
	issuedId: string;
	kind: string;
	channel: Channel;
	place: string;
	region: string;
	postedBy: string;
	postedAt: Date;
}

/** A pair that an officer took back in its household's name, as long as the household may disown that. */
export type TakenBack = Awaited<ReturnType<typeof takenBackOf>>[number];
