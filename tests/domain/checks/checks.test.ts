import { createHash } from "node:crypto";
import { eq, like, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdChecks } from "#db/schema/checks.ts";
import { declaredRelatives, households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { isIndependent } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { answerCheck } from "#domain/checks/answer-check.ts";
import { answeredOnes, checkSeen, countChecks, openChecks, unaskedOnes, untrueOnes } from "#domain/checks/checks.ts";
import { drawChecks } from "#domain/checks/draw-checks.ts";
import { commitmentOf, seedOf } from "#domain/draws/draws.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { changeHead } from "#domain/households/change-head.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember, memberLeaves, renameMember } from "#domain/households/change-members.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { mergeRegion } from "#domain/households/merge-region.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { splitHousehold } from "#domain/households/split-household.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { splitRegion } from "#domain/regions/split.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
/** Admin of 青石村, whom nobody of the cast made. */
let hu: Viewer;
/** Auditor of 青石村, hired by Hu. */
let hired: Viewer;
/** MORNING is a Monday; its week is sealed in `beforeEach`, and drawn a week later. */
const nextMonday = minutesAfter(MORNING, 7 * 24 * 60);
freshDatabase(async () => {
	cast = await inviteCast();
	hu = await officer("hu", "village_admin", null);
	hired = await officer("hired", "auditor", "person-hu");
	await drawChecks(MORNING);
});

async function officer(key: string, role: Role, grantedBy: string | null, place: keyof typeof cast.places = "qingshi"): Promise<Viewer> {
	const { id, name } = cast.places[place];
	const [{ path = "" } = {}] = await db.select({ path: regions.path }).from(regions).where(eq(regions.id, id));
	const personId = `person-${key}`;
	await write(async (tx) => {
		await tx.insert(people).values({ id: personId, name: key, username: key, createdAt: MORNING });
		await tx.insert(roleGrants).values({ personId, role, regionId: id, grantedBy, grantedAt: MORNING });
	});
	const roles = [{ role, regionId: id, regionName: name, path }];
	return { personId, name: key, kind: "staff", sessionId: "", householdId: null, roles };
}

/** So many people of Chen's household come and die, by Hu's word if nobody else's. */
async function deaths(count: number, by = hu): Promise<void> {
	for (let n = 0; n < count; n++) {
		const at = minutesAfter(MORNING, 10 + n);
		const home = { householdId: "household-chen", by, at };
		await carryOut(addMember, { ...home, name: `陈${"甲乙丙丁戊"[n]}`, isUnder14: false });
		const [person] = await db
			.select()
			.from(people)
			.where(eq(people.name, `陈${"甲乙丙丁戊"[n]}`));
		await carryOut(memberLeaves, { ...home, personId: person?.id ?? "", why: "died" });
	}
}
const drawn = () => db.select().from(householdChecks).orderBy(householdChecks.entrySeq);
const said = { answer: "true", how: "phone", words: "是真的，上个月的事。" };
const answer = async (by: Viewer, more: Partial<typeof said> = {}) =>
	answerCheck({ ...said, ...more, entrySeq: (await drawn())[0]?.entrySeq ?? 0, by, at: nextMonday });

const weekAfter = (at: Date) => minutesAfter(at, 7 * 24 * 60);
const linesOfWeek = async (week: string) =>
	(
		await db
			.select()
			.from(auditEntries)
			.where(eq(auditEntries.subject, `check:${week}`))
	).map(({ action, at, detail }) => ({ action, at, detail }));

/** Households of 东沟, one after the other, whose heads Hu records as dead. */
async function newHeads(count: number): Promise<string[]> {
	const ids: string[] = [];
	for (let n = 0; n < count; n++) {
		const home = {
			hamletId: place("donggou"),
			number: "",
			headName: `丁${n}`,
			status: "lived_in",
			by: hu,
			at: minutesAfter(MORNING, n),
		} as const;
		ids.push(await carryOut(addHousehold, home));
	}
	for (const householdId of ids)
		await carryOut(changeHead, { householdId, by: hu, why: "died", name: "丁小军", at: minutesAfter(MORNING, 60) });
	return ids;
}

test("a week's seed is sealed a week before it begins, is told when the week is over, and gives the same households to whoever draws again", async () => {
	await newHeads(6);
	const [sealed] = await linesOfWeek("2026-11-09");
	expect(sealed).toMatchObject({
		action: "check.seal",
		at: MORNING,
		detail: { commitment: commitmentOf(seedOf("household checks 2026-11-09")) },
	});
	expect(JSON.stringify(await db.select().from(auditEntries))).not.toContain(seedOf("household checks 2026-11-02"));
	await drawChecks(nextMonday);
	const [, draw] = await linesOfWeek("2026-11-02");
	expect(draw).toMatchObject({ action: "check.draw", at: nextMonday, detail: { most: 2, households: 6, drawn: 2 } });
	const seed = String(draw?.detail["seed"]);
	expect((await linesOfWeek("2026-11-02"))[0]?.detail).toEqual({ commitment: createHash("sha256").update(seed).digest("hex") });
	const homes = await db.select().from(households).where(like(households.headName, "丁%"));
	const ticketOf = ({ publicCode }: { publicCode: string }) =>
		createHash("sha256").update(`${seed}:household checks:${publicCode}`).digest("hex");
	const lowest = homes.toSorted((one, other) => (ticketOf(one) < ticketOf(other) ? -1 : 1)).slice(0, 2);
	expect((await drawn()).map(({ householdId }) => householdId).sort()).toEqual(lowest.map(({ id }) => id).sort());
});

test("drawn twice is drawn once; other weeks are not drawn, nor one that nobody sealed", async () => {
	await deaths(2);
	await drawChecks(minutesAfter(MORNING, 3 * 24 * 60));
	expect(await drawn()).toEqual([]);
	await Promise.all([drawChecks(nextMonday), drawChecks(nextMonday)]);
	for (const at of [nextMonday, minutesAfter(nextMonday, 3 * 24 * 60), weekAfter(nextMonday)]) await drawChecks(at);
	expect((await drawn()).map(({ changedBy, drawnAt }) => [changedBy, drawnAt])).toEqual(Array(2).fill(["person-hu", nextMonday]));
	expect((await linesOfWeek("2026-11-02")).map(({ action }) => action)).toEqual(["check.seal", "check.draw"]);
	expect(await linesOfWeek("2026-10-26")).toEqual([]);
});

test("a site that was off when a week ended draws it when it runs again", async () => {
	await deaths(1);
	await drawChecks(minutesAfter(MORNING, 24 * 24 * 60));
	expect(await drawn()).toHaveLength(1);
	expect((await linesOfWeek("2026-11-23")).map(({ action }) => action)).toEqual(["check.seal"]);
});

test("many lines on one household thin out no other: it is one ticket, and all of them are asked about", async () => {
	const at = minutesAfter(MORNING, 70);
	for (const householdId of await newHeads(4)) await carryOut(changeHead, { householdId, by: hu, why: "died", name: "丁大军", at });
	await drawChecks(nextMonday);
	const counts = Map.groupBy(await drawn(), ({ householdId }) => householdId);
	expect([...counts.values()].map((lines) => lines.length)).toEqual([2, 2]);
});

test("with the setting at 0 nothing is drawn", async () => {
	await deaths(1);
	await changeSetting({ key: "householdChecksPerOfficer", value: "0", by: cast.staff.wang, at: MORNING });
	await drawChecks(nextMonday);
	expect(await drawn()).toEqual([]);
});

test("it waits for whoever had no part: not for who made the change, nor whom they hired, nor a relative, nor another place", async () => {
	await deaths(1);
	await drawChecks(nextMonday);
	const seenBy = async (viewer: Viewer) => (await openChecks(viewer)).page.map(({ headName, by, action }) => [headName, by, action]);
	expect(await seenBy(cast.staff.song)).toEqual([["陈桂兰", "hu", "member.leave"]]);
	expect(await seenBy(cast.staff.wang)).toHaveLength(1);
	for (const one of [hu, hired, cast.staff.li]) expect(await seenBy(one)).toEqual([]);
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-song", householdId: "household-chen", declaredAt: MORNING }));
	expect(await seenBy(cast.staff.song)).toEqual([]);
});

const place = (name: keyof typeof cast.places) => cast.places[name].id;
test.each<[string, (by: Viewer, at: Date) => Promise<unknown>]>([
	["its hamlet moved", (by, at) => moveRegion({ regionId: place("donggou"), toId: place("baiyang"), by, at })],
	["its village was merged", (by, at) => mergeRegion({ regionId: place("qingshi"), intoId: place("baiyang"), by, at })],
	[
		"it moved house",
		(by, at) => carryOut(moveHousehold, { householdId: "household-chen", hamletId: place("qiaotou"), number: "", by, at }),
	],
])("after %s it is asked about where the household lives now, and no more where it lived", async (_what, go) => {
	const near = await officer("near", "auditor", null, "baiyang");
	const left = await officer("left", "auditor", null);
	await deaths(1);
	await drawChecks(nextMonday);
	expect((await openChecks(left)).page).toHaveLength(1);
	await expect(answer(near)).rejects.toMatchObject({ refusal: "not_found" });
	await go(cast.staff.wang, nextMonday);
	expect((await openChecks(left)).page).toEqual([]);
	await expect(answer(left)).rejects.toMatchObject({ refusal: "not_found" });
	expect((await openChecks(near)).page).toHaveLength(1);
	await answer(near);
	expect(await drawn()).toMatchObject([{ answer: "true", answeredBy: "person-near" }]);
});

test("who is independent is judged where the household lives now, by the database too", async () => {
	const order = { name: "河口镇", code: "990101101", goes: [place("baiyang")], by: cast.staff.wang, at: MORNING };
	await splitRegion({ regionId: place("shilin"), ...order });
	// The chief of 柿林镇 named both. They are above 青石村, but no more above 白杨村.
	const chief = await officer("chief", "town_admin", "person-wang", "shilin");
	const clerk = await officer("clerk", "village_admin", chief.personId);
	const near = await officer("near", "auditor", chief.personId, "baiyang");
	await deaths(1, clerk);
	await drawChecks(nextMonday);
	expect(await isIndependent(db, { one: near.personId, other: clerk.personId, regionId: place("qingshi") })).toBe(true);
	await moveRegion({ regionId: place("donggou"), toId: place("baiyang"), by: cast.staff.wang, at: nextMonday });
	expect((await openChecks(near)).page).toEqual([]);
	await expect(answer(near)).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(answered(near.personId)).rejects.toMatchObject({
		cause: { message: expect.stringContaining("not by who made the change") },
	});
});

test("more than a page of them are counted whole and read to the end", async () => {
	await changeSetting({ key: "householdChecksPerOfficer", value: "20", by: cast.staff.wang, at: MORNING });
	const hua = await officer("hua", "village_admin", null);
	for (let n = 0; n < 42; n++) {
		const by = n < 21 ? hu : hua;
		const why = n % 2 ? "left" : "died";
		const change = { householdId: "household-chen", by, why, name: `陈${n}`, at: minutesAfter(MORNING, n) } as const;
		await carryOut(changeHead, change);
	}
	await drawChecks(nextMonday);
	const all = (await drawn()).map(({ entrySeq }) => entrySeq);
	expect(await countChecks(cast.staff.song, nextMonday)).toEqual({ open: all.length, untrue: 0, unasked: 0 });
	expect(await readThrough((after) => openChecks(cast.staff.song, after))).toEqual(all);
	for (const entrySeq of all) await answerCheck({ ...said, entrySeq, answer: "untrue", by: cast.staff.song, at: nextMonday });
	expect(await countChecks(cast.staff.song, nextMonday)).toEqual({ open: 0, untrue: all.length, unasked: 0 });
	expect(await readThrough((before) => untrueOnes(cast.staff.song, nextMonday, before))).toEqual(all.toReversed());
	expect(all.length).toBeGreaterThan(20);
});

async function readThrough(read: (cursor: string | null) => ReturnType<typeof openChecks>): Promise<number[]> {
	const { page, next } = await read(null);
	const seen = page.map(({ entrySeq }) => entrySeq);
	for (let cursor = next; cursor !== null; ) {
		const more = await read(cursor);
		seen.push(...more.page.map(({ entrySeq }) => entrySeq));
		cursor = more.next;
	}
	return seen;
}

test.each<[string, boolean, (home: { householdId: string; by: Viewer; at: Date }, personId: string) => Promise<unknown>]>([
	["member.leave", true, (home, personId) => carryOut(memberLeaves, { ...home, personId, why: "died" })],
	["member.leave", false, (home, personId) => carryOut(memberLeaves, { ...home, personId, why: "left" })],
	["household.change_head", true, (home, personId) => carryOut(changeHead, { ...home, personId, why: "died" })],
	["household.change_head", true, (home, personId) => carryOut(changeHead, { ...home, personId, why: "handed_over" })],
	["household.change_head", false, (home) => carryOut(changeHead, { ...home, name: "陈桂蓝", why: "misspelt" })],
	["household.change_head", true, (home) => carryOut(changeHead, { ...home, name: "丁小军", why: "misspelt" })],
	["household.change_head", true, (home) => carryOut(changeHead, { ...home, name: "陈小军", why: "misspelt" })],
	["member.rename", false, (home) => carryOut(renameMember, { ...home, personId: "person-chen", name: "陈贵兰" })],
	["member.rename", true, (home) => carryOut(renameMember, { ...home, personId: "person-chen", name: "丁小军" })],
	["member.rename", false, (home, personId) => carryOut(renameMember, { ...home, personId, name: "丁小军" })],
	["household.close", true, (home) => carryOut(closeHousehold, { ...home, why: "moved_away" })],
	["household.merge", true, (home) => carryOut(mergeHouseholds, { ...home, intoId: "household-bao" })],
	[
		"household.split",
		true,
		(home, personId) => carryOut(splitHousehold, { ...home, personIds: [personId], headName: "陈甲", number: "", status: "lived_in" }),
	],
	["household.move", false, (home) => carryOut(moveHousehold, { ...home, hamletId: place("xipo"), number: "" })],
])("%s: drawn is %s", async (verb, isDrawn, change) => {
	const home = { householdId: "household-chen", by: hu, at: minutesAfter(MORNING, 10) };
	await carryOut(addMember, { ...home, name: "陈甲", isUnder14: false });
	const [person] = await db.select().from(people).where(eq(people.name, "陈甲"));
	await change(home, person?.id ?? "");
	await drawChecks(nextMonday);
	const own = eq(auditEntries.seq, householdChecks.entrySeq);
	const lines = await db.select({ action: auditEntries.action }).from(householdChecks).innerJoin(auditEntries, own);
	expect(new Set(lines.map(({ action }) => action))).toEqual(new Set(isDrawn ? [verb] : []));
});

test("what the household said is written down once, in the trail without its words; what was not true is told to all but who wrote it", async () => {
	await deaths(1);
	await drawChecks(nextMonday);
	const untrue = { answer: "untrue", how: "visit", words: "人好好的，在家。" };
	await answer(cast.staff.song, untrue);
	await answer(cast.staff.song, untrue);
	for (const other of [{ answer: "true" }, { how: "phone" }, { words: "又说是真的。" }])
		await expect(answer(cast.staff.song, { ...untrue, ...other })).rejects.toMatchObject({ key: "households.checks.answered" });
	expect(await drawn()).toMatchObject([{ answer: "untrue", how: "visit", words: "人好好的，在家。", answeredBy: "person-song" }]);
	expect((await openChecks(cast.staff.wang)).page).toEqual([]);
	const lines = await db.select().from(auditEntries).where(eq(auditEntries.action, "household.check"));
	expect(lines.map(({ actorId, subject, detail }) => [actorId, subject, detail["answer"]])).toEqual([
		["person-song", "household:household-chen", "untrue"],
	]);
	expect(JSON.stringify(lines)).not.toContain("好好的");
	expect((await untrueOnes(cast.staff.wang, nextMonday)).page.map(({ words }) => words)).toEqual(["人好好的，在家。"]);
	expect((await untrueOnes(hu, nextMonday)).page).toEqual([]);
	await expect(answer(cast.staff.wang)).rejects.toMatchObject({ key: "households.checks.answered" });
});

test("what nobody may ask about is told to the district and its auditors, until there is somebody; a relative is nobody", async () => {
	await write((tx) =>
		tx.update(roleGrants).set({ revokedAt: MORNING, revokedBy: "person-wang" }).where(eq(roleGrants.personId, "person-song")),
	);
	const [near, above] = [
		await officer("near", "auditor", "person-wang", "baiyang"),
		await officer("above", "auditor", "person-wang", "qingling"),
	];
	const chief = await officer("chief", "town_admin", "person-wang", "shilin");
	const home = { householdId: "household-fan", by: cast.staff.wang, at: minutesAfter(MORNING, 10) };
	await carryOut(changeHead, { ...home, name: "范小军", why: "died" });
	await drawChecks(nextMonday);
	const { wang } = cast.staff;
	const all = [near, above, chief, wang];
	const seen = async (viewer: Viewer) => [(await openChecks(viewer)).page.length, (await unaskedOnes(viewer)).page.length];
	expect(await Promise.all(all.map(seen))).toEqual([
		[0, 1],
		[0, 1],
		[0, 0],
		[0, 1],
	]);
	expect(await countChecks(wang, nextMonday)).toEqual({ open: 0, untrue: 0, unasked: 1 });
	expect(await seen(hu)).toEqual([0, 0]);
	await expect(answer(above)).rejects.toMatchObject({ key: "accounts.nobodyIndependent" });
	await officer("kin", "auditor", null, "qingling");
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-kin", householdId: "household-fan", declaredAt: MORNING }));
	expect(await seen(wang)).toEqual([0, 1]);
	const fresh = await officer("fresh", "auditor", null, "qingling");
	expect(await Promise.all([fresh, ...all].map(seen))).toEqual([[1, 0], ...all.map(() => [0, 0])]);
	await answer(fresh);
	expect(await seen(fresh)).toEqual([0, 0]);
});

test("the district and auditors read all answers to the end, by kind: who asked, and who did it; not about what they did themselves", async () => {
	await changeSetting({ key: "householdChecksPerOfficer", value: "20", by: cast.staff.wang, at: MORNING });
	await deaths(5);
	for (let n = 0; n < 20; n++)
		await carryOut(changeHead, { householdId: "household-bao", by: hu, why: "handed_over", name: `鲍${n}`, at: MORNING });
	await drawChecks(nextMonday);
	const all = (await drawn()).map(({ entrySeq }) => entrySeq);
	for (const [n, entrySeq] of all.entries()) {
		const about = n === 7 ? { answer: "untrue", words: "没有的事。" } : {};
		await answerCheck({ ...said, ...about, entrySeq, by: cast.staff.song, at: minutesAfter(nextMonday, n) });
	}
	expect(all.length).toBe(25);
	const { wang, song } = cast.staff;
	for (const reader of [wang, song]) expect(await readThrough((before) => answeredOnes(reader, { before }))).toEqual(all.toReversed());
	const line = {
		by: "hu",
		answeredBy: "宋平",
		answer: "untrue",
		how: "phone",
		words: "没有的事。",
		answeredAt: minutesAfter(nextMonday, 7),
	};
	expect((await answeredOnes(wang, { answer: "untrue" })).page).toMatchObject([{ ...line, entrySeq: all[7] }]);
	expect((await answeredOnes(wang, { answer: "perhaps", before: "forged" })).page).toHaveLength(20);
	for (const nobody of [hu, cast.staff.li]) expect((await answeredOnes(nobody, {})).page).toEqual([]);
	const asWang = { ...wang, personId: "person-hu" };
	expect((await answeredOnes(asWang, {})).page).toEqual([]);
});

test("one that is asked about is seen by whom it waits for, and answered by who reads answers; by nobody else", async () => {
	await deaths(1);
	await drawChecks(nextMonday);
	const seq = (await drawn())[0]?.entrySeq ?? 0;
	const seenBy = async (viewer: Viewer) => (await checkSeen(viewer, seq))?.answer;
	expect(await Promise.all([cast.staff.song, hu, hired, cast.staff.li].map(seenBy))).toEqual([null, undefined, undefined, undefined]);
	await answer(cast.staff.song);
	expect(await Promise.all([cast.staff.song, cast.staff.wang, hu, cast.staff.li].map(seenBy))).toEqual([
		"true",
		"true",
		undefined,
		undefined,
	]);
	expect(await checkSeen(cast.staff.song, seq + 1)).toBeUndefined();
});

test.each<[string, object, () => Promise<unknown>]>([
	["who made the change", { refusal: "forbidden" }, () => answer(hu)],
	["whom they hired", { refusal: "forbidden" }, () => answer(hired)],
	["somebody without an office for it", { refusal: "not_found" }, () => answer(cast.staff.li)],
	["nobody in particular", { key: "households.checks.answerMissing" }, () => answer(cast.staff.song, { answer: "perhaps" })],
	["who does not say how", { key: "households.checks.howMissing" }, () => answer(cast.staff.song, { how: "dream" })],
	["who writes nothing", { key: "households.checks.wordsMissing" }, () => answer(cast.staff.song, { words: " " })],
])("it is not answered by %s", async (_who, refusal, deed) => {
	await deaths(1);
	await drawChecks(nextMonday);
	await expect(deed()).rejects.toMatchObject(refusal);
	expect((await drawn())[0]?.answeredAt).toBeNull();
});

const byHand = (statement: string) => write((tx) => tx.run(sql.raw(statement)));
const answered = (by: string) =>
	byHand(
		`update household_checks set answer = 'true', how = 'phone', words = '是的', answered_by = '${by}', answered_at = ${nextMonday.getTime()}`,
	);

const lineOfWeek = (action: "check.seal" | "check.draw", week: string) =>
	write((tx) => record(tx, { at: nextMonday, actorId: null, action, subject: `check:${week}` }));

test.each<[string, string, () => Promise<unknown>]>([
	["who made the change answers", "not by who made the change", () => answered("person-hu")],
	["whom they hired answers", "not by who made the change", () => answered("person-hired")],
	["somebody of the household answers", "own household", () => answered("person-chen")],
	["it is answered twice", "answered once", async () => [await answered("person-song"), await answered("person-wang")]],
	["another household is put in", "answered once", () => byHand("update household_checks set household_id = 'household-du'")],
	["it goes away", "household_checks stay", () => byHand("delete from household_checks")],
	[
		"what nobody did is drawn",
		"drawn from the trail",
		() =>
			byHand(`insert into household_checks (entry_seq, household_id, region_id, changed_by, drawn_at)
				select entry_seq + 1, household_id, region_id, 'person-wang', 0 from household_checks`),
	],
	["a week is sealed again", "a week is sealed once", () => lineOfWeek("check.seal", "2026-11-09")],
	["a week is sealed after its seed was told", "a week is sealed once", () => lineOfWeek("check.seal", "2026-11-02")],
	["a week is drawn again", "a sealed week is drawn once", () => lineOfWeek("check.draw", "2026-11-02")],
	["a week is drawn by a seed that nobody sealed", "a sealed week is drawn once", () => lineOfWeek("check.draw", "2026-10-26")],
])("the database refuses that %s", async (_what, words, deed) => {
	await deaths(1);
	await drawChecks(nextMonday);
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});
