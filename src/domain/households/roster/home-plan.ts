import type { MessageKey } from "#i18n/messages.ts";
import type { Column } from "./columns.ts";
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

/** A household that gets the number of a line. */
export interface Wanted {
	hamlet: Hamlet;
	mention: HouseholdMention;
	/** Who has the number so far. */
	home: KnownHome | null;
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

interface Met {
	hamlet: Hamlet;
	mention: HouseholdMention;
}

/** Everything but the head's name. */
export function meet(plan: HomePlan, { home, mention, hamlet }: Met & { home: KnownHome }): void {
	const said = factsBy<Facts>((name) => mention[name] ?? home[name]);
	const next: ChangedHome = {
		id: home.id,
		...toldOf({ hamlet, mention }),
		was: factsBy<Facts>((name) => home[name]),
		...said,
		headName: home.headName,
	};
	const isSame = FACT_NAMES.every((key) => next[key] === home[key]);
	if (isSame) plan.unchanged += 1;
	else plan.changed.push(next);
}

export function add(plan: HomePlan, roster: Roster, { hamlet, mention }: Met): void {
	const lacking = FACT_NAMES.find((name) => mention[name] === null && lackOf(name));
	if (lacking) {
		refuse(roster, mention, lacking, lackOf(lacking) as MessageKey);
		return;
	}
	const facts = factsBy<Facts>((name) => mention[name] ?? (FACTS[name].unsaid as Facts[typeof name]));
	plan.made.push({ hamletId: hamlet.id, villageId: hamlet.villageId, number: mention.number, ...toldOf({ hamlet, mention }), ...facts });
}

export function toldOf({ hamlet, mention }: Met): Told {
	return { line: mention.line, where: `${hamlet.name} ${mention.number}` };
}

function refuse(roster: Roster, mention: HouseholdMention, column: Column, key: MessageKey): void {
	roster.errors.add({ line: mention.line, column: roster.title(column), value: mention.number, key });
}
