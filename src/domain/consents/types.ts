import type { Role } from "#domain/accounts/types.ts";
import type { ShownBlock, StoryContent } from "#domain/stories/types.ts";
import type { PublishedPair } from "#domain/submissions/types.ts";
import type { issuedToHang } from "./posted.ts";
import type { takenBackOf } from "./taken-back.ts";

export const CHANNELS = ["village_board", "site", "wechat", "press"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where something printed goes: what a household shows on this site alone is on no paper. */
export const PAPER_CHANNELS = ["village_board", "wechat", "press"] as const satisfies Channel[];

/** What a household may agree to show. */
export type Item = `submission:${string}` | `story:${string}`;

/** In the order in which they are asked. To this site a pair has its own consent, given with the sending. */
export function channelsOf(item: Item): Channel[] {
	return item.startsWith("story:") ? ["site", ...PAPER_CHANNELS] : [...PAPER_CHANNELS];
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

/** All that would be published of it. */
export interface AskedStory extends Omit<StoryContent, "blocks"> {
	version: number;
	/** The office's own pictures stand in it once three people passed it. */
	blocks: ShownBlock[];
	pairs: Map<string, PublishedPair>;
	/** Its beginning and what it says that somebody said, for a sheet of paper; and how long it is. */
	excerpt: string;
	characters: number;
	isPublished: boolean;
}

/** What is asked about, and of a story which text they read: "story:ID@3". A yes is sent with it. */
export function asRead({ item, story }: Pick<Asked, "item" | "story">): string {
	return story ? `${item}@${story.version}` : item;
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

/** Something that was issued and may be hung. */
export type IssuedToHang = Awaited<ReturnType<typeof issuedToHang>>["made"][number];

/** A pair that an officer took back in its household's name, as long as the household may disown that. */
export type TakenBack = Awaited<ReturnType<typeof takenBackOf>>[number];
