import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { signInSlips } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Subject } from "#domain/audit/verbs.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { mergeRegion } from "#domain/households/merge-region.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { rotateDoorToken } from "#domain/households/rotate-door-token.ts";
import { openKiosk } from "#domain/kiosk/kiosk.ts";
import { isAbout, linesKeptIn, subjectsIn } from "#domain/office/trail-about.ts";
import { trailPage } from "#domain/office/trail-page.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { renameRegion } from "#domain/regions/rename.ts";
import { enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { issuePapers } from "#domain/votes/papers/issue-papers.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { closedRound } from "#tests/doings.ts";
import { sentPair } from "#tests/pairs.ts";
import { ticked } from "#tests/papers.ts";
import { OPENS, roundOf } from "#tests/rounds.ts";
import { closeRound } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

function auditorOf({ id, path }: { id: string; path: string }): Viewer {
	const roles = [{ role: "auditor" as const, regionId: id, regionName: "", path }];
	return { personId: "person-song", name: "宋审", kind: "staff", sessionId: "", householdId: null, roles };
}

async function lines(count: number, subject: Subject): Promise<void> {
	await write(async (tx) => {
		for (let n = 0; n < count; n++) {
			await record(tx, { at: minutesAfter(MORNING, n), actorId: "person-wang", action: "household.describe", subject });
		}
	});
}

test("a district's auditor reads every line, newest first, page by page, with who did it", async () => {
	await lines(60, "household:household-fan");
	const auditor = auditorOf(cast.places.qingling);
	const first = await trailPage(auditor);
	expect(first.lines).toHaveLength(40);
	expect(first.lines[0]).toMatchObject({
		by: "王立新",
		action: "household.describe",
		noun: "household",
		id: "household-fan",
		name: "白杨村 桥头 0001",
	});
	const second = await trailPage(auditor, { before: first.cursor });
	const times = [...first.lines, ...second.lines].map(({ at }) => at.getTime());
	expect(times).toEqual([...times].sort((a, b) => b - a));
	expect([times.length, new Set(times).size]).toEqual([60, 60]);
	expect(second.cursor).toBeNull();
});

test("a village's auditor reads what is about its own places and households, and of another village nothing", async () => {
	await lines(2, "household:household-fan");
	await lines(3, "household:household-bao");
	await lines(1, `region:${cast.places.qingshi.id}`);
	await lines(1, "person:person-meng");
	const { lines: own } = await trailPage(auditorOf(cast.places.qingshi));
	expect(own.map(({ noun, id }) => [noun, id])).toEqual([
		["region", cast.places.qingshi.id],
		...Array.from({ length: 3 }, () => ["household", "household-bao"]),
	]);
});

test("with neither office nobody reads a line, and a cursor of another list begins at the top", async () => {
	await lines(2, "household:household-bao");
	expect((await trailPage(cast.staff.li)).lines).toEqual([]);
	expect((await trailPage(auditorOf(cast.places.qingling), { before: "nonsense" })).lines).toHaveLength(2);
});

test("by day, by person, by kind of deed and by place, together and page by page, only that is told", async () => {
	const deed = (day: number, actorId: string, action: "household.describe" | "region.rename" | "slip.issue", subject: Subject) =>
		write((tx) => record(tx, { at: minutesAfter(MORNING, day * 24 * 60), actorId, action, subject }));
	const { donggou, qiaotou } = cast.places;
	for (let n = 0; n < 45; n++) await deed(0, "person-wang", "household.describe", "household:household-bao");
	await deed(0, "person-li", "region.rename", `region:${qiaotou.id}`);
	await deed(1, "person-li", "household.describe", "household:household-fan");
	await deed(1, "person-wang", "region.rename", `region:${donggou.id}`);
	const auditor = auditorOf(cast.places.qingling);
	const told = async (wanted: Parameters<typeof trailPage>[1], by = auditor) =>
		(await trailPage(by, wanted)).lines.map(({ by, noun, name }) => `${by} ${noun} ${name}`);
	expect(await told({ day: "2026-11-03" })).toEqual(["王立新 region 青石村 东沟", "李敏 household 白杨村 桥头 0001"]);
	expect(await told({ who: "limin" })).toEqual([]);
	expect(await told({ who: "李敏" })).toEqual(["李敏 household 白杨村 桥头 0001", "李敏 region 白杨村 桥头"]);
	expect(await told({ who: "li" })).toEqual(["李敏 household 白杨村 桥头 0001", "李敏 region 白杨村 桥头"]);
	expect(await told({ deeds: "places" })).toEqual(["王立新 region 青石村 东沟", "李敏 region 白杨村 桥头"]);
	expect(await told({ place: "baiyang" })).toEqual(["李敏 household 白杨村 桥头 0001", "李敏 region 白杨村 桥头"]);
	expect(await told({ place: "桥头", deeds: "places", who: "李敏", day: "2026-11-02" })).toEqual(["李敏 region 白杨村 桥头"]);
	expect(await told({ place: "桥头", deeds: "places" })).toEqual(["李敏 region 白杨村 桥头"]);
	expect(await told({ place: "桥头", who: "王立新" })).toEqual([]);
	expect(await told({ place: "青岭区", deeds: "places" })).toHaveLength(2);
	expect(await told({ place: "nowhere" })).toEqual([]);
	expect(await told({ place: "白杨村" }, auditorOf(cast.places.qingshi))).toEqual([]);
	expect(await told({ day: "2026-11-31" })).toHaveLength(40);
	const first = await trailPage(auditor, { who: "wang", day: "2026-11-02" });
	const second = await trailPage(auditor, { who: "wang", day: "2026-11-02", before: first.cursor });
	expect([first.lines.length, second.lines.length, second.cursor]).toEqual([40, 5, null]);
	// The clock was set back in between.
	await deed(0, "person-li", "region.rename", `region:${qiaotou.id}`);
	await deed(1, "person-wang", "region.rename", `region:${donggou.id}`);
	expect(await told({ day: "2026-11-03" })).toEqual([
		"王立新 region 青石村 东沟",
		"王立新 region 青石村 东沟",
		"李敏 household 白杨村 桥头 0001",
	]);
});

test("a household's deeds are found where they were done and where it lives now, named as it was called then", async () => {
	const { qingling, qingshi, baiyang, donggou, qiaotou } = cast.places;
	const of = { householdId: "household-bao", by: cast.staff.wang };
	const told = async (place: string) =>
		(await trailPage(auditorOf(qingling), { place, deeds: "households" })).lines.map(({ action, name }) => `${action} ${name}`);
	await issueSlip({ ...of, at: MORNING });
	await rotateDoorToken({ ...of, at: MORNING });
	await carryOut(moveHousehold, { ...of, at: minutesAfter(MORNING, 1), hamletId: qiaotou.id, number: "77" });
	await renameRegion({ regionId: qiaotou.id, name: "新桥", by: cast.staff.wang, at: minutesAfter(MORNING, 2) });
	await rotateDoorToken({ ...of, at: minutesAfter(MORNING, 3) });
	const before = "door_token.rotate 青石村 东沟 0001";
	const moved = "household.move 白杨村 桥头 0077";
	expect(await told("东沟")).toEqual([moved, before]);
	expect(await told("白杨村")).toEqual(["door_token.rotate 白杨村 新桥 0077", moved, before]);
	expect(await told("柿林镇")).toEqual(["door_token.rotate 白杨村 新桥 0077", moved, before]);
	const ofVillage = async (village: typeof qingshi) => (await trailPage(auditorOf(village))).lines.map(({ action }) => action);
	expect(await ofVillage(qingshi)).toEqual(["household.move", "door_token.rotate", "slip.issue"]);
	expect((await ofVillage(baiyang)).slice(0, 2)).toEqual(["door_token.rotate", "region.rename"]);
	const { lines: moves } = await trailPage(auditorOf(qingshi), { deeds: "households" });
	expect(moves[0]?.became).toMatchObject({
		from: "青石村 东沟 0001 鲍春生",
		to: "白杨村 桥头 0077 鲍春生",
		place: { otherId: donggou.id },
	});
});

test("a hamlet that went to another village is found from both, one that was merged from where it went too", async () => {
	const { qingling, qingshi, xipo, donggou, baiyang } = cast.places;
	const moving = { regionId: xipo.id, toId: baiyang.id, by: cast.staff.wang, at: MORNING };
	await moveRegion(moving);
	await moveRegion({ ...moving, toId: qingshi.id, at: minutesAfter(MORNING, 1) });
	await mergeRegion({ regionId: xipo.id, intoId: donggou.id, by: cast.staff.wang, at: minutesAfter(MORNING, 2) });
	const told = async (place: string) =>
		(await trailPage(auditorOf(qingling), { place, deeds: "places" })).lines.map(({ action, name }) => `${action} ${name}`);
	expect(await told("白杨村")).toEqual(["region.move 青石村 西坡"]);
	expect(await told("东沟")).toEqual(["region.merge 青石村 西坡"]);
	expect(await told("青石村")).toEqual(["region.merge 青石村 西坡", "region.move 青石村 西坡", "region.move 白杨村 西坡"]);
});

test("of a line that does not keep its place the place of now is told, as such", async () => {
	const subject = "household:household-bao" as const;
	const old = {
		seq: 1,
		at: MORNING,
		actorId: "person-wang",
		action: "household.describe",
		subject,
		detail: {},
		previousHash: "",
		hash: "one",
	};
	await write((tx) => tx.insert(auditEntries).values(old));
	await lines(1, subject);
	const told = (await trailPage(auditorOf(cast.places.qingshi))).lines.map(({ name, isNameOfNow }) => [name, isNameOfNow]);
	expect(told).toEqual([
		["青石村 东沟 0001", false],
		["青石村 东沟 0001", true],
	]);
});

test("a username finds only an account that the reader sees; a name whoever has an office there or above", async () => {
	await lines(1, "household:household-bao");
	const told = async (who: string, place: { id: string; path: string }) => (await trailPage(auditorOf(place), { who })).lines.length;
	const { qingling, qingshi, baiyang } = cast.places;
	expect([await told("wang", qingling), await told("王立新", qingling), await told("王立新", qingshi)]).toEqual([1, 1, 1]);
	for (const typed of ["wang", "wan"]) expect([typed, await told(typed, qingshi)]).toEqual([typed, 0]);
	await write((tx) => record(tx, { at: MORNING, actorId: "person-li", action: "household.describe", subject: "household:household-fan" }));
	expect([await told("李敏", qingshi), await told("李敏", baiyang), await told("limin", baiyang)]).toEqual([0, 0, 0]);
	expect(await told("李敏", qingling)).toBe(1);
});

test.each([
	["where it was done", "audit_entries_by_place"],
	["the other place that it concerns", "audit_entries_by_other_place"],
])("lines are found by %s in an index", async (_which, index) => {
	const plan = await db.all<{ detail: string }>(
		sql`explain query plan ${linesKeptIn([cast.places.qingshi.path], sql`seq < 900 and seq >= 0`)}`,
	);
	expect(plan.map(({ detail }) => detail).filter((step) => /audit_entries|SCAN e/.test(step) && !/USING INDEX/.test(step))).toEqual([]);
	expect(plan.map(({ detail }) => detail)).toContainEqual(expect.stringContaining(`SEARCH e USING INDEX ${index} (<expr>=?`));
});

test.each([
	["one person's", "actor_id = 'person-wang'", "audit_entries_by_actor"],
	["one verb's", "action = 'region.rename'", "audit_entries_by_action"],
])("%s newest lines stand in an index in their order", async (_whose, which, index) => {
	const plan = await db.all<{ detail: string }>(
		sql.raw(`explain query plan select seq from audit_entries where ${which} and seq < 900 order by seq desc limit 50`),
	);
	expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining(`COVERING INDEX ${index}`)]);
});

test("what a slip, a photo, a ballot or a decision of two is about is said in words, and of a ballot no household", async () => {
	const { bao, chen, du } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, chen], roll: [bao, chen, du] });
	await issueSlip({ householdId: bao.householdId, by: cast.staff.wang, at: MORNING });
	const [slip] = await db.select({ id: signInSlips.id }).from(signInSlips);
	for (const subject of [`slip:${slip?.id}`, "setting:slipDays"] as const)
		await write((tx) => record(tx, { at: MORNING, actorId: "person-wang", action: "household.describe", subject }));
	const { papers } = await issuePapers({ roundId: "june", householdIds: [du.householdId], by: cast.staff.wang, at: OPENS });
	expect(papers).toHaveLength(1);
	const { lines } = await trailPage(auditorOf(cast.places.qingling));
	expect(lines.map(({ noun, name }) => [noun, name])).toEqual([
		["paper", "金秋最美庭院"],
		["setting", null],
		["slip", "青石村 东沟 0001"],
		["slip", "青石村 东沟 0001"],
	]);
	expect(JSON.stringify(lines)).not.toContain(du.householdId);
});

test("what lies in a village is the same whether its things or the trail's lines are looked through", async () => {
	const { bao, chen } = cast.homes;
	const { qingshi, baiyang } = cast.places;
	await closedRound(cast.homes, qingshi.id);
	await roundOf("elsewhere", { regionId: baiyang.id, candidates: [bao, chen], roll: [bao, chen] });
	for (const { householdId } of [bao, cast.homes.fan]) await issueSlip({ householdId, by: cast.staff.wang, at: MORNING });
	await sentPair(bao);
	await openKiosk({ by: cast.staff.wang, regionId: qingshi.id, at: MORNING });
	const tables = {
		...{ region: "regions", kiosk: "vote_kiosks", household: "households", slip: "sign_in_slips", submission: "submissions" },
		...{ photo: "photos", round: "vote_rounds", paper: "paper_ballots", flag: "vote_flags", person: "people" },
		...{ invalidation: "approvals where kind = 'invalidation'", ruling: "approvals where kind = 'ruling'" },
		settlement: "approvals where kind = 'settlement'",
	};
	for (const [noun, rows] of Object.entries(tables)) {
		for (const { id } of await db.all<{ id: string }>(sql.raw(`select id from ${rows}`))) await lines(1, `${noun}:${id}` as Subject);
	}
	const near = await db.all<{ subject: string }>(sql`select subject from (${subjectsIn([qingshi.path])}) order by subject`);
	const far = await db.all<{ subject: string }>(
		sql`select distinct e.subject from audit_entries e where ${isAbout([qingshi.path])} order by e.subject`,
	);
	expect(near).toEqual(far);
	expect([...new Set(near.map(({ subject }) => subject.split(":")[0]))]).toEqual([
		"flag",
		"household",
		"invalidation",
		"kiosk",
		"paper",
		"photo",
		"region",
		"round",
		"slip",
		"submission",
	]);
	expect(near).not.toContainEqual({ subject: "round:elsewhere" });
});

test("that a paper came in is told by no line before its round is counted", async () => {
	const { bao, chen, du } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, chen], roll: [bao, chen, du] });
	const { papers } = await issuePapers({ roundId: "june", householdIds: [du.householdId], by: cast.staff.wang, at: OPENS });
	const auditor = auditorOf(cast.places.qingling);
	const before = await trailPage(auditor);
	for (const by of [cast.staff.li, cast.staff.meng]) {
		await enterPaper({ roundId: "june", code: papers[0]?.code ?? "", reading: ticked(1), by, at: minutesAfter(OPENS, 5) });
	}
	expect(await trailPage(auditor)).toEqual(before);
	await closeRound("june");
	expect(await trailPage(auditor)).toEqual(before);
});

test("that somebody of a household chose a passphrase is told by no line, that an officer did is", async () => {
	const { bao } = cast.homes;
	const auditor = auditorOf(cast.places.qingling);
	const chosen = (personId: string) =>
		write((tx) => record(tx, { at: OPENS, actorId: personId, action: "passphrase.set", subject: `person:${personId}` }));
	await chosen(bao.personId);
	expect((await trailPage(auditor)).lines).toEqual([]);
	await chosen(cast.staff.li.personId);
	expect((await trailPage(auditor)).lines).toMatchObject([{ action: "passphrase.set", id: cast.staff.li.personId }]);
});
