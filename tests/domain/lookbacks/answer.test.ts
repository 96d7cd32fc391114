import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { lookbackAppeals, lookbacks } from "#db/schema/lookbacks.ts";
import { notices } from "#db/schema/notices.ts";
import { pointEntries } from "#db/schema/points.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { headlineFigures } from "#domain/campaign/figures.ts";
import { answerLookback, showLookback } from "#domain/lookbacks/answer-lookback.ts";
import { answerLookbackAppeal, appealLookback } from "#domain/lookbacks/appeal.ts";
import { drawLookbacks } from "#domain/lookbacks/draw-day.ts";
import { countLookbacks, publicFigures } from "#domain/lookbacks/figures.ts";
import { appealable, lookbackPage, lookbacksOfPair, openAppeals, ownLookbacks } from "#domain/lookbacks/lookbacks.ts";
import { settleLookbacks } from "#domain/lookbacks/settle.ts";
import { publish } from "#domain/moderation/decide.ts";
import { closeDarkroom } from "#domain/photos/darkroom.ts";
import { decideNothingToHide } from "#domain/photos/redact.ts";
import { adjust } from "#domain/points/adjust.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { villageOf } from "#domain/regions/village.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { courtyardLife } from "#domain/titles/courtyard.ts";
import { workWaiting } from "#domain/waiting.ts";
import { onChange } from "#platform/changes.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { sweepAt } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentPair } from "#tests/pairs.ts";
import { adoptedIn } from "#tests/rules.ts";
import { smallUpload } from "#tests/submissions.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let [gu, mo]: Viewer[] = [];
let pair = "";
let lookbackId = "";
const beijing = (moment: string) => new Date(`${moment}:00+08:00`);
const DAY = beijing("2026-11-09T10:00");

freshDatabase(async () => {
	cast = await inviteCast();
	gu = await hired("gu", "inspector", cast.places.shilin, cast.staff.wang);
	mo = await hired("mo", "moderator", cast.places.qingling, cast.staff.wang);
	await changeSetting({ key: "lookbackShare", value: "100", by: null, at: MORNING });
	await drawLookbacks(beijing("2026-10-31T04:00"));
	const sent = await sentPair(cast.homes.bao);
	pair = sent.submissionId;
	await publish({ submissionId: pair, version: sent.version, by: cast.staff.meng, at: MORNING });
	await drawLookbacks(beijing("2026-11-09T04:00"));
	lookbackId = (await ownLookbacks(gu as Viewer, DAY))[0]?.lookbackId ?? "";
	await closeDarkroom();
});

const saying = async (answer: string, more: object = {}) => ({
	...{ lookbackId, answer, cause: answer === "clean" ? "" : "cleaning_duty", note: "柴垛散了。", by: gu as Viewer, at: DAY },
	upload: await smallUpload(7),
	...more,
});
const account = () => accountOf(db, cast.homes.bao.householdId);
const told = async () =>
	(await db.select().from(notices).where(eq(notices.householdId, cast.homes.bao.householdId))).map(({ kind }) => kind);
const sweep = (moment: string) => settleLookbacks(sweepAt(beijing(moment)));

test("the inspector finds the yard of the day, and clean pays what was held and P02, once", async () => {
	expect(await ownLookbacks(gu as Viewer, DAY)).toMatchObject([
		{ day: 7, village: "青石村", hamlet: "东沟", number: "0001", answer: null },
	]);
	expect(await ownLookbacks(gu as Viewer, beijing("2026-11-08T10:00"))).toEqual([]);
	const before = await account();
	expect(before.held).toBe(3);
	await answerLookback(await saying("clean"));
	await answerLookback(await saying("clean"));
	expect(await account()).toMatchObject({ held: 0, balance: before.balance + 3 + 10 });
	expect(await told()).toContain("lookback_clean");
	const page = await lookbackPage(gu as Viewer, lookbackId);
	expect([page.now !== undefined, page.after.length, page.alike]).toEqual([true, 1, []]);
	await expect(answerLookback(await saying("relapsed"))).rejects.toMatchObject({ key: "lookbackDesk.answeredAlready" });
	const [answered] = await db.select().from(lookbacks).where(eq(lookbacks.id, lookbackId));
	const photoId = answered?.photoId ?? "";
	await write((tx) => decideNothingToHide(tx, { photoId, revision: 0, decidedBy: cast.staff.meng.personId, at: DAY }));
	await expect(rawClient().execute(`update photos set released_at = 1 where id = '${photoId}'`)).rejects.toThrow("never public");
});

test("refused are another's, no answer, no cause, no picture, a day too early or too late, and a pair that was taken back", async () => {
	const refused = async (more: object, key: string, answer = "partly") =>
		expect(answerLookback(await saying(answer, more))).rejects.toMatchObject({ key });
	await refused({ by: mo }, "common.notFound");
	await refused({ answer: "fine" }, "lookbackDesk.answerMissing");
	await refused({ cause: "" }, "lookbackDesk.causeMissing");
	await refused({ upload: null }, "lookbackDesk.noPhoto");
	await refused({ note: "长".repeat(301) }, "lookbackDesk.noteTooLong");
	await refused({ at: beijing("2026-11-08T23:59") }, "lookbackDesk.notYet");
	await refused({ at: beijing("2026-11-17T00:01") }, "lookbackDesk.over");
	await withdrawSubmission({ submissionId: pair, by: cast.homes.bao, at: DAY });
	await refused({}, "lookbackDesk.takenBack");
	expect((await db.select().from(lookbacks)).filter(({ answer }) => answer)).toEqual([]);
});

test("an old picture that is sent again is shown beside", async () => {
	await answerLookback(await saying("partly"));
	const again = (await db.select().from(lookbacks)).find(({ againOf }) => againOf === lookbackId);
	expect(again).toMatchObject({ onDay: "2026-11-16", chance: 100, inspectorId: gu?.personId, day: 7 });
	expect((await account()).held).toBe(3);
	await answerLookback(await saying("clean", { lookbackId: again?.id, at: beijing("2026-11-16T09:00") }));
	expect((await lookbackPage(gu as Viewer, again?.id ?? "")).alike).toHaveLength(1);
	expect((await account()).held).toBe(0);
});

test("an answer drops the kept page of its courtyard: after a relapse it says no more how long it stayed clean", async () => {
	const told: string[] = [];
	const stop = onChange((tags) => told.push(...tags));
	await answerLookback(await saying("relapsed"));
	stop();
	expect(told).toContain("courtyard:code-bao");
});

test("a gap in what the village has is not the household's: what was held is paid", async () => {
	await answerLookback(await saying("relapsed", { cause: "facility_gap" }));
	expect((await account()).held).toBe(0);
	expect(await told()).toContain("lookback_gap");
});

test("a relapse against which nobody appeals takes the held points back by a row that names it, once, after seven days", async () => {
	await answerLookback(await saying("relapsed"));
	expect((await account()).held).toBe(3);
	await sweep("2026-11-15T04:00");
	expect((await account()).held).toBe(3);
	await Promise.all([sweep("2026-11-18T04:00"), sweep("2026-11-18T04:00")]);
	expect((await account()).held).toBe(0);
	const rows = await db.select().from(pointEntries).where(eq(pointEntries.kind, "reverse"));
	expect(rows).toMatchObject([{ held: -3, points: 0, evidence: `lookback:${lookbackId}` }]);
	expect(await told()).toContain("lookback_reversed");
	await expect(
		appealLookback({ lookbackId, words: "那天刮大风。", by: cast.homes.bao, at: beijing("2026-11-19T10:00") }),
	).rejects.toMatchObject({
		key: "lookbackDesk.appealLate",
	});
});

test.each([
	[true, { held: 0, more: 3 }],
	[false, { held: 0, more: 0 }],
])("an appeal freezes the points until somebody else answers; right: %s", async (isUpheld, { held, more }) => {
	// Two days late, which the curve does not tell apart: all looks of a week stand on its day.
	await answerLookback(await saying("relapsed", { at: beijing("2026-11-11T10:00") }));
	const { balance } = await account();
	const appeal = { lookbackId, words: "那天刮大风，第二天就收拾了。", by: cast.homes.bao, at: beijing("2026-11-13T10:00") };
	await expect(appealLookback({ ...appeal, words: "不" })).rejects.toMatchObject({ key: "approvals.appealLength" });
	await expect(appealLookback({ ...appeal, by: cast.homes.chen })).rejects.toMatchObject({ key: "common.notFound" });
	await appealLookback(appeal);
	await appealLookback(appeal);
	await expect(appealLookback({ ...appeal, words: "还有一句话。" })).rejects.toMatchObject({ key: "lookbackDesk.appealedBefore" });
	// A Friday: three working days later is Wednesday.
	expect(await db.select().from(lookbackAppeals)).toMatchObject([{ dueOn: "2026-11-18" }]);
	await sweep("2026-12-18T04:00");
	expect((await account()).held).toBe(3);
	await expect(rawClient().execute("update lookbacks set settled_at = 1 where answer = 'relapsed'")).rejects.toThrow("appealed");
	const answer = { lookbackId, isUpheld, words: "看了第二天的照片。", at: beijing("2026-11-16T10:00") };
	await expect(answerLookbackAppeal({ ...answer, by: gu as Viewer })).rejects.toMatchObject({ key: "common.notFound" });
	const own = { ...cast.staff.li, personId: cast.homes.bao.personId };
	await expect(answerLookbackAppeal({ ...answer, by: own })).rejects.toMatchObject({ key: "households.recused" });
	expect(await openAppeals(mo as Viewer)).toHaveLength(1);
	await countLookbacks(beijing("2026-11-16T04:40"));
	expect((await publicFigures()).whole).toMatchObject({
		pairs: 1,
		steps: [{ day: 7, relapses: 1, survival: 0 }],
		at30: { of: 0, share: null },
	});
	await answerLookbackAppeal({ ...answer, by: mo as Viewer });
	await answerLookbackAppeal({ ...answer, by: mo as Viewer });
	await expect(answerLookbackAppeal({ ...answer, isUpheld: !isUpheld, by: mo as Viewer })).rejects.toMatchObject({
		key: "lookbackDesk.appealAnswered",
	});
	expect(await account()).toMatchObject({ held, balance: balance + more });
	await countLookbacks(beijing("2026-11-17T04:40"));
	// What an appeal found wrong was no relapse.
	expect((await publicFigures()).villages).toMatchObject([{ place: "青石村", pairs: 1, steps: isUpheld ? [] : [{ day: 7 }] }]);
	expect(await told()).toContain("lookback_appeal_answered");
	await expect(rawClient().execute("update lookback_appeals set is_upheld = 0, answered_at = 2")).rejects.toThrow("answered once");
});

test("an officer who did not look writes down what a household without a phone says; the points stay the household's", async () => {
	await answerLookback(await saying("relapsed"));
	const { householdId } = cast.homes.bao;
	expect(await appealable(householdId, DAY)).toMatchObject([{ lookbackId, day: 7, answer: "relapsed" }]);
	const appeal = { lookbackId, words: "那天刮大风，第二天就收拾了。", saidBy: "鲍春生", by: cast.staff.li, at: DAY };
	await expect(appealLookback({ ...appeal, by: gu as Viewer })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(appealLookback({ ...appeal, by: cast.baoAsModerator })).rejects.toMatchObject({ key: "households.recused" });
	await expect(appealLookback({ ...appeal, saidBy: "不认识" })).rejects.toMatchObject({ key: "households.speaker.unknown" });
	await appealLookback(appeal);
	await appealLookback(appeal);
	expect(await db.select().from(lookbackAppeals)).toMatchObject([{ madeBy: cast.staff.li.personId, saidBy: "鲍春生", householdId }]);
	expect(await appealable(householdId, DAY)).toEqual([]);
	// Whoever wrote it down does not answer it.
	const answer = { lookbackId, words: "看了第二天的照片。", isUpheld: true, at: DAY };
	await expect(answerLookbackAppeal({ ...answer, by: cast.staff.li })).rejects.toMatchObject({ key: "lookbackDesk.appealOwn" });
	expect([await openAppeals(cast.staff.li), await openAppeals(mo as Viewer)]).toMatchObject([[], [{ lookbackId }]]);
	const helped = await accountOf(db, householdId);
	await answerLookbackAppeal({ ...answer, by: mo as Viewer });
	expect(await accountOf(db, householdId)).toMatchObject({ held: 0, balance: helped.balance + 3 });
});

test("after seven days nothing is left to appeal against", async () => {
	await answerLookback(await saying("relapsed"));
	expect(await appealable(cast.homes.bao.householdId, beijing("2026-11-16T10:00"))).toEqual([]);
	const late = { lookbackId, words: "那天刮大风，第二天就收拾了。", saidBy: "鲍春生", by: cast.staff.li, at: beijing("2026-11-17T10:00") };
	await expect(appealLookback(late)).rejects.toMatchObject({ key: "lookbackDesk.appealLate" });
});

const onBoards = () =>
	db.all(sql`select month, found, is_appealed as isAppealed from board_inspections where hamlet_id = ${cast.places.donggou.id}`);

test("boards count what look backs found once it is final", async () => {
	await answerLookback(await saying("relapsed"));
	expect(await onBoards()).toEqual([{ month: "2026-11", found: "cleaning_duty", isAppealed: 1 }]);
	await appealLookback({ lookbackId, words: "那天刮大风，第二天就收拾了。", by: cast.homes.bao, at: beijing("2026-11-13T10:00") });
	await sweep("2026-12-18T04:00");
	expect(await onBoards()).toMatchObject([{ isAppealed: 1 }]);
	const answer = { lookbackId, words: "看了第二天的照片。", by: mo as Viewer, at: beijing("2026-11-16T10:00") };
	await answerLookbackAppeal({ ...answer, isUpheld: true });
	expect(await onBoards()).toEqual([{ month: "2026-11", found: "clean", isAppealed: 0 }]);
});

test.each([
	["clean", "", [{ found: "clean", isAppealed: 0 }]],
	["partly", "cleaning_duty", []],
	["relapsed", "facility_gap", [{ found: "facility_gap", isAppealed: 0 }]],
	["relapsed", "legacy", [{ found: "legacy", isAppealed: 0 }]],
])("of a look back that found it %s (%s) a board counts", async (answer, cause, counted) => {
	await answerLookback(await saying(answer, { cause }));
	await sweep("2026-11-18T04:00");
	expect(await onBoards()).toMatchObject(counted);
});

test("what waits for the inspector and for whoever answers appeals stands on their first page", async () => {
	const waits = async (viewer?: Viewer) => (await workWaiting(viewer as Viewer, DAY)).filter(({ key }) => key.startsWith("lookbackDesk."));
	expect(await waits(gu)).toMatchObject([{ key: "lookbackDesk.waiting", params: { count: 1 }, way: "/staff/lookbacks" }]);
	await answerLookback(await saying("relapsed"));
	await appealLookback({ lookbackId, words: "那天刮大风，第二天就收拾了。", by: cast.homes.bao, at: DAY });
	expect([await waits(gu), await waits(mo)]).toMatchObject([[], [{ key: "lookbackDesk.appealsWaiting", params: { count: 1 } }]]);
	await answerLookbackAppeal({ lookbackId, words: "看了第二天的照片。", isUpheld: true, by: mo as Viewer, at: DAY });
	expect(await waits(mo)).toEqual([]);
});

test("where nobody was drawn to come, what was held is paid after ninety days, once", async () => {
	await db.select().from(lookbacks);
	const { balance } = await account();
	await changeSetting({ key: "lookbackShare", value: "1", by: null, at: DAY });
	await sweep("2027-01-30T04:00");
	expect((await account()).held).toBe(3);
	await drawLookbacks(beijing("2026-12-01T04:00"));
	await drawLookbacks(beijing("2027-01-01T04:00"));
	await drawLookbacks(beijing("2027-01-31T04:20"));
	await sweep("2027-02-20T04:00");
	await sweep("2027-02-20T04:00");
	expect(await account()).toMatchObject({ held: 0, balance: balance + 3 });
});

test("home tells how many are still clean on day 30, by drawn looks alone", async () => {
	await drawLookbacks(beijing("2026-12-01T04:00"));
	await drawLookbacks(beijing("2026-12-02T04:00"));
	const at = beijing("2026-12-03T10:00");
	const later = (await ownLookbacks(gu as Viewer, at)).find(({ day }) => day === 30);
	expect((await headlineFigures(at)).stillClean30).toEqual({ share: null, of: 0 });
	await answerLookback(await saying("clean", { lookbackId: later?.lookbackId, at }));
	await countLookbacks(at);
	const village = { regionIds: [cast.places.qingshi.id] };
	for (const where of [{}, village]) expect((await headlineFigures(at, where)).stillClean30).toEqual({ share: 1, of: 1 });
	expect((await headlineFigures(at, { regionIds: [cast.places.baiyang.id] })).stillClean30.share).toBeNull();
	expect((await villageOf(cast.places.qingshi.id))?.stays).toMatchObject({ pairs: 1, at30: { of: 1, share: 1, high: 1 } });
	expect(await publicFigures()).toMatchObject({ whole: { pairs: 1, steps: [] }, kinds: [{ pairs: 1 }], villages: [{ pairs: 1 }] });
});

test("whether a result stands on the courtyard's page is the household's to say", async () => {
	// In the morning, before seven times 24 hours are over.
	await answerLookback(await saying("clean", { at: beijing("2026-11-09T08:00") }));
	await expect(showLookback({ lookbackId, isShown: true, by: cast.homes.chen, at: DAY })).rejects.toMatchObject({ key: "common.notFound" });
	for (const isShown of [true, true, false]) {
		await showLookback({ lookbackId, isShown, by: cast.homes.bao, at: DAY });
		expect(await lookbacksOfPair(pair)).toMatchObject([{ isShown, answer: "clean", day: 7 }]);
		const { told, staysClean } = await courtyardLife("code-bao");
		expect([told, staysClean]).toMatchObject(isShown ? [[{ day: 7, answer: "clean" }], 7] : [[], null]);
	}
});

const ownRules = () => adoptedIn(cast.places.qingshi.id, cast.staff, { decided: "2026-10-05", month: "2026-11" });

/** Found partly untidy, then a week later no better. */
async function twiceUntidy(more: object = {}): Promise<string> {
	await answerLookback(await saying("partly"));
	const again = (await db.select().from(lookbacks)).find(({ againOf }) => againOf === lookbackId)?.id ?? "";
	await answerLookback(await saying("relapsed", { lookbackId: again, at: beijing("2026-11-16T09:00"), ...more }));
	return again;
}
const breaches = async () =>
	(await db.select().from(pointEntries)).filter(({ source }) => source.startsWith("breach:")).map(({ points }) => points);

test("a yard that was no better after notice and grace costs what the village adopted, once, when the time to appeal is over, and never more than there is", async () => {
	await ownRules();
	const before = await account();
	const again = await twiceUntidy();
	await sweep("2026-11-20T04:00");
	expect(await breaches()).toEqual([]);
	for (const _ of ["once", "twice"]) await sweep("2026-11-26T04:00");
	expect([await breaches(), await account()]).toEqual([[-before.balance], { balance: 0, held: 0 }]);
	expect(await told()).toContain("breach_counted");
	await expect(rawClient().execute(`update lookbacks set settled_at = null where id = '${again}'`)).rejects.toThrow();
});

test.each<[string, () => Promise<unknown>]>([
	["the village adopted no rules", () => twiceUntidy()],
	["it is a gap in what the village has", async () => [await ownRules(), await twiceUntidy({ cause: "facility_gap" })]],
	["it is not the household's fault", async () => [await ownRules(), await twiceUntidy({ cause: "construction" })]],
	["nobody had told the household before", async () => [await ownRules(), await answerLookback(await saying("relapsed"))]],
	[
		"an appeal waits",
		async () => {
			await ownRules();
			const again = await twiceUntidy();
			await appealLookback({
				lookbackId: again,
				words: "那天刮大风，第二天就收拾了。",
				by: cast.homes.bao,
				at: beijing("2026-11-17T10:00"),
			});
		},
	],
])("no points go where %s", async (_what, deed) => {
	const { balance } = await account();
	await deed();
	await sweep("2026-11-26T04:00");
	expect(await breaches()).toEqual([]);
	expect((await account()).balance).toBeGreaterThanOrEqual(balance);
});

test("the database takes no points for a breach that was not found again, nor under the portal's own lines", async () => {
	await answerLookback(await saying("relapsed"));
	for (const source of [`breach:${lookbackId}`, "breach:none", "by hand"])
		await expect(
			write((tx) =>
				adjust(tx, {
					householdId: "household-bao",
					points: -1,
					rule: "N01",
					source,
					evidence: source,
					actorId: null,
					at: beijing("2026-11-26T04:00"),
				}),
			),
		).rejects.toMatchObject({ cause: { message: expect.stringContaining("a breach was found again after notice and grace") } });
});

test.each([
	["2026-11-16T09:59", 3],
	["2026-11-16T10:00", 0],
])("a clock that jumped half a year ahead takes nothing back before it showed %s for a day of running", async (dueBy, held) => {
	await answerLookback(await saying("relapsed"));
	await settleLookbacks({ dueBy: beijing(dueBy), at: beijing("2027-06-01T04:00") });
	expect((await account()).held).toBe(held);
});
