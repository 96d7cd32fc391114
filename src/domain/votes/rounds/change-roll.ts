import { and, eq, isNull, max } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll, voteRollChecks } from "#db/schema/vote-rounds.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/accounts/rules.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { phaseOf } from "../rules.ts";
import { requireImpartial } from "./recusal.ts";
import { type Round, requireSeesRound, roundFor } from "./round.ts";

interface Change {
	viewer: Viewer;
	roundId: string;
	at: Date;
}

/** Strikes a household off the roll, with a reason that it may read, until the opening. A village that had checked its part checks again. Twice is once. */
export async function strike({ viewer, roundId, number, why, at }: Change & { number: number; why: string }): Promise<void> {
	await write(async (tx) => {
		const round = await requireOpenRoll(tx, { viewer, roundId, at });
		const [line] = await tx
			.select()
			.from(voteRoll)
			.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, number)));
		if (!line) throw new Refusal("not_found", "common.notFound");
		await requireChecksVillage(tx, viewer, line.villageId);
		await requireImpartial(tx, viewer, line.householdId);
		if (line.struckAt) return;
		const struck = { struckAt: at, struckBy: viewer.personId, struckWhy: reasonOf(why) };
		await tx
			.update(voteRoll)
			.set(struck)
			.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, number)));
		await askToCheckAgain(tx, round, line.villageId);
		const detail = { number, householdId: line.householdId };
		await record(tx, { at, actorId: viewer.personId, action: "roll.strike", subject: `round:${roundId}`, detail });
	});
}

/** Adds a household that is missing, by hamlet and house number, until the opening; also one that stands as empty, when somebody lives there after all. */
export async function addToRoll({ viewer, roundId, ...door }: Change & { hamletId: string; houseNumber: string }): Promise<void> {
	const { at, hamletId, houseNumber } = door;
	await write(async (tx) => {
		const round = await requireOpenRoll(tx, { viewer, roundId, at });
		const { householdId, villageId } = await requireDoor(tx, round, { hamletId, houseNumber });
		await requireChecksVillage(tx, viewer, villageId);
		await requireImpartial(tx, viewer, householdId);
		const [known] = await tx
			.select()
			.from(voteRoll)
			.where(and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId)));
		if (known?.struckAt) throw new Refusal("conflict", "rounds.wasStruck", { field: "houseNumber" });
		if (known) return;
		const number = await nextNumber(tx, roundId);
		await tx.insert(voteRoll).values({ roundId, number, householdId, villageId, addedAt: at });
		await askToCheckAgain(tx, round, villageId);
		await record(tx, { at, actorId: viewer.personId, action: "roll.add", subject: `round:${roundId}`, detail: { number, householdId } });
	});
}

async function requireOpenRoll(tx: Tx, { viewer, roundId, at }: Change): Promise<Round> {
	const round = await roundFor(roundId, tx);
	requireSeesRound(viewer, round);
	const phase = phaseOf(round, at);
	if (phase !== "draft" && phase !== "announced") throw new Refusal("conflict", "rounds.rollStands");
	return round;
}

/** Admins of the village, or of a place above it. */
export async function requireChecksVillage(tx: Tx, viewer: Viewer, villageId: string): Promise<void> {
	const [village] = await tx.select({ path: regions.path }).from(regions).where(eq(regions.id, villageId));
	if (!village || !mayActIn(viewer, village.path, ...ADMIN_ROLES)) throw new Refusal("forbidden", "rounds.notYourVillage");
}

/** What was checked has changed. After the announcement the word that was given stays; the change stands in the trail and on the page. */
async function askToCheckAgain(tx: Tx, { id, stage }: Round, villageId: string): Promise<void> {
	if (stage !== "draft") return;
	await tx.delete(voteRollChecks).where(and(eq(voteRollChecks.roundId, id), eq(voteRollChecks.villageId, villageId)));
}

function reasonOf(why: string): string {
	const reason = why.trim();
	if (reason.length < 2 || reason.length > 100) throw new Refusal("invalid", "rounds.wrong.why", { field: "why" });
	return reason;
}

async function requireDoor(tx: Tx, { regionPath }: Round, { hamletId, houseNumber }: { hamletId: string; houseNumber: string }) {
	const number = houseNumber.normalize("NFKC").trim().padStart(4, "0");
	const [found] = await tx
		.select({ householdId: households.id, villageId: households.villageId, path: regions.path })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(and(eq(households.hamletId, hamletId), eq(households.number, number), isNull(households.closedAt)));
	if (!found?.path.startsWith(regionPath)) throw new Refusal("invalid", "rounds.noSuchDoor", { field: "houseNumber" });
	return found;
}

async function nextNumber(tx: Tx, roundId: string): Promise<number> {
	const [last] = await tx
		.select({ number: max(voteRoll.number) })
		.from(voteRoll)
		.where(eq(voteRoll.roundId, roundId));
	return (last?.number ?? 0) + 1;
}
