import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { spotAssignments } from "#db/schema/spots/assignments.ts";
import { SPOT_LIFE, spots } from "#db/schema/spots/spots.ts";
import { unitMembers } from "#db/schema/spots/units.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { takeStep } from "#domain/stages.ts";
import { isInterested } from "./interested.ts";
import type { SpotStage } from "./types.ts";

/** Who decides what becomes of a report in their places, and whether a fix is one. */
export const TRIAGE: Role[] = ["moderator", "town_admin", "district_admin"];
export const CONFIRMING: Role[] = ["inspector", ...TRIAGE];
export const SPOT_READERS: Role[] = [...CONFIRMING, "village_admin", "auditor"];

export type Spot = Awaited<ReturnType<typeof spotFor>>;

export async function spotFor(reader: Reader, spotId: string) {
	const [found] = await reader
		.select({
			...{ spotId: spots.id, stage: spots.stage, villageId: spots.villageId, hamletId: spots.hamletId, path: regions.path },
			...{ categoryCode: spots.categoryCode, place: spots.place, unitId: spots.unitId, dueAt: spots.dueAt, cause: spots.cause },
		})
		.from(spots)
		.innerJoin(regions, eq(regions.id, spots.hamletId))
		.where(eq(spots.id, spotId));
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found;
}

/** not_found outside the office; refused to whoever answers for the spot. */
export async function requireDeciding(tx: Tx, by: Viewer, spotId: string, roles: Role[] = TRIAGE): Promise<Spot> {
	const spot = await spotFor(tx, spotId);
	if (!mayActIn(by, spot.path, ...roles)) throw new Refusal("not_found", "common.notFound");
	if (await isInterested(tx, by.personId, spotId)) throw new Refusal("forbidden", "spots.ownUnit");
	return spot;
}

/** The spot and its newest order, for who acts for the unit that has it. */
export async function requireWorking(tx: Tx, by: Viewer, spotId: string) {
	const spot = await spotFor(tx, spotId);
	const order = await newestOrder(tx, spotId);
	if (!order || !(await isMember(tx, by.personId, order.unitId))) throw new Refusal("not_found", "common.notFound");
	return { ...spot, order };
}

export async function newestOrder(reader: Reader, spotId: string) {
	const [order] = await reader
		.select()
		.from(spotAssignments)
		.where(eq(spotAssignments.spotId, spotId))
		.orderBy(desc(spotAssignments.number))
		.limit(1);
	return order;
}

export async function isMember(reader: Reader, personId: string, unitId: string): Promise<boolean> {
	const own = and(eq(unitMembers.personId, personId), eq(unitMembers.unitId, unitId), isNull(unitMembers.endedAt));
	return (await reader.select({ id: unitMembers.id }).from(unitMembers).where(own)).length > 0;
}

export async function membersOf(reader: Reader, unitId: string): Promise<string[]> {
	const those = and(eq(unitMembers.unitId, unitId), isNull(unitMembers.endedAt));
	return (await reader.select({ personId: unitMembers.personId }).from(unitMembers).where(those)).map(({ personId }) => personId);
}

interface SpotStep {
	spotId: string;
	stage: SpotStage;
	by: Viewer;
	at: Date;
	note?: string;
	verb: Verb;
	detail?: Record<string, unknown>;
}

/** A step of its life and the line of the trail, in one transaction. */
export async function stepOn(tx: Tx, { spotId, stage, by, at, note = "", verb, detail }: SpotStep): Promise<void> {
	await takeStep(tx, SPOT_LIFE, { id: spotId, stage, actorId: by.personId, at, note });
	await record(tx, { at, actorId: by.personId, action: verb, subject: `spot:${spotId}`, ...(detail && { detail }) });
}

/** Whether somebody did this already: the same step by the same person a moment ago is one deed. */
export function isDone(spot: Pick<Spot, "stage">, ...stages: SpotStage[]): boolean {
	return stages.includes(spot.stage);
}

export function requireStage(spot: Pick<Spot, "stage">, ...stages: SpotStage[]): void {
	if (!stages.includes(spot.stage)) throw new Refusal("conflict", "spots.movedOn");
}

export const openOnes = inArray(spots.stage, ["reported", "checked", "assigned", "in_hand", "half_done", "said_fixed", "relapsed"]);
