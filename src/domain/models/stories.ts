import { and, desc, eq, isNull } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { modelStories } from "#db/schema/models.ts";
import { regions } from "#db/schema/regions.ts";
import { units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { releasePhotos } from "#domain/photos/release.ts";
import { reachingTo } from "#domain/regions/scope.ts";
import { hasNumber } from "#domain/spots/held-words.ts";
import { lineWithin, wordsWithin } from "#domain/text.ts";
import { changing, PROPOSERS, REVIEWERS, requireFree, requireModel, requireStage } from "./model-villages.ts";
import { standingPairs } from "./pairs.ts";
import { linesOf, yuanOf } from "./rules.ts";
import { DEED_LENGTH, MOST_DEEDS, PARAGRAPH_LENGTH, type Payer, ROUTE_LENGTH, type Story, type TypedStory } from "./types.ts";

interface OnModel {
	modelVillageId: string;
	by: Viewer;
	at: Date;
}

/** A new version of the story; the same words make none. What is public stays until the office above lets the new one out. */
export async function writeStory({ modelVillageId, by, at, ...typed }: OnModel & TypedStory): Promise<{ number: number }> {
	const told = storyOf(typed);
	return changing(async (tx) => {
		const model = await requireModel(tx, by, modelVillageId, PROPOSERS);
		requireStage(model, "proposed", "titled", "warned");
		const { unitId } = typed;
		if (!(await officesFor(model.path, tx)).some((one) => one.unitId === unitId))
			throw new Refusal("invalid", "models.unitMissing", { field: "unitId" });
		const story = { ...told, unitId };
		const newest = await newestStory(model.villageId, tx);
		if (newest && isSame(newest, story)) return { number: newest.number };
		const number = (newest?.number ?? 0) + 1;
		const { costs, ...words } = story;
		const row = { id: newId(), villageId: model.villageId, number, ...words, ...columnsOf(costs), writtenBy: by.personId, writtenAt: at };
		await tx.insert(modelStories).values(row);
		await record(tx, {
			at,
			actorId: by.personId,
			action: "model_village.write",
			subject: `model_village:${modelVillageId}`,
			detail: { number },
		});
		return { number };
	});
}

/** Nobody's telephone, plate or identity number stands in a story: who to ask is an office. */
export function requireNoNumbers(said: string, field: string): void {
	if (hasNumber(said)) throw new Refusal("invalid", "models.hasNumber", { field });
}

function storyOf(typed: TypedStory): Story {
	const paragraph = (field: "why" | "what" | "stays") => {
		const said = wordsWithin(typed[field], PARAGRAPH_LENGTH);
		if (said === undefined) throw new Refusal("invalid", "models.paragraphLength", { field, params: PARAGRAPH_LENGTH });
		requireNoNumbers(said, field);
		return said;
	};
	const route = lineWithin(typed.route, ROUTE_LENGTH);
	if (route === undefined) throw new Refusal("invalid", "models.routeLength", { field: "route", params: ROUTE_LENGTH });
	requireNoNumbers(route, "route");
	return {
		why: paragraph("why"),
		what: paragraph("what"),
		stays: paragraph("stays"),
		deeds: deedsOf(typed.deeds),
		costs: costsOf(typed),
		route,
	};
}

function deedsOf(typed: string): string[] {
	const deeds = linesOf(typed);
	const isWell = deeds.length > 0 && deeds.length <= MOST_DEEDS && deeds.every((deed) => lineWithin(deed, DEED_LENGTH) !== undefined);
	if (!isWell) throw new Refusal("invalid", "models.deedsLength", { field: "deeds", params: { ...DEED_LENGTH, lines: MOST_DEEDS } });
	for (const deed of deeds) requireNoNumbers(deed, "deeds");
	return deeds;
}

function costsOf({ costs }: TypedStory): Story["costs"] {
	const paid = (payer: Payer) => {
		const yuan = yuanOf(costs[payer]);
		if (yuan === undefined) throw new Refusal("invalid", "models.noAmount", { field: `cost-${payer}` });
		return yuan;
	};
	return { state: paid("state"), village: paid("village"), others: paid("others"), households: paid("households") };
}

const columnsOf = ({ state, village, others, households }: Story["costs"]) => ({
	...{ paidByState: state, paidByVillage: village, paidByOthers: others, paidByHouseholds: households },
});

/** Offices of the village and of those above it: who to ask is one of them, with its own telephone. */
export function officesFor(path: string, reader: Reader) {
	return reader
		.select({ unitId: units.id, name: units.name, phone: units.phone })
		.from(units)
		.innerJoin(regions, eq(regions.id, units.regionId))
		.where(and(isNull(units.closedAt), reachingTo(path)))
		.orderBy(desc(regions.path), units.name);
}

export async function newestStory(villageId: string, reader: Reader) {
	const [row] = await reader
		.select()
		.from(modelStories)
		.where(eq(modelStories.villageId, villageId))
		.orderBy(desc(modelStories.number))
		.limit(1);
	if (!row) return undefined;
	const { paidByState: state, paidByVillage: village, paidByOthers: others, paidByHouseholds: households, ...story } = row;
	return { ...story, costs: { state, village, others, households } };
}

type Told = Story & { unitId: string };

/** Whether a story tells nothing but what was typed. */
function isSame(one: Told, typed: Told): boolean {
	return (Object.keys(typed) as (keyof Told)[]).every((key) => JSON.stringify(one[key]) === JSON.stringify(typed[key]));
}

/** 换上新版: once it has the title, somebody of the office above lets the newest version and the new pictures out. */
export async function showStory({ modelVillageId, by, at }: OnModel): Promise<void> {
	await changing(async (tx) => {
		const model = await requireFree(tx, by, modelVillageId, REVIEWERS);
		requireStage(model, "titled", "warned");
		if (!(await letOut(tx, { villageId: model.villageId, by, at }))) return;
		await record(tx, { at, actorId: by.personId, action: "model_village.show", subject: `model_village:${modelVillageId}` });
	});
}

/** The newest version and all pictures become public; whoever does it has looked at them. False if all of it was public before. */
export async function letOut(tx: Tx, { villageId, by, at }: { villageId: string; by: Viewer; at: Date }): Promise<boolean> {
	const story = await newestStory(villageId, tx);
	const pairs = await standingPairs(villageId, tx);
	const hidden = pairs.flatMap(({ beforeId, afterId, isOut }) => (beforeId && afterId && !isOut ? [beforeId, afterId] : []));
	const isNew = story !== undefined && !story.shownAt;
	if (isNew) await tx.update(modelStories).set({ shownBy: by.personId, shownAt: at }).where(eq(modelStories.id, story.id));
	if (hidden.length > 0) await releasePhotos(tx, hidden, { decidedBy: by.personId, at });
	return isNew || hidden.length > 0;
}
