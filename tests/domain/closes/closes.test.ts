import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { pointCloseLines, pointCloses, pointDisputes } from "#db/schema/closes.ts";
import { clockMarks } from "#db/schema/jobs.ts";
import { pointEntries } from "#db/schema/points.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { answerDispute } from "#domain/closes/answer-dispute.ts";
import { beginClose } from "#domain/closes/begin-close.ts";
import { disputeEntry } from "#domain/closes/dispute-entry.ts";
import { lockClose } from "#domain/closes/lock-close.ts";
import { noticeClose } from "#domain/closes/notice-close.ts";
import { codeOfSheet } from "#domain/closes/rules.ts";
import { credit } from "#domain/points/credit.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { redeem } from "#domain/points/redeem.ts";
import { NEIGHBOUR_HELP } from "#domain/points/rules.ts";
import { verifyFunds, verifyLedger } from "#domain/points/verify.ts";
import { DAY_MS } from "#platform/clock.ts";
import { inviteCast } from "#tests/cast.ts";
import { watchedClock } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";
import { depositIn } from "#tests/funds.ts";
import { officeOf } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;
const VILLAGE = "region-990101100201";
const [BAO, CHEN, DU] = ["household-bao", "household-chen", "household-du"];
const beijing = (moment: string) => new Date(`${moment}:00+08:00`);
const OVER = beijing("2026-11-26T09:00");
const NOTICED = beijing("2026-11-30T09:00");
const ENDED = beijing("2026-12-06T00:00");

freshDatabase(async () => {
	cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
	await depositIn(VILLAGE, 100);
	await earn("help-1", BAO, "2026-11-10T10:00");
	await earn("help-2", CHEN, "2026-11-12T10:00");
	await write((tx) =>
		redeem(tx, { householdId: BAO, points: 4, source: "order:1", evidence: "order:1", actorId: null, at: beijing("2026-11-20T10:00") }),
	);
	// On the evening after the last day of the record.
	await earn("help-3", BAO, "2026-11-26T00:30");
});

function earn(n: string, householdId: string, at: string, decidedBy = "person-meng") {
	const award = { rule: NEIGHBOUR_HELP, source: `list:${n}`, evidence: `list:${n}`, householdId, decidedBy, at: beijing(at) };
	return write((tx) => credit(tx, award));
}

const begin = (more: object = {}) => beginClose({ villageId: VILLAGE, month: "2026-11", by: office.yun, at: OVER, ...more });
const notice = (closeId: string, more: object = {}) => noticeClose({ closeId, days: "5", by: office.yun, at: NOTICED, ...more });
const lock = (closeId: string, more: object = {}) => lockClose({ closeId, by: office.rao, at: ENDED, ...more });
const seqOf = async (source: string) => (await db.select().from(pointEntries).where(eq(pointEntries.source, source)))[0]?.seq ?? 0;
const complain = async (source = "list:help-1", more: object = {}) =>
	disputeEntry({ entrySeq: await seqOf(source), words: "", by: cast.homes.bao.viewer as never, at: OVER, ...more } as Parameters<
		typeof disputeEntry
	>[0]);
const answer = async (more: object = {}) =>
	answerDispute({
		entrySeq: await seqOf("list:help-1"),
		isUpheld: true,
		correction: "-3",
		words: "签到表上只有半天。",
		by: office.rao,
		at: OVER,
		...more,
	});
const linesIn = (closeId: string) =>
	db.select().from(pointCloseLines).where(eq(pointCloseLines.closeId, closeId)).orderBy(pointCloseLines.position);

test("a month is begun, put on the wall and locked by another, each once", async () => {
	const { closeId } = await begin();
	expect(await begin()).toEqual({ closeId });
	const lines = await linesIn(closeId);
	expect(lines.map(({ hamlet, number, earned, spent, balance }) => [hamlet, number, earned, spent, balance])).toEqual([
		["东沟", "0001", 10, -4, 6],
		["东沟", "0002", 10, 0, 10],
	]);
	const [close] = await db.select().from(pointCloses);
	const [head] = (await db.select().from(pointEntries)).slice(-1);
	expect(close).toMatchObject({ households: 2, earned: 20, spent: -4, balance: 16, headSeq: head?.seq, headHash: head?.hash });
	expect(close?.code).toBe(codeOfSheet({ place: "990101100201", month: "2026-11", headHash: head?.hash ?? "", lines }));
	const { until } = await notice(closeId);
	expect(until).toEqual(ENDED);
	expect(await notice(closeId, { days: "9" })).toMatchObject({ until: ENDED });
	await lock(closeId);
	await lock(closeId);
	expect((await db.select().from(pointCloses))[0]).toMatchObject({ stage: "locked", stageAt: ENDED });
	const verbs = await db.all<{ action: string }>("select action from audit_entries where action glob 'close.*' order by seq" as never);
	expect(verbs.map(({ action }) => action)).toEqual(["close.begin", "close.notice", "close.lock"]);
});

test("refused are a day too early, another's village, a wrong month, a notice too short, and a lock too soon or by the same hands", async () => {
	await expect(begin({ at: beijing("2026-11-25T23:59") })).rejects.toMatchObject({ key: "closes.refused.notYet" });
	await expect(begin({ month: "2026-13" })).rejects.toMatchObject({ key: "closes.refused.month" });
	await expect(begin({ month: "2023-01" })).rejects.toMatchObject({ key: "closes.refused.month" });
	await expect(begin({ by: office.qiu })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(begin({ villageId: "region-990101100202" })).rejects.toMatchObject({ refusal: "not_found" });
	const { closeId } = await begin();
	await expect(notice(closeId, { days: "2" })).rejects.toMatchObject({ key: "closes.refused.days" });
	await expect(notice(closeId, { at: beijing("2026-11-28T23:59") })).rejects.toMatchObject({ key: "closes.refused.inReview" });
	await expect(notice(closeId, { by: office.qiu })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(lock(closeId)).rejects.toMatchObject({ key: "closes.refused.notNoticed" });
	await notice(closeId);
	await expect(lock(closeId, { at: beijing("2026-12-05T23:59") })).rejects.toMatchObject({ key: "closes.refused.noticeRuns" });
	await expect(lock(closeId, { by: office.yun })).rejects.toMatchObject({ key: "accounts.notBoth" });
	await expect(lock(closeId, { by: office.hao })).rejects.toMatchObject({ key: "accounts.askAnother" });
	await expect(lock(closeId, { by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
	await lock(closeId, { by: office.qiu });
});

test("months follow each other; each entry stands on one sheet, also when a close is late", async () => {
	const { closeId } = await begin({ at: beijing("2026-12-28T09:00") });
	await expect(begin({ month: "2026-12", at: beijing("2026-12-28T09:00") })).rejects.toMatchObject({ key: "closes.refused.oneBefore" });
	await notice(closeId, { at: beijing("2026-12-28T10:00") });
	await lock(closeId, { at: beijing("2027-01-20T09:00") });
	await expect(begin({ month: "2027-01", at: beijing("2027-01-27T09:00") })).rejects.toMatchObject({ key: "closes.refused.inOrder" });
	const december = await begin({ month: "2026-12", at: beijing("2027-01-20T09:00") });
	expect((await linesIn(december.closeId)).map(({ number, earned, balance }) => [number, earned, balance])).toEqual([
		["0001", 10, 16],
		["0002", 0, 10],
	]);
});

test("nothing is dated into a month that was closed; what is put right is a row of the open month", async () => {
	await begin();
	await expect(earn("late", CHEN, "2026-11-25T23:00")).rejects.toMatchObject({
		key: "closes.refused.closedMonth",
		params: { month: "2026-11" },
	});
	await earn("after", CHEN, "2026-11-26T00:00");
	await earn("elsewhere", "household-fan", "2026-11-25T23:00");
	expect((await verifyLedger()).faults).toEqual([]);
});

test("one tap says that an entry is wrong; until it is answered nothing is closed", async () => {
	await complain();
	await complain();
	expect(await db.select().from(pointDisputes)).toMatchObject([{ words: "", saidBy: null, dueOn: "2026-12-01" }]);
	await expect(begin()).rejects.toMatchObject({ key: "closes.refused.disputesOpen", params: { count: 1 } });
	await expect(complain("list:help-2")).rejects.toMatchObject({ refusal: "not_found" });
	await expect(complain("list:help-1", { words: "长".repeat(501) })).rejects.toMatchObject({ key: "closes.refused.words" });
	await answer();
	await answer();
	await expect(answer({ isUpheld: false })).rejects.toMatchObject({ key: "closes.refused.answered" });
	expect((await accountOf(db, BAO ?? "")).balance).toBe(13);
	const [row] = (await db.select().from(pointEntries)).slice(-1);
	expect(row).toMatchObject({
		kind: "adjust",
		points: -3,
		evidence: `dispute:${await seqOf("list:help-1")}`,
		actorId: office.rao.personId,
	});
	await begin();
	expect([...(await verifyLedger()).faults, ...(await verifyFunds()).faults]).toEqual([]);
});

test("a proxy writes it down, and somebody who did not write the entry answers, within what the rule pays", async () => {
	const proxy = { by: office.qiu, saidBy: "鲍春生", words: "那天没去成。" };
	await expect(complain("list:help-1", { ...proxy, saidBy: "路人" })).rejects.toMatchObject({ key: "households.speaker.unknown" });
	await expect(complain("list:help-1", { ...proxy, by: cast.staff.meng })).rejects.toMatchObject({ refusal: "not_found" });
	await complain("list:help-1", proxy);
	expect(await db.select().from(pointDisputes)).toMatchObject([{ saidBy: "鲍春生", madeBy: office.qiu.personId }]);
	await expect(answer({ words: "不" })).rejects.toMatchObject({ key: "approvals.appealLength" });
	for (const correction of ["1", "-11", "x"])
		await expect(answer({ correction })).rejects.toMatchObject({ key: "closes.refused.correction" });
	await expect(answer({ by: office.qiu })).rejects.toMatchObject({ refusal: "not_found" });
	await answer({ isUpheld: false, correction: "9" });
	expect((await accountOf(db, BAO ?? "")).balance).toBe(16);
});

test("who wrote the entry, made the dispute or is close to the household answers nothing", async () => {
	await earn("by-rao", DU ?? "", "2026-11-13T10:00", office.rao.personId);
	await complain("list:by-rao", { by: cast.homes.du.viewer });
	const entrySeq = await seqOf("list:by-rao");
	await expect(answer({ entrySeq })).rejects.toMatchObject({ key: "accounts.notBoth" });
	await answer({ entrySeq, by: office.yun, correction: "0" });
	await complain("list:help-2", { by: office.yun, saidBy: "陈桂兰" });
	await expect(answer({ entrySeq: await seqOf("list:help-2"), by: office.yun })).rejects.toMatchObject({
		key: "closes.refused.ownDispute",
	});
});

test("what was locked is disputed no more", async () => {
	const { closeId } = await begin();
	await notice(closeId);
	await complain();
	await expect(lock(closeId)).rejects.toMatchObject({ key: "closes.refused.disputesOpen" });
	await answer();
	await lock(closeId);
	await expect(complain("order:1", { at: ENDED })).rejects.toMatchObject({ key: "closes.refused.locked", params: { month: "2026-11" } });
	await complain("list:help-3", { at: ENDED });
});

test.each([0, 1, 2, 3, 4])(
	"disputed, answered by two and locked at once, nothing is locked that waits, and one answer stands, whichever comes first (%i)",
	async (turn) => {
		const { closeId } = await begin();
		await notice(closeId);
		const entrySeq = await seqOf("list:help-1");
		const bao = { ...cast.homes.bao.viewer, householdId: BAO ?? "" };
		const disputing = () => disputeEntry({ entrySeq, words: "", by: bao, at: OVER });
		const answering = (by: Viewer, correction: string) => () =>
			answerDispute({ entrySeq, isUpheld: true, correction, words: "签到表上只有半天。", by, at: OVER });
		const acts = [disputing, answering(office.rao, "-3"), () => lock(closeId), answering(office.yun, "-2"), disputing];
		const outcomes = await Promise.allSettled([...acts.slice(turn), ...acts.slice(0, turn)].map((act) => act()));
		const why = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.key] : []));
		const known = ["common.notFound", "closes.refused.answered", "closes.refused.disputesOpen", "closes.refused.locked"];
		expect(why.filter((key) => !known.includes(key))).toEqual([]);
		const [[dispute], [close]] = [await db.select().from(pointDisputes), await db.select().from(pointCloses)];
		expect([close?.stage, dispute !== undefined, dispute?.answeredAt ?? null]).not.toEqual(["locked", true, null]);
		const rows = await db.select().from(pointEntries).where(eq(pointEntries.kind, "adjust"));
		expect(rows.map(({ points }) => points)).toEqual(dispute?.correction ? [dispute.correction] : []);
		expect((await accountOf(db, BAO ?? "")).balance).toBe(16 + (dispute?.correction ?? 0));
		expect([...(await verifyLedger()).faults, ...(await verifyFunds()).faults]).toEqual([]);
	},
);

test("a clock that jumps ahead begins, notices and locks nothing; put right it is still too early, run on each is done", async () => {
	const clock = watchedClock(beijing("2026-11-25T09:00"));
	let closeId = "";
	const steps: [days: number, step: () => Promise<unknown>][] = [
		[1, async () => ({ closeId } = await begin({ at: clock.now() }))],
		[3, () => notice(closeId, { at: clock.now() })],
		[8, () => lock(closeId, { at: clock.now() })],
	];
	for (const [days, step] of steps) {
		clock.set(days * DAY_MS);
		await expect(step()).rejects.toMatchObject({ refusal: "busy", key: "rounds.clockMoved" });
		clock.set(-days * DAY_MS);
		await expect(step()).rejects.toMatchObject({ refusal: "conflict" });
		clock.pass(days * DAY_MS);
		await step();
	}
	expect((await db.select().from(pointCloses)).map(({ stage }) => stage)).toEqual(["locked"]);
});

test("nothing is begun, noticed or locked by a clock in doubt", async () => {
	const { closeId } = await begin();
	await rawClient().execute(
		"INSERT INTO clock_marks (at, process, process_ms, ran_ms, doubt, doubted_ms, doubted_after) VALUES (1, 'p', 1, 1, 'ahead', 1, 1)",
	);
	await expect(notice(closeId)).rejects.toMatchObject({ key: "closes.refused.clockDoubted" });
	await expect(begin({ villageId: "region-990101100202", by: cast.staff.wang })).rejects.toMatchObject({
		key: "closes.refused.clockDoubted",
	});
	await rawClient().execute("DELETE FROM clock_marks");
	await notice(closeId);
	expect(await db.$count(clockMarks)).toBe(0);
});

const RAW = {
	close: (more: Record<string, string | number>) => {
		const ends = beijing("2026-11-26T00:00").getTime();
		const head = {
			head_seq: "(SELECT max(seq) FROM point_entries)",
			head_hash: "(SELECT hash FROM point_entries ORDER BY seq DESC LIMIT 1)",
		};
		const sums = { households: 0, earned: 0, spent: 0, balance: 0, code: "'0123abcdwxyz'" };
		const row = {
			id: "'c'",
			village_id: `'${VILLAGE}'`,
			month: "'2026-11'",
			stage_at: ends,
			from_at: 0,
			ends_at: ends,
			after_seq: 0,
			...head,
			...sums,
			...more,
		};
		return `INSERT INTO point_closes (${Object.keys(row)}) VALUES (${Object.values(row)})`;
	},
	step: (stage: string, seq: number, by: string, at: Date) =>
		`INSERT INTO point_close_stages (id, close_id, seq, stage, actor_id, at) SELECT '${stage}', id, ${seq}, '${stage}', '${by}', ${at.getTime()} FROM point_closes`,
};
const DOUBT =
	"INSERT INTO clock_marks (at, process, process_ms, ran_ms, doubt, doubted_ms, doubted_after) VALUES (1, 'p', 1, 1, 'ahead', 1, 1)";
const begunAndNoticed = async () => {
	const { closeId } = await begin();
	await notice(closeId);
};

test.each<[string, () => Promise<unknown>, () => string, RegExp]>([
	[
		"a month is closed before its record is over",
		async () => undefined,
		() => RAW.close({ stage_at: OVER.getTime() - 86_400_000 }),
		/record is over/,
	],
	["a month ends on another day", async () => undefined, () => RAW.close({ ends_at: OVER.getTime() }), /record is over/],
	["a month is closed while something is disputed", () => complain(), () => RAW.close({}), /answered first/],
	["a month is closed by a clock in doubt", () => rawClient().execute(DOUBT), () => RAW.close({}), /clock in doubt/],
	["a month is closed with another head", async () => undefined, () => RAW.close({ head_seq: 1 }), /head of the chain/],
	[
		"a month comes before another is locked",
		() => begin(),
		() => RAW.close({ month: "'2026-12'", ends_at: beijing("2026-12-26T00:00").getTime(), stage_at: ENDED.getTime() * 2 }),
		/month after month/,
	],
	["what was closed changes", () => begin(), () => "UPDATE point_closes SET balance = 1", /does not change/],
	[
		"a sheet gets a line later",
		() => begin(),
		() => "INSERT INTO point_close_lines SELECT id, 9, 'household-du', '西坡', '0001', 0, 0, 0 FROM point_closes",
		/has its lines/,
	],
	[
		"a line says something else than the ledger",
		() => rawClient().execute(RAW.close({})),
		() => "INSERT INTO point_close_lines VALUES ('c', 1, 'household-bao', '东沟', '0001', 10, -4, 7)",
		/what the ledger says/,
	],
	[
		"a sheet is begun without its lines",
		() => rawClient().execute(RAW.close({ households: 2 })),
		() => RAW.step("begun", 1, "person-wang", OVER),
		/whole sheet/,
	],
	["it is noticed during the review", () => begin(), () => RAW.step("noticed", 2, office.yun.personId, OVER), /after the review/],
	["it is locked before the notice is over", begunAndNoticed, () => RAW.step("locked", 3, office.rao.personId, NOTICED), /notice is over/],
	["it is locked by who began it", begunAndNoticed, () => RAW.step("locked", 3, office.yun.personId, ENDED), /independent person/],
	[
		"it is locked by an account that who began it made",
		begunAndNoticed,
		() => RAW.step("locked", 3, office.hao.personId, ENDED),
		/independent person/,
	],
	[
		"something is dated into a month that was closed",
		() => begin(),
		() => `INSERT INTO point_entries (seq, household_id, kind, points, held, redeemable, balance_after, held_after, rule_id, source, evidence, month, at, previous_hash, hash)
			SELECT seq + 1, household_id, 'adjust', 1, 0, 1, balance_after + 1, 0, rule_id, 's', 'e', month, ${OVER.getTime() - 86_400_000}, hash, 'h' FROM point_entries ORDER BY seq DESC LIMIT 1`,
		/dated into a month/,
	],
	[
		"who wrote an entry answers for it",
		() => complain(),
		() => `UPDATE point_disputes SET is_upheld = 0, correction = 0, answer = '没有记错。', answered_by = 'person-meng', answered_at = 1`,
		/not by who wrote/,
	],
	[
		"a correction is no row of the ledger",
		() => complain(),
		() =>
			`UPDATE point_disputes SET is_upheld = 1, correction = -1, answer = '没有记错。', answered_by = '${office.rao.personId}', answered_at = 1`,
		/a row of the ledger/,
	],
	[
		"another household's entry is disputed",
		async () => undefined,
		() =>
			`INSERT INTO point_disputes (entry_seq, household_id, village_id, words, made_by, said_by_unlisted, made_at, due_on) VALUES (1, 'household-du', '${VILLAGE}', '', 'person-du', 0, 1, '2026-12-01')`,
		/of the household itself/,
	],
])("the database refuses that %s", async (_what, before, sentence, why) => {
	await before();
	await expect(rawClient().execute(sentence())).rejects.toThrow(why);
});
