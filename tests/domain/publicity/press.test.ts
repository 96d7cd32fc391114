import { expect, test } from "vitest";
import { type Design, FORMATS, type FormatName, sizeOf } from "#domain/publicity/formats.ts";
import { hashOf, made, type Order } from "#domain/publicity/press.ts";
import { certificateOrder, noticeOrder, rollOrder, signOrder } from "#domain/publicity/sheets.ts";
import { titleOf } from "#domain/publicity/texts.ts";
import { messagesFor } from "#i18n/messages.ts";
import { codeIn, pdfTold } from "#tests/made.ts";
import { photoOf } from "#tests/pictures.ts";

const words = messagesFor("zh-CN").publicity.print;
const address = "https://tingyuan.example/q/7q4mxk2wpa";
const files = {
	"before.jpg": await photoOf(31, { width: 1600, height: 1200 }),
	"after.jpg": await photoOf(32, { width: 900, height: 1600 }),
};
const [before, after] = [[{ file: "before.jpg", alt: "收拾前" }], [{ file: "after.jpg", alt: "收拾后" }]];

function thing(design: Design, format: FormatName, more: object = {}): Order {
	const labels = { before: words.before, after: words.after };
	const told = {
		kicker: words.kicker,
		place: "巴音孟克那仁图雅嘎查 · 𬱖䶮浩特",
		about: "柴草 · 2026年10月",
		words: "草除了，亮堂了。",
		foot: "青岭区",
	};
	const content = { ...told, kind: "poster", title: titleOf("柿子树下，院子亮堂了"), author: "青岭区", before, after, labels, ...more };
	const as = FORMATS[format].unit === "mm" ? ("pdf" as const) : { width: FORMATS[format].width };
	return { design, size: sizeOf(FORMATS[format]), content, files, code: { address, label: words.scan }, as };
}

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

test.each([
	["eave", "phone"],
	["moon", "card"],
	["column", "phone"],
] as const)("the picture in the design %s for a %s has its size, and a phone reads its code", async (design, format) => {
	const { bytes } = await made(thing(design, format));
	const { width, height } = FORMATS[format];
	expect(await codeIn(bytes)).toBe(address);
	expect([Buffer.from(bytes).readUInt32BE(16), Buffer.from(bytes).readUInt32BE(20)]).toEqual([width, height]);
});

test("sheets for the wall have their size, and leave office, number and seal to whoever issues them", async () => {
	const of = { words, owner: "青岭区", address };
	const entries = [{ place: "青石村东沟", reason: "连着三个月抽查都干净" }];
	const orders = {
		roll: rollOrder({ ...of, format: "wallA3", title: "红榜", period: "2026年10月", lists: [{ name: "红榜", entries }], foot: ["青岭区"] }),
		notice: noticeOrder({
			...of,
			format: "wallA4",
			title: "关于拟授予青石村称号的公示",
			paragraphs: ["现予公示。"],
			items: ["青石村"],
			closing: ["监督电话："],
		}),
		certificate: certificateOrder({
			...of,
			format: "across",
			to: "青石村东沟 包桂兰家",
			text: "由乡亲们投票选出，获得",
			award: "最美庭院",
			office: "",
			day: "",
		}),
		sign: signOrder({ ...of, format: "gate", village: "青石村", honour: "", slogan: "村子大家照看" }),
	};
	const cuts: Record<string, number[][]> = {};
	for (const [name, order] of Object.entries(orders))
		cuts[name] = (await pdfTold((await made(order)).bytes)).pages.flatMap(({ cut }) => cut) as never;
	expect(cuts).toEqual({ roll: [297, 420], notice: [210, 297], certificate: [297, 210], sign: [600, 400] });
	const { text, isEmbedded } = await pdfTold((await made(orders.notice)).bytes);
	expect(text).toContain("（单位落款、盖章）");
	expect(isEmbedded).toBe(true);
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
