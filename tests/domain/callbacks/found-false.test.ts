import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { pointEntries } from "#db/schema/points.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { answerCallback } from "#domain/callbacks/answer-callback.ts";
import { callbackShares, countCallbacks, openCallbacks, untrueCallbacks } from "#domain/callbacks/callbacks.ts";
import { drawCallbacks } from "#domain/callbacks/draw-callbacks.ts";
import { doubtOf, findFalse } from "#domain/callbacks/find-false.ts";
import { CALLBACK_APPROVAL, proposeRuling } from "#domain/callbacks/rule-callback.ts";
import { untrueSeen } from "#domain/callbacks/rulings.ts";
import { verifyCloses } from "#domain/closes/verify.ts";
import { publish } from "#domain/moderation/decide.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { verifyLedger } from "#domain/points/verify.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Pair, sentPair } from "#tests/pairs.ts";
import { adoptedIn } from "#tests/rules.ts";
import { hired, officeOf } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;
/** Of the town; Lin appointed nobody. */
let lin: Viewer;
let pair: Pair;
const DAY = new Date("2026-11-05T09:00:00+08:00");
const LATER = minutesAfter(DAY, 60);
const OVER = new Date("2027-01-01T05:10:00+08:00");
const CHEN = "household-chen";
const WHY = "和去年九月西坡那组收拾后的是同一张。";

freshDatabase(async () => {
	cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
	lin = await hired("lin", "town_admin", cast.places.shilin, cast.staff.wang);
	await drawCallbacks(DAY);
	pair = await sentPair(cast.homes.chen, { at: DAY });
	await publish({ ...pair, by: cast.staff.meng, at: minutesAfter(DAY, 10) });
});

const adopted = () => adoptedIn(cast.places.qingshi.id, cast.staff, { decided: "2026-10-05", month: "2026-11" });
const find = (more: object = {}) => findFalse({ submissionId: pair.submissionId, why: WHY, by: cast.staff.li, at: LATER, ...more });
const found = () => db.select().from(pointCallbacks);
const seqOf = async () => (await found())[0]?.entrySeq ?? 0;
const ask = async (answer: string, by: Viewer = office.rao) =>
	answerCallback({ entrySeq: await seqOf(), answer, how: "visit", words: "就是这次拍的。", by, at: LATER });
const propose = async (outcome = "reverse", by: Viewer = lin) =>
	proposeRuling({ entrySeq: await seqOf(), outcome, why: "两张照片并排看过，是同一张。", by, at: LATER });
async function signed(by: Viewer = office.rao) {
	const [open] = await db.select().from(approvals).where(sql`kind = 'callback' and answer is null`);
	await sign({ approvalId: open?.id ?? "", by, at: LATER }, { callback: CALLBACK_APPROVAL });
}
const heard = async () => (await noticesFor(cast.homes.chen.viewer)).map(({ kind, params }) => [kind, params]);

test("what a moderator found is told to the household, which is asked by somebody else; two more take the award back, held points too and nothing more", async () => {
	await adopted();
	for (const _ of ["once", "twice"]) await find();
	expect(await found()).toMatchObject([{ quarter: null, found: WHY, foundBy: cast.staff.li.personId, answer: null }]);
	expect(await heard()).toContainEqual(["photo_doubted", {}]);
	expect(await doubtOf(pair.submissionId, LATER)).toEqual({ found: WHY, isRuled: false });
	expect((await openCallbacks(office.rao, LATER)).page).toMatchObject([{ found: WHY, foundBy: "李敏" }]);
	await expect(propose()).rejects.toMatchObject({ key: "closes.callbacks.askFirst" });
	expect((await countCallbacks(lin, LATER)).untrue).toBe(0);
	// That the household says it is true ends nothing: others decide, with its words before them.
	await ask("true");
	expect([(await countCallbacks(lin, LATER)).untrue, (await untrueCallbacks(lin)).map(({ words }) => words)]).toEqual([
		1,
		["就是这次拍的。"],
	]);
	await propose();
	expect(await untrueSeen(office.rao, await seqOf())).toMatchObject({ found: WHY, answer: "true", isWaiting: true });
	await signed();
	expect(await accountOf(db, CHEN)).toEqual({ balance: 0, held: 0 });
	expect(await heard()).toContainEqual(["callback_ruled", { outcome: "reverse", points: -5, isFound: true }]);
	expect(await heard()).not.toContainEqual(["photo_doubted", {}]);
	expect([await doubtOf(pair.submissionId, LATER), await callbackShares(cast.staff.wang)]).toEqual([{ found: WHY, isRuled: true }, []]);
	await expect(find({ why: "另外还看出一处不对。", by: cast.staff.meng })).rejects.toMatchObject({ key: "closes.callbacks.foundAlready" });
	expect([...(await verifyLedger()).faults, ...(await verifyCloses()).faults]).toEqual([]);
});

test("left as it is, no point moves; of a pair that its household took back points are taken back too", async () => {
	await adopted();
	await withdrawSubmission({ submissionId: pair.submissionId, by: cast.homes.chen, at: LATER });
	await find();
	await ask("not_reached");
	await propose("close");
	await signed();
	expect([await accountOf(db, CHEN), (await heard()).at(0)]).toEqual([
		{ balance: 2, held: 3 },
		["callback_ruled", { outcome: "close", points: 0, isFound: true }],
	]);
});

test("a draw that chooses what was found before draws it as well, and verification draws the same again", async () => {
	await adopted();
	await find();
	await drawCallbacks(OVER);
	expect(await found()).toMatchObject([{ quarter: "2026-Q4", found: WHY }]);
	expect((await verifyCloses()).faults).toEqual([]);
	await ask("true");
	await expect(find({ by: cast.staff.meng })).rejects.toMatchObject({ key: "closes.callbacks.foundAlready" });
});

test("what was drawn and called true may be found false later, and waits for two people then", async () => {
	await adopted();
	await drawCallbacks(OVER);
	await ask("true");
	await expect(propose()).rejects.toMatchObject({ key: "closes.callbacks.notUntrue" });
	await find({ at: OVER });
	await propose();
	await signed();
	expect(await accountOf(db, CHEN)).toEqual({ balance: 0, held: 0 });
});

test.each<[string, string, () => Promise<unknown>]>([
	["the village adopted no rules", "closes.callbacks.noRules", () => find()],
	["nothing says why", "approvals.whyMissing", async () => [await adopted(), await find({ why: "假" })]],
	["somebody of another place finds it", "common.notFound", async () => [await adopted(), await find({ by: office.rao })]],
	[
		"a relative finds it",
		"common.notFound",
		async () => {
			await adopted();
			await write((tx) => tx.insert(declaredRelatives).values({ personId: cast.staff.li.personId, householdId: CHEN, declaredAt: DAY }));
			await find();
		},
	],
	[
		"the pair was paid nothing",
		"closes.callbacks.nothingPaid",
		async () => {
			await adopted();
			const waiting = await sentPair(cast.homes.du, { at: DAY });
			await find({ submissionId: waiting.submissionId });
		},
	],
	[
		"whoever found it asks",
		"closes.callbacks.hadHand",
		async () => [await adopted(), await find({ by: bothHats() }), await ask("untrue", bothHats())],
	],
	[
		"whoever published it asks",
		"accounts.notBoth",
		async () => [await adopted(), await find(), await ask("untrue", withRole(cast.staff.meng))],
	],
	[
		"whoever found it signs",
		"closes.callbacks.hadHand",
		async () => [await adopted(), await find({ by: bothHats() }), await ask("untrue"), await propose(), await signed(bothHats())],
	],
])("it is refused that %s, and no point moves", async (_what, key, deed) => {
	await expect(deed()).rejects.toMatchObject({ key });
	expect(await accountOf(db, CHEN)).toEqual({ balance: 2, held: 3 });
});

/** Who moderates and administers the village. */
function withRole(viewer: Viewer): Viewer {
	const { id: regionId, name: regionName, path } = cast.places.qingshi;
	return { ...viewer, roles: [...viewer.roles, { role: "village_admin", regionId, regionName, path }] };
}
const bothHats = () => withRole(cast.staff.li);

const byHand = (statement: string) => write((tx) => tx.run(sql.raw(statement)));
const foundByHand = (by: string, code = "P01") =>
	byHand(`insert into point_callbacks (entry_seq, household_id, village_id, drawn_at, found, found_by, found_at)
		select e.seq, e.household_id, l.village_id, 1, '是一张旧照片', '${by}', ${LATER.getTime()} from point_entries e
		join point_legs l on l.entry_seq = e.seq join point_rules r on r.id = e.rule_id and r.code = '${code}' limit 1`);

test.each<[string, string, () => Promise<unknown>]>([
	["it is found where no rules were adopted", "under rules of the village itself", () => foundByHand("person-li")],
	["a member of the household finds it", "own household", async () => [await adopted(), await foundByHand("person-chen")]],
	[
		"who found it asks",
		"not by who wrote",
		async () => [
			await adopted(),
			await foundByHand("person-li"),
			await byHand("update point_callbacks set answer = 'true', how = 'phone', words = '是的', answered_by = 'person-li', answered_at = 1"),
		],
	],
	[
		"it is found otherwise later",
		"found and answered once",
		async () => [await adopted(), await foundByHand("person-li"), await byHand("update point_callbacks set found = '说的是另一件事'")],
	],
	[
		"it is ruled on before somebody asked",
		"reverses or closes",
		async () => [
			await adopted(),
			await foundByHand("person-li"),
			await byHand(`insert into approvals (id, kind, subject, region_id, household_id, outcome, why, proposed_by, proposed_at)
			select 'x', 'callback', entry_seq, village_id, household_id, 'reverse', '两张是同一张', '${lin.personId}', 1 from point_callbacks`),
		],
	],
	[
		"a row is neither drawn nor found",
		"point_callbacks_drawn_or_found",
		() =>
			byHand(
				"insert into point_callbacks (entry_seq, household_id, village_id, drawn_at) select entry_seq, household_id, village_id, 1 from point_legs limit 1",
			),
	],
])("the database refuses that %s", async (_what, words, deed) => {
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
	expect(await db.$count(pointEntries, eq(pointEntries.kind, "reverse"))).toBe(0);
});
