import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { regions } from "#db/schema/regions.ts";
import { gapRequests, spotAssignments } from "#db/schema/spots/assignments.ts";
import { CAUSES, GRADES } from "#db/schema/spots/spots.ts";
import { units } from "#db/schema/spots/units.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { Refusal } from "#domain/errors.ts";
import { isWithin } from "#domain/regions/scope.ts";
import { requireWords } from "#domain/said.ts";
import { tellMembers } from "#domain/units/members.ts";
import { dueAfter, gapDueAfter } from "./rules.ts";
import { changeSpot, newestOrder, type OnSpot, recordOn, requireDeciding, requireStage, type Spot, stepOn } from "./spot.ts";
import { type Cause, type Grade, WORDS_MOST } from "./types.ts";

interface Assigning extends OnSpot {
	unitId: string;
	cause: string;
	grade: string;
	/** What is to be done; may be empty. */
	words: string;
	/** How many orders there were when the form was opened, so that two clerks give one. */
	orders: number;
}

/** 交办: the unit hears of it privately, and its clock begins. A gap in what the village has goes up as well, with a clock of its own. */
export async function assignSpot(assigning: Assigning): Promise<{ assignmentId: string; dueAt: Date }> {
	const { unitId, orders, ...on } = assigning;
	const { spotId, by, at } = on;
	const known = { ...requireKnown(assigning), words: requireWords(on.words, { least: 0, most: WORDS_MOST, lacks: "spots.tooManyWords" }) };
	return changeSpot(async (tx) => {
		const spot = await requireDeciding(tx, on);
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
		await stepOn(tx, { spotId, by, at, stage: "assigned", verb: "spot.assign", detail });
		if (known.cause === "facility_gap") await askAbove(tx, spot, { ...on, words: known.words });
		await tellMembers(tx, unitId, {
			kind: "spot_assigned",
			params: { due: dueAt.getTime() },
			subject: `spot:${spotId}`,
			occasion: order.number,
			at,
		});
		return { assignmentId: order.id, dueAt };
	});
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
async function askAbove(tx: Tx, { spotId, villageId }: Spot, { words, ...on }: OnSpot & { words: string }): Promise<void> {
	const [village] = await tx.select({ parentId: regions.parentId }).from(regions).where(eq(regions.id, villageId));
	const [asked] = await tx.select({ id: gapRequests.id }).from(gapRequests).where(eq(gapRequests.spotId, spotId));
	if (!village?.parentId || asked) return;
	requireWords(words, { least: 2, most: WORDS_MOST, lacks: "spots.gapWordsMissing" });
	const dueAt = gapDueAfter(on.at, await workingCalendar(tx));
	await tx.insert(gapRequests).values({ spotId, askedOf: village.parentId, words, askedBy: on.by.personId, askedAt: on.at, dueAt });
	await recordOn(tx, on, "gap.ask", { of: village.parentId, due: dueAt.getTime() });
}
