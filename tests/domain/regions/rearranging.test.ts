import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { households } from "#db/schema/households.ts";
import { notices } from "#db/schema/notices.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { isIndependent } from "#domain/accounts/independence.ts";
import { rolesOf } from "#domain/accounts/roles.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { mergeRegion } from "#domain/households/merge-region.ts";
import { partsOf, waysOf } from "#domain/regions/choices.ts";
import { mergeLookedAt } from "#domain/regions/merge-plan.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { placeView } from "#domain/regions/places.ts";
import { recodeRegion } from "#domain/regions/recode.ts";
import { renameRegion } from "#domain/regions/rename.ts";
import { splitRegion } from "#domain/regions/split.ts";
import { onChange, type Tag } from "#platform/changes.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";
import { csv, householdLine } from "#tests/roster.ts";
import { roundOf } from "#tests/rounds.ts";
import { officeOf } from "#tests/village.ts";

const at = minutesAfter(MORNING, 5);
let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const wang = () => cast.staff.wang;
const place = (name: keyof typeof cast.places) => cast.places[name].id;
const move = (what: keyof typeof cast.places, to: keyof typeof cast.places, by = wang()) =>
	moveRegion({ regionId: place(what), toId: place(to), by, at });
const merge = (what: keyof typeof cast.places, into: keyof typeof cast.places, by = wang()) =>
	mergeRegion({ regionId: place(what), intoId: place(into), by, at });

test("a hamlet goes to another village with its households and their pairs; its code and their numbers stay", async () => {
	const { bao, chen } = cast.homes;
	await pairOf(bao, "pair");
	const told = listen();
	await move("donggou", "baiyang");
	const { parentId, path, code } = await rowOf("donggou");
	expect([parentId, path, code]).toEqual([place("baiyang"), `${cast.places.baiyang.path}${place("donggou")}/`, "990101100201001"]);
	for (const { householdId } of [bao, chen])
		expect(await homeOf(householdId)).toMatchObject({ villageId: place("baiyang"), hamletId: place("donggou") });
	expect((await db.select().from(submissions))[0]).toMatchObject({ villageId: place("baiyang"), hamletId: place("donggou") });
	for (const village of [place("qingshi"), place("baiyang")]) expect(told()).toContain(`village:${village}`);
	expect(await trail()).toEqual([["region.move", { from: place("qingshi"), to: place("baiyang") }]]);
	await move("donggou", "baiyang");
	expect(await trail()).toHaveLength(1);
	expect(await crooked()).toEqual([]);
});

test("a village goes to another town, and the paths of its hamlets with it", async () => {
	const town = await splitRegion({
		regionId: place("shilin"),
		name: "白河镇",
		code: "990101101",
		goes: [place("baiyang")],
		by: wang(),
		at,
	});
	expect((await rowOf("qiaotou")).path).toContain(`/${town}/`);
	await moveRegion({ regionId: place("qingshi"), toId: town, by: wang(), at });
	expect((await rowOf("donggou")).path).toBe(`${cast.places.qingling.path}${town}/${place("qingshi")}/${place("donggou")}/`);
	expect(await crooked()).toEqual([]);
});

test.each([
	["a hamlet below a town", "donggou", "shilin", "regions.doesNotFit"],
	["a village below a village", "baiyang", "qingshi", "regions.doesNotFit"],
	["a district below a town", "qingling", "shilin", "regions.doesNotFit"],
] as const)("the levels must fit: %s", async (_what, what, to, key) => {
	await expect(move(what, to)).rejects.toMatchObject({ key });
	expect(await trail()).toEqual([]);
});

test("nobody moves, merges or splits what is not theirs on both sides", async () => {
	const yun = as(wang(), "village_admin", cast.places.qingshi);
	await expect(move("donggou", "baiyang", yun)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(merge("qingshi", "baiyang", yun)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(merge("qingshi", "baiyang", cast.staff.song)).rejects.toMatchObject({ refusal: "forbidden" });
	const split = { regionId: place("qingshi"), name: "新村", code: "990101100203", goes: [place("xipo")], by: yun, at };
	await expect(splitRegion(split)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(waysOf(yun, place("baiyang"), { how: "move" })).rejects.toMatchObject({ refusal: "not_found" });
	expect([(await placeView(yun, place("qingshi")))?.mayRearrange, (await placeView(yun, place("donggou")))?.mayRearrange]).toEqual([
		false,
		true,
	]);
	expect(await trail()).toEqual([]);
});

test("two hamlets become one: who comes keeps the number unless it is taken, told before and done after, once", async () => {
	const { bao, chen, du } = cast.homes;
	const told = await mergeLookedAt(wang(), { regionId: place("donggou"), intoId: place("xipo") });
	expect(told.homes.map(({ headName, was, number }) => [headName, was, number])).toEqual([
		["鲍春生", "0001", "0003"],
		["陈桂兰", "0002", "0002"],
	]);
	await merge("donggou", "xipo");
	await merge("donggou", "xipo");
	const numbers = await Promise.all([bao, chen, du].map(async ({ householdId }) => (await homeOf(householdId))?.number));
	expect(numbers).toEqual(["0003", "0002", "0001"]);
	expect(await rowOf("donggou")).toMatchObject({ validTo: at, mergedIntoId: place("xipo") });
	expect(await placeView(wang(), place("donggou"))).toMatchObject({ mayChange: false, place: { mergedInto: { name: "西坡" } } });
	expect(await trail()).toEqual([
		[
			"region.merge",
			{ into: place("xipo"), households: 2, places: 0, people: [], renumbered: [[bao.householdId, "0001", "0003"]], renamed: [] },
		],
	]);
	const heard = await db.select({ householdId: notices.householdId, params: notices.params }).from(notices);
	expect(heard).toEqual([
		{ householdId: bao.householdId, params: { what: "moved", from: "青石村 东沟 0001 鲍春生", to: "青石村 西坡 0003 鲍春生" } },
	]);
	expect(await crooked()).toEqual([]);
});

test("two villages become one: hamlets, households, pairs and offices go along; a name that is taken gets the old village's in front", async () => {
	await pairOf(cast.homes.bao, "pair");
	await renameRegion({ regionId: place("qiaotou"), name: "东沟", by: wang(), at });
	await merge("qingshi", "baiyang");
	expect(
		(
			await db
				.select()
				.from(regions)
				.where(eq(regions.parentId, place("baiyang")))
		)
			.map(({ name }) => name)
			.sort(),
	).toEqual(["东沟", "青石村东沟", "西坡"].sort());
	expect((await db.select().from(submissions))[0]?.villageId).toBe(place("baiyang"));
	const [held] = await rolesOf(db, cast.staff.li.personId, at);
	expect(held).toMatchObject({ role: "moderator", regionId: place("baiyang") });
	expect(await crooked()).toEqual([]);
});

test("an office that goes along was given by who merged the places as well; nobody gives one to themselves", async () => {
	const { tao, yun, qiu, gu } = await officeOf(cast.places, wang());
	await write((tx) =>
		tx
			.insert(roleGrants)
			.values({ personId: tao.personId, role: "moderator", regionId: place("qingshi"), grantedBy: wang().personId, grantedAt: MORNING }),
	);
	await merge("qingshi", "baiyang", tao);
	const [own] = (await db.select().from(roleGrants).where(eq(roleGrants.personId, tao.personId))).filter(
		({ regionId }) => regionId === place("baiyang"),
	);
	expect(own).toMatchObject({ grantedBy: wang().personId, revokedAt: null });
	for (const { personId } of [yun, qiu, gu])
		expect((await rolesOf(db, personId, at)).map(({ regionId }) => regionId)).toEqual([place("baiyang")]);
	// Yun hired Gu; that stays so, although Tao gave both their new office.
	expect(await isIndependent(db, { one: yun.personId, other: gu.personId, regionId: place("baiyang") })).toBe(false);
});

test.each([
	["a hamlet into one of another village", "donggou", "qiaotou", "regions.mergeWithinVillage"],
	["a hamlet into a village", "donggou", "qingshi", "regions.mergeWithinVillage"],
	["a village into itself", "qingshi", "qingshi", "regions.mergeAlike"],
	["a district", "qingling", "qingling", "regions.mergeAlike"],
] as const)("what does not go together is not merged: %s", async (_what, what, into, key) => {
	await expect(merge(what, into)).rejects.toMatchObject({ key });
	expect(await trail()).toEqual([]);
});

test("a part of a hamlet becomes one of its own, with a name and a code that are free", async () => {
	const { bao } = cast.homes;
	const { parts, nextCode } = await partsOf(wang(), place("donggou"));
	expect([parts.map(({ label }) => label), nextCode]).toEqual([["0001 鲍春生", "0002 陈桂兰"], "003"]);
	const split = { regionId: place("donggou"), name: "东沟里", code: nextCode, goes: [bao.householdId], by: wang(), at };
	for (const [wrong, key] of [
		[{ name: "西坡" }, "regions.nameTaken"],
		[{ code: "002" }, "regions.codeTaken"],
		[{ code: "x" }, "regions.codes.length.hamlet"],
		[{ goes: [] }, "regions.splitPart"],
		[{ goes: parts.map(({ id }) => id) }, "regions.splitPart"],
		[{ goes: [cast.homes.du.householdId] }, "regions.splitMoved"],
	] as const)
		await expect(splitRegion({ ...split, ...wrong, goes: [...(("goes" in wrong && wrong.goes) || split.goes)] })).rejects.toMatchObject({
			key,
		});
	expect(await trail()).toEqual([]);
	const made = await splitRegion(split);
	expect(await homeOf(bao.householdId)).toMatchObject({ hamletId: made, villageId: place("qingshi"), number: "0001" });
	await expect(splitRegion(split)).rejects.toMatchObject({ refusal: "conflict" });
	expect(await trail()).toEqual([["region.split", { into: made, households: [bao.householdId] }]]);
	expect(await crooked()).toEqual([]);
});

test("while a vote is under way there, or a draft has its roll, places stand still, and the words name it", async () => {
	const { bao, chen, du } = cast.homes;
	await roundOf("draft", { regionId: place("qingshi"), candidates: [bao], roll: [bao, du], isAnnounced: false });
	await expect(move("donggou", "baiyang")).rejects.toMatchObject({
		key: "regions.inVote.draft",
		params: { name: "东沟", round: "金秋最美庭院" },
	});
	const { vote, choices } = await waysOf(wang(), place("baiyang"), { how: "merge" });
	expect(vote).toBeNull();
	expect(choices.map(({ name, vote: held }) => [name, held?.stage])).toEqual([["青石村", "draft"]]);
	await roundOf("june", { regionId: place("qingling"), candidates: [bao, du], roll: [bao, chen, du] });
	const split = { regionId: place("donggou"), name: "里沟", code: "009", goes: [bao.householdId], by: wang(), at };
	for (const change of [move("donggou", "baiyang"), merge("qingshi", "baiyang"), splitRegion(split)])
		await expect(change).rejects.toMatchObject({ key: "regions.inVote.open", params: { round: "金秋最美庭院" } });
	for (const change of [`parent_id = '${place("baiyang")}', path = '${cast.places.baiyang.path}${place("donggou")}/'`])
		await expect(byHand(`update regions set ${change} where id = '${place("donggou")}'`)).rejects.toThrow("a vote there is under way");
});

test("a place gets the code that it should have, once; not another place's, nor one that does not fit", async () => {
	const recode = (code: string, regionId = place("donggou"), by = wang()) => recodeRegion({ regionId, code, by, at });
	for (const [code, key] of [
		["002", "codeTaken"],
		["000", "codes.zeros"],
		["990101100202003", "codes.prefix"],
	] as const)
		await expect(recode(code)).rejects.toMatchObject({ key: `regions.${key}` });
	await expect(recode("009", place("qiaotou"), as(wang(), "village_admin", cast.places.qingshi))).rejects.toMatchObject({
		refusal: "not_found",
	});
	for (const code of ["009", "990101100201009"]) await recode(code);
	expect((await rowOf("donggou")).code).toBe("990101100201009");
	expect(await trail()).toEqual([["region.recode", { from: "990101100201001", to: "990101100201009" }]]);
});

test("an old file still finds what lies in a merged village, and leaves a merged hamlet alone", async () => {
	await renameRegion({ regionId: place("qiaotou"), name: "东沟", by: wang(), at });
	await merge("qingshi", "baiyang");
	const old = csv(householdLine({ number: "1", head: "鲍春生", rest: "外出,," }), householdLine({ number: "0300", head: "马长顺" }));
	const take = () => importRegionsAndHouseholds({ buffer: old, by: null, at });
	// 东沟 of the file is 青石村东沟 now; its old name is 桥头's, so it is asked.
	expect(await take()).toMatchObject({ questions: [{ kind: "placeName", was: "青石村东沟", becomes: "东沟" }], waiting: 3 });
	const kept = { one: new Map(), all: { placeName: "keep" } } as const;
	expect(await importRegionsAndHouseholds({ buffer: old, by: null, at, answers: kept })).toMatchObject({
		updated: 1,
		households: 1,
		villages: 0,
	});
	expect(await homeOf(cast.homes.bao.householdId)).toMatchObject({ status: "away", villageId: place("baiyang") });
	await merge("donggou", "xipo");
	const warned = { warnings: [{ key: "households.reasons.placeMerged", params: { into: "西坡" } }], skipped: 2, updated: 0, households: 0 };
	expect(await take()).toMatchObject(warned);
	expect(await crooked()).toEqual([]);
});

test("neighbours have different names", async () => {
	await expect(renameRegion({ regionId: place("xipo"), name: "东沟", by: wang(), at })).rejects.toMatchObject({ key: "regions.nameTaken" });
	await renameRegion({ regionId: place("qiaotou"), name: "东沟", by: wang(), at });
	await expect(move("donggou", "baiyang")).rejects.toMatchObject({ key: "regions.nameTaken" });
});

test.each([
	["a path that does not lead over the place above", "update regions set path = '/x/' where level = 'hamlet'", "a path leads over"],
	[
		"a hamlet below a town",
		"update regions set parent_id = (select id from regions where level = 'town') where level = 'hamlet'",
		"a path leads over",
	],
	[
		"a household in a hamlet of another village",
		"update households set village_id = (select id from regions where name = '白杨村')",
		"in its village",
	],
	["a household in a village", "update households set hamlet_id = village_id", "live in an open hamlet"],
	["that a hamlet closes in which somebody lives", "update regions set valid_to = 1 where name = '东沟'", "closed when nobody lives"],
	["that a village closes with open hamlets", "update regions set valid_to = 1 where name = '青石村'", "nothing lies below"],
])("the database refuses %s", async (_what, statement, words) => {
	await expect(byHand(statement)).rejects.toThrow(words);
});

test("the database lets nobody move into a closed hamlet, opens none again, and merges nothing into a closed one", async () => {
	await merge("donggou", "xipo");
	const into = `hamlet_id = '${place("donggou")}'`;
	await expect(byHand(`update households set ${into} where head_name = '杜长河'`)).rejects.toThrow("live in an open hamlet");
	await expect(byHand(`update regions set valid_to = null where id = '${place("donggou")}'`)).rejects.toThrow("stays closed");
	await expect(byHand(`update regions set merged_into_id = null where id = '${place("donggou")}'`)).rejects.toThrow("stays closed");
	await write((tx) => tx.run(sql`update households set closed_at = 1`));
	await expect(
		byHand(`update regions set valid_to = 1, merged_into_id = '${place("donggou")}' where id = '${place("xipo")}'`),
	).rejects.toThrow("merged into an open one");
});

async function byHand(statement: string): Promise<void> {
	await write((tx) => tx.run(sql.raw(statement))).catch((error) => {
		throw error.cause ?? error;
	});
}

async function rowOf(name: keyof typeof cast.places) {
	return (
		await db
			.select()
			.from(regions)
			.where(eq(regions.id, place(name)))
	)[0] as typeof regions.$inferSelect;
}

async function homeOf(householdId: string) {
	return (await db.select().from(households).where(eq(households.id, householdId)))[0];
}

async function trail() {
	return (await db.select().from(auditEntries))
		.filter(({ action }) => action.startsWith("region.") && action !== "region.rename")
		.map(({ action, detail: { place: _, ...told } }) => [action, told]);
}

/** Rows whose copies of a place do not agree. */
function crooked() {
	return db.all(sql`
		select r.id from regions r left join regions a on a.id = r.parent_id where r.path <> coalesce(a.path, '/') || r.id || '/'
		union all select h.id from households h join regions r on r.id = h.hamlet_id where h.village_id <> r.parent_id
		union all select s.id from submissions s join households h on h.id = s.household_id where s.hamlet_id <> h.hamlet_id or s.village_id <> h.village_id`);
}

function listen(): () => Tag[] {
	const told: Tag[] = [];
	const stop = onChange((tags) => told.push(...tags));
	return () => {
		stop();
		return told;
	};
}
