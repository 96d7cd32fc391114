import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdChecks } from "#db/schema/checks.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { answerCheck, openChecks, untrueOnes } from "#domain/checks/checks.ts";
import { drawChecks } from "#domain/checks/draw-checks.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember, memberLeaves } from "#domain/households/change-members.ts";
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

async function officer(key: string, role: Role, grantedBy: string | null): Promise<Viewer> {
	const { id, name, path } = cast.places.qingshi;
	const personId = `person-${key}`;
	await write(async (tx) => {
		await tx.insert(people).values({ id: personId, name: key, username: key, createdAt: MORNING });
		await tx.insert(roleGrants).values({ personId, role, regionId: id, grantedBy, grantedAt: MORNING });
	});
	const roles = [{ role, regionId: id, regionName: name, path }];
	return { personId, name: key, kind: "staff", sessionId: "", householdId: null, roles };
}

/** So many people of Chen's household come and die, by Hu's word. */
async function deaths(count: number): Promise<void> {
	for (let n = 0; n < count; n++) {
		const at = minutesAfter(MORNING, 10 + n);
		const home = { householdId: "household-chen", by: hu, at };
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
	const seenBy = async (viewer: Viewer) => (await openChecks(viewer)).map(({ headName, by, action }) => [headName, by, action]);
	expect(await seenBy(cast.staff.song)).toEqual([["陈桂兰", "hu", "member.leave"]]);
	expect(await seenBy(cast.staff.wang)).toHaveLength(1);
	for (const one of [hu, hired, cast.staff.li]) expect(await seenBy(one)).toEqual([]);
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-song", householdId: "household-chen", declaredAt: MORNING }));
	expect(await seenBy(cast.staff.song)).toEqual([]);
});

test("what the household said is written down once, in the trail without its words; what was not true is told to all but who wrote it", async () => {
	await deaths(1);
	await drawChecks(nextMonday);
	await answer(cast.staff.song, { answer: "untrue", how: "visit", words: "人好好的，在家。" });
	await answer(cast.staff.song);
	expect(await drawn()).toMatchObject([{ answer: "untrue", how: "visit", words: "人好好的，在家。", answeredBy: "person-song" }]);
	expect(await openChecks(cast.staff.wang)).toEqual([]);
	const lines = await db.select().from(auditEntries).where(eq(auditEntries.action, "household.check"));
	expect(lines.map(({ actorId, subject, detail }) => [actorId, subject, detail["answer"]])).toEqual([
		["person-song", "household:household-chen", "untrue"],
	]);
	expect(JSON.stringify(lines)).not.toContain("好好的");
	expect((await untrueOnes(cast.staff.wang, nextMonday)).map(({ words }) => words)).toEqual(["人好好的，在家。"]);
	expect(await untrueOnes(hu, nextMonday)).toEqual([]);
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
