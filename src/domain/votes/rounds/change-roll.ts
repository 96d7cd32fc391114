import { and, eq, isNull, max } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/households/recusal.ts";
import { ADMIN_ROLES, isWithin, mayActIn } from "#domain/regions/scope.ts";
import { tidyCode, wordsWithin } from "#domain/text.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { phaseOf, type Standing } from "../rules.ts";
import { type Round, seenRound } from "./round.ts";
import { tellVillages } from "./tell.ts";

interface Change {
	by: Viewer;
	roundId: string;
	at: Date;
}

/**
 * Strikes a household off the roll, with a reason that it may read; after the announcement only until a day before the opening. If its village had checked its
 * part, it checks again.
 */
export async function strike({ by, roundId, number, why, at }: Change & { number: number; why: string }): Promise<void> {
	await write(async (tx) => {
		const round = await requireOpenRoll(tx, { by, roundId, at });
		const [line] = await tx
			.select()
			.from(voteRoll)
			.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, number)));
		if (!line) throw new Refusal("not_found", "common.notFound");
		await requireChecksVillage(tx, by, line.villageId);
		await requireImpartial(tx, by, line.householdId);
		if (line.struckAt) return;
		if (!isStrikable(round, at)) throw new Refusal("conflict", "rounds.strikesOver");
		await requireNotWhoChecked(tx, by, { round, villageId: line.villageId });
		const struck = { struckAt: at, struckBy: by.personId, struckWhy: reasonOf(why) };
		await tx
			.update(voteRoll)
			.set(struck)
			.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, number)));
		await askToCheckAgain(tx, round, { by, at, villageId: line.villageId });
		const detail = { number, householdId: line.householdId };
		await record(tx, { at, actorId: by.personId, action: "roll.strike", subject: `round:${roundId}`, detail });
	});
}

/**
 * Adds a missing household by hamlet and house number, until the opening. This includes a household listed as empty where somebody lives after all, and a
 * struck one, which gets its number back.
 */
export async function addToRoll({ by, roundId, ...door }: Change & { hamletId: string; houseNumber: string }): Promise<void> {
	const { at, hamletId, houseNumber } = door;
	await write(async (tx) => {
		const round = await requireOpenRoll(tx, { by, roundId, at });
		const { householdId, villageId } = await requireDoor(tx, round, { hamletId, houseNumber });
		await requireChecksVillage(tx, by, villageId);
		await requireImpartial(tx, by, householdId);
		const [known] = await tx
			.select()
			.from(voteRoll)
			.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId)));
		if (known && !known.struckAt) return;
		const number = known ? await putBack(tx, known, at) : await append(tx, { roundId, householdId, villageId, addedAt: at });
		await askToCheckAgain(tx, round, { by, at, villageId });
		const action = known ? "roll.put_back" : "roll.add";
		await record(tx, { at, actorId: by.personId, action, subject: `round:${roundId}`, detail: { number, householdId } });
	});
}

type Line = typeof voteRoll.$inferSelect;

/** A struck household returns as if just added; only the trail keeps who struck it and why. */
async function putBack(tx: Tx, { roundId, number, struckAt }: Line, at: Date): Promise<number> {
	// If the clock was set back meanwhile, it is not put back before it was struck.
	const addedAt = struckAt && struckAt > at ? struckAt : at;
	await tx
		.update(voteRoll)
		.set({ addedAt, struckAt: null, struckBy: null, struckWhy: null })
		.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, number)));
	return number;
}

async function append(tx: Tx, line: Pick<Line, "roundId" | "householdId" | "villageId" | "addedAt">): Promise<number> {
	const number = await nextNumber(tx, line.roundId);
	await tx.insert(voteRoll).values({ ...line, number });
	return number;
}

async function requireOpenRoll(tx: Tx, { by, roundId, at }: Change): Promise<Round> {
	const round = await seenRound(roundId, by, tx);
	if (!isRollOpen(round, at)) throw new Refusal("conflict", "rounds.rollStands");
	return round;
}

/** After a village confirmed its roll, striking needs two people: whoever confirmed does not strike. */
async function requireNotWhoChecked(tx: Tx, viewer: Viewer, { round, villageId }: { round: Round; villageId: string }): Promise<void> {
	if (round.stage === "draft") return;
	const ofVillage = and(eq(voteRollChecks.roundId, round.id), eq(voteRollChecks.villageId, villageId));
	const checks = await tx.select({ by: voteRollChecks.checkedBy }).from(voteRollChecks).where(ofVillage);
	await requireOtherThan(tx, viewer, { villageId, besides: checks.map(({ by }) => by) });
}

/** Refuses somebody who is not independent of those who did the other half of a village's roll. */
export async function requireOtherThan(
	tx: Tx,
	viewer: Viewer,
	{ villageId, besides }: { villageId: string; besides: string[] },
): Promise<void> {
	const [village] = await tx.select({ id: regions.id, path: regions.path }).from(regions).where(eq(regions.id, villageId));
	if (village) await requireIndependent(tx, viewer, { region: village, roles: ADMIN_ROLES, besides });
}

/** Admins of the village, or of a place above it. */
export async function requireChecksVillage(tx: Tx, viewer: Viewer, villageId: string): Promise<void> {
	const [village] = await tx.select({ path: regions.path }).from(regions).where(eq(regions.id, villageId));
	if (!village || !mayActIn(viewer, village.path, ...ADMIN_ROLES)) throw new Refusal("forbidden", "rounds.notYourVillage");
}

/** A checked part has changed. After the announcement its confirmation stays, and the change is in the trail and on the page. */
async function askToCheckAgain(tx: Tx, round: Round, { villageId, ...asking }: { villageId: string; by: Viewer; at: Date }): Promise<void> {
	if (round.stage !== "draft") return;
	await tx.delete(voteRollChecks).where(and(eq(voteRollChecks.roundId, round.id), eq(voteRollChecks.villageId, villageId)));
	await tellVillages(tx, round, asking);
}

function reasonOf(why: string): string {
	const reason = wordsWithin(why, { least: 2, most: 100 });
	if (reason === undefined) throw new Refusal("invalid", "rounds.wrong.why", { field: "why" });
	return reason;
}

async function requireDoor(tx: Tx, { regionPath }: Round, { hamletId, houseNumber }: { hamletId: string; houseNumber: string }) {
	const number = tidyCode(houseNumber).padStart(4, "0");
	const [found] = await tx
		.select({ householdId: households.id, villageId: households.villageId, path: regions.path })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(and(eq(households.hamletId, hamletId), eq(households.number, number), isNull(households.closedAt)));
	if (!found || !isWithin(found.path, regionPath)) throw new Refusal("invalid", "rounds.noSuchDoor", { field: "houseNumber" });
	return found;
}

async function nextNumber(tx: Tx, roundId: string): Promise<number> {
	const [last] = await tx
		.select({ number: max(voteRoll.number) })
		.from(voteRoll)
		.where(eq(voteRoll.roundId, roundId));
	return (last?.number ?? 0) + 1;
}

/** After the announcement, households can be struck until a day before the opening, so that a wrong strike can still be corrected. */
export function strikesEndOf({ opensAt }: Pick<Standing, "opensAt">): Date {
	return later(opensAt, -DAY_MS);
}

export function isRollOpen(round: Standing, at: Date): boolean {
	const phase = phaseOf(round, at);
	return phase === "draft" || phase === "announced";
}

/** Whether households may still be struck. In a draft always, because the village checks again before the announcement. */
export function isStrikable(round: Standing, at: Date): boolean {
	return isRollOpen(round, at) && (round.stage === "draft" || at < strikesEndOf(round));
}
