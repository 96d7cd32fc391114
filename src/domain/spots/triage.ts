import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { households } from "#db/schema/households.ts";
import { spotReports, spots } from "#db/schema/spots/spots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { wordsWithin } from "#domain/text.ts";
import { forgetPhones, reportersOf } from "./reporters.ts";
import { isOpen } from "./rules.ts";
import { isDone, requireDeciding, requireStage, type Spot, stepOn } from "./spot.ts";
import { DOORS, type SpotDoor } from "./types.ts";

interface OnSpot {
	spotId: string;
	by: Viewer;
	at: Date;
}

/** 核实: it is there, and it is a public place. Said twice, it is said once. */
export async function checkSpot({ spotId, by, at }: OnSpot): Promise<void> {
	await write(async (tx) => {
		const spot = await requireDeciding(tx, by, spotId);
		if (isDone(spot, "checked")) return;
		requireStage(spot, "reported");
		await stepOn(tx, { spotId, stage: "checked", by, at, verb: "spot.check" });
	});
}

/** Lets the words of a report through to the unit, or strikes them: then they are gone. */
export async function readReport({
	reportId,
	isStruck,
	by,
	at,
}: {
	reportId: string;
	isStruck: boolean;
	by: Viewer;
	at: Date;
}): Promise<void> {
	await write(async (tx) => {
		const [report] = await tx.select().from(spotReports).where(eq(spotReports.id, reportId));
		if (!report) throw new Refusal("not_found", "common.notFound");
		const { spotId } = await requireDeciding(tx, by, report.spotId);
		if (report.passedAt) {
			if (report.isStruck !== isStruck) throw new Refusal("conflict", "spots.readAlready");
			return;
		}
		const read = { passedAt: at, passedBy: by.personId, isStruck, ...(isStruck && { words: "" }) };
		await tx.update(spotReports).set(read).where(eq(spotReports.id, reportId));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "spot.read_report",
			subject: `spot:${spotId}`,
			detail: { number: report.number, isStruck },
		});
	});
}

/** It is the same as another open one, to which its reporters belong from now on. */
export async function mergeSpot({ spotId, into, by, at }: OnSpot & { into: string }): Promise<void> {
	await write(async (tx) => {
		const spot = await requireDeciding(tx, by, spotId);
		const other = await requireTarget(tx, spot, into, by);
		const [row] = await tx.select({ mergedIntoId: spots.mergedIntoId }).from(spots).where(eq(spots.id, spotId));
		if (isDone(spot, "merged") && row?.mergedIntoId === other.spotId) return;
		requireStage(spot, "reported", "checked");
		if (!isOpen(other.stage)) throw new Refusal("conflict", "spots.closedMeanwhile", { field: "into" });
		await tx.update(spots).set({ mergedIntoId: other.spotId }).where(eq(spots.id, spotId));
		await stepOn(tx, { spotId, stage: "merged", by, at, verb: "spot.merge", detail: { into: other.spotId } });
	});
}

async function requireTarget(tx: Tx, spot: Spot, into: string, by: Viewer): Promise<Spot> {
	if (into === spot.spotId) throw new Refusal("invalid", "spots.mergedWithItself", { field: "into" });
	const other = await requireDeciding(tx, by, into).catch(() => null);
	if (!other || other.villageId !== spot.villageId) throw new Refusal("invalid", "spots.mergeElsewhere", { field: "into" });
	return other;
}

interface TurningAway extends OnSpot {
	door: string;
	/** The reason, which the reporter reads. */
	why: string;
	/** Of a report about the inside of a household's yard: it hears of it privately, and no table of spots names it. */
	householdId?: string | undefined;
}

/** 不归这里管: ends with the reason and the right door. What a household has in its yard becomes a private notice to it. */
export async function turnAway({ spotId, door, why, householdId, by, at }: TurningAway): Promise<void> {
	const note = wordsWithin(why, { least: 2, most: 200 });
	if (!isDoor(door)) throw new Refusal("invalid", "spots.doorMissing", { field: "door" });
	if (note === undefined) throw new Refusal("invalid", "spots.whyMissing", { field: "why", params: { limit: 200 } });
	await write(async (tx) => {
		const spot = await requireDeciding(tx, by, spotId);
		if (isDone(spot, "not_ours")) return;
		requireStage(spot, "reported", "checked");
		await stepOn(tx, { spotId, stage: "not_ours", by, at, note: `${door}: ${note}`, verb: "spot.turn_away", detail: { door } });
		if (door === "yard" && householdId) await tellHousehold(tx, spot, householdId, at);
		for (const personId of await reportersOf(tx, spotId))
			await notify(tx, { kind: "report_turned_away", params: { door }, subject: `spot:${spotId}`, to: { personId }, at });
		await forgetPhones(tx, spotId);
	});
}

function isDoor(door: string): door is SpotDoor {
	return (DOORS as readonly string[]).includes(door);
}

async function tellHousehold(tx: Tx, spot: Spot, householdId: string, at: Date): Promise<void> {
	const there = and(eq(households.id, householdId), eq(households.villageId, spot.villageId), isNull(households.closedAt));
	const [home] = await tx.select({ id: households.id }).from(households).where(there);
	if (!home) throw new Refusal("invalid", "spots.householdElsewhere", { field: "householdId" });
	const [leaf] = await tx.select({ name: leafCategories.name }).from(leafCategories).where(eq(leafCategories.code, spot.categoryCode));
	await notify(tx, {
		kind: "yard_reported",
		params: { category: leaf?.name ?? "" },
		subject: `spot:${spot.spotId}`,
		to: { householdId },
		at,
	});
}
