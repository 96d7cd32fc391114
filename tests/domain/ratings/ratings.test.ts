import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { approvals } from "#db/schema/approvals.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { households } from "#db/schema/households.ts";
import { pointEntries } from "#db/schema/points.ts";
import { ratingLooks, ratingMarks, ratingResults, ratingRounds, scorers } from "#db/schema/ratings.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { refuse, sign } from "#domain/approvals/answer.ts";
import { commitmentOf } from "#domain/draws/draws.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { closeRating, drawAnother } from "#domain/ratings/close-rating.ts";
import { ratingCase } from "#domain/ratings/desk.ts";
import { drawScorers } from "#domain/ratings/draw-scorers.ts";
import { ownYards, yardToScore } from "#domain/ratings/looks.ts";
import { markYard } from "#domain/ratings/mark.ts";
import { RATING_OBJECTIONS } from "#domain/ratings/objections.ts";
import { ownResult, ownResults } from "#domain/ratings/own-results.ts";
import { openRating } from "#domain/ratings/rounds.ts";
import { appointScorer, declareByScorer, endScorer, SCORER_APPROVAL } from "#domain/ratings/scorers.ts";
import { agreementOfScorers } from "#domain/ratings/scorers-agreement.ts";
import { settleRating } from "#domain/ratings/settle-rating.ts";
import { showStars } from "#domain/ratings/show-stars.ts";
import { onChange } from "#platform/changes.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { watchedClock } from "#tests/clocks.ts";
import { freshDatabase } from "#tests/database.ts";
import { drawnRating, given, looksAt, markedBy, openedRating, signScorers } from "#tests/ratings.ts";
import { hired } from "#tests/village.ts";

freshDatabase();

let cast: Awaited<ReturnType<typeof inviteCast>>;
let viewers: Viewer[];
let yun: Viewer;
const days = (count: number) => minutesAfter(MORNING, count * 24 * 60);
const OVER = days(9);

beforeEach(async () => {
	cast = await inviteCast();
	yun = await hired("yun", "village_admin", cast.places.qingshi, cast.staff.wang);
	viewers = [cast.staff.li, cast.homes.chen.viewer, cast.homes.du.viewer];
});

const said = async (work: Promise<unknown>) =>
	work.then(
		() => "",
		(failure: Error) => String(failure.cause ?? failure),
	);
const run = (statement: string) => write(() => rawClient().execute(statement));
const mark = (lookId: string, by: Viewer, more: object = {}) =>
	markYard({ lookId, given: given(), presence: "there", weather: "dry", agreedBy: "", by, at: MORNING, ...more });

test("a round is opened once a month and sheet, by an admin over the village; its seed is sealed then and told by the draw", async () => {
	const villageId = cast.places.qingshi.id;
	const open = (by: Viewer, at = MORNING, profile = "A") => openRating({ villageId, profile, by, at });
	const first = await open(yun);
	expect(await open(cast.staff.wang, days(1))).toEqual(first);
	expect(await open(yun, MORNING, "B")).not.toEqual(first);
	await expect(open(cast.staff.li)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(open(yun, MORNING, "C")).rejects.toMatchObject({ key: "ratings.profileMissing" });
	await expect(drawScorers({ ...first, by: yun, at: MORNING })).rejects.toMatchObject({ key: "ratings.tooFewScorers" });
	await openedRating(cast);
	await drawScorers({ ...first, by: yun, at: MORNING });
	const [round] = (await db.select().from(ratingRounds)).filter(({ id }) => id === first.ratingId);
	expect(commitmentOf(round?.seed ?? "")).toBe(round?.commitment);
});

test("scorers are people of the village or its staff, by name, appointed once and by nobody for themselves", async () => {
	const villageId = cast.places.qingshi.id;
	const appoint = (name: string, by: Viewer = yun, number = "") => appointScorer({ villageId, name, number, by, at: MORNING });
	await appoint("陈桂兰");
	await appoint("陈桂兰", cast.staff.wang);
	await appoint("鲍春生", yun, "1");
	expect(await db.$count(scorers)).toBe(2);
	await expect(appoint("范秋菊")).rejects.toMatchObject({ key: "ratings.nobodyNamed", field: "name" });
	await expect(appoint("")).rejects.toMatchObject({ field: "name" });
	await expect(appoint(yun.name)).rejects.toMatchObject({ key: "ratings.notOneself" });
	await expect(appoint("杜长河", cast.staff.li)).rejects.toMatchObject({ refusal: "not_found" });
	await signScorers(cast.staff.song);
	const end = { personId: cast.homes.chen.personId, villageId, by: yun, at: days(1) };
	await endScorer(end);
	await endScorer(end);
	await expect(declareByScorer({ by: cast.homes.chen.viewer, courtyard: "code-du", at: days(1) })).rejects.toMatchObject({
		key: "ratings.scorersOnly",
	});
	expect(await said(run("UPDATE scorers SET ended_at = NULL"))).toContain("end once");
});

test("one person names a scorer and another signs, neither by accounts of one hand: unsigned, refused or ended before it nobody is drawn", async () => {
	const villageId = cast.places.qingshi.id;
	const name = (who: string, by: Viewer = yun) => appointScorer({ villageId, name: who, by, at: MORNING });
	const gu = await hired("gu", "auditor", cast.places.qingshi, yun);
	await name("陈桂兰");
	await name("杜长河");
	await name("宋平");
	await write((tx) => tx.insert(roleGrants).values({ personId: "person-song", role: "auditor", regionId: villageId, grantedAt: MORNING }));
	const asked = await db.select().from(approvals).where(eq(approvals.kind, "scorer"));
	const [chen = "", du = "", song = ""] = ["陈桂兰", "杜长河", "宋平"].map((who) => asked.find(({ why }) => why.endsWith(who))?.id);
	const kinds = { scorer: SCORER_APPROVAL };
	const signing = (approvalId: string, by: Viewer) => sign({ approvalId, by, at: MORNING }, kinds);
	await expect(signing(chen, yun)).rejects.toMatchObject({ key: "approvals.secondPerson" });
	await expect(signing(chen, gu)).rejects.toMatchObject({ key: "accounts.askAnother" });
	await expect(signing(chen, cast.staff.li)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(signing(song, cast.staff.song)).rejects.toMatchObject({ key: "ratings.notOneself" });
	expect(await said(run(`UPDATE scorers SET stands_from = ${MORNING.getTime()}`))).toContain("once two people signed");
	await signing(chen, cast.staff.song);
	await expect(signing(chen, cast.staff.song)).rejects.toMatchObject({ key: "approvals.answeredAlready" });
	expect(await db.$count(auditEntries, eq(auditEntries.action, "scorer.appoint"))).toBe(1);
	await refuse({ approvalId: du, by: cast.staff.song, at: MORNING, why: "他是村主任的堂弟" }, kinds);
	await endScorer({ personId: "person-song", villageId, by: yun, at: MORNING });
	await expect(signing(song, cast.staff.song)).rejects.toMatchObject({ key: "approvals.proposedAnew" });
	expect((await db.select().from(scorers)).filter(({ standsFrom }) => standsFrom)).toMatchObject([{ personId: "person-chen" }]);
	const { ratingId } = await openRating({ villageId, profile: "A", by: yun, at: MORNING });
	await expect(drawScorers({ ratingId, by: yun, at: MORNING })).rejects.toMatchObject({ key: "ratings.tooFewScorers" });
});

test("each household is seen by two or three who are not close to it, also as declared; hardship, away and empty ones are not rated", async () => {
	await write((tx) =>
		tx.insert(households).values([
			...(["away", "empty", "hard", "shy"] as const).map((id, n) => ({
				...{
					id,
					hamletId: cast.places.xipo.id,
					villageId: cast.places.qingshi.id,
					number: `009${n}`,
					headName: `户${n}`,
					publicCode: `code-${id}`,
				},
				...{ doorToken: `${id}0000000000`.slice(0, 10), doorTokenSince: MORNING, createdAt: MORNING },
				...{ status: id === "away" || id === "empty" ? id : ("lived_in" as const), isHardship: id === "hard", isUnranked: id === "shy" },
			})),
		]),
	);
	const ratingId = await openedRating(cast);
	await declareByScorer({ by: cast.homes.du.viewer, courtyard: "code-bao", at: MORNING });
	expect(await drawScorers({ ratingId, by: yun, at: MORNING })).toEqual({ households: 3, unseen: 0 });
	await drawScorers({ ratingId, by: yun, at: days(1) });
	const { bao, chen, du } = cast.homes;
	const who = async (home: { householdId: string }) => (await looksAt(home.householdId)).map(({ scorerId }) => scorerId).sort();
	expect(await who(bao)).toEqual([chen.personId, cast.staff.li.personId].sort());
	expect(await who(chen)).toEqual([du.personId, cast.staff.li.personId].sort());
	expect(await who(du)).toEqual([chen.personId, cast.staff.li.personId].sort());
	const { notRated } = await ratingCase(yun, ratingId);
	expect(notRated.map(({ headName, why }) => [headName, why])).toEqual([
		["户0", "helped"],
		["户1", "spot"],
		["户2", "helped"],
		["户3", "left_out"],
	]);
	await expect(ratingCase(cast.staff.li, ratingId)).rejects.toMatchObject({ refusal: "not_found" });
	expect((await noticesFor(chen.viewer)).map(({ kind, way }) => [kind, way])).toEqual([["yards_to_score", "/ratings/score"]]);
});

test("a yard is marked once: the same form twice is one, other marks are refused, and so is what is missing or somebody else's", async () => {
	await drawnRating(cast);
	const [look] = await looksAt("household-bao");
	const by = viewers.find(({ personId }) => personId === look?.scorerId) as Viewer;
	const lookId = look?.id ?? "";
	for (const [more, field] of [
		[{ given: given({ A3: "" }) }, "A3"],
		[{ given: given({ A1: "19" }) }, "A1"],
		[{ given: given({ A1: "none" }) }, "A1"],
		[{ presence: "" }, "presence"],
		[{ weather: "hot" }, "weather"],
	] as const)
		await expect(mark(lookId, by, more)).rejects.toMatchObject({ refusal: "invalid", field });
	await expect(mark(lookId, viewers.find((one) => one !== by) as Viewer)).rejects.toMatchObject({ refusal: "not_found" });
	expect(await db.$count(ratingMarks)).toBe(0);
	await mark(lookId, by, { given: given({ A5: "none", A1: "14" }) });
	await mark(lookId, by, { given: given({ A5: "none", A1: "14" }) });
	expect(await yardToScore(by, lookId)).toMatchObject({ score: 933, closedAt: MORNING });
	await expect(mark(lookId, by)).rejects.toMatchObject({ key: "ratings.closedAlready" });
	expect(await db.$count(ratingMarks)).toBe(8);
});

test("a relation that is declared after the draw keeps the scorer out, by command and by hand", async () => {
	await drawnRating(cast);
	await declareByScorer({ by: cast.homes.du.viewer, courtyard: "code-bao", at: MORNING });
	const look = (await looksAt("household-bao")).find(({ scorerId }) => scorerId === cast.homes.du.personId);
	await expect(mark(look?.id ?? "", cast.homes.du.viewer)).rejects.toMatchObject({ key: "households.recused" });
	expect(
		await said(run(`UPDATE rating_looks SET closed_at = 1, score = 0, presence = 'there', weather = 'dry' WHERE id = '${look?.id}'`)),
	).toContain("declared relatives");
});

test("nobody sees what others gave before all have closed; then the median decides, and the household reads each mark without a name", async () => {
	const ratingId = await drawnRating(cast);
	const seen = async () => (await db.all<{ n: number }>("select count(*) as n from rating_looks_seen"))[0]?.n;
	const [first, ...others] = await looksAt("household-bao");
	await mark(first?.id ?? "", viewers.find(({ personId }) => personId === first?.scorerId) as Viewer, { given: given({ A1: "12" }) });
	expect([await seen(), await db.$count(ratingResults)]).toEqual([0, 0]);
	for (const look of others)
		await mark(look.id, viewers.find(({ personId }) => personId === look.scorerId) as Viewer, { given: given({ A2: "18" }) });
	expect(await seen()).toBe(3);
	expect(await db.select().from(ratingResults)).toMatchObject([{ score: 980, spread: 60, stars: 5, visit: 1 }]);
	// The household hears nothing before the round is closed.
	expect(await ownResults("household-bao")).toEqual([]);
	await closeRating({ ratingId, by: yun, at: days(1) });
	const [own] = await ownResults("household-bao");
	expect(own).toMatchObject({ score: 980, stars: 5, stage: "closed" });
	const read = await ownResult("household-bao", own?.resultId ?? "");
	expect(read?.items.find(({ code }) => code === "A1")?.marks.sort()).toEqual([12, 20, 20]);
	expect(JSON.stringify(read)).not.toContain("person-");
	expect(await ownResult("household-chen", own?.resultId ?? "")).toBeUndefined();
	expect((await noticesFor(cast.homes.bao.viewer)).map(({ kind, params }) => ({ kind, params }))).toMatchObject([
		{ kind: "yard_rated", params: { stars: 5 } },
	]);
});

test("a new version of the sheet counts from the next round on; what is under way, and every result, keeps its own", async () => {
	const ratingId = await drawnRating(cast);
	await run(
		"insert into rating_sheets (id, profile, version, stars_from, adopted_in, adopted_at) values ('second', 'A', 2, '[100,200,300,400,500]', '村会2号', 0)",
	);
	await run(`insert into rating_items (sheet_id, code, position, marks, may_not_apply)
		select 'second', code, position, marks, may_not_apply from rating_items where sheet_id = (select sheet_id from rating_rounds where id = '${ratingId}')`);
	const scored = async (of: string, at: Date) => {
		const looks = (await looksAt("household-bao")).filter((look) => look.ratingId === of);
		for (const { id, scorerId } of looks)
			await mark(id, viewers.find(({ personId }) => personId === scorerId) as Viewer, { given: given({ A1: "12" }), at });
		return (await db.select().from(ratingResults)).find((one) => one.ratingId === of && one.householdId === "household-bao");
	};
	expect(await scored(ratingId, MORNING)).toMatchObject({ score: 920, stars: 4 });
	const next = await drawnRating(cast, "A", days(30));
	expect(await scored(next, days(30))).toMatchObject({ score: 920, stars: 5 });
	const rounds = await db.select().from(ratingRounds);
	expect(Object.fromEntries(rounds.map(({ id, sheetId }) => [id, sheetId === "second"]))).toEqual({ [ratingId]: false, [next]: true });
	expect((await db.select().from(ratingResults)).map(({ stars }) => stars).sort()).toEqual([4, 5]);
	await expect(run("update rating_sheets set stars_from = '[1,2,3,4,5]' where version = 1")).rejects.toThrow();
});

test("more than fifteen points apart it is visited again, and that median stands", async () => {
	await drawnRating(cast);
	await markedBy(viewers, "household-chen", { 李敏: { A1: "0" } });
	expect(await db.$count(ratingResults)).toBe(0);
	const again = await looksAt("household-chen", 2);
	expect(again).toHaveLength(2);
	expect((await ownYards(cast.staff.li)).open.map(({ visit }) => visit)).toContain(2);
	await markedBy(viewers, "household-chen", { visit: 2, 李敏: { A1: "0" } });
	expect(await db.select().from(ratingResults)).toMatchObject([{ visit: 2, score: 900, spread: 200, stars: 4 }]);
});

test("at the closing two scorers are enough; one alone gives no score, and nothing is marked afterwards", async () => {
	const ratingId = await drawnRating(cast);
	const [a, b, c] = await looksAt("household-bao");
	const [only] = await looksAt("household-du");
	for (const look of [a, b, only]) await mark(look?.id ?? "", viewers.find(({ personId }) => personId === look?.scorerId) as Viewer);
	const { until } = await closeRating({ ratingId, by: yun, at: days(1) });
	expect(await closeRating({ ratingId, by: yun, at: days(2) })).toEqual({ until });
	expect((await db.select().from(ratingResults)).map(({ householdId }) => householdId)).toEqual(["household-bao"]);
	await expect(mark(c?.id ?? "", viewers.find(({ personId }) => personId === c?.scorerId) as Viewer)).rejects.toMatchObject({
		key: "ratings.roundOver",
	});
	await expect(drawAnother({ lookId: c?.id ?? "", by: yun, at: days(2) })).rejects.toMatchObject({ key: "ratings.firstVisitStands" });
});

test("a clock that jumps past the days of objection settles nothing; put right they still run, run on it is settled", async () => {
	const ratingId = await drawnRating(cast);
	await markedBy(viewers, "household-bao");
	const clock = watchedClock(days(1));
	await closeRating({ ratingId, by: yun, at: clock.now() });
	const settle = () => settleRating({ ratingId, by: yun, at: clock.now() });
	const jump = OVER.getTime() - days(1).getTime();
	clock.set(jump);
	await expect(settle()).rejects.toMatchObject({ refusal: "busy", key: "rounds.clockMoved" });
	clock.set(-jump);
	await expect(settle()).rejects.toMatchObject({ key: "ratings.objectionsRun" });
	clock.pass(jump);
	await settle();
	expect((await db.select().from(ratingRounds)).map(({ stage }) => stage)).toEqual(["settled"]);
});

async function droppedBySettling(ratingId: string): Promise<string[]> {
	const dropped: string[] = [];
	const stop = onChange((tags) => dropped.push(...tags));
	await settleRating({ ratingId, by: yun, at: OVER });
	stop();
	return dropped;
}

test("a household objects to its own result; who scored it does not answer; if it is right, others look again, and only then it is settled", async () => {
	const ratingId = await drawnRating(cast);
	for (const home of ["bao", "chen", "du"]) await markedBy(viewers, `household-${home}`, { 李敏: { A1: "18" } });
	await closeRating({ ratingId, by: yun, at: days(1) });
	const [own] = await ownResults("household-chen");
	const subject = own?.resultId ?? "";
	const object = (by: { personId: string; householdId: string }) =>
		objectTo(RATING_OBJECTIONS, { subject, by, words: "门前那堆柴不是我家的。", at: days(2) });
	await expect(object(cast.homes.bao)).rejects.toMatchObject({ key: "ratings.notYours" });
	const forIt = `INSERT INTO objections (id, kind, subject, number, household_id, made_by, words, made_at) VALUES ('x', 'rating', '${subject}', 1, 'household-bao', 'person-bao', '不该是这个分', 1)`;
	expect(await said(run(forIt))).toContain("of the household itself");
	await object(cast.homes.chen);
	await object(cast.homes.chen);
	await expect(settleRating({ ratingId, by: yun, at: days(2) })).rejects.toMatchObject({ key: "ratings.objectionsRun" });
	await expect(settleRating({ ratingId, by: yun, at: OVER })).rejects.toMatchObject({ key: "ratings.objectionsWait" });
	const answer = (by: Viewer) =>
		answerObjection(RATING_OBJECTIONS, { subject, number: 1, by, answer: "去看了，柴是隔壁的。", isUpheld: true, at: days(3) });
	const scored = { ...cast.staff.li, roles: yun.roles };
	await expect(answer(scored)).rejects.toMatchObject({ key: "ratings.scoredIt" });
	const byHand = "UPDATE objections SET answer = '好', is_upheld = 0, answered_by = 'person-li', answered_at = 1";
	expect(await said(run(byHand))).toContain("nobody who scored the household");
	await answer(yun);
	await answer(yun);
	expect(await looksAt("household-chen", 2)).toHaveLength(2);
	await expect(settleRating({ ratingId, by: yun, at: OVER })).rejects.toMatchObject({ key: "ratings.visitsWait" });
	await markedBy(viewers, "household-chen", { visit: 2, at: days(4) });
	expect(await ownResults("household-chen")).toMatchObject([{ visit: 2, score: 1000 }]);
	await showStars({ isShown: true, by: cast.homes.chen, at: days(4) });
	// The kept pages that tell stars, once.
	expect(await droppedBySettling(ratingId)).toEqual(["courtyard:code-chen"]);
	expect(await droppedBySettling(ratingId)).toEqual([]);
	expect((await db.select().from(auditEntries)).filter(({ action }) => action === "rating.settle")).toHaveLength(1);
	// By the stars, and for the two scorers who belong to a household; nothing twice.
	const paid = (await db.select().from(pointEntries)).map(({ householdId, points }) => [householdId, points]);
	expect(paid.sort()).toEqual(
		[
			["household-bao", 20],
			["household-chen", 20],
			["household-chen", 5],
			["household-du", 20],
			["household-du", 5],
		].sort(),
	);
});

test("rooms are seen only with somebody there who agreed, and no view for the public holds them", async () => {
	const ratingId = await drawnRating(cast, "B");
	const [look] = await looksAt("household-bao");
	const by = viewers.find(({ personId }) => personId === look?.scorerId) as Viewer;
	const rooms = (more: object) => mark(look?.id ?? "", by, { given: given({}, "B"), ...more });
	await expect(rooms({})).rejects.toMatchObject({ field: "agreedBy" });
	await expect(rooms({ presence: "absent", agreedBy: "鲍春生" })).rejects.toMatchObject({ field: "agreedBy" });
	for (const one of await looksAt("household-bao"))
		await mark(one.id, viewers.find(({ personId }) => personId === one.scorerId) as Viewer, { given: given({}, "B"), agreedBy: "鲍春生" });
	await closeRating({ ratingId, by: yun, at: days(1) });
	expect(await db.$count(ratingResults)).toBe(1);
	expect(await db.all("select * from rating_results_of_yards")).toEqual([]);
});

test("scorers are compared with the others only in their office, not below ten yards, and with how much higher they give", async () => {
	await drawnRating(cast);
	await markedBy(viewers, "household-bao", { 李敏: { A1: "10" } });
	const found = await agreementOfScorers(yun);
	expect(found.map(({ name, yards, lean, agreement }) => [name, yards, lean, agreement])).toContainEqual(["李敏", 1, -10, null]);
	expect(await agreementOfScorers(cast.staff.li)).toEqual([]);
});

test.each<[string, (lookId: string, ratingId: string) => string, string]>([
	[
		"a sheet that is used gets another item",
		() => "INSERT INTO rating_items SELECT id, 'B1', 9, '[1,0]', 0 FROM rating_sheets WHERE profile = 'A'",
		"a sheet that is used does not change",
	],
	["a sheet changes", () => "UPDATE rating_sheets SET version = 9", "append-only"],
	["a mark changes", () => "UPDATE rating_marks SET mark = 0", "append-only"],
	["a mark comes later", (look) => `INSERT INTO rating_marks VALUES ('${look}', 'A1', 20)`, "of a look that is open"],
	["a closed look changes", (look) => `UPDATE rating_looks SET score = 1 WHERE id = '${look}'`, "closed once"],
	["a look is deleted", () => "DELETE FROM rating_looks", "stay"],
	[
		"a scorer sees their own household",
		(_look, id) =>
			`INSERT INTO rating_looks (id, rating_id, household_id, visit, scorer_id, drawn_at) VALUES ('x', '${id}', 'household-chen', 1, 'person-chen', 1)`,
		"own household",
	],
	[
		"somebody is added after the draw",
		(_look, id) =>
			`INSERT INTO rating_looks (id, rating_id, household_id, visit, scorer_id, drawn_at) VALUES ('x', '${id}', 'household-chen', 1, 'person-wang', 1)`,
		"by a scorer of the village",
	],
	[
		"it is visited again without a reason",
		(_look, id) =>
			`INSERT INTO rating_looks (id, rating_id, household_id, visit, scorer_id, drawn_at) VALUES ('x', '${id}', 'household-chen', 2, 'person-li', 1)`,
		"another visit only after",
	],
	[
		"a result is no median",
		(_look, id) => `INSERT INTO rating_results VALUES ('x', '${id}', 'household-du', 1, 1000, 0, 5, 1)`,
		"of two or three looks",
	],
	[
		"a result has other stars",
		(_look, id) => `INSERT INTO rating_results VALUES ('x', '${id}', 'household-bao', 1, 1000, 0, 4, 1)`,
		"stars as the sheet has them",
	],
	["the seed is another one", () => `UPDATE rating_rounds SET seed = '${"0".repeat(64)}'`, "what was opened does not change"],
	[
		"a round is closed without days for objections",
		(_look, id) => `INSERT INTO rating_stages (id, rating_id, seq, stage, at, note) VALUES ('x', '${id}', 3, 'closed', 1, '')`,
		"take objections",
	],
])("the database refuses that %s", async (_what, statement, told) => {
	const ratingId = await drawnRating(cast);
	await markedBy(viewers, "household-bao");
	const [look] = await looksAt("household-bao");
	expect(await said(run(statement(look?.id ?? "", ratingId)))).toContain(told);
	expect(await db.$count(ratingLooks)).toBeGreaterThan(0);
});
