import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { regionOutlines } from "#db/schema/outlines.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast } from "#tests/cast.ts";
import { outlinesOf } from "#tests/outlines.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

// The district's own map, sent by its admin without scripts.
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
});
const geojson = (buffer: Buffer, name = "村界.geojson") => new File([new Uint8Array(buffer)], name);

test("the district's admin looks through a file, is told what is wrong in words, and writes what was seen once", async () => {
	const wang = await signIn(new Visitor(site().origin), cast.staff.wang);
	expect((await wang.open("/admin")).text).toContain("用村界文件（GeoJSON）画地图");
	const form = await wang.open("/admin/outlines");
	const wrong = await wang.submit(form, "先看一遍，不改动", { file: geojson(Buffer.from("PK\u0003\u0004"), "村界.zip") });
	expect(wrong.text).toContain("这不是 GeoJSON 文件");
	const file = geojson(outlinesOf({ name: "青石村" }, { name: "桥西村" }));
	const seen = await wang.submit(wrong, "先看一遍，不改动", { file });
	for (const words of ["会写 1 个村的轮廓，还没有写", "桥西村", "也没有叫这个名称的村", "还有 1 个村没有轮廓", "柿林镇 白杨村"])
		expect(seen.text).toContain(words);
	expect(await db.select().from(regionOutlines)).toEqual([]);
	for (const _ of [1, 2]) expect((await wang.submit(seen, "照着写这 1 个村")).text).toContain("写好了 1 个村的轮廓");
	expect((await wang.submit(seen, "先看一遍，不改动", { file })).text).toContain("和现在一样，没有要改的");
	expect(await db.select().from(regionOutlines)).toHaveLength(1);
	const empty = await wang.submit(form, "先看一遍，不改动", {});
	expect([empty.status, empty.text.includes("请先选一个文件")]).toEqual([422, true]);
});
