import { desc, eq, inArray } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { SPOT_LIFE, spots } from "#db/schema/spots/spots.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { takeStep } from "#domain/stages.ts";
import { isMember } from "#domain/units/members.ts";
import { changed } from "#platform/changes.ts";
import { isInterested } from "./interested.ts";
import type { SpotStage } from "./types.ts";

/** Who decides what becomes of a report in their places, and whether a fix is one. */
export const TRIAGE: Role[] = ["moderator", "town_admin", "district_admin"];
export const CONFIRMING: Role[] = ["inspector", ...TRIAGE];
export const SPOT_READERS: Role[] = [...CONFIRMING, "village_admin", "auditor"];

export type Spot = Awaited<ReturnType<typeof spotFor>>;

export interface OnSpot {
	spotId: string;
	by: Viewer;
	at: Date;
}

export async function spotFor(reader: Reader, spotId: string) {
	const [found] = await reader
		.select({
			...{ spotId: spots.id, stage: spots.stage, villageId: spots.villageId, hamletId: spots.hamletId, path: regions.path },
			...{ categoryCode: spots.categoryCode, place: spots.place, unitId: spots.unitId, dueAt: spots.dueAt, cause: spots.cause },
			mergedIntoId: spots.mergedIntoId,
		})
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.where(eq(spots.id, spotId));
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found;
}

/** not_found outside the office; refused to whoever answers for the spot. */
export async function requireDeciding(tx: Tx, { by, spotId }: Omit<OnSpot, "at">, roles: Role[] = TRIAGE): Promise<Spot> {
	const spot = await spotFor(tx, spotId);
	if (!mayActIn(by, spot.path, ...roles)) throw new Refusal("not_found", "common.notFound");
	if (await isInterested(tx, by.personId, spotId)) throw new Refusal("forbidden", "spots.ownUnit");
	return spot;
}

/** The spot and its newest order, for who acts for the unit that has it. */
export async function requireWorking(tx: Tx, { by, spotId }: Omit<OnSpot, "at">) {
	const spot = await spotFor(tx, spotId);
	const order = await newestOrder(tx, spotId);
	if (!order || !(await isMember(tx, by.personId, order.unitId))) throw new Refusal("not_found", "common.notFound");
	return { ...spot, order };
}

export async function newestOrder(reader: Reader, spotId: string) {
	const ofSpot = reader.select().from(spotAssignments).where(eq(spotAssignments.spotId, spotId));
	return (await ofSpot.orderBy(desc(spotAssignments.number)).limit(1))[0];
}

interface Stepping<Its extends Spot> {
	to: SpotStage;
	from: SpotStage[];
	verb: Verb;
	note?: string;
	detail?: Record<string, unknown>;
	/** The spot, for whoever may do it. */
	may: (tx: Tx, on: OnSpot) => Promise<Its>;
	/** What else must hold. */
	require?: (tx: Tx, spot: Its) => Promise<unknown>;
	after?: (tx: Tx, spot: Its) => Promise<unknown>;
}

/** A change of what becomes of a spot. Cards show it, and pages count it. */
export async function changeSpot<Done>(work: (tx: Tx) => Promise<Done>): Promise<Done> {
	const done = await write(work);
	changed(["exposure"]);
	return done;
}

/** A command that takes a step of a spot's life, in one transaction. Where it stands already it is done: said twice, it is said once. */
export function step<Its extends Spot>(on: OnSpot, { to, from, may, require, after, ...line }: Stepping<Its>): Promise<void> {
	return changeSpot(async (tx) => {
		const spot = await may(tx, on);
		if (spot.stage === to) return;
		requireStage(spot, ...from);
		await require?.(tx, spot);
		await stepOn(tx, { ...on, stage: to, ...line });
		await after?.(tx, spot);
	});
}

/** A step and its line of the trail. */
export async function stepOn(
	tx: Tx,
	{ stage, note = "", verb, detail, ...on }: OnSpot & { stage: SpotStage; note?: string; verb: Verb; detail?: Record<string, unknown> },
): Promise<void> {
	await takeStep(tx, SPOT_LIFE, { id: on.spotId, stage, actorId: on.by.personId, at: on.at, note });
	await recordOn(tx, on, verb, detail);
}

export function recordOn(tx: Tx, { spotId, by, at }: OnSpot, action: Verb, detail?: Record<string, unknown>): Promise<void> {
	return record(tx, { at, actorId: by.personId, action, subject: `spot:${spotId}`, ...(detail && { detail }) });
}

export function requireStage(spot: Pick<Spot, "stage">, ...stages: SpotStage[]): void {
	if (!stages.includes(spot.stage)) throw new Refusal("conflict", "spots.movedOn");
}

export const openOnes = inArray(spots.stage, ["reported", "checked", "assigned", "in_hand", "half_done", "said_fixed", "relapsed"]);
