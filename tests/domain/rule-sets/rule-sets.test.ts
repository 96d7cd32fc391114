import { eq, isNotNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { pointRules, ruleAdoptions, ruleSets } from "#db/schema/point-rules.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { refuse, sign } from "#domain/approvals/answer.ts";
import { award } from "#domain/points/credit.ts";
import { proposeRules, RULES_APPROVAL, rulesToSign } from "#domain/rule-sets/adopt-rules.ts";
import { saveRules } from "#domain/rule-sets/edit-rules.ts";
import { FORBIDDEN_WORDS, VILLAGE_CODES } from "#domain/rule-sets/rules.ts";
import { publicRules, rulesToEdit } from "#domain/rule-sets/sets.ts";
import { onChange } from "#platform/changes.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { linesAsTyped } from "#tests/rules.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const DECEMBER = new Date("2026-12-01T00:00:00+08:00");
const villageId = () => cast.places.qingshi.id;
const admin = () => as(cast.staff.wang, "village_admin", cast.places.qingshi);
const save = (more = {}, by = admin()) => saveRules({ villageId: villageId(), lines: linesAsTyped(more), by, at: MORNING });
const adopting = (more = {}) => ({
	...{ villageId: villageId(), documentNumber: "村会〔2026〕12号", decidedOn: "2026-11-01", month: "2026-12", by: admin(), at: MORNING },
	...more,
});
const KINDS = { rules: RULES_APPROVAL };
const asked = async (adoptionId: string) => (await db.select().from(approvals).where(eq(approvals.subject, adoptionId)))[0]?.id ?? "";
const signed = async (adoptionId: string, by: Viewer = cast.staff.song, at = MORNING) =>
	sign({ approvalId: await asked(adoptionId), by, at }, KINDS);
const adopted = async (more = {}) => signed(await proposeRules(adopting(more)));
const paidAt = async (n: string, at: Date) => {
	const given = { rule: "P01", source: `decision:${n}`, evidence: `submission:${n}`, householdId: "household-bao", decidedBy: null, at };
	return write((tx) => award(tx, given));
};

test("a village drafts, sees the last three months, and adopts for the next; saved and adopted twice is once", async () => {
	await paidAt("october", new Date("2026-10-05T08:00:00+08:00"));
	await save({ P01: { points: "8", held: "4", remark: "由妇联登记" } });
	expect(await save({ P01: { points: "8", held: "4", remark: "由妇联登记" } })).toBe(await save({ P01: { points: "8", held: "4" } }));
	expect((await rulesToEdit(admin(), villageId(), MORNING)).preview).toMatchObject({
		lines: [{ code: "P01", paid: 5, would: 8 }],
		more: 1,
		mostMore: 3,
	});
	expect(await paidAt("before", MORNING)).toMatchObject({ points: 5 });
	const adoptionId = await proposeRules(adopting());
	expect(await proposeRules(adopting())).toBe(adoptionId);
	await signed(adoptionId);
	await expect(signed(adoptionId)).rejects.toMatchObject({ key: "approvals.answeredAlready" });
	expect(await db.$count(auditEntries, eq(auditEntries.action, "rule_set.adopt"))).toBe(1);
	expect(await paidAt("last", new Date(DECEMBER.getTime() - 1))).toMatchObject({ points: 5 });
	expect(await paidAt("first", DECEMBER)).toMatchObject({ points: 8, held: 4 });
	expect((await publicRules(villageId(), MORNING))?.set).toMatchObject({ id: "default" });
	expect((await publicRules(villageId(), DECEMBER))?.set).toMatchObject({ documentNumber: "村会〔2026〕12号", version: 1 });
	expect((await publicRules(cast.places.baiyang.id, DECEMBER))?.set).toMatchObject({ id: "default" });
});

test("the village's public pages are made anew once its rules are signed, and not when somebody enters them", async () => {
	const told: string[] = [];
	const stop = onChange((tags) => told.push(...tags));
	await save();
	const adoptionId = await proposeRules(adopting());
	expect(told).not.toContain(`village:${villageId()}`);
	await signed(adoptionId);
	stop();
	expect(told).toContain(`village:${villageId()}`);
});

test.each<[string, object, string]>([
	["without a document", { documentNumber: "" }, "rules.documentMissing"],
	["by a meeting to come", { decidedOn: "2026-11-03" }, "rules.dayMissing"],
	["for the month that runs", { month: "2026-11" }, "rules.pastMonth"],
	["for the past", { month: "2025-12" }, "rules.pastMonth"],
	["for a month that is none", { month: "2026-13" }, "rules.pastMonth"],
	["for a village that is not theirs", { villageId: "region-990101100202" }, "common.notFound"],
])("nothing is adopted %s", async (_what, wrong, key) => {
	await save();
	await expect(proposeRules(adopting(wrong))).rejects.toMatchObject({ key });
	expect(await db.$count(ruleSets, eq(ruleSets.id, "default"))).toBe(1);
});

test("nothing is adopted without a draft, nor for a month that has a later one", async () => {
	await expect(proposeRules(adopting())).rejects.toMatchObject({ refusal: "conflict", key: "rules.noDraft" });
	await save();
	await adopted({ month: "2027-03" });
	await save();
	await expect(proposeRules(adopting())).rejects.toMatchObject({ refusal: "conflict", key: "rules.laterOne" });
});

test("nothing is in force by one person alone, by a signature that comes too late, or of a draft that was changed since", async () => {
	await save();
	const first = await proposeRules(adopting());
	await expect(signed(first, admin())).rejects.toMatchObject({ key: "approvals.secondPerson" });
	await expect(signed(first, cast.staff.li)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(signed(first, cast.staff.song, DECEMBER)).rejects.toMatchObject({ refusal: "conflict", key: "rules.tooLate" });
	expect((await rulesToSign(cast.staff.song, first)).lines).toHaveLength(VILLAGE_CODES.length);
	await expect(rulesToSign(cast.staff.li, first)).rejects.toMatchObject({ refusal: "not_found" });
	await save({ P04: { points: "50" } });
	await expect(signed(first)).rejects.toMatchObject({ key: "approvals.proposedAnew" });
	const second = await proposeRules(adopting({ documentNumber: "村会13号" }));
	await refuse({ approvalId: await asked(second), by: cast.staff.song, at: MORNING, why: "会议记录里是十分" }, KINDS);
	expect(await db.$count(ruleSets, isNotNull(ruleSets.adoptedAt))).toBe(1);
	await adopted();
	expect(await db.$count(ruleSets, isNotNull(ruleSets.adoptedAt))).toBe(2);
});

test("the database lets nobody change a line that waits for a signature, nor adopt what nobody signed", async () => {
	const setId = await save();
	await proposeRules(adopting());
	await expect(rawClient().execute(`DELETE FROM point_rules WHERE set_id = '${setId}'`)).rejects.toThrow(/waits for a second signature/);
	const [line] = await db.select().from(pointRules).where(eq(pointRules.setId, setId));
	const more = write((tx) => tx.insert(pointRules).values({ ...(line as typeof pointRules.$inferInsert), id: "more" }));
	await expect(more).rejects.toMatchObject({ cause: { message: expect.stringMatching(/waits for a second signature/) } });
	const [entered] = await db.select().from(ruleAdoptions);
	const { documentNumber = "", decidedOn = "", effectiveFrom = DECEMBER } = entered ?? {};
	const alone = { documentNumber, decidedOn, effectiveFrom, adoptedBy: "person-wang", adoptedAt: MORNING };
	const attempt = write((tx) => tx.update(ruleSets).set(alone).where(eq(ruleSets.id, setId)));
	await expect(attempt).rejects.toMatchObject({ cause: { message: expect.stringMatching(/another signed/) } });
});

test("what would fine or touch a right is refused with the word, a figure out of range with its rule; nothing is kept", async () => {
	await expect(save({ N01: { remark: "再犯罚款50元" } })).rejects.toMatchObject({
		key: "rules.faults.forbidden",
		params: { word: "罚款" },
		field: "remark_N01",
	});
	await expect(save({ P04: { points: "99" } })).rejects.toMatchObject({ key: "rules.faults.points", field: "points_P04" });
	await expect(save({}, cast.staff.li)).rejects.toMatchObject({ refusal: "not_found" });
	expect(await db.$count(ruleSets)).toBe(1);
});

const draftLine = (more: object) => ({ setId: "draft", code: "P04" as const, points: 5, ...more });
test.each<[string, object, RegExp]>([
	["more than fifty points", { points: 51 }, /point_rules_points/],
	["a breach above twenty a quarter", { code: "N01", points: -11, capCount: 2, capPeriod: "quarter" }, /point_rules_breach/],
	["a breach without a limit", { code: "N01", points: -5 }, /point_rules_breach/],
	["a rule that is none", { code: "F01" }, /point_rules_code/],
	["more held than paid", { heldPoints: 6 }, /point_rules_held/],
	["stars that fall", { code: "P03", points: 5, gradePoints: [5, 4, 9] }, /point_rules_grades/],
	["a line in rules that were adopted", { setId: "default", code: "P04" }, /only a draft changes/],
	...FORBIDDEN_WORDS.map((word): [string, object, RegExp] => [word, { remark: `关系到${word}` }, /touch neither money nor any right/]),
])("the database takes in no line with %s", async (_what, wrong, why) => {
	await write((tx) => tx.insert(ruleSets).values({ id: "draft", villageId: villageId(), version: 1, draftedAt: MORNING }));
	const line = draftLine(wrong) as typeof pointRules.$inferInsert;
	await expect(write((tx) => tx.insert(pointRules).values(line))).rejects.toMatchObject({ cause: { message: expect.stringMatching(why) } });
});

test.each<[string, object, RegExp]>([
	["for the past", { effectiveFrom: new Date("2026-11-01T00:00:00+08:00") }, /for months to come/],
	["from the middle of a month", { effectiveFrom: new Date("2026-12-02T00:00:00+08:00") }, /for months to come/],
	["without a document", { documentNumber: " " }, /for months to come/],
	["without a day", { decidedOn: "" }, /for months to come/],
	["by nobody", { adoptedBy: null }, /for months to come/],
	["for another village", { villageId: "region-990101100202" }, /it is of one village/],
])("the database adopts no rules %s", async (_what, wrong, why) => {
	const setId = await save();
	const adopted = {
		documentNumber: "1号文",
		decidedOn: "2026-11-01",
		effectiveFrom: DECEMBER,
		adoptedBy: "person-wang",
		adoptedAt: MORNING,
	};
	const attempt = (more: object) =>
		write((tx) =>
			tx
				.update(ruleSets)
				.set({ ...adopted, ...more })
				.where(eq(ruleSets.id, setId)),
		);
	await expect(attempt(wrong)).rejects.toMatchObject({ cause: { message: expect.stringMatching(why) } });
	await signed(await proposeRules(adopting({ documentNumber: "1号文" })));
	await expect(attempt({})).rejects.toMatchObject({ cause: { message: expect.stringMatching(/what was adopted stays/) } });
	await expect(rawClient().execute(`DELETE FROM point_rules WHERE set_id = '${setId}'`)).rejects.toThrow(/only a draft changes/);
	expect(await db.$count(pointRules, eq(pointRules.setId, setId))).toBe(VILLAGE_CODES.length);
});
