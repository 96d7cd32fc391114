import type { Facts } from "../roster/facts.ts";
import type { HouseholdMention, PlaceMention } from "../roster/line.ts";
import type { Question } from "../roster/types.ts";
import type { FoundHome, KnownHome } from "./known-homes.ts";
import type { KnownPlace } from "./known-places.ts";

/** What an import would do. */
export interface Plan {
	places: PlacePlan;
	homes: HomePlan;
}

/** Where a line of the preview points. */
export interface Told {
	line: number;
	where: string;
}

export interface PlacePlan {
	made: NewPlace[];
	renamed: ChangedPlace[];
	/** Below another place from now on; `name` is that one's. */
	moved: (ChangedPlace & { toId: string })[];
	unchanged: number;
	/** Every place of the file, existing or planned, by code; those that wait for an answer are left out. */
	byCode: Map<string, PlaceOnFile>;
	/** Places of which nothing is done, with what lies below: true if that was the answer, false if there is none yet. */
	waiting: Map<string, boolean>;
}

export interface PlaceOnFile {
	id: string;
	parentId: string | null;
	path: string;
	name: string;
	/** Null while the place is only planned. */
	known: KnownPlace | null;
}

type NewPlace = PlaceMention & Omit<PlaceOnFile, "known"> & { aboveName: string };

interface ChangedPlace extends Pick<KnownPlace, "id" | "code" | "path"> {
	line: number;
	was: string;
	name: string;
}

export interface HomePlan {
	made: NewHome[];
	changed: (Facts & Told & { id: string; was: Facts })[];
	/** Another head for the household, not another household for the number. */
	heads: (Told & { id: string; was: string; name: string; why: "died" | "left" | "handed_over" | "misspelt" })[];
	renumbered: Renumbered[];
	unchanged: number;
	/** Lines of places that wait for an answer, and lines that were skipped. */
	waiting: number;
	skipped: number;
}

export interface NewHome extends Facts, Told {
	hamletId: string;
	villageId: string;
	number: string;
}

export interface Renumbered extends Told {
	id: string;
	hamletId: string;
	number: string;
	headName: string;
	/** Where it was; `where` is where it is then. */
	was: string;
	/** The file does not say anything of it; its number goes to another household. */
	isDisplaced: boolean;
}

export interface Hamlet {
	id: string;
	code: string;
	villageId: string;
	villageCode: string;
	/** As the preview tells it: after its village's name if the file has several. */
	name: string;
	isNew: boolean;
	isVillageNew: boolean;
	homes: Map<string, HouseholdMention>;
}

/** What a line says of a household, and of which hamlet. */
export interface Said {
	hamlet: Hamlet;
	mention: HouseholdMention;
}

/** A line whose number belongs to another head, or to nobody yet in a village that is known. */
export interface Stranger extends Said {
	/** Who has the number so far. */
	home: KnownHome | null;
}

/** A household that gets the number of a line. */
export interface Wanted extends Stranger {
	/** Whose it becomes; a new household if undefined. */
	own: FoundHome | undefined;
	question: Question;
}
