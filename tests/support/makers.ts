import { wallSheetOrder } from "#domain/closes/wall-sheet.ts";
import { type Design, FORMATS, type FormatName, sizeOf } from "#domain/publicity/formats.ts";
import type { Order } from "#domain/publicity/press.ts";
import { certificateOrder, noticeOrder, rollOrder, signOrder } from "#domain/publicity/sheets.ts";
import { seamed, titleOf } from "#domain/publicity/texts.ts";
import { messagesFor } from "#i18n/messages.ts";
import { photoOf } from "#tests/pictures.ts";

export const words = messagesFor("zh-CN").publicity.print;
export const address = "https://tingyuan.example/q/7q4mxk2wpa";

const across = { width: 960, height: 720 };
const upright = { width: 540, height: 960 };
/** Drawn pictures, lying and standing. */
export const files = {
	"before.jpg": await photoOf(31, across),
	"after.jpg": await photoOf(32, upright),
	"more.jpg": await photoOf(33, across),
};
export const shown = (...names: string[]) => names.map((name) => ({ file: `${name}.jpg`, alt: name }));
const labels = { before: words.before, after: words.after };

/** 公示表 of a month: two hamlets, so many doors that it takes a second sheet. */
function monthOrder(): Order {
	const door = (hamlet: string, n: number) => ({
		hamlet,
		number: String(n).padStart(4, "0"),
		earned: n % 7,
		spent: -(n % 4),
		balance: 3 * n,
	});
	const doors = (hamlet: string, count: number) => Array.from({ length: count }, (_, n) => door(hamlet, n + 1));
	const lines = [...doors("东沟", 75), ...doors("西坡", 6)];
	const sums = { households: 81, earned: 240, spent: -117, balance: 8613 };
	const close = {
		village: "青石村",
		month: "2026-11",
		code: "0123abcdwxyz",
		noticeUntil: new Date("2026-12-04T00:00:00+08:00"),
		...sums,
		lines,
	};
	return wallSheetOrder(close, { words: messagesFor("zh-CN").closes.sheet, origin: "https://tingyuan.example" });
}

/** A poster, a card or a cover, as the press makes it. */
export function thing(design: Design, format: FormatName, more: object = {}): Order {
	const told = {
		kicker: words.kickers.pair,
		place: "巴音孟克那仁图雅嘎查 · 𬱖䶮浩特",
		about: "柴草 · 2026年10月",
		words: "草除了，亮堂了。",
		foot: "青岭区",
	};
	const pictures = { before: shown("before"), after: shown("after") };
	const content = { ...told, kind: "poster", title: titleOf("柿子树下，院子亮堂了"), author: "青岭区", ...pictures, labels, ...more };
	const as = FORMATS[format].unit === "mm" ? ("pdf" as const) : { width: FORMATS[format].width };
	return { design, size: sizeOf(FORMATS[format]), content, files, code: { address, label: words.scan }, as };
}

const of = { words, owner: "青岭区", address, scan: words.scan };
const entries = ["青石村东沟", "白杨村桥头"].map((place) => ({ place, reason: "连着三个月抽查都干净，门前屋后没有乱堆乱放" }));

export const SHEETS = {
	roll: rollOrder({
		...of,
		format: "wallA3",
		title: "红榜",
		period: "2026年10月",
		lists: [{ name: "红榜", entries }],
		foot: ["青岭区2026年10月红榜", words.rollBasis],
	}),
	notice: noticeOrder({
		...{ ...of, scan: "扫码看依据和数字", format: "wallA4", title: "关于拟授予青石村称号的公示", items: ["青石村", "白杨村"] },
		...{ paragraphs: ["青石村由村里申报，上一级看过，现予公示。", "公示期2026年10月1日至10月8日。"], closing: ["监督电话："] },
	}),
	certificate: certificateOrder({
		...{ ...of, format: "across", to: "青石村 东沟 包桂兰户", text: "您家的庭院由 52 户乡亲投票，获得" },
		...{ award: "人气奖第1名", office: "青岭区", day: "2026年11月3日" },
	}),
	sign: signOrder({ ...of, format: "gate", village: "青石村", honour: "示范村", slogan: "院子自己收拾，村子大家照看" }),
} satisfies Record<string, Order>;

const run = (text: string, isBold = false) => [{ text, isBold }];
const pictured = (...names: string[]) => ({
	kind: "pictures",
	pictures: names.map((name, n) => ({
		file: `${name}.jpg`,
		alt: name,
		label: names.length > 1 ? [words.before, words.after][n] : "",
		ratio: 4 / 3,
	})),
	caption: run("一前一后"),
});

/** 典型案例, with each kind of block. */
export function storyOrder(format: "wallA4" | "wallA3", paragraphs = 2): Order {
	const long =
		"门口的柴火堆了三年，下雨天走不过去。媳妇说了几回，老爷子舍不得。后来邻居家先动了手，一天工夫拉走四车，老爷子第二天自己搬了梯子。";
	const parts = [
		{ kind: "heading", lines: [run("背景")] },
		...Array.from({ length: paragraphs }, () => ({ kind: "paragraph", lines: [[...run("王家沟", true), ...run(long)]] })),
		{ kind: "quote", lines: [run("码齐了，心里也敞亮。")], by: "东沟的一位大娘" },
		pictured("before", "more"),
		{ kind: "list", lines: [run("先分干湿"), run("再沿墙码")] },
		pictured("after"),
		{ kind: "link", text: "看更多", href: "https://tingyuan.example/" },
	];
	const facts = [
		{ title: "花了多少", lines: ["没有花钱"], isOrdered: false },
		{ title: "照着做", lines: ["先分干湿，湿的晒三天", "沿墙码齐，留一条走人的道"], isOrdered: true },
	];
	const named = {
		kind: "wall",
		kicker: words.kickers.story,
		title: titleOf("老爷子自己搬了梯子，柴火码齐了"),
		place: "青石村",
		about: "典型案例 · 2026年10月",
	};
	const content = {
		...named,
		author: "青岭区",
		foot: "青岭区",
		summary: seamed("一天工夫，门口能走人了。"),
		lead: pictured("before", "more"),
		parts,
		facts,
		credits: ["供稿 潘同事", "审核 李审核"],
	};
	return { design: "story", size: sizeOf(FORMATS[format]), content, files, code: { address, label: words.scanStory }, as: "pdf" };
}

/** 图册 of five pairs, the thinnest. */
export function thinAlbum(): Order {
	const pair = (n: number) => ({
		before: shown("before"),
		after: shown(n % 2 ? "after" : "more"),
		place: `青石村 · 第${n}组`,
		about: "柴草",
		words: "草除了，亮堂了。",
	});
	const spreads = [1, 2, 3, 4, 5].map((n) => [pair(n)]);
	const preface = { title: seamed(words.albumFirst({ count: 5 })), lines: words.albumPreface };
	const named = {
		kind: "album",
		title: seamed("我们村的院子"),
		short: "我们村的院子",
		period: "2026年秋",
		kicker: words.campaign,
		author: "青岭区",
		close: words.albumClose,
		foot: "青岭区",
	};
	return {
		design: "album",
		size: sizeOf(FORMATS.a4),
		content: { ...named, cover: shown("more"), labels, spreads, preface },
		files,
		code: { address, label: words.scan },
		as: "pdf",
	};
}

export function resultOrder(): Order {
	const content = {
		title: seamed("金秋最美庭院"),
		winner: "第1名　青石村 东沟",
		words: "草除了，亮堂了。",
		next: ["第2名　白杨村 桥头　31票"],
		foot: ["52 户投了票", "青岭区 · 村民投票的人气奖"],
		after: shown("more"),
	};
	return { design: "result", size: sizeOf(FORMATS.card), content, files, code: { address, label: "" }, as: { width: FORMATS.card.width } };
}

/** One of each thing that is made. */
export function everyThing(): Record<string, Order> {
	const designs = ["eave", "moon", "column"] as const;
	const of = (design: (typeof designs)[number]) => ({
		[`poster ${design} a3`]: thing(design, "a3"),
		[`poster ${design} phone`]: thing(design, "phone"),
		[`card ${design}`]: thing(design, "card", { kind: "card" }),
	});
	const covers = (["share", "cover", "square", "fiveFour"] as const).map((format) => [format, thing("cover", format)]);
	return {
		...Object.assign({}, ...designs.map(of)),
		...{ ...Object.fromEntries(covers), ...SHEETS, album: thinAlbum(), result: resultOrder() },
		"points of a month": monthOrder(),
		...{ "wall a4": storyOrder("wallA4"), "wall a3": storyOrder("wallA3") },
	};
}
