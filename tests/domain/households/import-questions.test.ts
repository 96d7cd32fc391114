import { and, eq, isNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { questionsFile, toldChange } from "#domain/households/preview-file.ts";
import type { Answers, Change } from "#domain/households/roster/types.ts";
import type { ImportReport } from "#domain/households/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { roundOf } from "#tests/rounds.ts";

/** While a round of the default times is open. */
const at = minutesAfter(MORNING, 70);
const m = messagesFor("zh-CN");
const HEAD = "村代码,村,组代码,组,户编号,户主";
/** 清水巷 as it was: since then the first house was pulled down, and everybody is one number further up. */
const LANE = ["甘永年", "宋德富", "金守义", "姚彩云", "胡香莲", "谢翠萍", "钟长顺", "任立军", "曹水根", "郭有田"];
const line = (number: number, head: string, hamlet = "002,清水巷") => `990101001203,前坡村,${hamlet},${number},${head}`;
const file = (...lines: string[]) => Buffer.from([HEAD, ...lines].join("\n"));
const RENUMBERED = file(...LANE.slice(1).map((head, n) => line(n + 1, head)));

freshDatabase(async () => {
	await inviteCast();
	const before =
		"区县代码,区县,镇街代码,镇街,村代码,村,组代码,组,户编号,户主\n990101,青岭区,990101001,南河街道,990101001202,后坡村,001,后坡,1,向阳\n";
	const lane = [...LANE.map((head, n) => line(n + 1, head)), line(1, "方文", "001,坡上")];
	await take(Buffer.from(before));
	await take(Buffer.from(`${[HEAD, ...lane].join("\n")}\n`));
});

async function take(
	buffer: Uint8Array,
	{ dryRun = false, ...said }: { dryRun?: boolean; one?: Answers["one"]; all?: Answers["all"] } = {},
) {
	const changes: Change[] = [];
	const answers = { one: said.one ?? new Map(), all: said.all ?? {} };
	const outcome = await importRegionsAndHouseholds({ buffer, dryRun, answers, by: null, at, onChange: (change) => changes.push(change) });
	return {
		outcome: outcome as ImportReport,
		changes: changes.map((change) => toldChange(change, m).slice(1).join("|")),
		questions: asked(outcome as ImportReport),
	};
}

const asked = ({ questions = [] }: ImportReport) =>
	questions.map(({ kind, line: at, was, becomes, found }) => [kind, at, was, becomes, found]);

async function lane(hamlet = "清水巷"): Promise<string[]> {
	const rows = await db
		.select()
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.where(eq(regions.name, hamlet))
		.orderBy(households.number);
	return rows.map((row) => `${Number(row.households.number)} ${row.households.headName}`);
}

async function home(headName: string) {
	return (await db.select().from(households).where(eq(households.headName, headName)))[0];
}

/** The head has come in once, so that there is somebody to take the place of. */
async function letIn(householdId: string): Promise<string> {
	const [row] = await db.select().from(households).where(eq(households.id, householdId));
	const personId = `person-${householdId}`;
	await write(async (tx) => {
		await tx.insert(people).values({ id: personId, name: row?.headName ?? "", createdAt: MORNING });
		await tx.insert(householdMembers).values({ householdId, personId, joinedAt: MORNING });
	});
	return personId;
}

async function openMembers(householdId: string): Promise<string[]> {
	const rows = await db
		.select({ name: people.name })
		.from(householdMembers)
		.innerJoin(people, eq(people.id, householdMembers.personId))
		.where(and(eq(householdMembers.householdId, householdId), isNull(householdMembers.leftAt)));
	return rows.map(({ name }) => name).sort();
}

async function asHome(headName: string) {
	const { id: householdId, hamletId, villageId } = (await home(headName)) ?? { id: "", hamletId: "", villageId: "" };
	return { householdId, personId: await letIn(householdId), hamlet: { id: hamletId, parent: { id: villageId } } };
}

const trail = async (action: string) =>
	(await db.select().from(auditEntries).where(eq(auditEntries.action, action))).map(({ detail: { place: _, ...became } }) => became);
const AS_IT_WAS = LANE.map((head, n) => `${n + 1} ${head}`);

test("households that get other numbers are asked about, each with the number that it had, and nothing changes until then", async () => {
	const { outcome, questions, changes } = await take(RENUMBERED);
	expect(questions[0]).toEqual(["number", 2, "甘永年", "宋德富", "清水巷 0002"]);
	expect(questions.map(([kind]) => kind)).toEqual(Array.from({ length: 9 }, () => "number"));
	expect([outcome.waiting, changes]).toEqual([9, []]);
	expect(await lane()).toEqual(AS_IT_WAS);
	expect(await trail("roster.import")).toHaveLength(2);
});

test("by one answer for all they change places with their own door, code and record; who is not in the file goes to the end; twice is once", async () => {
	const before = await home("宋德富");
	const { changes } = await take(RENUMBERED, { dryRun: true, all: { number: "renumbered" } });
	expect(changes).toContain("换编号、搬家|宋德富|清水巷 0002|清水巷 0001");
	expect(changes).toContain("让出编号（表里没有这户）|甘永年|清水巷 0001|清水巷 0011");
	await take(RENUMBERED, { all: { number: "renumbered" } });
	expect(await lane()).toEqual([...LANE.slice(1).map((head, n) => `${n + 1} ${head}`), "11 甘永年"]);
	expect(await home("宋德富")).toEqual({ ...before, number: "0001" });
	expect(await trail("household.move")).toContainEqual({ from: "清水巷 0002 宋德富", to: "清水巷 0001 宋德富" });
	const again = await take(RENUMBERED, { all: { number: "renumbered" } });
	expect(again).toMatchObject({ questions: [], changes: [], outcome: { waiting: 0 } });
	expect(await trail("household.move")).toHaveLength(10);
});

test("one line alone waits while the household that has its number waits", async () => {
	const { outcome } = await take(RENUMBERED, { dryRun: true });
	const second = outcome.questions[1]?.id ?? "";
	const { outcome: stuck, changes } = await take(RENUMBERED, { dryRun: true, one: new Map([[second, "renumbered"]]) });
	expect([stuck.questions[1]?.stuck, changes]).toEqual(["numberTaken", []]);
});

test("the file of questions comes back with its column 处理 filled in", async () => {
	const { outcome } = await take(RENUMBERED);
	const answered = questionsFile(outcome.questions, m).replaceAll(/,,(?="?清水巷)/g, ",换编号,");
	await take(Buffer.from(answered));
	expect((await lane()).slice(0, 2)).toEqual(["1 宋德富", "2 金守义"]);
});

const OTHER_HEAD = file(line(8, "任小菊"));

test.each([
	["left", ["任小菊"]],
	["died", ["任小菊"]],
	["handed_over", ["任小菊", "任立军"]],
	["misspelt", ["任小菊"]],
] as const)("another head under the same number is a question; answered as %s the trail names who took whose place", async (why, stay) => {
	const old = await home("任立军");
	const householdId = old?.id ?? "";
	await letIn(householdId);
	expect((await take(OTHER_HEAD)).questions).toEqual([["head", 2, "任立军", "任小菊", null]]);
	expect(await home("任立军")).toEqual(old);
	const { changes } = await take(OTHER_HEAD, { all: { head: why } });
	expect(changes).toEqual([`${why === "misspelt" ? "改户主的名字" : "换户主"}|清水巷 0008|任立军|任小菊`]);
	expect(await home("任小菊")).toMatchObject({ id: householdId, number: "0008" });
	expect(await trail("household.change_head")).toEqual([{ from: "任立军", to: "任小菊", why }]);
	expect(await openMembers(householdId)).toEqual(stay);
	expect(await take(OTHER_HEAD, { all: { head: why } })).toMatchObject({ questions: [], changes: [] });
});

test("skipped, nothing changes, and the rest of the file goes on", async () => {
	const both = file(line(8, "任小菊"), line(20, "新来的"));
	const { outcome } = await take(both, { all: { head: "skip" } });
	expect(outcome).toMatchObject({ households: 1, skipped: 1, waiting: 0 });
	expect(await lane()).toContain("8 任立军");
	expect(await lane()).toContain("20 新来的");
});

test("the same head in another hamlet: moved there with the record, or another household of that name", async () => {
	const moved = file(line(8, "任立军", "001,"));
	const { questions } = await take(moved);
	expect(questions).toEqual([["arrival", 2, "", "任立军", "清水巷 0008"]]);
	expect(await lane("坡上")).toEqual(["1 方文"]);
	const before = await home("任立军");
	await take(moved, { all: { arrival: "moved" } });
	expect([await lane("坡上"), (await home("任立军"))?.id]).toEqual([["1 方文", "8 任立军"], before?.id]);
	await take(file(line(9, "郭有田", "001,")), { all: { arrival: "new" } });
	expect([await lane("坡上"), (await lane()).at(-1)]).toEqual([["1 方文", "8 任立军", "9 郭有田"], "10 郭有田"]);
});

test("who stays under an own line of the file is not looked for elsewhere", async () => {
	const { questions, outcome } = await take(file(line(8, "任立军"), line(30, "任立军")));
	expect([questions, outcome.households]).toEqual([[], 1]);
});

test("a hamlet that a known village does not have is asked about, and its households wait with it", async () => {
	const wrong = file("990101001203,前坡村,077,错录组,1,试录一");
	const { questions, outcome } = await take(wrong);
	expect(questions).toEqual([["newHamlet", 2, "", "错录组", null]]);
	expect(outcome).toMatchObject({ hamlets: 0, households: 0, waiting: 2 });
	expect((await take(wrong, { all: { newHamlet: "skip" } })).outcome).toMatchObject({ skipped: 2, waiting: 0, hamlets: 0 });
	expect((await take(wrong, { all: { newHamlet: "new" } })).outcome).toMatchObject({ hamlets: 1, households: 1 });
	expect((await take(file("990101001203,前坡村,078,清水巷,,"), { dryRun: true })).questions).toEqual([
		["newHamlet", 2, "", "清水巷", "清水巷 990101001203002"],
	]);
});

test("a hamlet's code below another village is the question of moving it, with its households", async () => {
	const merged = Buffer.from("镇街代码,镇街,村代码,村,组代码,组\n990101001,南河街道,990101001202,,990101001203002,清水巷\n");
	const { questions } = await take(merged);
	expect(questions).toEqual([["placeElsewhere", 2, "前坡村", "后坡村", null]]);
	const village = (await db.select().from(regions).where(eq(regions.name, "后坡村")))[0];
	expect(await db.$count(households, eq(households.villageId, village?.id ?? ""))).toBe(1);
	await take(merged, { all: { placeElsewhere: "move" } });
	expect(await db.$count(households, eq(households.villageId, village?.id ?? ""))).toBe(11);
	expect(await trail("region.move")).toHaveLength(1);
	expect((await take(merged)).outcome).toMatchObject({ questions: [], unchanged: 3 });
	// Its code alone still means it.
	expect((await take(Buffer.from("组代码,户编号,户主\n990101001203002,8,任立军\n"))).outcome).toMatchObject({
		questions: [],
		unchanged: 2,
	});
});

test("a code that nobody knows does not lie below another village", async () => {
	const { outcome } = await take(Buffer.from("村代码,组代码,组\n990101001202,990101001203055,新组\n"));
	expect(outcome).toMatchObject({ errors: [{ key: "regions.codes.prefix" }] });
});

test("another name of a village, town or district is asked about: a new name, or a wrong code", async () => {
	const renamed = file("990101001203,前坡社区,002,清水巷,20,新来的");
	const { questions, outcome } = await take(renamed);
	expect([questions, outcome.waiting]).toEqual([[["placeName", 2, "前坡村", "前坡社区", null]], 2]);
	expect((await take(renamed, { all: { placeName: "skip" } })).outcome).toMatchObject({ households: 0, skipped: 2 });
	expect((await take(renamed, { all: { placeName: "keep" } })).outcome).toMatchObject({ households: 1, renamed: 0 });
	expect((await take(renamed, { all: { placeName: "rename" } })).outcome).toMatchObject({ renamed: 1 });
	expect(await trail("region.rename")).toEqual([{ from: "前坡村", to: "前坡社区" }]);
});

test("what a preview showed is done only while it is still so", async () => {
	const answers: Answers = { one: new Map(), all: { number: "renumbered" } };
	const order = { buffer: RENUMBERED, answers, by: null, at };
	const { fingerprint } = (await importRegionsAndHouseholds({ ...order, dryRun: true })) as ImportReport;
	const { id, hamletId } = (await home("郭有田")) ?? { id: "", hamletId: "" };
	await carryOut(moveHousehold, { householdId: id, hamletId, number: "50", by: null, at });
	const stale = await importRegionsAndHouseholds({ ...order, fingerprint });
	expect(stale).toMatchObject({ isStale: true, isDryRun: false });
	expect((await lane())[0]).toBe("1 甘永年");
	const again = await importRegionsAndHouseholds({ ...order, fingerprint: (stale as ImportReport).fingerprint });
	expect(again).toMatchObject({ isStale: false, renumbered: 10 });
	expect((await lane())[0]).toBe("1 宋德富");
});

test("what a command refuses is told with its line, and nothing of the file is done", async () => {
	const village = (await db.select().from(regions).where(eq(regions.name, "前坡村")))[0];
	const homes = [await asHome("任立军"), await asHome("曹水根")];
	await roundOf("june", {
		regionId: village?.id ?? "",
		candidates: homes,
		roll: homes,
	});
	const { outcome } = await take(file(line(8, "任小菊"), line(20, "新来的")), { all: { head: "left" } });
	expect(outcome).toMatchObject({ errorCount: 1, errors: [{ line: 2, value: "清水巷 0008", key: "households.life.openVote" }] });
	expect(await lane()).toEqual(AS_IT_WAS);
});

test("a ballot that is open holds only the households on its roll: who came into the village after it was made is changed by file", async () => {
	const village = (await db.select().from(regions).where(eq(regions.name, "前坡村")))[0];
	const homes = [await asHome("任立军"), await asHome("曹水根")];
	await roundOf("june", { regionId: village?.id ?? "", candidates: homes, roll: homes });
	await take(file(line(30, "后来人"), line(2, "新屋人", "003,新屋")), { all: { newHamlet: "new" } });
	for (const head of ["后来人", "新屋人"]) await letIn((await home(head))?.id ?? "");
	const changed = file(line(30, "接手人"), line(2, "新户主", "003,新屋"), line(31, "甘永年"));
	const { outcome, changes } = await take(changed, { all: { head: "left", arrival: "moved" } });
	expect([outcome.heads, outcome.renumbered, changes.length]).toEqual([2, 1, 3]);
	expect((await lane()).slice(-2)).toEqual(["30 接手人", "31 甘永年"]);
	expect(await lane("新屋")).toEqual(["2 新户主"]);
	expect(await openMembers((await home("接手人"))?.id ?? "")).toEqual(["接手人"]);
});

test("a word in the column 处理 that is none is told", async () => {
	const { outcome } = await take(Buffer.from(`${HEAD},处理\n${line(8, "任小菊")},随便\n`));
	expect(outcome).toMatchObject({ errors: [{ column: "处理", value: "随便", key: "households.reasons.answer" }] });
});

test("a question names the village too if the file has several, for hamlets are called alike", async () => {
	const other = "990101001202,后坡村,001,后坡,1,向阳";
	const wheres = async (buffer: Uint8Array) => (await take(buffer, { dryRun: true })).outcome.questions?.map(({ where }) => where);
	expect(await wheres(file(line(1, "方小文", "001,坡上")))).toEqual(["坡上 0001"]);
	expect(await wheres(file(line(1, "方小文", "001,坡上"), other))).toEqual(["前坡村 坡上 0001"]);
});

test("in a file with two villages of one name each household is told with its town and village", async () => {
	const header = "区县代码,区县,镇街代码,镇街,村代码,村,组代码,组,户编号,户主";
	const home = (code: string, town: string, head: string) => `990101,青岭区,${code},${town},${code}555,高庄村委会,001,一组,1,${head}`;
	const both = [home("990101001", "南河街道", "甘新"), home("990101009", "北河镇", "宋新")];
	const { changes } = await take(Buffer.from([header, ...both].join("\n")), { dryRun: true });
	expect(changes.filter((change) => change.endsWith("新"))).toEqual([
		"新增农户|南河街道 高庄村委会 一组 0001||甘新",
		"新增农户|北河镇 高庄村委会 一组 0001||宋新",
	]);
});
