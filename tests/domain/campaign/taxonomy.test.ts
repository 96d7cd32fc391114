import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { leafCategories, sloganGroups } from "#db/schema/campaign.ts";
import { categories } from "#domain/campaign/categories.ts";
import { installTaxonomy } from "#domain/campaign/install-taxonomy.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

test("every installation begins with the whole table of leaves", async () => {
	const leaves = await db.select().from(leafCategories);
	expect(leaves).toHaveLength(48);
	expect(leaves.find((leaf) => leaf.code === "Q3-01")).toMatchObject({ name: "清理柴草杂物", unit: "处", isForCourtyard: true });
	expect(leaves.find((leaf) => leaf.code === "W-01")).toMatchObject({ name: "污水管网", isForCourtyard: false });
});

test("a household chooses among 三清, 三拆, 三整治 and its everyday upkeep, in plain words", async () => {
	const { groups } = await categories();
	expect(groups.map((group) => group.name)).toEqual(["三清", "三拆", "三整治", "日常保持"]);
	expect(groups[0]?.leaves[0]).toEqual({
		code: "Q1-01",
		name: "清理生活垃圾",
		nameEn: "Household rubbish",
		plain: "垃圾清走了",
		plainEn: "Rubbish cleared away",
	});
});

test("public works are no choice for a household", async () => {
	const { groups } = await categories();
	const codes = groups.flatMap((group) => group.leaves.map((leaf) => leaf.code));
	expect(codes).not.toContain("W-01");
	expect(codes).not.toContain("C2-01");
	expect(new Set(codes).size).toBe(codes.length);
});

test("installing again changes nothing, not even what the county has renamed", async () => {
	await write((tx) => tx.update(sloganGroups).set({ name: "三清理" }));
	await write((tx) => installTaxonomy(tx));
	expect(await db.select().from(leafCategories)).toHaveLength(48);
	expect((await db.select().from(sloganGroups)).map((group) => group.name)).toEqual(Array(4).fill("三清理"));
});
