import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { households } from "#db/schema/households.ts";
import { spotReports, spots } from "#db/schema/spots/spots.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import { requireWords } from "#domain/said.ts";
import { forgetPhones, tellReporters } from "./reporters.ts";
import { isOpen } from "./rules.ts";
import { type OnSpot, recordOn, requireDeciding, requireStage, type Spot, step, stepOn } from "./spot.ts";
import { DOORS, WORDS_MOST } from "./types.ts";

/** 核实: it is there, and it is a public place. Said twice, it is said once. */
export function checkSpot(on: OnSpot): Promise<void> {
	return step(on, { to: "checked", from: ["reported"], verb: "spot.check", may: requireDeciding });
}

/** Lets the words of a report through to the unit, or strikes them: then they are gone. */
export async function readReport({ reportId, isStruck, ...reading }: Omit<OnSpot, "spotId"> & { reportId: string; isStruck: boolean }) {
	await write(async (tx) => {
		const [report] = await tx.select().from(spotReports).where(eq(spotReports.id, reportId));
		if (!report) throw new Refusal("not_found", "common.notFound");
		const on = { ...reading, spotId: report.spotId };
		await requireDeciding(tx, on);
		if (report.passedAt && report.isStruck !== isStruck) throw new Refusal("conflict", "spots.readAlready");
		if (report.passedAt) return;
		const read = { passedAt: on.at, passedBy: on.by.personId, isStruck, ...(isStruck && { words: "" }) };
		await tx.update(spotReports).set(read).where(eq(spotReports.id, reportId));
		await recordOn(tx, on, "spot.read_report", { number: report.number, isStruck });
	});
}

/** It is the same as another open one, to which its reporters belong from now on. */
export async function mergeSpot({ into, ...on }: OnSpot & { into: string }): Promise<void> {
	await write(async (tx) => {
		const spot = await requireDeciding(tx, on);
		const other = await requireTarget(tx, spot, { ...on, spotId: into });
		if (spot.mergedIntoId === other.spotId) return;
		requireStage(spot, "reported", "checked");
		if (!isOpen(other.stage)) throw new Refusal("conflict", "spots.closedMeanwhile", { field: "into" });
		await tx.update(spots).set({ mergedIntoId: other.spotId }).where(eq(spots.id, on.spotId));
		await stepOn(tx, { ...on, stage: "merged", verb: "spot.merge", detail: { into: other.spotId } });
	});
}

async function requireTarget(tx: Tx, spot: Spot, into: OnSpot): Promise<Spot> {
	if (into.spotId === spot.spotId) throw new Refusal("invalid", "spots.mergedWithItself", { field: "into" });
	const other = await requireDeciding(tx, into).catch(() => null);
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
export async function turnAway({ door: chosen, why, householdId, ...on }: TurningAway): Promise<void> {
	const door = DOORS.find((one) => one === chosen);
	if (!door) throw new Refusal("invalid", "spots.doorMissing", { field: "door" });
	const said = requireWords(why, { least: 2, most: WORDS_MOST, lacks: "spots.whyMissing", field: "why" });
	await step(on, {
		...{ to: "not_ours", from: ["reported", "checked"], verb: "spot.turn_away", note: `${door}: ${said}`, detail: { door } },
		may: requireDeciding,
		async after(tx, spot) {
			if (door === "yard" && householdId) await tellHousehold(tx, spot, householdId, on.at);
			await tellReporters(tx, on, { kind: "report_turned_away", params: { door } });
			await forgetPhones(tx, on.spotId);
		},
	});
}

async function tellHousehold(tx: Tx, spot: Spot, householdId: string, at: Date): Promise<void> {
	const there = and(eq(households.id, householdId), eq(households.villageId, spot.villageId), isNull(households.closedAt));
	const [home] = await tx.select({ id: households.id }).from(households).where(there);
	if (!home) throw new Refusal("invalid", "spots.householdElsewhere", { field: "householdId" });
	const [leaf] = await tx.select({ name: leafCategories.name }).from(leafCategories).where(eq(leafCategories.code, spot.categoryCode));
	const params = { category: leaf?.name ?? "" };
	await notify(tx, { kind: "yard_reported", params, subject: `spot:${spot.spotId}`, to: { householdId }, at });
}
