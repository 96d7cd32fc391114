import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { consents } from "#db/schema/submissions.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { answerNomination, takeBackYes } from "#domain/votes/rounds/answer-nomination.ts";
import { candidatesOf } from "#domain/votes/rounds/candidates.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { nominablePairs, nominationsFor, nominationsOf } from "#domain/votes/rounds/nominations.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { announceAsSeen, RULES, readyDraft } from "#tests/drafts.ts";
import { pairOf } from "#tests/published.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let roundId: string;
freshDatabase(async () => {
	cast = await inviteCast();
	({ roundId } = await draftRound({ by: cast.staff.wang, regionId: cast.places.qingshi.id, draft: RULES, at: MORNING }));
});

const propose = (submissionId: string, words = "三代人一起收拾的。", viewer = cast.staff.wang) =>
	nominate({ by: viewer, roundId, submissionId, words, at: MORNING });
const nominations = () => db.select().from(voteNominations);
const trail = (action: string) => db.select().from(auditEntries).where(eq(auditEntries.action, action));

async function asked(home = cast.homes.bao): Promise<string> {
	await propose(await pairOf(home, `pair-${home.personId}`));
	const [found] = await db.select().from(voteNominations).where(eq(voteNominations.householdId, home.householdId));
	return found?.id ?? "";
}
const answer = (nominationId: string, said: "accepted" | "declined", more: { words?: string; by?: typeof cast.homes.bao } = {}) =>
	answerNomination({ nominationId, answer: said, words: more.words ?? "三代人一起收拾的。", by: more.by ?? cast.homes.bao, at: MORNING });

test("a published pair of the region is nominated with its story, twice is once", async () => {
	const pair = await pairOf(cast.homes.bao, "pair");
	await propose(pair);
	await propose(pair, "另一种说法");
	expect(await nominations()).toMatchObject([{ submissionId: pair, how: "nominated", words: "三代人一起收拾的。", answer: null }]);
	expect(await trail("nomination.make")).toHaveLength(1);
});

test("nobody is nominated with what is not public, not of the region, or a second time", async () => {
	const { bao, fan, chen } = cast.homes;
	await expect(propose(await pairOf(fan, "elsewhere"))).rejects.toMatchObject({ refusal: "invalid", key: "rounds.notShown" });
	await expect(propose(await pairOf(chen, "waiting", { isPublished: false }))).rejects.toMatchObject({ key: "rounds.notShown" });
	await propose(await pairOf(bao, "first"));
	await expect(propose(await pairOf(bao, "second"))).rejects.toMatchObject({ refusal: "conflict", key: "rounds.nominatedAlready" });
	await expect(propose("first", "院".repeat(301))).rejects.toMatchObject({ key: "rounds.wrong.long", field: "words" });
});

test("nobody nominates their own household or a declared relative's", async () => {
	const pair = await pairOf(cast.homes.bao, "pair");
	const { wang, li } = cast.staff;
	await write((tx) => tx.insert(declaredRelatives).values({ personId: wang.personId, householdId: "household-bao", declaredAt: MORNING }));
	await expect(propose(pair)).rejects.toMatchObject({ refusal: "forbidden", key: "households.recused" });
	expect((await nominablePairs(wang, await roundFor(roundId), {})).pairs).toEqual([]);
	const baoAsAdmin = {
		...cast.baoAsModerator,
		roles: cast.baoAsModerator.roles.map((held) => ({ ...held, role: "village_admin" as const })),
	};
	await expect(propose(pair, "", baoAsAdmin)).rejects.toMatchObject({ key: "households.recused" });
	await expect(propose(pair, "", li)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(propose(pair, "", cast.staff.song)).rejects.toMatchObject({ refusal: "forbidden" });
});

test("a publicist of the region may nominate", async () => {
	const publicist = { ...cast.staff.li, roles: cast.staff.li.roles.map((held) => ({ ...held, role: "publicist" as const })) };
	await propose(await pairOf(cast.homes.bao, "pair"), "", publicist);
	expect(await nominations()).toHaveLength(1);
});

test("what may be nominated is found by place, courtyard and words, page by page", async () => {
	const { bao, chen, du, fan } = cast.homes;
	await pairOf(bao, "bao", { content: { words: "柿子树下" } });
	await pairOf(du, "du");
	await pairOf(fan, "fan");
	for (let n = 0; n < 12; n++) await pairOf(chen, `chen-${n}`, { at: minutesAfter(MORNING, -n) });
	const round = await roundFor(roundId);
	const find = async (search: string) => (await nominablePairs(cast.staff.wang, round, { search })).pairs.map((pair) => pair.submissionId);
	expect(await find("西坡")).toEqual(["du"]);
	expect(await find("西 坡")).toEqual(["du"]);
	expect(await find("code-bao")).toEqual(["bao"]);
	expect(await find("柿子树")).toEqual(["bao"]);
	expect(await find("桥头")).toEqual([]);
	const first = await nominablePairs(cast.staff.wang, round, {});
	const second = await nominablePairs(cast.staff.wang, round, { after: first.next ?? "" });
	expect(new Set([...first.pairs, ...second.pairs].map((pair) => pair.submissionId)).size).toBe(14);
	expect(second.next).toBeNull();
});

test("a household says yes with its own words, and that is its consent", async () => {
	const nominationId = await asked();
	expect(await nominationsFor("household-bao")).toMatchObject([
		{ state: "waiting", round: { name: RULES.name }, pair: { submissionId: "pair-person-bao" } },
	]);
	await answer(nominationId, "accepted", { words: "一家人收拾了两天。" });
	await answer(nominationId, "accepted", { words: "第二遍" });
	expect(await nominationsOf(roundId)).toMatchObject([{ state: "accepted", words: "一家人收拾了两天。" }]);
	const given = await db.select().from(consents).where(eq(consents.channel, "vote"));
	expect(given).toMatchObject([{ submissionId: "pair-person-bao", givenBy: "person-bao", withdrawnAt: null }]);
	expect(await trail("nomination.answer")).toHaveLength(1);
	await expect(answer(nominationId, "declined")).rejects.toMatchObject({ refusal: "conflict", key: "rounds.answered.accepted" });
});

test("a household says no, and that stands; nobody answers for another", async () => {
	const nominationId = await asked();
	await expect(answer(nominationId, "accepted", { by: cast.homes.chen })).rejects.toMatchObject({ refusal: "not_found" });
	await answer(nominationId, "declined");
	await answer(nominationId, "declined");
	expect(await nominationsOf(roundId)).toMatchObject([{ state: "declined" }]);
	expect(await nominationsFor("household-bao")).toEqual([]);
	await expect(answer(nominationId, "accepted")).rejects.toMatchObject({ key: "rounds.answered.declined" });
	expect(await db.select().from(consents).where(eq(consents.channel, "vote"))).toEqual([]);
});

test("the database takes no answer from a stranger and no yes without consent", async () => {
	const nominationId = await asked();
	const said = (more: object) =>
		write((tx) =>
			tx
				.update(voteNominations)
				.set({ answeredAt: MORNING, ...more })
				.where(eq(voteNominations.id, nominationId)),
		);
	const no = { answer: "declined", answeredBy: "person-chen" };
	await expect(said(no)).rejects.toMatchObject({ cause: { message: expect.stringContaining("the household itself answers") } });
	const yes = { answer: "accepted", answeredBy: "person-bao", consentId: null };
	await expect(said(yes)).rejects.toMatchObject({ cause: { message: expect.stringContaining("a yes is a consent") } });
});

test("what was taken off the wall cannot stand, and too long a story is told", async () => {
	const nominationId = await asked();
	await expect(answer(nominationId, "accepted", { words: "院".repeat(301) })).rejects.toMatchObject({ key: "rounds.wrong.long" });
	await withdrawSubmission({ submissionId: "pair-person-bao", by: cast.homes.bao, at: MORNING });
	await expect(answer(nominationId, "accepted")).rejects.toMatchObject({ refusal: "conflict", key: "rounds.noLongerShown" });
	expect(await nominationsOf(roundId)).toMatchObject([{ state: "gone" }]);
});

test("a yes is taken back at any time; the candidate is gone, also when the pair stands elsewhere later", async () => {
	const { bao, fan, chen } = cast.homes;
	const { wang } = cast.staff;
	const regionId = cast.places.shilin.id;
	const announced = await readyDraft({ viewer: wang, regionId, willing: [bao, fan, chen], rules: { name: "一" } });
	await announceAsSeen(wang, announced, MORNING);
	const own = (await nominationsOf(announced)).find(({ householdId }) => householdId === bao.householdId);
	const back = { nominationId: own?.nominationId ?? "", by: bao, at: MORNING };
	await expect(takeBackYes({ ...back, by: chen })).rejects.toMatchObject({ refusal: "not_found" });
	await takeBackYes(back);
	await takeBackYes(back);
	expect(await trail("nomination.take_back")).toHaveLength(1);
	const gone = async () => (await candidatesOf(announced)).filter(({ pair }) => pair === null);
	expect(await gone()).toMatchObject([{ householdId: bao.householdId, words: "" }]);
	const { roundId: second } = await draftRound({ by: wang, regionId, draft: { ...RULES, name: "二" }, at: MORNING });
	await nominate({ by: wang, roundId: second, submissionId: "pair-household-bao", words: "", at: MORNING });
	const [again] = await nominationsOf(second);
	await answer(again?.nominationId ?? "", "accepted");
	expect(await gone()).toHaveLength(1);
});

test("a yes that is taken back in one round leaves the same pair's yes in another alone", async () => {
	const { wang } = cast.staff;
	const other = await draftRound({ by: wang, regionId: cast.places.shilin.id, draft: RULES, at: MORNING });
	const nominationId = await asked();
	await nominate({ by: wang, roundId: other.roundId, submissionId: "pair-person-bao", words: "", at: MORNING });
	const elsewhere = (await nominationsOf(other.roundId))[0]?.nominationId ?? "";
	await answer(nominationId, "accepted");
	await answer(elsewhere, "accepted");
	await takeBackYes({ nominationId, by: cast.homes.bao, at: MORNING });
	expect(await nominationsOf(roundId)).toMatchObject([{ state: "gone" }]);
	expect(await nominationsOf(other.roundId)).toMatchObject([{ state: "accepted" }]);
	const given = await db.select().from(consents).where(eq(consents.channel, "vote")).orderBy(consents.withdrawnAt);
	expect(given).toMatchObject([
		{ occasion: other.roundId, withdrawnAt: null },
		{ occasion: roundId, withdrawnAt: MORNING },
	]);
});

test("the database takes no yes whose consent is for another round", async () => {
	const other = await draftRound({ by: cast.staff.wang, regionId: cast.places.shilin.id, draft: RULES, at: MORNING });
	const nominationId = await asked();
	const of = { id: "elsewhere", householdId: "household-bao", submissionId: "pair-person-bao", channel: "vote" as const };
	const given = { givenBy: "person-bao", givenAt: MORNING };
	await write((tx) => tx.insert(consents).values({ ...of, ...given, occasion: other.roundId }));
	const yes = { answer: "accepted" as const, answeredBy: "person-bao", answeredAt: MORNING, consentId: "elsewhere" };
	const said = write((tx) => tx.update(voteNominations).set(yes).where(eq(voteNominations.id, nominationId)));
	await expect(said).rejects.toMatchObject({ cause: { message: expect.stringContaining("a yes is a consent to this round") } });
	expect(await nominationsOf(roundId)).toMatchObject([{ state: "waiting" }]);
});

test("who was never asked has nothing to take back", async () => {
	const nominationId = await asked();
	await expect(takeBackYes({ nominationId, by: cast.homes.bao, at: MORNING })).rejects.toMatchObject({ key: "rounds.noYes" });
});
