import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdChecks } from "#db/schema/checks.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { isIndependent } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { answerCheck, countChecks, openChecks, untrueOnes } from "#domain/checks/checks.ts";
import { drawChecks } from "#domain/checks/draw-checks.ts";
import { changeHead } from "#domain/households/change-head.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember, memberLeaves } from "#domain/households/change-members.ts";
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

freshDatabase();
let cast: Awaited<ReturnType<typeof inviteCast>>;
/** Admin of 青石村, whom nobody of the cast made. */
let hu: Viewer;
/** Auditor of 青石村, hired by Hu. */
let hired: Viewer;
/** MORNING is a Monday; changes of its week are drawn a week later. */
const nextMonday = minutesAfter(MORNING, 7 * 24 * 60);
beforeEach(async () => {
	cast = await inviteCast();
	hu = await officer("hu", "village_admin", null);
	hired = await officer("hired", "auditor", "person-hu");
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

test("of each officer's deaths of a week a few are drawn, the same whoever draws again; other changes and other weeks are not", async () => {
	await deaths(4);
	await drawChecks(MORNING);
	expect(await drawn()).toEqual([]);
	await drawChecks(nextMonday);
	const first = await drawn();
	expect(first.map(({ changedBy, householdId }) => [changedBy, householdId])).toEqual(Array(2).fill(["person-hu", "household-chen"]));
	await drawChecks(minutesAfter(nextMonday, 3 * 24 * 60));
	expect(await drawn()).toEqual(first);
	const lines = await db.select().from(auditEntries).where(eq(auditEntries.action, "member.leave"));
	expect(lines.map(({ seq }) => seq)).toEqual(expect.arrayContaining(first.map(({ entrySeq }) => entrySeq)));
	await drawChecks(minutesAfter(nextMonday, 7 * 24 * 60));
	expect(await drawn()).toEqual(first);
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
	expect(await countChecks(cast.staff.song, nextMonday)).toEqual({ open: all.length, untrue: 0 });
	expect(await readThrough((after) => openChecks(cast.staff.song, after))).toEqual(all);
	for (const entrySeq of all) await answerCheck({ ...said, entrySeq, answer: "untrue", by: cast.staff.song, at: nextMonday });
	expect(await countChecks(cast.staff.song, nextMonday)).toEqual({ open: 0, untrue: all.length });
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
])("the database refuses that %s", async (_what, words, deed) => {
	await deaths(1);
	await drawChecks(nextMonday);
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});
