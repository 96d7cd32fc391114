import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { regions } from "#db/schema/regions.ts";
import { gapRequests, spotAssignments } from "#db/schema/spots/assignments.ts";
import { CAUSES, GRADES } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { isWithin } from "#domain/regions/scope.ts";
import { wordsWithin } from "#domain/text.ts";
import { dueAfter, gapDueAfter } from "./rules.ts";
import { membersOf, newestOrder, requireDeciding, requireStage, type Spot, stepOn } from "./spot.ts";
import { type Cause, type Grade, WORDS_MOST } from "./types.ts";

export interface Assigning {
	spotId: string;
	unitId: string;
	cause: string;
	grade: string;
	/** What is to be done; may be empty. */
	words: string;
	/** How many orders there were when the form was opened, so that two clerks give one. */
	orders: number;
	by: Viewer;
	at: Date;
}

/** 交办: the unit hears of it privately, and its clock begins. A gap in what the village has goes up as well, with a clock of its own. */
export async function assignSpot(assigning: Assigning): Promise<{ assignmentId: string; dueAt: Date }> {
	const known = { ...requireKnown(assigning), words: requireShort(assigning.words) };
	const { spotId, unitId, orders, by, at } = assigning;
	return write(async (tx) => {
		const spot = await requireDeciding(tx, by, spotId);
		const last = await newestOrder(tx, spotId);
		const isDoneTwice = last?.number === orders + 1 && last.assignedBy === by.personId && last.unitId === unitId;
		if (isDoneTwice) return { assignmentId: last.id, dueAt: last.dueAt };
		if ((last?.number ?? 0) !== orders) throw new Refusal("conflict", "spots.assignedMeanwhile");
		requireStage(spot, "checked", "assigned", "in_hand", "half_done", "relapsed");
		await requireUnit(tx, spot, unitId);
		const dueAt = dueAfter(at, known.grade, await workingCalendar(tx));
		const order = { id: newId(), spotId, number: orders + 1, unitId, ...known, assignedBy: by.personId, assignedAt: at, dueAt };
		await tx.insert(spotAssignments).values(order);
		const detail = { unit: unitId, cause: known.cause, grade: known.grade, due: dueAt.getTime() };
		await stepOn(tx, { spotId, stage: "assigned", by, at, verb: "spot.assign", detail });
		if (known.cause === "facility_gap") await askAbove(tx, spot, { words: known.words, by, at });
		await tellUnit(tx, order);
		return { assignmentId: order.id, dueAt };
	});
}

async function tellUnit(tx: Tx, { spotId, unitId, number, dueAt, assignedAt: at }: Order): Promise<void> {
	const told = { kind: "spot_assigned", params: { due: dueAt.getTime() }, subject: `spot:${spotId}`, occasion: number } as const;
	for (const personId of await membersOf(tx, unitId)) await notify(tx, { ...told, to: { personId }, at });
}

type Order = typeof spotAssignments.$inferInsert;

function requireShort(words: string): string {
	const said = wordsWithin(words, { least: 0, most: WORDS_MOST });
	if (said === undefined) throw new Refusal("invalid", "spots.tooManyWords", { field: "words", params: { limit: WORDS_MOST } });
	return said;
}

function requireKnown({ cause, grade }: { cause: string; grade: string }): { cause: Cause; grade: Grade } {
	if (!(CAUSES as readonly string[]).includes(cause)) throw new Refusal("invalid", "spots.causeMissing", { field: "cause" });
	if (!(GRADES as readonly string[]).includes(grade)) throw new Refusal("invalid", "spots.gradeMissing", { field: "grade" });
	return { cause: cause as Cause, grade: grade as Grade };
}

/** A unit of the place, of one above it, or of one within the village. */
async function requireUnit(tx: Tx, spot: Spot, unitId: string): Promise<void> {
	const [unit] = await tx
		.select({ path: regions.path })
		.from(units)
		.innerJoin(regions, eq(regions.id, units.regionId))
		.where(and(eq(units.id, unitId), isNull(units.closedAt)));
	if (!unit || !isWithin(spot.path, unit.path)) throw new Refusal("invalid", "spots.unitMissing", { field: "unitId" });
}

/** The place above the village: the town, or the district where there is none. */
async function askAbove(tx: Tx, { spotId, villageId }: Spot, { words, by, at }: { words: string; by: Viewer; at: Date }): Promise<void> {
	const [village] = await tx.select({ parentId: regions.parentId }).from(regions).where(eq(regions.id, villageId));
	const [asked] = await tx.select({ id: gapRequests.id }).from(gapRequests).where(eq(gapRequests.spotId, spotId));
	if (!village?.parentId || asked) return;
	if (wordsWithin(words, { least: 2, most: WORDS_MOST }) === undefined)
		throw new Refusal("invalid", "spots.gapWordsMissing", { field: "words" });
	const dueAt = gapDueAfter(at, await workingCalendar(tx));
	await tx.insert(gapRequests).values({ spotId, askedOf: village.parentId, words, askedBy: by.personId, askedAt: at, dueAt });
	await record(tx, {
		at,
		actorId: by.personId,
		action: "gap.ask",
		subject: `spot:${spotId}`,
		detail: { of: village.parentId, due: dueAt.getTime() },
	});
}
