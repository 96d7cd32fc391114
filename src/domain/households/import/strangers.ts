import type { Reader } from "#db/client.ts";
import type { Roster } from "../roster/roster.ts";
import type { Question } from "../roster/types.ts";
import { type FoundHome, namesakes } from "./known-homes.ts";
import { eachOf } from "./pieces.ts";
import type { HomePlan, Stranger, Wanted } from "./plan.ts";
import { add, ask, type Comparing, meet, toldOf } from "./plan-home.ts";
import { renumber } from "./renumbering.ts";

const STRANGERS_AT_ONCE = 1000;

export async function settleStrangers(reader: Reader, comparing: Comparing, strangers: Stranger[]): Promise<void> {
	const { plan, roster } = comparing;
	const found = new Map<Stranger, FoundHome>();
	// One village after another, because nobody is looked for in another one.
	await eachOf(Map.groupBy(strangers, ({ hamlet }) => hamlet.villageId).values(), 1, async (inVillage) => {
		for (const [stranger, home] of claims(await namesakes(reader, inVillage), roster, inVillage)) found.set(stranger, home);
	});
	const claimed = new Set([...found.values()].map(({ id }) => id));
	const wanted: Wanted[] = [];
	await eachOf(strangers, STRANGERS_AT_ONCE, (stranger) => {
		const own = found.get(stranger);
		const question = questionAbout(roster, stranger, { own, isLeft: claimed.has(stranger.home?.id ?? "") });
		if (!question) add(comparing, stranger);
		else wanted.push(...answered(plan, { ...stranger, own, question }));
	});
	await renumber(reader, { plan, roster, wanted, claimed });
}

/** The one household that can be meant by each line: of the same name in the village, not staying where it is, and meant by no other line. */
function claims(elsewhere: FoundHome[], { households }: Roster, strangers: Stranger[]): Map<Stranger, FoundHome> {
	const isStaying = (home: FoundHome) => households.get(home.hamletCode)?.get(home.number)?.headName === home.headName;
	const leaving = elsewhere.filter((home) => !isStaying(home));
	const inVillage = Map.groupBy(leaving, (home) => `${home.villageId} ${home.headName}`);
	// Grouped too: a file may give one name to a whole hamlet.
	const inSameHamlet = Map.groupBy(leaving, (home) => `${home.hamletId} ${home.headName}`);
	const found = new Map<Stranger, FoundHome>();
	for (const stranger of strangers) {
		const { hamlet, mention } = stranger;
		const near = inSameHamlet.get(`${hamlet.id} ${mention.headName}`) ?? inVillage.get(`${hamlet.villageId} ${mention.headName}`);
		const [only, another] = near ?? [];
		if (only && !another) found.set(stranger, only);
	}
	const claimants = Map.groupBy(found, ([, { id }]) => id);
	return new Map([...found].filter(([, { id }]) => claimants.get(id)?.length === 1));
}

interface Seen {
	own: FoundHome | undefined;
	/** Whether the household that has the number is meant by another line. */
	isLeft: boolean;
}

/** Undefined for a new household of a name that nobody in the village bears. */
function questionAbout(roster: Roster, stranger: Stranger, { own, isLeft }: Seen): Question | undefined {
	const { hamlet, mention, home } = stranger;
	if (!home && !own) return undefined;
	const kind = home ? (own || isLeft ? "number" : "head") : "arrival";
	const becomes = mention.headName ?? "";
	const found = own ? `${own.hamletName} ${own.number}` : null;
	return ask(roster, stranger, { id: `home:${hamlet.id}:${mention.number}:${becomes}`, kind, was: home?.headName ?? "", becomes, found });
}

/** Plans a new head or nothing, as the answer says; who wants the number is returned, because numbers are given all at once. */
function answered(plan: HomePlan, asked: Wanted): Wanted[] {
	const { home, mention, question } = asked;
	switch (question.answer) {
		case "skip":
			plan.skipped += 1;
			return [];
		case "new":
			return [{ ...asked, own: undefined }];
		case "renumbered":
		case "moved":
			return [asked];
		case "died":
		case "left":
		case "handed_over":
		case "misspelt":
			if (!home) return [];
			plan.heads.push({ id: home.id, ...toldOf(asked), was: home.headName, name: mention.headName ?? "", why: question.answer });
			meet(plan, home, asked);
			return [];
		default:
			return [];
	}
}
