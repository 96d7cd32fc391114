import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { enterStale } from "#domain/finder/enter.ts";
import { findHouseholds, findPlaces } from "#domain/finder/find.ts";
import { verifyFinder } from "#domain/finder/verify.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const LEVELS = ["district", "town", "village", "hamlet"] as const;

async function addHome(headName: string, number: string, hamlet = cast.places.donggou): Promise<string> {
	const id = newId();
	const villageId = hamlet.parent?.id ?? "";
	const codes = { publicCode: newId().slice(0, 10), doorToken: newId().slice(0, 10), doorTokenSince: MORNING };
	await write((tx) => tx.insert(households).values({ id, hamletId: hamlet.id, villageId, number, headName, ...codes, createdAt: MORNING }));
	return id;
}

async function addVillage(name: string, code: string, town = cast.places.shilin): Promise<string> {
	const id = newId();
	const row = { id, code, codeSource: "local" as const, level: "village" as const, name, parentId: town.id, path: `${town.path}${id}/` };
	await write((tx) => tx.insert(regions).values({ ...row, validFrom: MORNING }));
	return id;
}

const householdIds = async (typed: string, viewer = cast.staff.wang) => (await findHouseholds(viewer, { typed, most: 20 })).ids;
const placeNames = async (typed: string, viewer = cast.staff.wang) =>
	(await findPlaces(viewer, { typed, levels: LEVELS, most: 20 })).map(({ name, above }) => [...above, name].join(" "));

test.each([
	["the whole name", "单秀英"],
	["a part of it", "秀英"],
	["pinyin, the surname as people read it", "shanxiuying"],
	["pinyin, the surname as a dictionary reads it", "danxiuying"],
	["pinyin with blanks and capitals", "Shan Xiuying"],
	["first letters", "sxy"],
	["the beginning of its pinyin", "shanxiu"],
	["its surname written out and first letters", "shanxy"],
	["its village before it", "青石 单秀英"],
	["hamlet and number", "东沟 7"],
	["hamlet and number with zeros", "东沟 0007"],
])("a household is found by %s", async (_how, typed) => {
	const shan = await addHome("单秀英", "0007");
	await addHome("王秀兰", "0008");
	expect(await householdIds(typed)).toEqual([shan]);
});

test("a door code or a public code finds its household alone, typed as it is printed", async () => {
	expect(await householdIds("ba000 00000")).toEqual(["household-bao"]);
	const [bao] = await db.select().from(households).where(eq(households.id, "household-bao"));
	expect(await householdIds(bao?.doorToken ?? "")).toEqual(["household-bao"]);
});

test.each([
	["阿卜杜热合曼·买买提", "阿卜杜热合曼买买提"],
	["阿卜杜热合曼·买买提", "买买提"],
	["吕布", "lvbu"],
	["吕布", "lubu"],
	["ᠪᠠᠭᠠᠲᠤᠷ", "ᠭᠠᠲᠤ"],
	["བཀྲ་ཤིས", "ཤིས"],
	["𬭚国", "𬭚"],
])("%s is found as %s", async (name, typed) => {
	const id = await addHome(name, "0011");
	expect(await householdIds(typed)).toEqual([id]);
});

test("the whole name comes before names that begin with it, and those before names that hold it", async () => {
	const inside = await addHome("小王梅", "0021");
	const begins = await addHome("王梅香", "0022");
	const whole = await addHome("王梅", "0023");
	expect(await householdIds("王梅")).toEqual([whole, begins, inside]);
	expect(await householdIds("wangmei")).toEqual([whole, begins, inside]);
});

test("more than a page goes on after its last, and nothing comes twice", async () => {
	const made: string[] = [];
	for (let n = 0; n < 9; n++) made.push(await addHome(n % 2 ? "王梅" : `王梅${n}香`, `00${30 + n}`));
	const seen: string[] = [];
	let after: string | undefined;
	do {
		const { ids, next } = await findHouseholds(cast.staff.wang, { typed: "王梅", most: 2, after });
		seen.push(...ids);
		after = next ?? undefined;
	} while (after);
	expect(seen.toSorted()).toEqual(made.toSorted());
});

test("places of one name are told with their towns; a code or pinyin finds them too", async () => {
	await write((tx) =>
		tx.insert(regions).values({
			...{ id: "hexi", code: "990101101000", codeSource: "local", level: "town", name: "河西镇", parentId: cast.places.qingling.id },
			...{ path: `${cast.places.qingling.path}hexi/`, validFrom: MORNING },
		}),
	);
	await addVillage("高庄村委会", "990101100203");
	await addVillage("高庄村委会", "990101101203", { id: "hexi", name: "河西镇", path: `${cast.places.qingling.path}hexi/` });
	const both = ["柿林镇 高庄村委会", "河西镇 高庄村委会"];
	expect((await placeNames("高庄")).toSorted()).toEqual(both);
	expect((await placeNames("gaozhuang")).toSorted()).toEqual(both);
	expect((await placeNames("gzcwh")).toSorted()).toEqual(both);
	expect(await placeNames("河西 高庄")).toEqual(["河西镇 高庄村委会"]);
	expect(await placeNames("990101101203")).toEqual(["河西镇 高庄村委会"]);
	expect(await placeNames("东沟")).toEqual(["柿林镇 青石村 东沟"]);
});

test("nobody finds what lies outside their office, nor what is closed", async () => {
	const { li, meng, song } = cast.staff;
	expect(await householdIds("鲍春生", li)).toEqual([]);
	expect(await placeNames("青石", meng)).toEqual([]);
	expect(await householdIds("鲍春生", song)).toEqual(["household-bao"]);
	expect((await findHouseholds(cast.staff.wang, { typed: "鲍春生", path: cast.places.baiyang.path, most: 5 })).ids).toEqual([]);
	await write((tx) => tx.update(households).set({ closedAt: MORNING }).where(eq(households.id, "household-bao")));
	expect(await householdIds("鲍春生")).toEqual([]);
});

test("a new name is found at once, and the old one no more; a hamlet that moved takes its households along", async () => {
	await enterStale();
	await write((tx) => tx.update(households).set({ headName: "欧阳春生" }).where(eq(households.id, "household-bao")));
	expect(await householdIds("ouyang")).toEqual(["household-bao"]);
	expect(await householdIds("鲍")).toEqual([]);
	await moveRegion({ regionId: cast.places.donggou.id, toId: cast.places.baiyang.id, by: cast.staff.wang, at: MORNING });
	const inBaiyang = await findHouseholds(cast.staff.wang, { typed: "欧阳", path: cast.places.baiyang.path, most: 5 });
	expect(inBaiyang.ids).toEqual(["household-bao"]);
});

test.each(["", " ", "·", "（）", '"', "*", "OR", "name : x", "' or 1", "\0", "（".repeat(2000), "王".repeat(3000), "a".repeat(3000)])(
	"whatever is typed, nothing breaks: %j",
	async (typed) => {
		expect(await householdIds(typed)).toEqual([]);
		expect(await placeNames(typed)).toEqual([]);
	},
);

test("everything that is there is entered once; what is taken out of the database leaves the index", async () => {
	await enterStale();
	await enterStale();
	expect((await verifyFinder()).faults).toEqual([]);
	const count = async () => (await db.all<{ n: number }>(sql`select count(*) as n from search_index`))[0]?.n;
	const before = await count();
	const id = await addHome("王梅", "0099");
	await enterStale();
	expect(await count()).toBe((before ?? 0) + 1);
	await write((tx) => tx.delete(households).where(eq(households.id, id)));
	expect(await count()).toBe(before);
	expect((await verifyFinder()).faults).toEqual([]);
});

test("verify tells what is not entered, what is not found, and what is left over", async () => {
	await enterStale();
	await write(async (tx) => {
		await tx.run(sql`delete from search_index where rowid = (select number from search_entries where region_id = ${cast.places.xipo.id})`);
		await tx.run(sql`insert into search_index (rowid, name) values (99999, 'x')`);
		await tx.run(sql`delete from search_entries where household_id = 'household-fan'`);
	});
	expect((await verifyFinder()).faults.map(({ fault }) => fault)).toEqual(["not_entered", "left_over", "not_found"]);
});
