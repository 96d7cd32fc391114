import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { declaredRelatives, households } from "#db/schema/households.ts";
import { notices } from "#db/schema/notices.ts";
import { courtyardTitleChecks, courtyardTitles, TITLE_LIFE, TITLE_STAGES } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { answerLookback } from "#domain/lookbacks/answer-lookback.ts";
import { drawLookbacks } from "#domain/lookbacks/draw-day.ts";
import { ownLookbacks } from "#domain/lookbacks/lookbacks.ts";
import { publish } from "#domain/moderation/decide.ts";
import { noticesAtWork } from "#domain/notices/notices.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { mayBecome } from "#domain/stages.ts";
import { checkTitle } from "#domain/titles/check-title.ts";
import { grantTitle, removeTitle } from "#domain/titles/grant-title.ts";
import { agreeToTitle, leaveTitle, replyToCheck, showTitle } from "#domain/titles/household-word.ts";
import { declineTitle, noticeTitle, TITLE_OBJECTIONS } from "#domain/titles/notice-title.ts";
import { applyForTitle, proposeTitle } from "#domain/titles/propose-title.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentPair } from "#tests/pairs.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { smallUpload } from "#tests/submissions.ts";
import { agreedTitle, daysAfter, grantedTitle, noticedTitle, SAID, SETTLED, settledYards, warnedTitle } from "#tests/titles.ts";
import { hired } from "#tests/village.ts";

freshDatabase();

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const on = (count: number) => daysAfter(SETTLED, count);
const OVER = on(20);

beforeEach(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	await settledYards(cast);
});

const bao = () => ({ householdId: cast.homes.bao.householdId, by: { ...cast.homes.bao.viewer, householdId: cast.homes.bao.householdId } });
const stageOf = async (id: string) => (await db.select().from(courtyardTitles).where(eq(courtyardTitles.id, id)))[0]?.stage;
const told = async () =>
	(await db.select().from(notices).where(eq(notices.householdId, "household-bao"))).flatMap(({ kind, params }) =>
		kind.startsWith("title") ? [(params as { step?: string }).step ?? kind] : [],
	);
const run = (statement: string) => write(() => rawClient().execute(statement));
const set = (what: object, key = "bao") =>
	write((tx) =>
		tx
			.update(households)
			.set(what)
			.where(eq(households.id, `household-${key}`)),
	);
const pass = { result: "passed", words: "门前院里都还干净。", help: "", days: "" };
const fail = { result: "failed", words: "柴草还堆着，路过不去。", help: "", days: "" };
const check = (titleId: string, by: Viewer, at: Date, more: object = pass) => checkTitle({ titleId, ...pass, ...more, by, at });

test("from each stage only the legal steps are taken", () => {
	const legal = TITLE_STAGES.flatMap((from) => TITLE_STAGES.filter((to) => mayBecome(TITLE_LIFE, from, to)).map((to) => `${from}>${to}`));
	expect(legal).toEqual([
		...["proposed>declined", "proposed>noticed", "noticed>declined", "noticed>titled", "titled>warned", "titled>given_up"],
		...["warned>titled", "warned>removed", "warned>given_up"],
	]);
});

test("the village puts a courtyard forward once, for a settled rating of four stars, and asks it; nobody for their own or a relative's", async () => {
	const propose = (key: "bao" | "chen" | "du" | "fan", by = offices.yun) =>
		proposeTitle({ householdId: `household-${key}`, by, at: SETTLED });
	const first = await propose("bao");
	expect(await propose("bao", offices.tao)).toEqual(first);
	expect(await told()).toEqual(["title_asks"]);
	await expect(propose("chen")).rejects.toMatchObject({ key: "titles.tooFewStars" });
	await expect(propose("fan")).rejects.toMatchObject({ refusal: "not_found" });
	await expect(propose("du", cast.staff.li)).rejects.toMatchObject({ refusal: "not_found" });
	await write((tx) =>
		tx.insert(declaredRelatives).values({ personId: offices.yun.personId, householdId: "household-du", declaredAt: MORNING }),
	);
	await expect(propose("du")).rejects.toMatchObject({ key: "households.recused" });
});

test("hardship, away, empty and unranked households are never put forward; one in hardship may ask itself, without stars", async () => {
	const propose = () => proposeTitle({ householdId: "household-du", by: offices.yun, at: SETTLED });
	for (const what of [{ isHardship: true }, { isUnranked: true }, { status: "away" }, { status: "empty" }] as const) {
		await set({ isHardship: false, isUnranked: false, status: "lived_in", ...what }, "du");
		await expect(propose()).rejects.toMatchObject({ key: "titles.neverCompared" });
	}
	const apply = (key: "bao" | "chen") => {
		const { householdId, viewer } = cast.homes[key];
		return applyForTitle({ householdId, by: { ...viewer, householdId }, at: SETTLED });
	};
	await expect(apply("chen")).rejects.toMatchObject({ key: "titles.tooFewStars" });
	await set({ isHardship: true }, "chen");
	const own = await apply("chen");
	expect(await apply("chen")).toEqual(own);
	await apply("bao");
	expect((await noticesAtWork(offices.yun)).filter(({ kind }) => kind === "title_proposed")).toHaveLength(2);
});

const beijing = (moment: string) => new Date(`${moment}:00+08:00`);

/** A pair of Bao's was published, and a look back at it drawn. */
async function drawnLook() {
	await changeSetting({ key: "lookbackShare", value: "100", by: null, at: MORNING });
	await drawLookbacks(beijing("2026-10-31T04:00"));
	const { submissionId, version } = await sentPair(cast.homes.bao);
	await publish({ submissionId, version, by: cast.staff.meng, at: MORNING });
	await drawLookbacks(beijing("2026-11-09T04:00"));
	const [look] = await ownLookbacks(offices.gu, beijing("2026-11-09T10:00"));
	return {
		relapsed: async (cause: string, at: Date) => {
			const found = { answer: "relapsed", cause, note: "柴垛散了。", by: offices.gu, at };
			await answerLookback({ lookbackId: look?.lookbackId ?? "", ...found, upload: await smallUpload(7) });
		},
	};
}

test.each([
	["cleaning_duty", "titles.relapsed"],
	["facility_gap", undefined],
])("what a look back found relapsed for %s bars a year long: %s", async (cause, key) => {
	const { relapsed } = await drawnLook();
	await relapsed(cause, beijing("2026-11-09T10:00"));
	const propose = (at: Date) => proposeTitle({ householdId: "household-bao", by: offices.yun, at });
	if (key) await expect(propose(SETTLED)).rejects.toMatchObject({ key });
	else await propose(SETTLED);
	await propose(on(400));
});

test("what relapsed while the notice ran is given no title, neither by a command nor by the database", async () => {
	const { relapsed } = await drawnLook();
	const titleId = await noticedTitle(cast, offices);
	const grant = () => grantTitle({ titleId, ...SAID, by: cast.staff.wang, at: on(20) });
	await relapsed("cleaning_duty", on(2));
	await expect(grant()).rejects.toMatchObject({ refusal: "conflict", key: "titles.relapsed" });
	const granted = `INSERT INTO courtyard_title_stages (id, title_id, seq, stage, actor_id, at, note)
		VALUES ('x', '${titleId}', 3, 'titled', '${cast.staff.wang.personId}', ${on(20).getTime()}, '${SAID.words}')`;
	await expect(write(() => rawClient().execute(granted))).rejects.toThrow("nothing relapsed meanwhile");
});

test("nothing is noticed without the household's own yes, by no hand of who asks; then for days, and once", async () => {
	const { titleId } = await proposeTitle({ householdId: "household-bao", by: offices.yun, at: SETTLED });
	const notice = (by = offices.yun, at = on(1)) => noticeTitle({ titleId, by, at });
	await expect(notice()).rejects.toMatchObject({ key: "titles.notAgreed" });
	await expect(agreeToTitle({ titleId, by: offices.yun, saidBy: "鲍春生", at: SETTLED })).rejects.toMatchObject({ refusal: "forbidden" });
	const { chen } = cast.homes;
	await expect(agreeToTitle({ titleId, by: { ...chen.viewer, householdId: chen.householdId }, at: SETTLED })).rejects.toMatchObject({
		refusal: "not_found",
	});
	await agreeToTitle({ titleId, by: cast.staff.li, saidBy: "鲍春生", at: SETTLED });
	await agreeToTitle({ titleId, by: bao().by, at: on(1) });
	await expect(notice(cast.staff.li)).rejects.toMatchObject({ refusal: "not_found" });
	const { until } = await notice();
	expect(await notice(offices.tao, on(1))).toEqual({ until });
	expect(until.getTime()).toBeGreaterThan(on(3).getTime());
	expect(await told()).toEqual(["agreed", "noticed"]);
	await expect(run(`UPDATE courtyard_titles SET notice_ends_at = 1`)).rejects.toThrow("those that it said");
});

test("another household of the village objects in time; who put it forward, the village and its own people do not answer; one that is right ends it", async () => {
	const titleId = await noticedTitle(cast, offices);
	const object = (key: "bao" | "du" | "fan", at = on(1)) => {
		const { viewer, householdId } = cast.homes[key];
		return objectTo(TITLE_OBJECTIONS, { subject: titleId, by: { ...viewer, householdId }, words: "门前的沟是大家扫的。", at });
	};
	await expect(object("bao")).rejects.toMatchObject({ key: "titles.notYourVillage" });
	await expect(object("fan")).rejects.toMatchObject({ key: "titles.notYourVillage" });
	await expect(object("du", OVER)).rejects.toMatchObject({ refusal: "conflict" });
	await object("du");
	await object("du");
	await expect(grantTitle({ titleId, ...SAID, by: cast.staff.wang, at: OVER })).rejects.toMatchObject({ key: "titles.objectionsWait" });
	const answer = (by: Viewer) =>
		answerObjection(TITLE_OBJECTIONS, { subject: titleId, number: 1, by, answer: "去问过，是这样。", isUpheld: true, at: OVER });
	await expect(answer(offices.yun)).rejects.toMatchObject({ refusal: "forbidden" });
	await answer(offices.tao);
	await expect(grantTitle({ titleId, ...SAID, by: cast.staff.wang, at: OVER })).rejects.toMatchObject({ key: "titles.objectionRight" });
	const decline = () => declineTitle({ titleId, why: "门前的沟是大家扫的，这次不评。", by: offices.tao, at: OVER });
	await decline();
	await decline();
	expect([await stageOf(titleId), await told()]).toEqual(["declined", ["noticed", "declined"]]);
});

test("the title is given when its notice is over, by somebody above who is independent of who put it forward and noticed it; twice it is once", async () => {
	const titleId = await noticedTitle(cast, offices);
	const grant = (by: Viewer, at = OVER, words = SAID.words) => grantTitle({ titleId, words, by, at });
	await expect(grant(cast.staff.wang, on(1))).rejects.toMatchObject({ key: "titles.noticeRuns" });
	await expect(grant(cast.staff.wang, OVER, "好")).rejects.toMatchObject({ field: "words" });
	await expect(grant(offices.yun)).rejects.toMatchObject({ refusal: "not_found" });
	// Tao made Yun, who put it forward.
	await expect(grant(offices.tao)).rejects.toMatchObject({ refusal: "forbidden" });
	await Promise.all([grant(cast.staff.wang), grant(cast.staff.wang)]);
	expect(await db.select().from(courtyardTitles)).toMatchObject([{ stage: "titled", titledAt: OVER }]);
	expect(await told()).toEqual(["noticed", "titled"]);
	await expect(run("UPDATE courtyard_titles SET titled_at = 1")).rejects.toThrow("says its life");
});

test("the household leaves at any time, before and with the title, and nothing is said of why", async () => {
	const titleId = await agreedTitle(cast, offices);
	await leaveTitle({ titleId, by: bao().by, at: SETTLED });
	await leaveTitle({ titleId, by: bao().by, at: SETTLED });
	expect(await stageOf(titleId)).toBe("declined");
	await expect(noticeTitle({ titleId, by: offices.yun, at: SETTLED })).rejects.toMatchObject({ key: "titles.notNow" });
	const again = await grantedTitle(cast, offices);
	await showTitle({ titleId: again, isShown: true, by: bao().by, at: OVER });
	await leaveTitle({ titleId: again, by: cast.staff.li, saidBy: "鲍春生", at: OVER });
	expect((await db.select().from(courtyardTitles)).find(({ id }) => id === again)).toMatchObject({ stage: "given_up", shownAt: null });
	await expect(leaveTitle({ titleId: again, by: cast.homes.du.viewer as never, at: OVER })).rejects.toMatchObject({ refusal: "not_found" });
});

test("a warning has a term and offers help; better in time the title stands; the household says its word once", async () => {
	const titleId = await grantedTitle(cast, offices);
	const at = on(120);
	for (const [more, field] of [
		[{ result: "" }, "result"],
		[{ words: "脏" }, "words"],
		[{ result: "warned", help: "" }, "help"],
		[{ result: "warned", help: "村里来人帮忙码柴。", days: "7" }, "days"],
	] as const)
		await expect(check(titleId, offices.gu, at, more)).rejects.toMatchObject({ refusal: "invalid", field });
	await expect(check(titleId, offices.yun, at)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(check(titleId, offices.gu, at, fail)).rejects.toMatchObject({ key: "titles.notWarned" });
	await check(titleId, offices.gu, at);
	await check(titleId, offices.gu, at);
	await warnedTitle(titleId, offices, on(121));
	await warnedTitle(titleId, offices, on(121));
	expect(await stageOf(titleId)).toBe("warned");
	const warned = (await db.select().from(courtyardTitleChecks)).find(({ result }) => result === "warned");
	const reply = (words: string) => replyToCheck({ titleId, checkId: warned?.id ?? "", words, by: bao().by, at: on(122) });
	await reply("那几天在医院，没顾上。");
	await reply("那几天在医院，没顾上。");
	await expect(reply("另外的话，另外的话。")).rejects.toMatchObject({ key: "titles.repliedBefore" });
	await check(titleId, cast.staff.wang, on(130));
	expect([await stageOf(titleId), await told()]).toEqual(["titled", ["noticed", "titled", "passed", "warned", "cleared"]]);
});

test("a title is taken only after the term, a second look by somebody independent, and the household's days to speak", async () => {
	const titleId = await grantedTitle(cast, offices);
	const min = await hired("zhou", "town_admin", cast.places.shilin, cast.staff.wang);
	const remove = (by: Viewer, at: Date) => removeTitle({ titleId, words: "限期过了，两次去看都没有收拾。", by, at });
	await warnedTitle(titleId, offices, on(100));
	await expect(remove(min, on(140))).rejects.toMatchObject({ key: "titles.secondLook" });
	await expect(check(titleId, min, on(110), fail)).rejects.toMatchObject({ key: "models.termRuns" });
	await expect(check(titleId, offices.gu, on(140), fail)).rejects.toMatchObject({ refusal: "forbidden" });
	await check(titleId, offices.tao, on(140), fail);
	await expect(remove(min, on(141))).rejects.toMatchObject({ key: "titles.replyRuns" });
	await expect(remove(offices.tao, on(160))).rejects.toMatchObject({ refusal: "forbidden" });
	await set({ isHardship: true });
	await expect(remove(min, on(160))).rejects.toMatchObject({ key: "titles.leftInPeace" });
	await set({ isHardship: false });
	await remove(min, on(160));
	await remove(min, on(161));
	expect([await stageOf(titleId), (await told()).slice(2)]).toEqual(["removed", ["warned", "failed", "removed"]]);
	// It may come again.
	await proposeTitle({ householdId: "household-bao", by: offices.yun, at: on(170) });
});

test("a household in hardship is not warned", async () => {
	const titleId = await grantedTitle(cast, offices);
	await set({ isHardship: true });
	await expect(warnedTitle(titleId, offices, on(100))).rejects.toMatchObject({ key: "titles.leftInPeace" });
});

test("given and taken, taken and left in the same moment: one of them", async () => {
	const titleId = await noticedTitle(cast, offices);
	const both = await Promise.allSettled([
		grantTitle({ titleId, ...SAID, by: cast.staff.wang, at: OVER }),
		declineTitle({ titleId, why: "材料不齐，这次先不评。", by: offices.tao, at: OVER }),
	]);
	expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});
