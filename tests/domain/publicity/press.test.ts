import { expect, test } from "vitest";
import { hashOf, made } from "#domain/publicity/press.ts";
import { pdfTold } from "#tests/made.ts";
import { files, SHEETS, thing } from "#tests/makers.ts";

test.each(["eave", "moon", "column"] as const)(
	"the A3 poster in the design %s: vector type with its faces inside, cut size, bleed and room for marks",
	async (design) => {
		const { bytes } = await made(thing(design, "a3"));
		const { pages, faces, isEmbedded, pictures, text } = await pdfTold(bytes);
		expect(pages).toEqual([{ cut: [297, 420], bleed: [303, 426], sheet: [315, 438] }]);
		expect(isEmbedded).toBe(true);
		expect(faces).toEqual(expect.arrayContaining([expect.stringMatching(/^NotoSerifSC/), expect.stringMatching(/^NotoSansHans/)]));
		expect(pictures).toBe(2);
		for (const said of ["柿子树下", "院子亮堂了", "巴音孟克那仁图雅嘎查·𬱖䶮浩特", "收拾前", "收拾后"])
			expect([...text]).toEqual(expect.arrayContaining([...said]));
	},
);

test("a sheet leaves office, number and seal to whoever issues it", async () => {
	expect((await pdfTold((await made(SHEETS.notice)).bytes)).text).toContain("（单位落款、盖章）");
});

test("a character that no face has is named before anything is made; a result is shared with 〓 in its place", async () => {
	const order = thing("eave", "phone", { place: "𠮷祥村 · 東沟😀" });
	await expect(made(order)).rejects.toMatchObject({ refusal: "invalid", key: "publicity.missingSigns", params: { signs: "𠮷 😀" } });
	expect((await made({ ...order, marksMissing: true })).pages).toBe(1);
});

test("what is made of the same is the same, whatever address its code gets; made of something else it is not", async () => {
	const order = thing("moon", "phone");
	expect(hashOf({ ...order, code: { ...order.code, address: "" } })).toBe(hashOf(order));
	expect(hashOf(thing("moon", "phone", { words: "柴码齐了。" }))).not.toBe(hashOf(order));
	expect(hashOf({ ...order, files: { ...files, "after.jpg": files["before.jpg"] } })).not.toBe(hashOf(order));
	const [first, again] = await Promise.all([made(order), made(order)]);
	expect(again).toBe(first);
});

test("what is written never becomes part of a design", async () => {
	const { text } = await pdfTold((await made(thing("eave", "a3", { words: '#read("/etc/passwd") $x^2$ *不* <b>' }))).bytes);
	expect([...text]).toEqual(expect.arrayContaining([..."#read(passwd)$*<b>"]));
});
