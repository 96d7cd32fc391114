import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import { voteCandidates } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { commitmentOf, lot, seedOf } from "#domain/draws/draws.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { announcedText, announcementOf, announceRound } from "#domain/votes/rounds/announcement.ts";
import { takeBackYes } from "#domain/votes/rounds/answer-nomination.ts";
import { candidatesOf } from "#domain/votes/rounds/candidates.ts";
import { addToRoll, checkRoll, drawUpRoll, strike } from "#domain/votes/rounds/change-roll.ts";
import { draftRound, editRound } from "#domain/votes/rounds/draft-round.ts";
import { nominationsOf } from "#domain/votes/rounds/nominations.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { phaseOf } from "#domain/votes/rules.ts";
import type { RoundDraft } from "#domain/votes/types.ts";
import { onChange } from "#platform/changes.ts";
import { sha256 } from "#platform/hash.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { announceAsSeen, checkEverywhere, inDays, RULES, readyDraft } from "#tests/drafts.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let wang: Viewer;
freshDatabase(async () => {
	cast = await inviteCast();
	wang = cast.staff.wang;
});

const ready = (willing = [cast.homes.bao, cast.homes.fan, cast.homes.chen], rules: Partial<RoundDraft> = {}) =>
	readyDraft({ viewer: wang, regionId: cast.places.shilin.id, willing, rules });
const seen = async (roundId: string, at = MORNING) => announcementOf(await roundFor(roundId), at);

test("an announcement freezes the candidates in a drawn order, the rules by a hash and the seed by its commitment", async () => {
	const roundId = await ready();
	const dropped: string[][] = [];
	const stop = onChange((tags) => void dropped.push([...tags]));
	await announceAsSeen(wang, roundId, MORNING);
	stop();
	expect(dropped).toEqual([["votes", `round:${roundId}`]]);
	const round = await roundFor(roundId);
	expect(round).toMatchObject({ stage: "announced", seedCommitment: commitmentOf(seedOf(roundId)) });
	expect(phaseOf(round, RULES.opensAt)).toBe("open");
	const candidates = await candidatesOf(roundId);
	const ids = candidates.map(({ submissionId }) => submissionId);
	expect(ids).toEqual(lot(seedOf(roundId), "numbers", [...ids].sort(), 3));
	expect(candidates.map(({ number, words, pair }) => [number, words, pair?.submissionId])).toEqual(
		ids.map((id, place) => [place + 1, "院里的柿子红了。", id]),
	);
	const [line] = await db.select().from(auditEntries).where(eq(auditEntries.action, "round.announce"));
	expect(line?.detail).toMatchObject({ rulesHash: round.rulesHash, candidates: 3 });
});

test("the hash can be worked out again from what stands, also when the roll moved later", async () => {
	const roundId = await ready(undefined, inDays(3));
	const { qingshi } = cast.places;
	const meng = as(cast.staff.meng, "district_admin", cast.places.qingling);
	await strike({ by: meng, roundId, number: 2, why: "已迁出", at: MORNING });
	await checkRoll({ by: wang, roundId, villageId: qingshi.id, households: 2, at: MORNING });
	await announceAsSeen(wang, roundId, MORNING);
	await strike({ by: meng, roundId, number: 1, why: "已迁出", at: minutesAfter(MORNING, 1) });
	for (const houseNumber of ["1", "2"])
		await addToRoll({ by: wang, roundId, hamletId: cast.places.donggou.id, houseNumber, at: minutesAfter(MORNING, 2) });
	const text = await announcedText(await roundFor(roundId));
	expect(sha256(text)).toBe((await roundFor(roundId)).rulesHash);
	expect(JSON.parse(text)).toMatchObject({ roundId, rules: { votesPerHousehold: 2 }, roll: { [qingshi.id]: 2 } });
	expect(text).not.toContain("院里的柿子红了");
});

test("announced twice it is announced once; another one is refused", async () => {
	const roundId = await ready();
	const { rulesHash } = await seen(roundId);
	await announceRound({ by: wang, roundId, rulesHash, at: MORNING });
	await announceRound({ by: wang, roundId, rulesHash, at: MORNING });
	expect(await db.select().from(voteCandidates)).toHaveLength(3);
	const other = announceRound({ by: wang, roundId, rulesHash: "0".repeat(64), at: MORNING });
	await expect(other).rejects.toMatchObject({ refusal: "conflict", key: "rounds.isAnnounced" });
});

test("what changed since the admin looked is shown again before it is announced", async () => {
	const roundId = await ready();
	const { rulesHash } = await seen(roundId);
	const [first] = await nominationsOf(roundId);
	const home = Object.values(cast.homes).find(({ householdId }) => householdId === first?.householdId) ?? cast.homes.bao;
	await takeBackYes({ nominationId: first?.nominationId ?? "", by: home, at: MORNING });
	const stale = announceRound({ by: wang, roundId, rulesHash, at: MORNING });
	await expect(stale).rejects.toMatchObject({ refusal: "conflict", key: "rounds.movedMeanwhile" });
	await announceAsSeen(wang, roundId, MORNING);
	expect(await candidatesOf(roundId)).toHaveLength(2);
});

test("who took the pair off the wall or never said yes is no candidate", async () => {
	const roundId = await ready();
	await withdrawSubmission({ submissionId: "pair-household-bao", by: cast.homes.bao, at: MORNING });
	expect((await seen(roundId)).candidates.map(({ householdId }) => householdId).sort()).toEqual(["household-chen", "household-fan"]);
});

test.each<[string, string, () => Promise<string>, Date]>([
	["one candidate", "rounds.lacks.candidates", () => ready([cast.homes.bao]), MORNING],
	["an opening that has passed", "rounds.lacks.opening", () => ready(), RULES.opensAt],
	["more votes than candidates", "rounds.lacks.tooManyVotes", () => ready(undefined, { votesPerHousehold: 4 }), MORNING],
	["candidates of one village that may not vote for its own", "rounds.lacks.oneVillage", allOfOneVillage, MORNING],
	["no roll", "rounds.lacks.roll", withoutRoll, MORNING],
	["a village that has not checked", "rounds.lacks.unchecked", unchecked, MORNING],
])("a round with %s is not announced, and the admin is told", async (_what, key, prepare, at) => {
	const roundId = await prepare();
	await expect(announceAsSeen(wang, roundId, at)).rejects.toMatchObject({ refusal: "conflict", key });
	expect(await roundFor(roundId)).toMatchObject({ stage: "draft", rulesHash: null });
	expect(await db.select().from(voteCandidates)).toEqual([]);
});

function allOfOneVillage(): Promise<string> {
	return ready([cast.homes.bao, cast.homes.chen], { ownVillage: "excluded" });
}

async function withoutRoll(): Promise<string> {
	const roundId = await ready();
	await write(async (tx) => {
		await tx.delete(voteRollChecks).where(eq(voteRollChecks.roundId, roundId));
		await tx.delete(voteRoll).where(eq(voteRoll.roundId, roundId));
	});
	return roundId;
}

async function unchecked(): Promise<string> {
	const roundId = await ready();
	await strike({ by: wang, roundId, number: 1, why: "已迁出", at: MORNING });
	return roundId;
}

test("the database announces nothing without candidates, roll and hashes", async () => {
	const { roundId } = await draftRound({ by: wang, regionId: cast.places.shilin.id, draft: RULES, at: MORNING });
	const byHand = write((tx) =>
		tx.run(`insert into vote_round_stages (id, round_id, seq, stage, at) values ('x', '${roundId}', 2, 'announced', ${MORNING.getTime()})`),
	);
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("an announcement needs") } });
});

test("the database announces no roll that a village did not give its word for", async () => {
	const roundId = await ready();
	await write((tx) => tx.update(voteRoll).set({ struckAt: MORNING, struckWhy: "悄悄划去" }).where(eq(voteRoll.number, 1)));
	const byHand = announceAsSeen(wang, roundId, MORNING);
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("each village gave its word") } });
});

test("what was missing can be mended, then it goes out", async () => {
	const roundId = await ready(undefined, { votesPerHousehold: 4 });
	await editRound({ by: wang, roundId, draft: { ...RULES, votesPerHousehold: 3 }, at: MORNING });
	await drawUpRoll({ by: wang, roundId, at: MORNING });
	expect((await seen(roundId)).missing).toEqual(["unchecked"]);
	await checkEverywhere(wang, roundId, MORNING);
	await announceAsSeen(wang, roundId, MORNING);
	expect((await roundFor(roundId)).stage).toBe("announced");
});

test("only who runs the round announces it", async () => {
	const roundId = await ready();
	const { rulesHash } = await seen(roundId);
	const announcing = { roundId, rulesHash, at: MORNING };
	await expect(announceRound({ ...announcing, by: cast.staff.song })).rejects.toMatchObject({
		refusal: "forbidden",
		key: "rounds.notYours",
	});
	await expect(announceRound({ ...announcing, by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
});
