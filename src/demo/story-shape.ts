import type { Channel } from "#domain/consents/types.ts";
import type { BlockKind } from "#domain/stories/types.ts";
import type { PlaceKind } from "./scene/place.ts";

/** How far a story has come by the demo's last day. */
export type Reached = "returned" | "first" | "final" | "scheduled" | "published" | "ended" | "taken_back";

/** `{own}` is what the household of the first pair wrote itself, `{place}` its hamlet. Of a pair `more` counts among those of `pairs`; of a picture it is "own". */
export type PlannedBlock = [kind: BlockKind, text: string, more?: string];

/** The same key as elsewhere in the demo is the same place. */
export interface PlannedPhoto {
	key: string;
	kind: PlaceKind;
	words: string;
	takenBy: string;
}

/** A story of the district's publicist: about the newest pairs of these kinds, or about a place. */
export interface StoryTale {
	title: string;
	summary: string;
	/** Kinds of pairs; the first is the one at the head. */
	pairs: string[];
	/** Without a pair: whom it tells of. */
	village?: string;
	blocks: PlannedBlock[];
	cost: string;
	howTo: string[];
	/** Days before the last one on which it was begun. */
	begun: number;
	reached: Reached;
	consent?: "own" | "spoken" | "paper";
	/** Where its households let it and their pairs be shown besides this site. */
	agrees?: Channel[];
	/** A picture that the publicist took on the first morning. */
	own?: PlannedPhoto;
	/** What the first reader asks for. */
	remark?: string;
	/** Walls on which a poster of it hangs; later its household no longer wants that. */
	hungAt?: string[];
	isTakenDown?: boolean;
}
