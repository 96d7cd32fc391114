import { and, eq, isNotNull, isNull, max, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotice } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { ADMIN_ROLES, isWithin, mayActIn, within } from "#domain/regions/scope.ts";
import { tidyCode } from "#domain/text.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { phaseOf, type Standing } from "../rules.ts";
import { partsOf } from "./roll.ts";
import { type OnRound, onRound, ownRound, type Round, reasonWithin, requireDraft, seenRound } from "./round.ts";

/** 投票户名册: every open household that is not empty, including those away for work. Drawing it up again discards strikes, additions and checks. */
export async function drawUpRoll(acting: OnRound): Promise<{ households: number }> {
	const { by, roundId, at } = acting;
	return onRound(acting, ownRound, async (tx, round, note) => {
		requireDraft(round);
		await tx.delete(voteRollChecks).where(eq(voteRollChecks.roundId, roundId));
		await tx.delete(voteRoll).where(eq(voteRoll.roundId, roundId));
		await tx.run(sql`
			insert into vote_roll (round_id, number, household_id, village_id, added_at)
			select ${roundId}, row_number() over (order by villages.code, hamlets.code, households.number), households.id, households.village_id, ${at.getTime()}
			from regions hamlets join households on households.hamlet_id = hamlets.id join regions villages on villages.id = households.village_id
			where ${within(round.regionPath, sql`hamlets.path`)} and households.closed_at is null and households.status <> 'empty'`);
		const drawnUp = { households: await tx.$count(voteRoll, eq(voteRoll.roundId, roundId)) };
		if (drawnUp.households === 0) throw new Refusal("conflict", "rounds.nobodyLivesThere");
		await note("roll.draw_up", drawnUp);
		await tellVillages(tx, round, { by, at });
		return drawnUp;
	});
}

/** The admin confirms the number of households that they saw, and must be independent of those who struck households there. */
export async function checkRoll({ villageId, households, ...acting }: OnRound & { villageId: string; households: number }): Promise<void> {
	const { by, roundId, at } = acting;
	await onRound(acting, seenRound, async (tx, round, note) => {
		const village = await requireOwnVillage(tx, by, villageId);
		requireDraft(round);
		const ofVillage = and(eq(voteRoll.roundId, roundId), eq(voteRoll.villageId, villageId));
		const standing = await tx.$count(voteRoll, and(ofVillage, isNull(voteRoll.struckAt)));
		if (standing === 0 || standing !== households) throw new Refusal("conflict", "rounds.rollMoved", { params: { households: standing } });
		const struck = await tx
			.selectDistinct({ by: voteRoll.struckBy })
			.from(voteRoll)
			.where(and(ofVillage, isNotNull(voteRoll.struckBy)));
		await requireIndependent(tx, by, { ...village, besides: struck.flatMap(({ by }) => by ?? []) });
		const check = { roundId, villageId, checkedBy: by.personId, checkedAt: at, households };
		const { rowsAffected } = await tx.insert(voteRollChecks).values(check).onConflictDoNothing();
		if (rowsAffected === 0) return;
		await retractNotice(tx, { kind: "roll_waits", subject: `round:${roundId}`, to: { office: "admins", regionId: villageId } });
		await note("roll.check", { villageId, households });
	});
}

/** The household may read the reason. A village that had checked its part checks again. */
export async function strike({ number, why, ...acting }: OnRound & { number: number; why: string }): Promise<void> {
	const { by, roundId, at } = acting;
	await onRound(acting, seenRound, async (tx, round, note) => {
		requireOpenRoll(round, at);
		const [line] = await tx.select().from(voteRoll).where(isLine({ roundId, number }));
		if (!line) throw new Refusal("not_found", "common.notFound");
		const { householdId, villageId } = line;
		const village = await requireOwnVillage(tx, by, villageId);
		await requireImpartial(tx, by, householdId);
		if (line.struckAt) return;
		if (!isStrikable(round, at)) throw new Refusal("conflict", "rounds.strikesOver");
		await requireIndependent(tx, by, { ...village, besides: await wordsGiven(tx, round, villageId) });
		const struckWhy = reasonWithin(why, { least: 2, most: 100 });
		await tx.update(voteRoll).set({ struckAt: at, struckBy: by.personId, struckWhy }).where(isLine(line));
		await askToCheckAgain(tx, round, { by, at, villageId });
		await note("roll.strike", { number, householdId });
	});
}

/** A missing household may be one listed as empty where somebody lives after all, or a struck one. */
export async function addToRoll({ hamletId, houseNumber, ...acting }: OnRound & { hamletId: string; houseNumber: string }): Promise<void> {
	const { by, roundId, at } = acting;
	await onRound(acting, seenRound, async (tx, round, note) => {
		requireOpenRoll(round, at);
		const { householdId, villageId, createdAt } = await requireDoor(tx, round, { hamletId, houseNumber });
		await requireOwnVillage(tx, by, villageId);
		await requireImpartial(tx, by, householdId);
		const ofHousehold = and(eq(voteRoll.roundId, roundId), eq(voteRoll.householdId, householdId));
		const [known] = await tx.select().from(voteRoll).where(ofHousehold);
		if (known && !known.struckAt) return;
		// Otherwise a household could be split once more after everybody saw the roll.
		if (!known && round.stage === "announced" && createdAt > round.stageAt) throw new Refusal("conflict", "rounds.bornLater");
		const number = known ? await putBack(tx, known, at) : await append(tx, { roundId, householdId, villageId, addedAt: at });
		await askToCheckAgain(tx, round, { by, at, villageId });
		await note(known ? "roll.put_back" : "roll.add", { number, householdId });
	});
}

type Line = typeof voteRoll.$inferSelect;

function isLine({ roundId, number }: Pick<Line, "roundId" | "number">) {
	return and(eq(voteRoll.roundId, roundId), eq(voteRoll.number, number));
}

/** A struck household returns to its number as if just added; only the trail keeps who struck it and why. */
async function putBack(tx: Tx, line: Line, at: Date): Promise<number> {
	// If the clock was set back meanwhile, `addedAt` must not come before the strike.
	const addedAt = line.struckAt && line.struckAt > at ? line.struckAt : at;
	await tx.update(voteRoll).set({ addedAt, struckAt: null, struckBy: null, struckWhy: null }).where(isLine(line));
	return line.number;
}

async function append(tx: Tx, line: Pick<Line, "roundId" | "householdId" | "villageId" | "addedAt">): Promise<number> {
	const ofRound = eq(voteRoll.roundId, line.roundId);
	const [last] = await tx
		.select({ number: max(voteRoll.number) })
		.from(voteRoll)
		.where(ofRound);
	const number = (last?.number ?? 0) + 1;
	await tx.insert(voteRoll).values({ ...line, number });
	return number;
}

function requireOpenRoll(round: Round, at: Date): void {
	if (!isRollOpen(round, at)) throw new Refusal("conflict", "rounds.rollStands");
}

/** Once a village's word is announced, whoever gave it strikes nobody. */
async function wordsGiven(tx: Tx, { id, stage }: Round, villageId: string): Promise<string[]> {
	if (stage === "draft") return [];
	const ofVillage = and(eq(voteRollChecks.roundId, id), eq(voteRollChecks.villageId, villageId));
	return (await tx.select().from(voteRollChecks).where(ofVillage)).map(({ checkedBy }) => checkedBy);
}

/** Returns the place and roles for which `requireIndependent` is asked. */
async function requireOwnVillage(tx: Tx, viewer: Viewer, villageId: string) {
	const [region] = await tx.select({ id: regions.id, path: regions.path }).from(regions).where(eq(regions.id, villageId));
	if (!region || !mayActIn(viewer, region.path, ...ADMIN_ROLES)) throw new Refusal("forbidden", "rounds.notYourVillage");
	return { region, roles: ADMIN_ROLES };
}

/** After the announcement the confirmation stays, and the change is in the trail and on the page. */
async function askToCheckAgain(tx: Tx, round: Round, { villageId, ...asking }: { villageId: string; by: Viewer; at: Date }): Promise<void> {
	if (round.stage !== "draft") return;
	await tx.delete(voteRollChecks).where(and(eq(voteRollChecks.roundId, round.id), eq(voteRollChecks.villageId, villageId)));
	await tellVillages(tx, round, asking);
}

/** An admin who has just drawn up their own village's part is not asked. */
async function tellVillages(tx: Tx, { id, name }: Round, { by, at }: Pick<OnRound, "by" | "at">): Promise<void> {
	for (const { villageId, name: region, check } of await partsOf(id, tx)) {
		if (check) continue;
		const to = { office: "admins", regionId: villageId } as const;
		await notify(tx, { kind: "roll_waits", params: { round: name, region }, subject: `round:${id}`, to, causedBy: by.personId, at });
	}
}

async function requireDoor(tx: Tx, { regionPath }: Round, { hamletId, houseNumber }: { hamletId: string; houseNumber: string }) {
	const number = tidyCode(houseNumber).padStart(4, "0");
	const [found] = await tx
		.select({ householdId: households.id, villageId: households.villageId, createdAt: households.createdAt, path: regions.path })
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(and(eq(households.hamletId, hamletId), eq(households.number, number), isNull(households.closedAt)));
	if (!found || !isWithin(found.path, regionPath)) throw new Refusal("invalid", "rounds.noSuchDoor", { field: "houseNumber" });
	return found;
}

/** After the announcement, households can be struck until a day before the opening, so that a wrong strike can still be corrected. */
export function strikesEndOf({ opensAt }: Pick<Standing, "opensAt">): Date {
	return later(opensAt, -DAY_MS);
}

export function isRollOpen(round: Standing, at: Date): boolean {
	return ["draft", "announced"].includes(phaseOf(round, at));
}

/** In a draft always, because the village checks again before the announcement. */
export function isStrikable(round: Standing, at: Date): boolean {
	return isRollOpen(round, at) && (round.stage === "draft" || at < strikesEndOf(round));
}
