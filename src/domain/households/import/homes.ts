import type { Reader } from "#db/client.ts";
import type { Roster } from "../roster/roster.ts";
import { type KnownHome, knownHomes } from "./known-homes.ts";
import { eachOf, eachPieceOf } from "./pieces.ts";
import type { Covers } from "./places.ts";
import type { Hamlet, HomePlan, PlacePlan, Said, Stranger } from "./plan.ts";
import { add, ask, type Comparing, meet } from "./plan-home.ts";
import { settleStrangers } from "./strangers.ts";

const HAMLETS_AT_ONCE = 100;
const HAMLETS_PLANNED_AT_ONCE = 2000;

interface Given {
	roster: Roster;
	places: PlacePlan;
	covers: Covers;
	onProgress: (share: number) => void;
}

export async function compareHomes(reader: Reader, { onProgress, ...given }: Given): Promise<HomePlan> {
	const { roster, places } = given;
	const plan: HomePlan = { made: [], changed: [], heads: [], renumbered: [], unchanged: 0, waiting: 0, skipped: 0 };
	for (const [code, isSkipped] of places.waiting) plan[isSkipped ? "skipped" : "waiting"] += roster.households.get(code)?.size ?? 0;
	const villages = villagesCalled(roster, places);
	const hamlets: Hamlet[] = [];
	await eachOf(roster.households.keys(), HAMLETS_PLANNED_AT_ONCE, (code) => hamlets.push(...hamletToCompare({ ...given, villages }, code)));
	const strangers: Stranger[] = [];
	let done = 0;
	await eachPieceOf(hamlets, HAMLETS_AT_ONCE, async (some) => {
		const known = await knownHomes(
			reader,
			some.filter(({ isNew }) => !isNew).map(({ id }) => id),
		);
		for (const hamlet of some) strangers.push(...compareHamlet({ plan, roster }, hamlet, known));
		done += some.length;
		onProgress(done / hamlets.length);
	});
	if (strangers.length > 0) await settleStrangers(reader, { plan, roster }, strangers);
	return plan;
}

type Choosing = Omit<Given, "onProgress"> & { villages: Map<string, string> };

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

/** Plans what the file alone can tell, and returns the lines of which it cannot. */
function compareHamlet(comparing: Comparing, hamlet: Hamlet, known: Map<string, KnownHome>): Stranger[] {
	const { plan } = comparing;
	const strangers: Stranger[] = [];
	for (const mention of hamlet.homes.values()) {
		const found = known.get(hamlet.id + mention.number);
		const home = found?.closedAt ? null : (found ?? null);
		const isSame = mention.headName === null || mention.headName === found?.headName;
		// Another head is another household, under a number that is free again.
		if (found && !home && isSame) meetClosed(comparing, { hamlet, mention }, found.headName);
		else if (home && isSame) plan.unchanged += meet(plan, home, { hamlet, mention }) ? 0 : 1;
		else if (!home && (hamlet.isVillageNew || mention.headName === null)) add(comparing, { hamlet, mention });
		else strangers.push({ hamlet, mention, home });
	}
	return strangers;
}

/** An old file still has who was closed. */
function meetClosed(comparing: Comparing, said: Said, head: string): void {
	const id = `closed:${said.hamlet.id}:${said.mention.number}`;
	const { answer } = ask(comparing.roster, said, { id, kind: "closed", was: head, becomes: head, found: null });
	if (answer === "skip") comparing.plan.skipped += 1;
	if (answer === "new") add(comparing, said);
}
