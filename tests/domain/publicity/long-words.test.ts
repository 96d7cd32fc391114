import { expect, test } from "vitest";
import { type Design, FORMATS, type FormatName, MAKERS } from "#domain/publicity/formats.ts";
import { made, type Order } from "#domain/publicity/press.ts";
import { certificateOrder, noticeOrder, rollOrder, signOrder } from "#domain/publicity/sheets.ts";
import { quoteOf, titleOf } from "#domain/publicity/texts.ts";
import { crowdedIn, pdfTold } from "#tests/made.ts";
import { address, shown, storyOrder, thing, words } from "#tests/makers.ts";

const TITLE =
	"阿拉善左旗巴彦浩特镇乌兰布和沙漠边上的五十二户人家用了整整一个秋天，把三十年的旧柴垛一车一车全部搬走了，如今门口能走人也能停车";
const SAID = quoteOf("院子收拾干净了，孩子回来有地方跑，老人出门不怕绊，来了客人也有地方坐。".repeat(4));
const PLACE = "阿鲁科尔沁旗巴彦温都尔苏木巴彦包勒格嘎查 · 买买提吐尔逊阿布都热合曼家";

// So that where its words stand can be read from it.
const asPdf = (order: Order): Order => ({ ...order, as: "pdf", size: { ...order.size, bleed: 0, marks: 0 } });

const POSTERS = (["poster", "card", "share", "wechat"] as const).flatMap((maker) =>
	MAKERS[maker].designs.flatMap((design: Design) => MAKERS[maker].formats.map((format: FormatName) => ({ maker, design, format }))),
);

test.each(POSTERS)(
	"the longest words stand on a $maker in the design $design for $format, none over another",
	async ({ maker, design, format }) => {
		const long = {
			kind: maker,
			title: titleOf(TITLE),
			words: SAID,
			place: PLACE,
			about: "房前屋后的柴草堆、农具和旧家什 · 2026年10月",
			foot: `${PLACE} · 这户人家同意展示`,
		};
		const { bytes, pages } = await made(asPdf(thing(design, format, long)));
		expect(pages).toBe(1);
		expect(await crowdedIn(bytes)).toEqual([]);
	},
);

test.each(["一", "院子亮堂了", "𬱖䶮浩特的院子，亮堂了"])("so does the shortest: %s", async (title) => {
	for (const design of ["eave", "moon", "column"] as const) {
		const { bytes } = await made(asPdf(thing(design, "phone", { title: titleOf(title), words: "", place: "沟 · 口" })));
		expect(await crowdedIn(bytes)).toEqual([]);
		expect((await pdfTold(bytes)).text).toContain(title[0]);
	}
});

test.each([1, 2, 3])("%i pictures of a side stand in one frame, whichever way they were held", async (count) => {
	const pictures = shown("after", "before", "more").slice(0, count);
	for (const design of ["eave", "moon", "column", "cover"] as const) {
		const order = thing(design, design === "cover" ? "share" : "card", { kind: "card", before: pictures, after: pictures });
		expect((await made(asPdf(order))).pages).toBe(1);
	}
});

const of = { words, owner: "巴彦温都尔苏木", address, scan: words.scan };
const FULL: Record<string, Order> = {
	notice: noticeOrder({
		...{ ...of, format: "wallA4", title: TITLE, paragraphs: ["公示期".repeat(100), "现予公示。".repeat(60)] },
		...{ items: Array.from({ length: 40 }, (_, n) => `第${n + 1}名 巴彦包勒格嘎查`), closing: ["监督电话：".repeat(20)] },
	}),
	certificate: certificateOrder({
		...{ ...of, format: "across", to: `${PLACE} 户`.slice(0, 60), text: "您家的庭院由乡亲们投票选出，".repeat(8) },
		...{ award: "一家人齐动手最美庭院人气奖并列第十二名", office: "巴彦温都尔苏木人居环境整治领导小组办公室", day: "2026年11月23日" },
	}),
	sign: signOrder({
		...of,
		format: "gate",
		village: "巴彦温都尔苏木巴彦包勒格乌兰哈达嘎查",
		honour: "自治区级美丽宜居示范嘎查村",
		slogan: "院子自己收拾，村子大家照看，日子越过越亮堂，来了都是客，走时带个笑",
	}),
	roll: rollOrder({
		...{ ...of, format: "wallA4", title: "红榜", period: "2026年7月至10月", foot: ["青岭区".repeat(8), words.rollBasis] },
		lists: ["红榜", "进步榜"].map((name) => ({
			name,
			entries: Array.from({ length: 12 }, (_, n) => ({
				place: `巴彦包勒格嘎查第${n}组`,
				reason: "连着三个月抽查都干净，门前屋后没有乱堆乱放，公共的沟渠也有人管",
			})),
		})),
	}),
};

test.each(Object.keys(FULL))("a full %s stays on its sheet, with no word over another", async (name) => {
	const { bytes, pages } = await made(asPdf(FULL[name] as Order));
	expect(pages).toBe(1);
	expect(await crowdedIn(bytes)).toEqual([]);
});

test.each(["wallA4", "wallA3"] as const)(
	"a story of 1,500 characters goes on over as many sheets of %s as it needs, each with the code",
	async (format) => {
		const { bytes, pages } = await made(storyOrder(format, 20));
		expect(pages).toBeGreaterThan(1);
		expect(await crowdedIn(bytes)).toEqual([]);
		const told = await pdfTold(bytes);
		expect(told.pages.every(({ cut }) => cut.join() === [FORMATS[format].width, FORMATS[format].height].join())).toBe(true);
		expect(told.text.split("扫一扫")).toHaveLength(pages + 1);
	},
);
