import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { pointEntries } from "#db/schema/points.ts";
import { linesOn } from "#domain/audit/lines.ts";
import { record } from "#domain/audit/trail.ts";
import { answerCallback } from "#domain/callbacks/answer-callback.ts";
import { callbackShares, countCallbacks, openCallbacks, untrueCallbacks } from "#domain/callbacks/callbacks.ts";
import { drawCallbacks } from "#domain/callbacks/draw-callbacks.ts";
import { drawnOf } from "#domain/callbacks/rules.ts";
import { verifyCloses } from "#domain/closes/verify.ts";
import { commitmentOf } from "#domain/draws/draws.ts";
import { adjust } from "#domain/points/adjust.ts";
import { NEIGHBOUR_HELP } from "#domain/points/rules.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { officeOf } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;
const VILLAGE = "region-990101100201";
const OVER = new Date("2027-01-01T05:10:00+08:00");
const LATER = new Date("2027-01-04T10:00:00+08:00");
const HOMES = ["household-bao", "household-chen", "household-du"];

freshDatabase(async () => {
	cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
	// Before any seed was sealed: nobody asks about it.
	await entered(-1, office.yun.personId);
	await drawCallbacks(MORNING);
	for (let n = 0; n < 21; n++) await entered(n, office.yun.personId);
});

function entered(n: number, actorId: string) {
	const entry = {
		householdId: HOMES[Math.abs(n % 3)] ?? "",
		points: 2,
		rule: NEIGHBOUR_HELP,
		source: `fix:${n}`,
		evidence: `fix:${n}`,
		actorId,
	};
	return write((tx) => adjust(tx, { ...entry, at: minutesAfter(MORNING, n) }));
}

const drawn = () => db.select().from(pointCallbacks).orderBy(pointCallbacks.entrySeq);
const firstSeq = async () => (await drawn())[0]?.entrySeq ?? 0;
const answer = async (more: object = {}) =>
	answerCallback({
		...{ entrySeq: await firstSeq(), answer: "true", how: "phone", words: "那天去了。", by: office.rao, at: LATER },
		...more,
	});

test("one in twenty of a quarter's entries is drawn once it is over, once, and the same by whoever draws again", async () => {
	await drawCallbacks(minutesAfter(MORNING, 600));
	expect(await drawn()).toEqual([]);
	for (const _ of ["once", "twice"]) await drawCallbacks(OVER);
	const rows = await drawn();
	expect(rows.map(({ quarter, villageId }) => [quarter, villageId])).toEqual([
		["2026-Q4", VILLAGE],
		["2026-Q4", VILLAGE],
	]);
	const [sealed] = await linesOn("callback:2026-Q4", "callback.seal");
	const [told] = await linesOn("callback:2026-Q4", "callback.draw");
	const seed = String(told?.detail["seed"]);
	expect([told?.detail, commitmentOf(seed)]).toEqual([
		{ seed, afterSeq: 1, headSeq: 22, entries: 21, drawn: 2 },
		sealed?.detail["commitment"],
	]);
	const entries = await db.select().from(pointEntries);
	const urn = entries.slice(1).map(({ seq, householdId }) => ({ seq, householdId, villageId: VILLAGE, code: "990101100201" }));
	expect(
		drawnOf(seed, urn.toReversed())
			.map(({ seq }) => seq)
			.sort((a, b) => a - b),
	).toEqual(rows.map(({ entrySeq }) => entrySeq));
	expect((await verifyCloses()).faults).toEqual([]);
	await rawClient().executeMultiple(
		"DROP TRIGGER point_callbacks_no_delete; DELETE FROM point_callbacks WHERE entry_seq = (SELECT min(entry_seq) FROM point_callbacks)",
	);
	expect((await verifyCloses()).faults.map(({ fault }) => fault)).toEqual(["callbacks_differ"]);
});

test("what is written after a quarter was drawn is of the next draw, even if it is dated back, and of no other", async () => {
	await drawCallbacks(OVER);
	await entered(21, office.yun.personId);
	await drawCallbacks(new Date("2027-04-01T05:10:00+08:00"));
	const [told] = await linesOn("callback:2027-Q1", "callback.draw");
	expect(told?.detail).toMatchObject({ afterSeq: 22, headSeq: 23, entries: 1, drawn: 1 });
	expect((await drawn()).filter(({ quarter }) => quarter === "2027-Q1").map(({ entrySeq }) => entrySeq)).toEqual([23]);
	expect((await verifyCloses()).faults).toEqual([]);
});

test("what the household says is written down once; the same again changes nothing, another answer is refused, of many at once one stands", async () => {
	await drawCallbacks(OVER);
	for (const _ of ["once", "twice"]) await answer();
	await expect(answer({ answer: "untrue" })).rejects.toMatchObject({ key: "closes.callbacks.answered" });
	const second = (await drawn())[1]?.entrySeq;
	const many = await Promise.allSettled(
		[office.rao, office.qiu, office.rao, office.qiu].map((by) => answer({ entrySeq: second, by, answer: "untrue", words: "没去过。" })),
	);
	expect(many.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
	expect(await drawn()).toMatchObject([
		{ answer: "true", answeredBy: office.rao.personId },
		{ answer: "untrue", words: "没去过。" },
	]);
	const lines = await db.all(sql`select 1 from audit_entries where action = 'callback.answer'`);
	expect(lines).toHaveLength(2);
});

test("who asks neither wrote it, nor depends on who did, nor is close to the household; others read what was not true, and the shares", async () => {
	await drawCallbacks(OVER);
	const { yun, hao, rao, tao } = office;
	await expect(answer({ by: yun })).rejects.toMatchObject({ key: "accounts.notBoth" });
	await expect(answer({ by: hao })).rejects.toMatchObject({ key: "accounts.askAnother" });
	await expect(answer({ by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
	for (const [field, typed] of [
		["answer", "perhaps"],
		["how", "dream"],
		["words", " "],
	] as const)
		await expect(answer({ [field]: typed })).rejects.toMatchObject({ refusal: "invalid", field });
	const seen = async (by: typeof yun) => (await openCallbacks(by, LATER)).page.length;
	expect([await seen(yun), await seen(hao), await seen(rao)]).toEqual([0, 0, 2]);
	const tooLate = minutesAfter(OVER, 91 * 24 * 60);
	expect([(await openCallbacks(rao, tooLate)).page, await countCallbacks(rao, tooLate)]).toEqual([[], { open: 0, untrue: 0 }]);
	const household = (await drawn())[0]?.householdId ?? "";
	await write((tx) => tx.insert(declaredRelatives).values({ personId: rao.personId, householdId: household, declaredAt: MORNING }));
	await expect(answer()).rejects.toMatchObject({ key: "households.recused" });
	await answer({ by: office.qiu, answer: "untrue", how: "visit", words: "那天我们都不在家。" });
	expect((await untrueCallbacks(cast.staff.wang)).map(({ words }) => words)).toEqual(["那天我们都不在家。"]);
	expect(await untrueCallbacks(yun)).toEqual([]);
	expect(await countCallbacks(cast.staff.wang, LATER)).toMatchObject({ untrue: 1 });
	expect(await callbackShares(cast.staff.wang)).toMatchObject([{ quarter: "2026-Q4", drawn: 2, true: 0, untrue: 1, notReached: 0 }]);
	expect(await callbackShares(tao)).toHaveLength(1);
});

const byHand = (statement: string) => write((tx) => tx.run(sql.raw(statement)));
const answeredBy = (by: string) =>
	byHand(`update point_callbacks set answer = 'true', how = 'phone', words = '是的', answered_by = '${by}', answered_at = 1`);

test.each<[string, string, () => Promise<unknown>]>([
	["who wrote the entry answers", "not by who wrote or signed", () => answeredBy(office.yun.personId)],
	["whom they hired answers", "not by who wrote or signed", () => answeredBy(office.hao.personId)],
	[
		"a relative answers",
		"own household",
		async () => {
			for (const householdId of HOMES)
				await write((tx) => tx.insert(declaredRelatives).values({ personId: office.rao.personId, householdId, declaredAt: MORNING }));
			await answeredBy(office.rao.personId);
		},
	],
	["it is answered twice", "answered once", async () => [await answer(), await answeredBy(office.qiu.personId)]],
	["another household is put in", "answered once", () => byHand("update point_callbacks set household_id = 'household-fan'")],
	["it goes away", "point_callbacks stay", () => byHand("delete from point_callbacks")],
	[
		"what is no entry of the household is drawn",
		"drawn from the ledger",
		() =>
			byHand(`insert into point_callbacks (entry_seq, household_id, village_id, quarter, drawn_at)
			select seq, 'household-fan', '${VILLAGE}', '2026-Q4', 0 from point_entries where seq not in (select entry_seq from point_callbacks) limit 1`),
	],
	[
		"a quarter is drawn again",
		"a sealed week is drawn once",
		() => write((tx) => record(tx, { at: OVER, actorId: null, action: "callback.draw", subject: "callback:2026-Q4" })),
	],
	[
		"a quarter is drawn by a seed that nobody sealed",
		"a sealed week is drawn once",
		() => write((tx) => record(tx, { at: OVER, actorId: null, action: "callback.draw", subject: "callback:2026-Q2" })),
	],
])("the database refuses that %s", async (_what, words, deed) => {
	await drawCallbacks(OVER);
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
	expect(await db.$count(pointCallbacks, eq(pointCallbacks.quarter, "2026-Q4"))).toBe(2);
});
