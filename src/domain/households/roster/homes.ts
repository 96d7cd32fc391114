import { setImmediate as breathe } from "node:timers/promises";
import { and, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import type { MessageKey } from "#i18n/messages.ts";
import type { Column } from "./columns.ts";
import { FACT_COLUMNS, FACT_NAMES, FACTS, type Facts, factsBy, lackOf } from "./facts.ts";
import type { HouseholdMention } from "./line.ts";
import type { Covers, PlacePlan } from "./places.ts";
import type { Roster } from "./roster.ts";

export interface NewHome extends Facts {
	hamletId: string;
	villageId: string;
	number: string;
}

export interface ChangedHome extends Facts {
	id: string;
}

export interface HomePlan {
	made: NewHome[];
	changed: ChangedHome[];
	unchanged: number;
}

const HAMLETS_AT_ONCE = 100;

export async function compareHomes(
	reader: Reader,
	{ roster, places, covers, onProgress }: { roster: Roster; places: PlacePlan; covers: Covers; onProgress: (share: number) => void },
): Promise<HomePlan> {
	const plan: HomePlan = { made: [], changed: [], unchanged: 0 };
	const hamlets = [...roster.households.keys()].flatMap((code) => hamletToCompare(roster, places, covers, code));
	for (let from = 0; from < hamlets.length; from += HAMLETS_AT_ONCE) {
		const batch = hamlets.slice(from, from + HAMLETS_AT_ONCE);
		const known = await knownHomes(reader, batch);
		for (const hamlet of batch) compareHamlet(plan, roster, hamlet, known);
		onProgress((from + batch.length) / hamlets.length);
		await breathe();
	}
	return plan;
}

interface Hamlet {
	id: string;
	villageId: string;
	isNew: boolean;
	homes: Map<string, HouseholdMention>;
}

function hamletToCompare(roster: Roster, places: PlacePlan, covers: Covers, code: string): Hamlet[] {
	const place = places.byCode.get(code);
	const homes = roster.households.get(code);
	if (!place?.parentId || !homes) return [];
	if (covers(place.path)) return [{ id: place.id, villageId: place.parentId, isNew: !place.known, homes }];
	const [first] = homes.values();
	roster.errors.add({ line: first?.line ?? 1, column: roster.title("hamletCode"), value: code, key: "households.reasons.notYours" });
	return [];
}

type KnownHome = Awaited<ReturnType<typeof readHomes>>[number];

async function knownHomes(reader: Reader, hamlets: Hamlet[]): Promise<Map<string, KnownHome>> {
	const ids = hamlets.filter(({ isNew }) => !isNew).map(({ id }) => id);
	const found = ids.length > 0 ? await readHomes(reader, ids) : [];
	return new Map(found.map((home) => [home.hamletId + home.number, home]));
}

/** Open ones after closed ones, so that a number used again is the open household's. */
async function readHomes(reader: Reader, hamletIds: string[]) {
	const { id, hamletId, number, closedAt } = households;
	const those = inArray(hamletId, sql`(select value from json_each(${JSON.stringify(hamletIds)}))`);
	const ofState = (state: SQL) =>
		reader
			.select({ id, hamletId, number, closedAt, ...FACT_COLUMNS })
			.from(households)
			.where(and(those, state));
	return [...(await ofState(isNotNull(closedAt))), ...(await ofState(isNull(closedAt)))];
}

function compareHamlet(plan: HomePlan, roster: Roster, hamlet: Hamlet, known: Map<string, KnownHome>): void {
	for (const mention of hamlet.homes.values()) {
		const home = known.get(hamlet.id + mention.number);
		// An old file still has who was closed; another head is another household under a number that is free again.
		if (home?.closedAt && (mention.headName ?? home.headName) === home.headName)
			refuse(roster, mention, "number", "households.reasons.householdClosed");
		else if (home && !home.closedAt) meet(plan, home, mention);
		else add(plan, roster, hamlet, mention);
	}
}

function meet(plan: HomePlan, home: KnownHome, mention: HouseholdMention): void {
	const next: ChangedHome = { id: home.id, ...factsBy<Facts>((name) => mention[name] ?? home[name]) };
	const isSame = FACT_NAMES.every((key) => next[key] === home[key]);
	if (isSame) plan.unchanged += 1;
	else plan.changed.push(next);
}

function add(plan: HomePlan, roster: Roster, { id, villageId }: Hamlet, mention: HouseholdMention): void {
	const lacking = FACT_NAMES.find((name) => mention[name] === null && lackOf(name));
	if (lacking) {
		refuse(roster, mention, lacking, lackOf(lacking) as MessageKey);
		return;
	}
	const facts = factsBy<Facts>((name) => mention[name] ?? (FACTS[name].unsaid as Facts[typeof name]));
	plan.made.push({ hamletId: id, villageId, number: mention.number, ...facts });
}

function refuse(roster: Roster, mention: HouseholdMention, column: Column, key: MessageKey): void {
	roster.errors.add({ line: mention.line, column: roster.title(column), value: mention.number, key });
}
