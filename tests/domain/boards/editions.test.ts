import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { boardEditions, boardNamed } from "#db/schema/boards.ts";
import { notices } from "#db/schema/notices.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { refuse, sign } from "#domain/approvals/answer.ts";
import { editionAtWork } from "#domain/boards/desk.ts";
import { draftEdition, dropEdition, sayWhy } from "#domain/boards/draft-edition.ts";
import { recordHelp } from "#domain/boards/help.ts";
import { BOARD_OBJECTIONS } from "#domain/boards/objections.ts";
import { BOARD_APPROVAL, proposeEdition } from "#domain/boards/propose-edition.ts";
import { reboard } from "#domain/boards/reboard.ts";
import { settleEdition } from "#domain/boards/settle-edition.ts";
import { recordTalk } from "#domain/boards/talks.ts";
import { draftOf } from "#domain/documents/draft.ts";
import { officePlaces } from "#domain/documents/sources.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { wholeFile } from "#domain/published-files/published-files.ts";
import { assignSpot } from "#domain/spots/assign-spot.ts";
import { lookAgain } from "#domain/spots/look-again.ts";
import { checkSpot, turnAway } from "#domain/spots/triage.ts";
import { appealOrder } from "#domain/spots/work.ts";
import { CLEAR, EARLIER, type Inspected, twelveVillages, walked } from "#tests/boards.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { hired } from "#tests/village.ts";

freshDatabase();

let cast: Awaited<ReturnType<typeof inviteCast>>;
let villages: Inspected[];
let pan: Viewer;
const beijing = (moment: string) => new Date(`${moment}:00+08:00`);
const DRAFTED = beijing("2026-11-02T10:00");
const SIGNED = beijing("2026-11-03T10:00");
/** After five working days, from Wednesday to Tuesday. */
const OVER = beijing("2026-11-11T00:00");
const [QINGSHI, BAIYANG, THIRD] = ["region-990101100201", "region-990101100202", "region-990101100203"];
const AUTUMN = { level: "village", fromMonth: "2026-07", untilMonth: "2026-10", label: "加油榜" };

beforeEach(async () => {
	cast = await inviteCast();
	villages = await twelveVillages(cast);
	pan = await hired("pan", "publicist", cast.places.qingling, cast.staff.wang);
	await walked("2026-03", "2026-06", EARLIER, villages);
	await walked("2026-07", "2026-10", CLEAR, villages);
});

const drafted = async (more: Partial<Parameters<typeof draftEdition>[0]> = {}) =>
	(await draftEdition({ regionId: cast.places.qingling.id, ...AUTUMN, by: pan, at: DRAFTED, ...more })).editionId;
const WHY = "四个月的走访都做完了，没有缺的。";
const praised = (editionId: string, at = DRAFTED) =>
	sayWhy({ editionId, placeId: BAIYANG, words: "条条巷子天天有人扫，沟里看得见底。", by: pan, at });
const proposed = async (editionId: string, at = DRAFTED) => {
	await praised(editionId, at);
	return proposeEdition({ editionId, why: WHY, by: pan, at });
};
const signed = (approvalId: string, by = cast.staff.song, at = SIGNED) => sign({ approvalId, by, at }, { board: BOARD_APPROVAL });
const published = async () => {
	const editionId = await drafted();
	await signed((await proposed(editionId)).approvalId);
	return editionId;
};
const stageOf = async (editionId: string) =>
	(await db.select({ stage: boardEditions.stage }).from(boardEditions).where(eq(boardEditions.id, editionId)))[0]?.stage;
const namedBy = async (editionId: string) =>
	(await db.select().from(boardNamed).where(eq(boardNamed.editionId, editionId))).map(
		({ list, placeId, faults, inspections }) => `${list} ${placeId} ${faults}/${inspections}`,
	);
const NAMED = [`improved ${THIRD} 8/40`, `lagging ${QINGSHI} 30/40`, `praised ${BAIYANG} 0/40`];

test("drafted, proposed by one and signed by another, an edition is public with its file, from which anybody gets the same board", async () => {
	const editionId = await published();
	expect((await namedBy(editionId)).sort()).toEqual(NAMED);
	const [edition] = await db.select().from(boardEditions).where(eq(boardEditions.id, editionId));
	expect(edition).toMatchObject({ stage: "published", onDay: "2026-11-02", publishedAt: SIGNED, objectionsUntil: OVER });
	const file = await wholeFile({ kind: "board", subject: editionId });
	const again = reboard(file?.text ?? "");
	expect(again).toMatchObject({ faults: [], sha256: file?.sha256 });
	expect(JSON.parse(again.result ?? "")).toMatchObject({
		lagging: ["990101100201"],
		praised: ["990101100202"],
		rate: { part: 110, whole: 480 },
	});
	// The offices over the place that lags hear that it waits for help.
	const told = await db.select().from(notices).where(eq(notices.kind, "help_waits"));
	expect(told.map(({ regionId }) => regionId)).toEqual([QINGSHI]);
});

test("the same edition drafted again is the same draft; each month stands in one edition, and only months that are over", async () => {
	const editionId = await drafted();
	expect(await drafted()).toBe(editionId);
	await expect(drafted({ fromMonth: "2026-09", untilMonth: "2026-10" })).rejects.toMatchObject({ key: "boards.monthsTaken" });
	// Its hamlets are another board.
	expect(await drafted({ level: "hamlet" })).not.toBe(editionId);
	await dropEdition({ editionId, by: pan, at: DRAFTED });
	await dropEdition({ editionId, by: pan, at: DRAFTED });
	expect([await stageOf(editionId), (await drafted()) !== editionId]).toEqual(["dropped", true]);
});

const WRONG_EDITIONS = [
	["a month that is not over", { untilMonth: "2026-11" }, "boards.monthNotOver"],
	["no month", { fromMonth: "2026-13" }, "boards.monthMissing"],
	["an end before its beginning", { fromMonth: "2026-10", untilMonth: "2026-09" }, "boards.monthsInOrder"],
	["households", { level: "household" }, "boards.levelMissing"],
	["the district with itself", { level: "district" }, "boards.levelMissing"],
	["no name for its third list", { label: "榜" }, "boards.labelLength"],
	["a place that is not there", { regionId: "nowhere" }, "common.notFound"],
] as const;

test("an edition of months to come, of no months, of households, or without a name for its third list is refused", async () => {
	for (const [what, more, key] of WRONG_EDITIONS) await expect(drafted(more), what).rejects.toMatchObject({ key });
});

test("who has no office over the place drafts, words, proposes, drops and settles nothing there", async () => {
	const local = await hired("local", "publicist", cast.places.shilin, cast.staff.wang);
	await expect(drafted({ by: local })).rejects.toMatchObject({ key: "common.notFound" });
	await expect(drafted({ by: cast.staff.song })).rejects.toMatchObject({ key: "common.notFound" });
	const editionId = await drafted();
	const deeds = (by: Viewer) => [
		() => sayWhy({ editionId, placeId: BAIYANG, words: "条条巷子都干净。", by, at: DRAFTED }),
		() => proposeEdition({ editionId, why: WHY, by, at: DRAFTED }),
		() => dropEdition({ editionId, by, at: DRAFTED }),
		() => settleEdition({ editionId, by, at: OVER }),
	];
	for (const deed of deeds(local)) await expect(deed()).rejects.toMatchObject({ key: "common.notFound" });
	// An auditor signs, and makes none.
	for (const deed of deeds(cast.staff.song)) await expect(deed()).rejects.toMatchObject({ key: "boards.notYours" });
	// In their own town they may: its two villages are not enough to name anybody.
	expect(await drafted({ by: local, regionId: cast.places.shilin.id })).toBeDefined();
});

test("each praised place needs its sentence, which may be written anew until it is proposed", async () => {
	const editionId = await drafted();
	await expect(proposeEdition({ editionId, why: WHY, by: pan, at: DRAFTED })).rejects.toMatchObject({
		key: "boards.reasonMissing",
		params: { names: "白杨村" },
	});
	await expect(sayWhy({ editionId, placeId: BAIYANG, words: "好", by: pan, at: DRAFTED })).rejects.toMatchObject({
		key: "boards.reasonLength",
	});
	await praised(editionId);
	await proposed(editionId);
	await expect(praised(editionId)).rejects.toMatchObject({ key: "boards.noDraft" });
	const byHand = "update board_reasons set words = '改了改了改了'";
	await expect(rawClient().execute(byHand)).rejects.toThrow("only of a draft");
	expect(await stageOf(editionId)).toBe("proposed");
});

test("proposed twice it is one proposal, signed twice it is one edition; the proposer does not sign", async () => {
	const editionId = await drafted();
	const { approvalId } = await proposed(editionId);
	expect(await proposeEdition({ editionId, why: WHY, by: pan, at: SIGNED })).toEqual({ approvalId });
	await expect(signed(approvalId, pan)).rejects.toMatchObject({ key: "common.notFound" });
	const wang = { ...pan, roles: cast.staff.wang.roles };
	await expect(signed(approvalId, wang)).rejects.toMatchObject({ key: "approvals.secondPerson" });
	await signed(approvalId);
	await expect(signed(approvalId)).rejects.toMatchObject({ key: "approvals.answeredAlready" });
	await expect(proposeEdition({ editionId, why: WHY, by: pan, at: SIGNED })).rejects.toMatchObject({ key: "boards.publishedAlready" });
	expect((await namedBy(editionId)).length).toBe(3);
});

test("refused, it is a draft again, and goes to another witness or another editor", async () => {
	const editionId = await drafted();
	const { approvalId } = await proposed(editionId);
	await refuse({ approvalId, why: "这句话没有说清好在哪里。", by: cast.staff.song, at: SIGNED }, { board: BOARD_APPROVAL });
	expect([await stageOf(editionId), await namedBy(editionId)]).toEqual(["drafted", []]);
	expect(await wholeFile({ kind: "board", subject: editionId })).toBeNull();
	// There is no other witness for Pan; Wang proposes it, mended.
	await expect(proposed(editionId, SIGNED)).rejects.toMatchObject({ key: "approvals.refusedOnce" });
	await signed((await proposeEdition({ editionId, why: WHY, by: cast.staff.wang, at: SIGNED })).approvalId);
	expect(await stageOf(editionId)).toBe("published");
});

/** An order for what a walk found in 青石村, to its committee. */
async function ordered(month: string, { yun, unitId }: Offices, cause = "behavior") {
	const spotId = `spot-${month}-${cast.places.donggou.id}`;
	await checkSpot({ spotId, by: cast.staff.li, at: DRAFTED });
	await assignSpot({ spotId, unitId, cause, grade: "B", words: "清沟。", orders: 0, by: cast.staff.li, at: DRAFTED });
	return { spotId, by: yun, at: SIGNED };
}

test("what is appealed after the proposal changes the board, so that nobody signs what is not true any more; nor does a gap count", async () => {
	const editionId = await drafted();
	const { approvalId } = await proposed(editionId);
	const offices = await spotOffices(cast);
	await appealOrder({ ...(await ordered("2026-07", offices)), words: "这里归公路局管。" });
	await expect(signed(approvalId)).rejects.toMatchObject({ key: "boards.changedSince" });
	await ordered("2026-08", offices, "facility_gap");
	await expect(signed(approvalId)).rejects.toMatchObject({ key: "boards.changedSince" });
	await signed((await proposed2(editionId)).approvalId);
	expect(await namedBy(editionId)).toContain(`lagging ${QINGSHI} 10/20`);
	const file = await wholeFile({ kind: "board", subject: editionId });
	expect(JSON.parse(file?.text ?? "")).toMatchObject({ result: { leftOut: { gaps: 10, appealed: 10 } } });
});

const foundIn = (month: string) => ({ spotId: `spot-2026-${month}-${cast.places.donggou.id}`, at: SIGNED });

test("a fault that was turned away as no problem counts until the town has looked too; then those looks were clean, and the file gives the same board", async () => {
	const editionId = await drafted();
	const { tao } = await spotOffices(cast);
	const spot = foundIn("07");
	await turnAway({ ...spot, door: "no_problem", why: "去看了，是沙子，正在修路。", by: cast.staff.li });
	const at = async () => (await editionAtWork(pan, editionId, SIGNED)).board?.ranked.find(({ unit }) => unit === "990101100201");
	expect(await at()).toMatchObject({ part: 30, whole: 40 });
	await lookAgain({ ...spot, isReopened: false, by: tao });
	// Ten of thirty faults lay there: the other thirty looks still find two of three with a fault.
	expect(await at()).toMatchObject({ part: 20, whole: 40 });
	await praised(editionId);
	await signed((await proposed2(editionId)).approvalId);
	expect(await namedBy(editionId)).toContain(`lagging ${QINGSHI} 20/40`);
	const file = await wholeFile({ kind: "board", subject: editionId });
	expect(reboard(file?.text ?? "")).toMatchObject({ sha256: file?.sha256, faults: [] });
});

test("what a walk found is looked at once more whoever turns it away, and stays a fault if it was not found or taken up again", async () => {
	const editionId = await drafted();
	const { tao, min } = await spotOffices(cast);
	const [july, august] = [foundIn("07"), foundIn("08")];
	// Min of the district is nobody's neighbour.
	await turnAway({ ...july, door: "not_found", why: "去了两次，没有看到。", by: min });
	await lookAgain({ ...july, isReopened: false, by: tao });
	await turnAway({ ...august, door: "no_problem", why: "没有问题。", by: min });
	await lookAgain({ ...august, isReopened: true, by: tao });
	expect((await editionAtWork(pan, editionId, SIGNED)).board?.rate).toMatchObject({ part: 110, whole: 480 });
});

const proposed2 = (editionId: string) => proposeEdition({ editionId, why: WHY, by: pan, at: SIGNED });

test("nobody proposes or signs a board that names a place where they live or hold an office: nor by hand", async () => {
	const editionId = await drafted();
	await write((tx) =>
		tx.run(
			sql`insert into role_grants (id, person_id, role, region_id, granted_at) values ('g', ${pan.personId}, 'publicist', ${QINGSHI}, 1)`,
		),
	);
	await praised(editionId);
	await expect(proposeEdition({ editionId, why: WHY, by: pan, at: DRAFTED })).rejects.toMatchObject({ key: "boards.ownPlace" });
	await rawClient().execute("update role_grants set revoked_at = 2 where id = 'g'");
	const { approvalId } = await proposed2(editionId);
	const song = cast.homes.bao.personId;
	const neighbour = { ...cast.staff.song, personId: song };
	await expect(signed(approvalId, neighbour)).rejects.toMatchObject({ key: "boards.ownPlace" });
	// By hand, up to the last step.
	await rawClient().execute(`update approvals set answer = 'signed', answered_by = '${song}', answered_at = 9 where id = '${approvalId}'`);
	await expect(
		rawClient().execute(`insert into board_stages (id, edition_id, seq, stage, at) values ('s', '${editionId}', 3, 'published', 9)`),
	).rejects.toThrow("belong to no place that it names");
});

test("with fewer than ten inspections anywhere there is no board", async () => {
	await walked("2026-01", "2026-01", () => 1, villages.slice(0, 2));
	const thin = await drafted({ fromMonth: "2026-02", untilMonth: "2026-02" });
	await expect(proposed(thin)).rejects.toMatchObject({ key: "boards.tooFew", params: { least: 10 } });
});

const chen = () => ({ personId: cast.homes.chen.personId, householdId: cast.homes.chen.householdId });
const objected = (editionId: string, words = "七月那次是邻村倒的。", at = SIGNED) =>
	objectTo(BOARD_OBJECTIONS, { subject: editionId, by: chen(), words, at });
const answered = (editionId: string, isUpheld: boolean, by: Viewer = cast.staff.wang) =>
	answerObjection(BOARD_OBJECTIONS, { subject: editionId, number: 1, by, answer: "查过走访的记录了。", isUpheld, at: SIGNED });

test("a household objects in time, somebody who did not sign answers, and then it is settled, once", async () => {
	const editionId = await published();
	await objected(editionId);
	expect(await objected(editionId)).toEqual({ number: 1 });
	await expect(settleEdition({ editionId, by: pan, at: SIGNED })).rejects.toMatchObject({ key: "boards.noticeRuns" });
	await expect(settleEdition({ editionId, by: pan, at: OVER })).rejects.toMatchObject({ key: "boards.objectionsOpen" });
	await answered(editionId, false);
	await answered(editionId, false);
	await settleEdition({ editionId, by: pan, at: OVER });
	await settleEdition({ editionId, by: pan, at: OVER });
	expect(await stageOf(editionId)).toBe("settled");
	await expect(
		objectTo(BOARD_OBJECTIONS, { subject: editionId, by: { ...cast.homes.fan }, words: "我家也想问一问。", at: OVER }),
	).rejects.toMatchObject({
		key: "objections.notNow",
	});
});

test("an objection that is right withdraws the edition at once; its months may be compared anew", async () => {
	const editionId = await published();
	await objected(editionId);
	await answered(editionId, true);
	expect(await stageOf(editionId)).toBe("withdrawn");
	await expect(settleEdition({ editionId, by: pan, at: OVER })).rejects.toMatchObject({ key: "boards.notPublished" });
	expect(await drafted()).not.toBe(editionId);
});

test("neither signer answers, nor who belongs to a place that the board names: nor by hand", async () => {
	const editionId = await published();
	await objected(editionId);
	const song = { ...cast.staff.song, roles: cast.staff.wang.roles };
	await expect(answered(editionId, false, song)).rejects.toMatchObject({ key: "boards.hadPart" });
	const fan = { ...cast.homes.fan.viewer, roles: cast.staff.wang.roles };
	await expect(answered(editionId, false, fan)).rejects.toMatchObject({ key: "boards.hadPart" });
	for (const personId of [song.personId, fan.personId])
		await expect(
			rawClient().execute(`update objections set answer = '没有错。', is_upheld = 0, answered_by = '${personId}', answered_at = 9`),
		).rejects.toThrow("neither signer");
});

const FIRST_HELP = { placeId: QINGSHI, kind: "crew", helperId: "region-990101100000", doneOn: "2026-11-20" };
const NEXT = { fromMonth: "2026-11", untilMonth: "2027-02" };
const LATER = beijing("2027-03-02T10:00");
const helped = (by: Viewer = cast.staff.wang, more = {}) => recordHelp({ ...FIRST_HELP, by, at: beijing("2026-11-21T10:00"), ...more });

test("nobody is named twice running without help in between: neither by the board nor by hand", async () => {
	await published();
	await walked(NEXT.fromMonth, NEXT.untilMonth, CLEAR, villages);
	const editionId = await drafted({ ...NEXT, at: LATER });
	const { approvalId } = await proposed(editionId, LATER);
	await expect(
		rawClient().execute(
			`insert into board_named (edition_id, list, position, place_id, faults, inspections) values ('${editionId}', 'lagging', 1, '${QINGSHI}', 30, 40)`,
		),
	).rejects.toThrow("not twice running");
	await signed(approvalId, cast.staff.song, LATER);
	expect(await namedBy(editionId)).toEqual([`praised ${BAIYANG} 0/40`]);
});

test("help is written down once, by the town or the district, and ends the waiting; then a place may be named again, and talked to", async () => {
	const first = await published();
	const talk = { editionId: first, placeId: QINGSHI, heldOn: "2026-11-10", words: "说好了每周清两次。", by: cast.staff.wang, at: OVER };
	await expect(recordTalk(talk)).rejects.toMatchObject({ key: "boards.helpFirst" });
	await helped();
	await helped();
	expect(await db.select().from(notices).where(eq(notices.kind, "help_waits"))).toEqual([]);
	await expect(recordTalk({ ...talk, heldOn: "2026-11-21", at: LATER })).rejects.toMatchObject({ key: "boards.helpFirst" });
	await walked(NEXT.fromMonth, NEXT.untilMonth, CLEAR, villages);
	const editionId = await drafted({ ...NEXT, at: LATER });
	await signed((await proposed(editionId, LATER)).approvalId, cast.staff.song, LATER);
	expect(await namedBy(editionId)).toContain(`lagging ${QINGSHI} 30/40`);
	const second = { ...talk, editionId, heldOn: "2027-03-02", at: LATER };
	for (const by of [cast.staff.meng, pan, cast.staff.song])
		await expect(recordTalk({ ...second, by })).rejects.toMatchObject({ key: "common.notFound" });
	const { place } = await officePlaces(cast.staff.wang, null);
	const span = { path: place.path, from: NEXT.fromMonth, until: NEXT.untilMonth, at: LATER };
	const summons = await draftOf({ kind: "summons", place, span, viewer: cast.staff.wang, summonedId: QINGSHI });
	expect(summons).toMatchObject({
		title: "约谈通知",
		to: "青石村党支部、村（居）民委员会：",
		number: "〔　　〕　号",
		signer: "签发人：〔　　〕",
	});
	for (const said of ["2026年7月至10月", "2026年11月至2027年2月", "两次需要加力", "其间已经安排帮扶", "（派人清扫）", "不需要准备书面材料"])
		expect(summons?.paragraphs.join("")).toContain(said);
	await recordTalk(second);
	await recordTalk(second);
	await expect(recordTalk({ ...second, words: "另一种说法也记上。" })).rejects.toMatchObject({ key: "boards.talkedBefore" });
	const read = async (by: Viewer) => (await editionAtWork(by, editionId, LATER)).talks?.held.map(({ words }) => words);
	const tao = await hired("tao", "town_admin", cast.places.shilin, cast.staff.wang);
	expect([await read(cast.staff.wang), await read(cast.staff.song), await read(pan), await read(tao)]).toEqual([
		[talk.words],
		[talk.words],
		undefined,
		undefined,
	]);
	await expect(recordTalk({ ...second, words: "嗯" })).rejects.toMatchObject({ key: "boards.talkLength" });
});

const WRONG_HELP = [
	["of an unknown kind", { kind: "praise" }, "boards.helpMissing"],
	["from itself", { helperId: QINGSHI }, "boards.helperMissing"],
	["from a partner that is no village", { kind: "partner" }, "boards.partnerMissing"],
	["on a day to come", { doneOn: "2027-11-20" }, "boards.dayMissing"],
] as const;

test("help of an unknown kind, from nowhere, or on a day to come is refused", async () => {
	for (const [what, more, key] of WRONG_HELP) await expect(helped(cast.staff.wang, more), what).rejects.toMatchObject({ key });
});

test("help is not written down by the place itself", async () => {
	const yun = await hired("yun", "village_admin", cast.places.qingshi, cast.staff.wang);
	await expect(helped(yun)).rejects.toMatchObject({ key: "common.notFound" });
	const both = { ...yun, roles: cast.staff.wang.roles };
	await expect(helped(both)).rejects.toMatchObject({ key: "boards.ownPlace" });
	const row = (by: string, more = "'crew', 'region-990101100000'") =>
		`insert into help_orders (id, place_id, kind, helper_id, done_on, recorded_by, recorded_at) values ('h', '${QINGSHI}', ${more}, '2026-11-20', '${by}', ${LATER.getTime()})`;
	await expect(rawClient().execute(row(yun.personId))).rejects.toThrow("who belongs to the place");
	await expect(rawClient().execute(row("person-wang", "'partner', 'region-990101100000'"))).rejects.toThrow("another village");
	await expect(rawClient().execute(row("person-wang", `'crew', '${QINGSHI}'`))).rejects.toThrow(
		"help_visits_another".replace("visits", "orders"),
	);
});

const UNFAIR = [
	["names a place with figures of its own", `'praised', 1, '${BAIYANG}', 0, 41`, "figures of drawn inspections"],
	["names a place that was inspected too seldom", `'praised', 1, '${BAIYANG}', 0, 9`, "too seldom"],
	["praises without a reason", `'praised', 1, '${THIRD}', 8, 40`, "praised with a reason"],
	["names a sixth", `'praised', 6, '${BAIYANG}', 0, 40`, "few of them"],
	["names a hamlet among villages", "'praised', 1, 'region-990101100201001', 30, 40", "places of the board"],
] as const;

test("the database takes no name with figures of its own, too few inspections, without a reason, or too many", async () => {
	const editionId = await drafted();
	await proposed(editionId);
	for (const [what, values, why] of UNFAIR) {
		const row = `insert into board_named (edition_id, list, position, place_id, faults, inspections) values ('${editionId}', ${values})`;
		await expect(rawClient().execute(row), what).rejects.toThrow(why);
	}
});

const NO_DRAFT = [
	[
		"of a draft names somebody",
		(id: string) =>
			`insert into board_named (edition_id, list, position, place_id, faults, inspections) values ('${id}', 'praised', 1, '${BAIYANG}', 0, 40)`,
		"signed",
	],
	["compares other months", (id: string) => `update board_editions set until_month = '2026-09' where id = '${id}'`, "does not change"],
	["goes by laxer rules", (id: string) => `update board_editions set least = 3 where id = '${id}'`, "does not change"],
	[
		"is published without a signature",
		(id: string) => `update board_editions set published_at = 1, objections_until = 999999999999 where id = '${id}'`,
		"two have signed",
	],
	[
		"is proposed on another day",
		(id: string) => `insert into board_stages (id, edition_id, seq, stage, at) values ('s', '${id}', 2, 'proposed', 9)`,
		"day of a proposal",
	],
	[
		"is published at once",
		(id: string) => `insert into board_stages (id, edition_id, seq, stage, at) values ('s', '${id}', 2, 'published', 9)`,
		"no such step",
	],
	[
		"has a file before it is proposed",
		(id: string) =>
			`insert into published_files (kind, subject, sha256, pieces, bytes, published_by, published_at) values ('board', '${id}', 'x', 1, 1, 'person-wang', 1)`,
		"proposed edition",
	],
	["is gone", (id: string) => `delete from board_editions where id = '${id}'`, "stay"],
] as const;

test("the database lets a draft neither name, nor change what it compares, nor be published unsigned", async () => {
	const editionId = await drafted();
	for (const [what, statement, why] of NO_DRAFT) await expect(rawClient().execute(statement(editionId)), what).rejects.toThrow(why);
});

const LAX = [
	["begins with laxer rules", "'village', '2026-01', '2026-02', '加油榜', 9, 10, 5, 50", "board_editions_fair"],
	["names more than five", "'village', '2026-01', '2026-02', '加油榜', 10, 10, 6, 50", "board_editions_fair"],
	["compares the district's towns with a month to come", "'town', '2026-10', '2026-11', '加油榜', 10, 10, 5, 50", "months that are over"],
	["compares a month twice", "'village', '2026-10', '2026-10', '加油榜', 10, 10, 5, 50", "one edition"],
	["has a month that is none", "'village', '2026-1', '2026-02', '加油榜', 10, 10, 5, 50", "board_editions_months"],
] as const;

test("the database takes no edition by laxer rules, of months to come, or of a month that another one has", async () => {
	await drafted();
	for (const [what, values, why] of LAX) {
		const row = `insert into board_editions (id, region_id, level, from_month, until_month, label, least, one_in, most, error, stage_at)
			values ('e', 'region-990101000000', ${values}, ${DRAFTED.getTime()})`;
		await expect(rawClient().execute(row), what).rejects.toThrow(why);
	}
});

test("the database keeps what was published as it is, settles nothing early, and takes no objection late or from elsewhere", async () => {
	const editionId = await published();
	for (const [statement, why] of [
		["update board_editions set label = '黑榜'", "does not change"],
		["update board_editions set objections_until = objections_until + 1", "published once"],
		["update board_named set faults = 0", "append-only"],
		["delete from board_named", "append-only"],
		["delete from board_reasons", "stay"],
		[
			`insert into board_stages (id, edition_id, seq, stage, at) values ('s', '${editionId}', 4, 'settled', ${SIGNED.getTime()})`,
			"days of objections",
		],
		[
			`insert into board_stages (id, edition_id, seq, stage, at) values ('s', '${editionId}', 4, 'withdrawn', ${SIGNED.getTime()})`,
			"objection was right",
		],
		[
			`insert into objections (id, kind, subject, number, household_id, made_by, words, made_at) values ('o', 'board', '${editionId}', 1, 'household-chen', 'person-chen', '迟了才说的话', ${OVER.getTime()})`,
			"while the board takes them",
		],
		[
			`insert into talks (id, edition_id, place_id, held_on, words, recorded_by, recorded_at) values ('t', '${editionId}', '${QINGSHI}', '2026-11-03', '先谈了再说。', 'person-wang', ${OVER.getTime()})`,
			"named before",
		],
	] as const)
		await expect(rawClient().execute(statement), statement).rejects.toThrow(why);
	expect(await db.select().from(approvals).where(eq(approvals.kind, "board"))).toHaveLength(1);
});
