import { setImmediate as breathe } from "node:timers/promises";
import { and, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { FACT_COLUMNS } from "./facts.ts";
import { add, type Hamlet, type HomePlan, type KnownHome, meet } from "./home-plan.ts";
import type { HouseholdMention } from "./line.ts";
import type { Covers, PlacePlan } from "./places.ts";
import type { Roster } from "./roster.ts";
import { askClosed, type Stranger, settleStrangers } from "./strangers.ts";

const HAMLETS_AT_ONCE = 100;

export async function compareHomes(
	reader: Reader,
	{ roster, places, covers, onProgress }: { roster: Roster; places: PlacePlan; covers: Covers; onProgress: (share: number) => void },
): Promise<HomePlan> {
	const plan: HomePlan = { made: [], changed: [], heads: [], renumbered: [], unchanged: 0, waiting: 0, skipped: 0 };
	for (const [code, isSkipped] of places.waiting) plan[isSkipped ? "skipped" : "waiting"] += roster.households.get(code)?.size ?? 0;
	const hamlets = [...roster.households.keys()].flatMap((code) => hamletToCompare(roster, places, covers, code));
	const strangers: Stranger[] = [];
	for (let from = 0; from < hamlets.length; from += HAMLETS_AT_ONCE) {
		const batch = hamlets.slice(from, from + HAMLETS_AT_ONCE);
		const known = await knownHomes(reader, batch);
		for (const hamlet of batch) compareHamlet({ plan, roster, strangers }, hamlet, known);
		onProgress((from + batch.length) / hamlets.length);
		await breathe();
	}
	await settleStrangers(reader, { plan, roster, strangers });
	return plan;
}

function hamletToCompare(roster: Roster, places: PlacePlan, covers: Covers, code: string): Hamlet[] {
	const place = places.byCode.get(code);
	const homes = roster.households.get(code);
	if (!place?.parentId || !homes) return [];
	if (covers(place.path)) {
		const villageCode = roster.regions.get(code)?.above ?? "";
		const isNew = !place.known;
		const isVillageNew = isNew && places.byCode.get(villageCode)?.known === null;
		const name = [hasManyVillages(roster) && places.byCode.get(villageCode)?.name, place.name].filter(Boolean).join(" ");
		return [{ id: place.id, code, villageId: place.parentId, villageCode, name, isNew, isVillageNew, homes }];
	}
	const [first] = homes.values();
	roster.errors.add({ line: first?.line ?? 1, column: roster.title("hamletCode"), value: code, key: "households.reasons.notYours" });
	return [];
}

/** Then a hamlet is told with its village: many villages have one of the same name. */
function hasManyVillages({ regions }: Roster): boolean {
	let villages = 0;
	for (const { level } of regions.values()) if (level === "village" && ++villages > 1) return true;
	return false;
}

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

interface Comparing {
	plan: HomePlan;
	roster: Roster;
	strangers: Stranger[];
}

function compareHamlet(comparing: Comparing, hamlet: Hamlet, known: Map<string, KnownHome>): void {
	const { plan, roster, strangers } = comparing;
	for (const mention of hamlet.homes.values()) {
		const found = known.get(hamlet.id + mention.number);
		const home = found?.closedAt ? null : (found ?? null);
		const isSame = mention.headName === null || mention.headName === found?.headName;
		// Another head is another household, under a number that is free again.
		if (found && !home && isSame) meetClosed(comparing, { hamlet, mention, headName: found.headName });
		else if (home && isSame) meet(plan, { home, mention, hamlet });
		else if (!home && (hamlet.isVillageNew || mention.headName === null)) add(plan, roster, { hamlet, mention });
		else strangers.push({ hamlet, mention, home });
	}
}

function meetClosed({ plan, roster }: Comparing, closed: { hamlet: Hamlet; mention: HouseholdMention; headName: string }): void {
	const { answer } = askClosed(roster, closed);
	if (answer === "skip") plan.skipped += 1;
	if (answer === "new") add(plan, roster, closed);
}
