import { setImmediate as breathe } from "node:timers/promises";
import { and, inArray, isNull } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { factWord } from "../rules.ts";
import { titleOf } from "./columns.ts";
import { FACT_COLUMNS, FACT_NAMES } from "./facts.ts";
import { add, type FoundHome, type HomePlan, meet, type Said, type Stranger, toldOf, type Wanted } from "./home-plan.ts";
import { renumber } from "./numbers.ts";
import type { Roster } from "./roster.ts";
import type { Question } from "./types.ts";

interface Settling {
	plan: HomePlan;
	roster: Roster;
	strangers: Stranger[];
}

export async function settleStrangers(reader: Reader, { plan, roster, strangers }: Settling): Promise<void> {
	if (strangers.length === 0) return;
	const found = await findOwn(reader, { roster, strangers });
	const leaving = new Set([...found.values()].map(({ id }) => id));
	const wanted: Wanted[] = [];
	for (const [n, stranger] of strangers.entries()) {
		if (n % STRANGERS_AT_ONCE === 0) await breathe();
		const own = found.get(stranger);
		const question = ask(roster, stranger, { own, isLeft: leaving.has(stranger.home?.id ?? "") });
		if (question) answer(plan, { ...stranger, own, question }, wanted);
		else add(plan, roster, stranger);
	}
	await renumber(reader, { plan, roster, wanted, claimed: leaving });
}

const STRANGERS_AT_ONCE = 1000;

/** Whom each line means. Villages are looked at one after another, because nobody is looked for in another one. */
async function findOwn(reader: Reader, { roster, strangers }: Omit<Settling, "plan">): Promise<Map<Stranger, FoundHome>> {
	const found = new Map<Stranger, FoundHome>();
	for (const inVillage of Map.groupBy(strangers, ({ hamlet }) => hamlet.villageId).values()) {
		for (const [stranger, home] of claims(await homesElsewhere(reader, inVillage), { roster, strangers: inVillage }))
			found.set(stranger, home);
		await breathe();
	}
	return found;
}

/** The open households of these villages with a head of the same name. */
function homesElsewhere(reader: Reader, strangers: Stranger[]): Promise<FoundHome[]> {
	const { id, hamletId, villageId, number, closedAt, headName } = households;
	return reader
		.select({ id, hamletId, villageId, number, closedAt, ...FACT_COLUMNS, hamletCode: regions.code, hamletName: regions.name })
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.where(
			and(
				isNull(closedAt),
				inArray(villageId, among(new Set(strangers.map(({ hamlet }) => hamlet.villageId)))),
				inArray(headName, among(new Set(strangers.map(({ mention }) => mention.headName)))),
			),
		);
}

/** The one household that can be meant by each line: of the same name in the village, not staying where it is, and meant by no other line. */
function claims(elsewhere: FoundHome[], { roster, strangers }: Omit<Settling, "plan">): Map<Stranger, FoundHome> {
	const isStaying = (home: FoundHome) => roster.households.get(home.hamletCode)?.get(home.number)?.headName === home.headName;
	const leaving = elsewhere.filter((home) => !isStaying(home));
	const inVillage = Map.groupBy(leaving, (home) => `${home.villageId} ${home.headName}`);
	// Grouped too: a file may give one name to a whole hamlet.
	const inSameHamlet = Map.groupBy(leaving, (home) => `${home.hamletId} ${home.headName}`);
	const found = new Map<Stranger, FoundHome>();
	for (const stranger of strangers) {
		const { hamlet, mention } = stranger;
		const near = inSameHamlet.get(`${hamlet.id} ${mention.headName}`) ?? [];
		const alike = inVillage.get(`${hamlet.villageId} ${mention.headName}`) ?? [];
		const [only, another] = near.length > 0 ? near : alike;
		if (only && !another) found.set(stranger, only);
	}
	const claimants = Map.groupBy(found, ([, { id }]) => id);
	for (const [stranger, { id }] of [...found]) if ((claimants.get(id)?.length ?? 0) > 1) found.delete(stranger);
	return found;
}

interface Seen {
	own: FoundHome | undefined;
	/** Whether the household that has the number is meant by another line. */
	isLeft: boolean;
}

/** Undefined for a new household of a name that nobody in the village bears. */
function ask(roster: Roster, stranger: Stranger, { own, isLeft }: Seen): Question | undefined {
	const { hamlet, mention, home } = stranger;
	if (!home && !own) return undefined;
	const kind = home ? (own || isLeft ? "number" : "head") : "arrival";
	const name = mention.headName ?? "";
	const asked = { kind, ...toldOf(stranger), was: home?.headName ?? "", becomes: name } as const;
	const found = own ? `${own.hamletName} ${own.number}` : null;
	const id = `home:${hamlet.id}:${mention.number}:${name}`;
	return roster.questions.ask({ id, ...asked, found, cells: () => cellsOf(stranger) }, mention.answer);
}

function answer(plan: HomePlan, asked: Wanted, wanted: Wanted[]): void {
	const { home, mention } = asked;
	const said = asked.question.answer;
	if (said === "skip") plan.skipped += 1;
	else if (said === "new") wanted.push({ ...asked, own: undefined });
	else if (said === "renumbered" || said === "moved") wanted.push(asked);
	else if (home && (said === "died" || said === "left" || said === "handed_over" || said === "misspelt")) {
		plan.heads.push({ id: home.id, ...toldOf(asked), was: home.headName, name: mention.headName ?? "", why: said });
		meet(plan, home, asked);
	}
}

/** An old file still has who was closed. */
export function askClosed(roster: Roster, { headName, ...said }: Said & { headName: string }): Question {
	const id = `closed:${said.hamlet.id}:${said.mention.number}`;
	const asked = { id, kind: "closed", ...toldOf(said), was: headName, becomes: headName, found: null } as const;
	return roster.questions.ask({ ...asked, cells: () => cellsOf(said) }, said.mention.answer);
}

function cellsOf({ hamlet: { code, villageCode }, mention }: Said): Record<string, string> {
	const facts = FACT_NAMES.map((name): [string, string] => [titleOf(name), factWord(mention[name])]);
	return {
		...{ [titleOf("villageCode")]: villageCode, [titleOf("hamletCode")]: code, [titleOf("number")]: mention.number },
		...Object.fromEntries(facts),
	};
}
