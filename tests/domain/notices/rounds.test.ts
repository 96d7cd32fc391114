import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { noticesAtWork, noticesFor } from "#domain/notices/notices.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { announcementOf, announceRound } from "#domain/votes/rounds/announcement.ts";
import { answerNomination } from "#domain/votes/rounds/answer-nomination.ts";
import { cancelRound } from "#domain/votes/rounds/cancel.ts";
import { checkRoll, drawUpRoll, strike } from "#domain/votes/rounds/change-roll.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { drawNominees } from "#domain/votes/rounds/draw-nominees.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { nominationsFor } from "#domain/votes/rounds/nominations.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { RULES, readyDraft } from "#tests/drafts.ts";
import { hireZhao } from "#tests/offices.ts";
import { pairOf } from "#tests/published.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { closeRound, say } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let wang: Viewer;
let zhao: Viewer;

freshDatabase(async () => {
	cast = await inviteCast();
	wang = cast.staff.wang;
	zhao = await hireZhao(wang);
});

type Home = keyof typeof cast.homes;
const atHome = async (home: Home) => (await noticesFor(cast.homes[home].viewer)).map(({ kind }) => kind);
const atWork = async (viewer: Viewer) => (await noticesAtWork(viewer)).map(({ kind, params }) => [kind, params]);
const draft = () => draftRound({ by: wang, regionId: cast.places.shilin.id, draft: RULES, at: MORNING });

async function nominated(...homes: Home[]): Promise<string> {
	const { roundId } = await draft();
	for (const home of homes) {
		const submissionId = await pairOf(cast.homes[home], `pair-${home}`);
		await nominate({ by: wang, roundId, submissionId, words: "", at: MORNING });
		await nominate({ by: wang, roundId, submissionId, words: "", at: MORNING });
	}
	return roundId;
}

test("a household that is nominated is asked once, until it answers", async () => {
	const roundId = await nominated("bao", "chen");
	expect(await noticesFor(cast.homes.bao.viewer)).toMatchObject([
		{ kind: "nominated", params: { round: RULES.name, region: "柿林镇" }, way: `/me#asked-${roundId}` },
	]);
	const [own] = await nominationsFor(cast.homes.bao.householdId);
	const said = { nominationId: own?.nominationId ?? "", words: "", by: cast.homes.bao, at: MORNING };
	await answerNomination({ ...said, answer: "declined" });
	expect([await atHome("bao"), await atHome("chen")]).toEqual([[], ["nominated"]]);
});

test("who is drawn is asked as well", async () => {
	const { roundId } = await draft();
	await pairOf(cast.homes.bao, "pair-bao");
	const period = { from: minutesAfter(MORNING, -60 * 24 * 30), until: minutesAfter(MORNING, 60 * 24 * 30) };
	await drawNominees({ by: wang, roundId, ...period, wanted: 1, at: MORNING });
	expect(await atHome("bao")).toEqual(["nominated"]);
});

test("a round that is called off asks nobody any more", async () => {
	const roundId = await nominated("bao");
	await drawUpRoll({ by: wang, roundId, at: MORNING });
	await cancelRound({ by: wang, roundId, why: "今年不办了", at: MORNING });
	expect([await atHome("bao"), await atWork(zhao)]).toEqual([[], []]);
});

test("an announcement ends the asking of who has not answered", async () => {
	const { bao, chen, du } = cast.homes;
	const roundId = await readyDraft({ viewer: wang, regionId: cast.places.shilin.id, willing: [bao, chen, du] });
	await nominate({ by: wang, roundId, submissionId: await pairOf(cast.homes.fan, "pair-fan"), words: "", at: MORNING });
	expect(await atHome("fan")).toEqual(["nominated"]);
	const { rulesHash } = await announcementOf(await roundFor(roundId), MORNING);
	await announceRound({ by: wang, roundId, rulesHash, at: MORNING });
	expect(await atHome("fan")).toEqual([]);
});

test("each village is told that its part of the roll waits, until it is checked, and again when it changed", async () => {
	const { roundId } = await draft();
	await drawUpRoll({ by: wang, roundId, at: MORNING });
	await drawUpRoll({ by: wang, roundId, at: MORNING });
	const waits = (region: string) => ["roll_waits", { round: RULES.name, region }];
	expect(await atWork(zhao)).toHaveLength(2);
	expect(await atWork(wang)).toEqual([]);
	await checkRoll({ by: zhao, roundId, villageId: cast.places.qingshi.id, households: 3, at: MORNING });
	expect(await atWork(zhao)).toEqual([waits("白杨村")]);
	await strike({ by: wang, roundId, number: 1, why: "搬走了", at: MORNING });
	expect(await atWork(zhao)).toContainEqual(waits("青石村"));
});

async function counted(): Promise<void> {
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du] });
	await say("june", 1, [2]);
	await closeRound("june");
	await countRound({ roundId: "june", by: wang, at: minutesAfter(CLOSES, 1) });
}

const at = minutesAfter(CLOSES, 60);
const object = (home: Home) => objectTo(ROUND_OBJECTIONS, { subject: "june", by: cast.homes[home], words: "我家的票数不对", at });
const answer = (number: number) =>
	answerObjection(ROUND_OBJECTIONS, { subject: "june", number, by: wang, answer: "查过了，没有问题", isUpheld: false, at });

test("the office is told of each objection until it is answered; the household is told of the answer, in no words", async () => {
	await counted();
	for (const home of ["du", "du", "chen"] as const) await object(home);
	const came = (number: number) => ["objection_came", { what: "round", name: "金秋最美庭院", number }];
	expect(await atWork(wang)).toHaveLength(2);
	await answer(1);
	await answer(1);
	expect(await atWork(wang)).toEqual([came(2)]);
	expect(await atWork(zhao)).toEqual([came(2)]);
	expect(await noticesFor(cast.homes.du.viewer)).toMatchObject([
		{ kind: "objection_answered", params: { what: "round", name: "金秋最美庭院", isUpheld: false }, way: "/votes/june/objections" },
	]);
	expect(await atHome("chen")).toEqual([]);
});
