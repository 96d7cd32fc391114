import type { MessageKey } from "#i18n/messages.ts";
import { FACT_NAMES, FACTS, type Facts, factsBy, lackOf } from "./facts.ts";
import type { HouseholdMention } from "./line.ts";
import type { Roster } from "./roster.ts";
import type { Question } from "./types.ts";

/** Where a line of the preview points. */
interface Told {
	line: number;
	where: string;
}

export interface NewHome extends Facts, Told {
	hamletId: string;
	villageId: string;
	number: string;
}

export interface ChangedHome extends Facts, Told {
	id: string;
	was: Facts;
}

/** Another head for the household, not another household for the number. */
export interface NewHead extends Told {
	id: string;
	was: string;
	name: string;
	why: "died" | "left" | "handed_over" | "misspelt";
}

export interface HomePlan {
	made: NewHome[];
	changed: ChangedHome[];
	heads: NewHead[];
	renumbered: Renumbered[];
	unchanged: number;
	/** Lines of places that wait for an answer, and lines that were skipped. */
	waiting: number;
	skipped: number;
}

export interface KnownHome extends Facts {
	id: string;
	hamletId: string;
	number: string;
	closedAt: Date | null;
}

export type FoundHome = KnownHome & { villageId: string; hamletCode: string; hamletName: string };

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

/** Everything but the head's name; false if the line says nothing new. */
export function meet(plan: HomePlan, home: KnownHome, said: Said): boolean {
	const was = factsBy<Facts>((name) => home[name]);
	const facts = { ...factsBy<Facts>((name) => said.mention[name] ?? home[name]), headName: home.headName };
	if (FACT_NAMES.every((name) => facts[name] === was[name])) return false;
	plan.changed.push({ id: home.id, ...toldOf(said), was, ...facts });
	return true;
}

export function add(plan: HomePlan, roster: Roster, said: Said): void {
	const { hamlet, mention } = said;
	const lacking = FACT_NAMES.find((name) => mention[name] === null && lackOf(name));
	if (lacking) {
		const key = lackOf(lacking) as MessageKey;
		roster.errors.add({ line: mention.line, column: roster.title(lacking), value: mention.number, key });
		return;
	}
	const facts = factsBy<Facts>((name) => mention[name] ?? (FACTS[name].unsaid as Facts[typeof name]));
	plan.made.push({ hamletId: hamlet.id, villageId: hamlet.villageId, number: mention.number, ...toldOf(said), ...facts });
}

export function toldOf({ hamlet, mention }: Said): Told {
	return { line: mention.line, where: `${hamlet.name} ${mention.number}` };
}
