import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { consents, SUBMISSION_LIFE } from "#db/schema/submissions.ts";
import { unreleasePhotos } from "#domain/photos/release.ts";
import { takeStep } from "#domain/stages.ts";
import { filteredRows, neighboursOf, publishedPair, publishedPairs } from "#domain/submissions/published.ts";
import { courtyardCount, hasPublicCourtyard, isOnWall, wallPage } from "#domain/submissions/wall.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";

const recordOf = async (courtyard: string) => (await wallPage({ courtyard })).pairs;
let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const idsOf = async (query: Parameters<typeof wallPage>[0] = {}) => (await wallPage(query)).pairs.map((pair) => pair.submissionId);

async function everyPage(limit: number): Promise<string[]> {
	const seen: string[] = [];
	for (let after: string | undefined, more = true; more; ) {
		const { pairs, next } = await wallPage({ limit, after });
		seen.push(...pairs.map((pair) => pair.submissionId));
		after = next ?? undefined;
		more = next !== null;
	}
	return seen;
}

test("a pair on the wall carries its place, its words and one picture of each side, and nothing of the household", async () => {
	await pairOf(cast.homes.bao, "pair-1", { photosASide: 3 });
	const [pair] = (await wallPage({})).pairs;
	expect(pair).toMatchObject({
		submissionId: "pair-1",
		courtyard: "code-bao",
		village: { name: "青石村" },
		hamlet: { name: "东沟" },
		category: { code: "Q3-01", name: "柴草杂物码齐了" },
		publishedAt: MORNING,
	});
	expect(pair?.before.map((picture) => picture.photoId)).toEqual(["pair-1-before-1"]);
	expect(pair?.after[0]?.sources).toContainEqual({ format: "avif", width: 480, url: "/photos/pair-1-after-1-480.avif" });
	expect(JSON.stringify(pair)).not.toMatch(/鲍春生|household-bao|person-bao|0001/);
});

test("the record of a pair shows all its pictures in their order", async () => {
	await pairOf(cast.homes.bao, "pair-1", { photosASide: 3 });
	const pair = await publishedPair("pair-1");
	expect(pair?.after.map((picture) => picture.photoId)).toEqual(["pair-1-after-1", "pair-1-after-2", "pair-1-after-3"]);
});

async function expectUnseen(submissionId: string): Promise<void> {
	expect(await idsOf()).not.toContain(submissionId);
	expect(await publishedPair(submissionId)).toBeNull();
	expect(await recordOf("code-bao")).toEqual([]);
	expect(await hasPublicCourtyard(cast.homes.bao.householdId)).toBe(false);
}

test("what waits for a moderator is not seen", async () => {
	await pairOf(cast.homes.bao, "pair-1", { isPublished: false });
	await expectUnseen("pair-1");
});

test("a published pair whose pictures were not let out is not seen", async () => {
	await pairOf(cast.homes.bao, "pair-1", { areReleased: false });
	await expectUnseen("pair-1");
});

test("a pair that lost one side's picture is not seen", async () => {
	await pairOf(cast.homes.bao, "pair-1");
	await write((tx) => unreleasePhotos(tx, ["pair-1-before-1"]));
	await expectUnseen("pair-1");
});

test("a single picture that is held back stays out, the pair stays", async () => {
	await pairOf(cast.homes.bao, "pair-1", { photosASide: 2 });
	await write((tx) => unreleasePhotos(tx, ["pair-1-after-1"]));
	expect((await publishedPair("pair-1"))?.after.map((picture) => picture.photoId)).toEqual(["pair-1-after-2"]);
});

test("consent taken back hides the pair at once, whatever the stage says", async () => {
	await pairOf(cast.homes.bao, "pair-1");
	await write((tx) =>
		tx.update(consents).set({ withdrawnAt: MORNING, withdrawnBy: "person-bao" }).where(eq(consents.submissionId, "pair-1")),
	);
	await expectUnseen("pair-1");
});

test("a withdrawn pair is not seen", async () => {
	await pairOf(cast.homes.bao, "pair-1");
	await write((tx) => takeStep(tx, SUBMISSION_LIFE, { id: "pair-1", stage: "withdrawn", actorId: "person-bao", at: MORNING }));
	await expectUnseen("pair-1");
});

test("the wall is leafed through without a gap or a repetition, also where several were published in the same moment", async () => {
	for (let number = 1; number <= 7; number++)
		await pairOf(cast.homes.bao, `pair-${number}`.replace("-", ""), { at: minutesAfter(MORNING, Math.floor(number / 3)) });
	expect(await everyPage(2)).toEqual(["pair7", "pair6", "pair5", "pair4", "pair3", "pair2", "pair1"]);
	expect(await everyPage(24)).toEqual(await everyPage(3));
});

test("what is published or withdrawn while somebody reads moves nothing on the pages to come", async () => {
	for (let number = 1; number <= 4; number++) await pairOf(cast.homes.bao, `pair${number}`, { at: minutesAfter(MORNING, number) });
	const first = await wallPage({ limit: 2 });
	await pairOf(cast.homes.du, "pair9", { at: minutesAfter(MORNING, 9) });
	await write((tx) =>
		takeStep(tx, SUBMISSION_LIFE, { id: "pair3", stage: "withdrawn", actorId: "person-bao", at: minutesAfter(MORNING, 9) }),
	);
	expect(await idsOf({ limit: 2, after: first.next ?? "" })).toEqual(["pair2", "pair1"]);
});

test("a cursor that was not made here begins at the top", async () => {
	await pairOf(cast.homes.bao, "pair1");
	for (const after of ["", "x", "1-", "1' or 1=1", "99999999999999999999-a"]) expect(await idsOf({ after })).toEqual(["pair1"]);
});

test("a cursor is of a list only if its pair stands there", async () => {
	await pairOf(cast.homes.bao, "wood");
	await pairOf(cast.homes.du, "shed", { at: minutesAfter(MORNING, 1), content: { categoryCode: "C3-01" } });
	const after = (await wallPage({ limit: 1 })).next ?? "";
	const { qingshi, baiyang } = cast.places;
	const its = [
		{},
		{ villageId: qingshi.id },
		{ categoryCode: "C3-01" },
		{ courtyard: "code-du" },
		{ villageId: qingshi.id, groupCode: "remove" },
	];
	const others = [{ villageId: baiyang.id }, { categoryCode: "Q3-01" }, { groupCode: "clear" }, { courtyard: "code-bao" }];
	expect(await Promise.all(its.map((list) => isOnWall({ ...list, after })))).toEqual(its.map(() => true));
	expect(await Promise.all(others.map((list) => isOnWall({ ...list, after })))).toEqual(others.map(() => false));
	await write((tx) => unreleasePhotos(tx, ["shed-before-1"]));
	expect(await isOnWall({ after })).toBe(false);
});

test("filters choose a village, a group of slogans and a category", async () => {
	await pairOf(cast.homes.bao, "wood", { content: { categoryCode: "Q3-01" } });
	await pairOf(cast.homes.du, "shed", { content: { categoryCode: "C3-01" } });
	await pairOf(cast.homes.fan, "weeds", { content: { categoryCode: "Q3-03" } });
	expect(await idsOf({ villageId: cast.places.baiyang.id })).toEqual(["weeds"]);
	expect(await idsOf({ groupCode: "clear" })).toEqual(["wood", "weeds"]);
	expect(await idsOf({ categoryCode: "C3-01" })).toEqual(["shed"]);
	expect(await idsOf({ categoryCode: "C3-01", villageId: cast.places.baiyang.id })).toEqual([]);
});

test("pairs are asked for by their ids, and what is not public stays out", async () => {
	await pairOf(cast.homes.bao, "first", { at: MORNING });
	await pairOf(cast.homes.du, "second", { at: minutesAfter(MORNING, 1) });
	await pairOf(cast.homes.chen, "waiting", { isPublished: false });
	const ask = async (submissionIds: string[]) => (await publishedPairs({ submissionIds }, { limit: 9 })).map((pair) => pair.submissionId);
	expect(await ask(["first", "waiting", "second", "nobody"])).toEqual(["second", "first"]);
	expect(await ask([])).toEqual([]);
});

test("neighbours lead through the village and not out of it", async () => {
	await pairOf(cast.homes.bao, "first", { at: MORNING });
	await pairOf(cast.homes.fan, "elsewhere", { at: minutesAfter(MORNING, 1) });
	await pairOf(cast.homes.du, "second", { at: minutesAfter(MORNING, 2) });
	await pairOf(cast.homes.du, "waiting", { at: minutesAfter(MORNING, 3), isPublished: false });
	const second = await publishedPair("second");
	expect(second && (await neighboursOf(second))).toEqual({ older: "first" });
	const first = await publishedPair("first");
	expect(first && (await neighboursOf(first))).toEqual({ newer: "second" });
});

test("a courtyard's record holds its own pairs, newest first", async () => {
	await pairOf(cast.homes.bao, "spring", { at: MORNING });
	await pairOf(cast.homes.bao, "autumn", { at: minutesAfter(MORNING, 5) });
	await pairOf(cast.homes.chen, "neighbour");
	expect((await recordOf("code-bao")).map((pair) => pair.submissionId)).toEqual(["autumn", "spring"]);
	expect(await recordOf("code-nobody")).toEqual([]);
	const first = await wallPage({ courtyard: "code-bao", limit: 1 });
	const second = await wallPage({ courtyard: "code-bao", limit: 1, after: first.next ?? "" });
	expect([...first.pairs, ...second.pairs].map((pair) => pair.submissionId)).toEqual(["autumn", "spring"]);
	expect([second.next, await courtyardCount("code-bao"), await courtyardCount("code-nobody")]).toEqual([null, 2, 0]);
	expect(await hasPublicCourtyard(cast.homes.bao.householdId)).toBe(true);
});

test.each([
	["the wall", "submissions_wall", "", []],
	["the wall's next page", "submissions_wall", "beforeAt", []],
	["a village's wall", "submissions_wall_of_village", "villageId", []],
	["a courtyard", "submissions_wall_of_household", "courtyard", []],
	["a courtyard's next page", "submissions_wall_of_household", "courtyard,beforeAt", []],
	["a category's wall", "submissions_wall_of_category", "categoryCode", []],
	["a category's wall in a village", "submissions_wall_of_village_and_category", "villageId,categoryCode", []],
	// The newest of the kinds, those of them that are public, the first public ones of each kind if these do not suffice, and then the page.
	["a slogan's wall", "submissions_wall_of_category", "groupCode", ["newest", "public", "list", "page"]],
	[
		"a slogan's wall in a village",
		"submissions_wall_of_village_and_category",
		"villageId,groupCode,beforeAt",
		["newest", "public", "list", "page"],
	],
])("%s is read from its index, and only what is shown is sorted", async (_name, index, shape, sorts) => {
	const { sql, params } = filteredRows(db, shape).toSQL();
	const { rows } = await rawClient().execute({ sql: `explain query plan ${sql}`, args: params.map(() => 1) });
	const steps = rows.map((step) => String(step["detail"]));
	expect(steps.join("\n")).toMatch(new RegExp(`INDEX ${index}( |$)`, "m"));
	expect(steps.filter((step) => step.includes("TEMP B-TREE FOR ORDER"))).toHaveLength(sorts.length);
});
