import { setImmediate as breathe } from "node:timers/promises";
import { and, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { FACT_COLUMNS } from "./facts.ts";
import { add, type Hamlet, type HomePlan, type KnownHome, meet, type Said, type Stranger } from "./home-plan.ts";
import type { Covers, PlacePlan } from "./places.ts";
import type { Roster } from "./roster.ts";
import { askClosed, settleStrangers } from "./strangers.ts";

const HAMLETS_AT_ONCE = 100;

export async function compareHomes(
	reader: Reader,
	{ roster, places, covers, onProgress }: { roster: Roster; places: PlacePlan; covers: Covers; onProgress: (share: number) => void },
): Promise<HomePlan> {
	const plan: HomePlan = { made: [], changed: [], heads: [], renumbered: [], unchanged: 0, waiting: 0, skipped: 0 };
	for (const [code, isSkipped] of places.waiting) plan[isSkipped ? "skipped" : "waiting"] += roster.households.get(code)?.size ?? 0;
	const villages = villagesCalled(roster, places);
	const hamlets = [...roster.households.keys()].flatMap((code) => hamletToCompare({ roster, places, covers, villages }, code));
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

interface Choosing {
	roster: Roster;
	places: PlacePlan;
	covers: Covers;
	villages: Map<string, string>;
}

function hamletToCompare({ roster, places, covers, villages }: Choosing, code: string): Hamlet[] {
	const place = places.byCode.get(code);
	const homes = roster.households.get(code);
	if (!place?.parentId || !homes) return [];
	if (covers(place.path)) {
		const villageCode = roster.regions.get(code)?.above ?? "";
		const isNew = !place.known;
		const isVillageNew = isNew && places.byCode.get(villageCode)?.known === null;
		const name = [villages.get(villageCode), place.name].filter(Boolean).join(" ");
		return [{ id: place.id, code, villageId: place.parentId, villageCode, name, isNew, isVillageNew, homes }];
	}
	const [first] = homes.values();
	roster.errors.add({ line: first?.line ?? 1, column: roster.title("hamletCode"), value: code, key: "households.reasons.notYours" });
	return [];
}

/** By code, if the file has several: many villages have a hamlet of the same name, and some towns a village of the same. */
function villagesCalled({ regions }: Roster, { byCode }: PlacePlan): Map<string, string> {
	const villages = [...regions.values()].flatMap(({ level, code, above }) => {
		const place = byCode.get(code);
		const town = byCode.get(above ?? "")?.name ?? place?.known?.aboveName ?? code;
		return level === "village" && place ? [{ code, name: place.name, town }] : [];
	});
	if (villages.length < 2) return new Map();
	const alike = Map.groupBy(villages, ({ name }) => name);
	return new Map(villages.map(({ code, name, town }) => [code, (alike.get(name)?.length ?? 0) > 1 ? `${town} ${name}` : name]));
}

async function knownHomes(reader: Reader, hamlets: Hamlet[]): Promise<Map<string, KnownHome>> {
	const ids = hamlets.filter(({ isNew }) => !isNew).map(({ id }) => id);
	const found = ids.length > 0 ? await readHomes(reader, ids) : [];
	return new Map(found.map((home) => [home.hamletId + home.number, home]));
}

/** Open ones after closed ones, so that a number used again is the open household's. */
async function readHomes(reader: Reader, hamletIds: string[]) {
	const { id, hamletId, number, closedAt } = households;
	const those = inArray(hamletId, among(hamletIds));
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
		else if (home && isSame) plan.unchanged += meet(plan, home, { hamlet, mention }) ? 0 : 1;
		else if (!home && (hamlet.isVillageNew || mention.headName === null)) add(plan, roster, { hamlet, mention });
		else strangers.push({ hamlet, mention, home });
	}
}

function meetClosed({ plan, roster }: Comparing, closed: Said & { headName: string }): void {
	const { answer } = askClosed(roster, closed);
	if (answer === "skip") plan.skipped += 1;
	if (answer === "new") add(plan, roster, closed);
}
