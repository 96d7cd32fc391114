import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { households } from "#db/schema/households.ts";
import { voteCandidates, voteNominations, voteRounds } from "#db/schema/votes/rounds.ts";
import { announcementOf } from "#domain/votes/rounds/announcement.ts";
import { answerNomination } from "#domain/votes/rounds/answer-nomination.ts";
import { drawUpRoll } from "#domain/votes/rounds/change-roll.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { drawNominees, turnOf } from "#domain/votes/rounds/draw-nominees.ts";
import { howChosen } from "#domain/votes/rounds/how-chosen.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { nominationsOf } from "#domain/votes/rounds/nominations.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { sha256 } from "#platform/hash.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { crowdOf } from "#tests/crowd.ts";
import { freshDatabase } from "#tests/database.ts";
import { announceAsSeen, checkEverywhere, RULES } from "#tests/drafts.ts";
import { pairOf } from "#tests/published.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let roundId: string;
freshDatabase(async () => {
	cast = await inviteCast();
	roundId = await draftIn(cast.places.qingshi.id);
});

async function draftIn(regionId: string, { name = RULES.name, at = MORNING } = {}): Promise<string> {
	return (await draftRound({ by: cast.staff.wang, regionId, draft: { ...RULES, name }, at })).roundId;
}
const draw = (wanted: number, more: { round?: string; until?: Date; from?: Date } = {}) =>
	drawNominees({
		by: cast.staff.wang,
		roundId: more.round ?? roundId,
		from: more.from ?? minutesAfter(MORNING, -60),
		until: more.until ?? minutesAfter(MORNING, 60),
		wanted,
		at: MORNING,
	});
const nominations = () => db.select().from(voteNominations);
const trail = (action: string) => db.select().from(auditEntries).where(eq(auditEntries.action, action));
const drawnIn = async (round: string) => (await nominationsOf(round)).map(({ courtyard }) => courtyard).sort();

/** Who has the lowest tickets: what anybody works out who knows region, ordinal and the courtyards. */
function byHand(seed: string, courtyards: string[], count: number): string[] {
	const ticket = (code: string) => sha256(`${seed}:nominees:${code}`);
	const order = [...courtyards].sort((a, b) => (ticket(a) < ticket(b) ? -1 : 1));
	return order.slice(0, count).sort();
}
const CROWD = Array.from({ length: 12 }, (_, n) => `crowd-${n}`);

/** Twelve households of 青石村 with a published pair each. */
async function publishTwelve(): Promise<void> {
	for (const home of await crowdOf(12, [cast.places.donggou, cast.places.xipo])) await pairOf(home, `pair-${home.householdId}`);
}

async function announce(round: string): Promise<void> {
	await makeReady(round);
	await announceAsSeen(cast.staff.wang, round, MORNING);
}

/** Bao and Chen are put forward and say yes; the roll is checked. */
async function makeReady(round: string): Promise<void> {
	const { bao, chen } = cast.homes;
	const { wang } = cast.staff;
	const of = { by: wang, roundId: round, at: MORNING };
	for (const home of [bao, chen]) {
		await nominate({ ...of, submissionId: await pairOf(home, `${round}-${home.personId}`), words: "" });
		const asked = (await nominationsOf(round)).find(({ householdId }) => householdId === home.householdId);
		await answerNomination({ nominationId: asked?.nominationId ?? "", answer: "accepted", words: "", by: home, at: MORNING });
	}
	await drawUpRoll(of);
	await checkEverywhere(wang, round, MORNING);
}

test("nominees are drawn by a lot that anybody can draw again", async () => {
	const { bao, chen, du, fan } = cast.homes;
	await write((tx) => tx.update(households).set({ isHardship: true, isUnranked: true }).where(eq(households.id, "household-du")));
	for (const home of [bao, chen, du, fan]) await pairOf(home, `${home.personId}-1`, { at: minutesAfter(MORNING, -1) });
	await pairOf(chen, "person-chen-2");
	expect(await draw(2)).toEqual({ drawn: 2 });
	expect(await drawnIn(roundId)).toEqual(byHand("990101100201:1", ["code-bao", "code-chen", "code-du"], 2));
	await draw(3);
	const pairs = (await nominations()).map(({ submissionId }) => submissionId);
	expect(pairs.sort()).toEqual(["person-bao-1", "person-chen-2", "person-du-1"]);
});

test("drafted again unseen, as often as one likes, a round draws the same households", async () => {
	await publishTwelve();
	await draw(4);
	for (const name of ["再来", "又来"]) {
		const again = await draftIn(cast.places.qingshi.id, { name, at: minutesAfter(MORNING, 5) });
		await draw(4, { round: again });
		expect(await drawnIn(again)).toEqual(await drawnIn(roundId));
	}
	expect(await drawnIn(roundId)).toEqual(byHand("990101100201:1", CROWD, 4));
});

test("only a round that was announced moves the next draw on, and not one that was drafted before", async () => {
	await publishTwelve();
	await draw(4);
	const other = await draftIn(cast.places.qingshi.id, { name: "先起草的" });
	await announce(await draftIn(cast.places.qingshi.id, { name: "公告了的" }));
	const next = await draftIn(cast.places.qingshi.id, { name: "下一轮", at: minutesAfter(MORNING, 5) });
	expect((await turnOf(await roundFor(other))).ordinal).toBe(1);
	expect((await turnOf(await roundFor(next))).ordinal).toBe(2);
	await draw(4, { round: next });
	expect(await drawnIn(next)).toEqual(byHand("990101100201:2", [...CROWD, "code-bao", "code-chen"], 4));
	expect(await drawnIn(next)).not.toEqual(await drawnIn(roundId));
});

test("a draft kept in a drawer until another round was announced neither draws nor goes out with what it drew, by command or by hand", async () => {
	await publishTwelve();
	await draw(4);
	await announce(await draftIn(cast.places.qingshi.id, { name: "公告了的" }));
	await expect(draw(5)).rejects.toMatchObject({ refusal: "conflict", key: "rounds.lacks.draw" });
	await makeReady(roundId);
	expect((await announcementOf(await roundFor(roundId), MORNING)).missing).toEqual(["draw"]);
	await expect(announceAsSeen(cast.staff.wang, roundId, MORNING)).rejects.toMatchObject({ refusal: "conflict", key: "rounds.lacks.draw" });
	const announced = `insert into vote_round_stages (id, round_id, seq, stage, at) values ('x', '${roundId}', 2, 'announced', ${MORNING.getTime()})`;
	const byHand = write(async (tx) => {
		const { candidates } = await announcementOf(await roundFor(roundId), MORNING);
		await tx.insert(voteCandidates).values(candidates.map((candidate) => ({ roundId, ...candidate })));
		await tx.update(voteRounds).set({ rulesHash: "x", seedCommitment: "x" }).where(eq(voteRounds.id, roundId));
		await tx.run(announced);
	});
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("another announcement has taken") } });
});

test("a draft in which nobody was drawn goes out, whatever was announced meanwhile", async () => {
	const other = await draftIn(cast.places.qingshi.id, { name: "只提名" });
	await announce(roundId);
	await announce(other);
	expect((await roundFor(other)).stage).toBe("announced");
});

test("another region draws by its own code, whatever was announced elsewhere", async () => {
	await publishTwelve();
	await announce(roundId);
	const town = await draftIn(cast.places.shilin.id, { at: minutesAfter(MORNING, 5) });
	await draw(4, { round: town });
	expect((await turnOf(await roundFor(town))).ordinal).toBe(1);
	expect(await drawnIn(town)).toEqual(byHand("990101100000:1", [...CROWD, "code-bao", "code-chen"], 4));
});

test("from the announcement on everybody reads how the candidates were found, and no household", async () => {
	await publishTwelve();
	await draw(3);
	const before = await roundFor(roundId);
	await expect(howChosen(before)).rejects.toMatchObject({ refusal: "not_found" });
	await announce(roundId);
	const told = await howChosen(await roundFor(roundId));
	const period = { from: minutesAfter(MORNING, -60), until: minutesAfter(MORNING, 60) };
	expect(told).toEqual({
		code: "990101100201",
		ordinal: 1,
		seed: "990101100201:1",
		purpose: "nominees",
		draws: [{ ...period, tickets: 12, drawn: 3 }],
		isEverybody: false,
		drawn: { asked: 3, standing: [] },
		nominated: { asked: 2, standing: [1, 2] },
	});
	expect(byHand(told.seed, CROWD, told.draws[0]?.drawn ?? 0)).toEqual(
		(await nominationsOf(roundId))
			.filter(({ how }) => how === "drawn")
			.map(({ courtyard }) => courtyard)
			.sort(),
	);
	expect(JSON.stringify(told)).not.toMatch(/household|crowd|pair|person|code-/);
});

test("a draw that took every ticket chose nobody", async () => {
	await publishTwelve();
	await draw(100);
	await announce(roundId);
	expect(await howChosen(await roundFor(roundId))).toMatchObject({ isEverybody: true, draws: [{ tickets: 12, drawn: 12 }] });
});

test("drawn again, nobody is drawn twice; who said no is replaced by the next", async () => {
	const { bao, chen, du } = cast.homes;
	for (const home of [bao, chen, du]) await pairOf(home, `pair-${home.personId}`);
	expect(await draw(2)).toEqual({ drawn: 2 });
	expect(await draw(2)).toEqual({ drawn: 0 });
	expect(await trail("nomination.draw")).toHaveLength(1);
	const [first] = await nominations();
	const home = [bao, chen, du].find(({ householdId }) => householdId === first?.householdId) ?? bao;
	await answerNomination({ nominationId: first?.id ?? "", answer: "declined", words: "", by: home, at: MORNING });
	expect(await draw(2)).toEqual({ drawn: 1 });
	expect(await draw(9)).toEqual({ drawn: 0 });
});

test("a draw without sense is refused, and nobody else draws", async () => {
	await expect(draw(0)).rejects.toMatchObject({ key: "draws.wrong.count", field: "wanted" });
	await expect(draw(Number.NaN)).rejects.toMatchObject({ key: "draws.wrong.count" });
	await expect(draw(3, { until: minutesAfter(MORNING, -60) })).rejects.toMatchObject({ key: "draws.wrong.period", field: "until" });
	await expect(draw(3, { from: new Date(Number.NaN) })).rejects.toMatchObject({ key: "draws.wrong.period" });
	const period = { from: MORNING, until: minutesAfter(MORNING, 1), wanted: 1, at: MORNING };
	await expect(drawNominees({ by: cast.staff.song, roundId, ...period })).rejects.toMatchObject({ refusal: "forbidden" });
});
