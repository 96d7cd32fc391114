import sax from "sax";
import { expect, test } from "vitest";
import type { Picture } from "#domain/photos/types.ts";
import { articleHtml, articlePage } from "#domain/publicity/article-html.ts";
import { told } from "#domain/publicity/story-told.ts";
import type { Block } from "#domain/stories/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import { block } from "#tests/stories.ts";

const words = messagesFor("zh-CN");
const picture = (photoId: string) => ({ photoId, width: 1200, height: 900, sources: [] }) as unknown as Picture;
const pair = { submissionId: "one", before: [picture("b1")], after: [picture("a1"), picture("a2")] };

function textOf(blocks: Block[], more: object = {}): string {
	const credits = { words: "潘同事", photos: "", editor: "", checked: "李审核", chief: "" };
	const base = {
		storyId: "story",
		title: "题",
		summary: "摘要",
		place: "青石村",
		publishedAt: new Date(0),
		leadId: "one",
		cost: "没有花钱",
	};
	const found = { ...base, howTo: ["先分", "再码"], blocks, credits, pairs: new Map([["one", pair]]), ...more };
	const end = { foot: "青石村", number: "授权编号 abc", original: "原文", address: "https://a.example/q/abc", codeAddress: "code.png" };
	const story = told(found as never, words.stories);
	return articleHtml({
		story,
		at: "青石村",
		labels: { before: "收拾前", after: "收拾后" },
		addressOf: ({ photoId }) => `pictures/${photoId}.jpg`,
		end,
	});
}

const EVERY_KIND = [
	block("1", "heading", "背景"),
	block("2", "paragraph", "门口的柴火堆了**三年**，看[这里](https://b.example/)。\n第二段。"),
	block("3", "quote", "码齐了，**敞亮**。", "一位大娘"),
	block("4", "list", "先分干湿\n再沿墙码"),
	block("5", "pair", "一前一后", "one"),
	block("6", "picture", "", "one/after/2"),
	block("7", "link", "看更多", "https://b.example/more"),
];

// What WeChat's editor keeps; anything else is lost or refused there.
const ELEMENTS: Record<string, string[]> = { section: ["style"], p: ["style"], strong: ["style"], br: [], img: ["style", "src", "alt"] };
const STYLES =
	/^(margin|padding|border-(left|top)|background-color|color|font-(size|weight)|line-height|text-(align|indent)|(max-)?width|height|display)$/;
const VALUE = /^[#\w.%\- ]+$/;

/** Walked as strictly as XML, so that nothing is left open and no sign is left bare. */
function walked(html: string) {
	const found = { faults: [] as string[], words: "", pictures: [] as string[] };
	const reader = sax.parser(true);
	reader.onerror = (error) => {
		throw error;
	};
	reader.onopentag = ({ name, attributes }) => {
		if (!ELEMENTS[name]) found.faults.push(`<${name}>`);
		for (const [attribute, value] of Object.entries(attributes)) {
			if (!ELEMENTS[name]?.includes(attribute)) found.faults.push(`${name} ${attribute}`);
			if (attribute === "style") found.faults.push(...faultsOfStyle(String(value)));
			if (attribute === "src") found.pictures.push(String(value));
		}
	};
	reader.ontext = (text) => {
		found.words += text;
	};
	reader.write(html).close();
	return found;
}

function faultsOfStyle(style: string): string[] {
	return style.split(";").filter((one) => {
		const [name = "", value = "", ...rest] = one.split(":");
		return rest.length > 0 || !STYLES.test(name) || !VALUE.test(value);
	});
}

test("an article has only the elements, attributes and styles that WeChat keeps, and each kind of block", () => {
	const { faults, words: said, pictures } = walked(textOf(EVERY_KIND));
	expect(faults).toEqual([]);
	for (const part of [
		"摘要",
		"背景",
		"三年",
		"第二段",
		"——一位大娘",
		"· 再沿墙码",
		"一前一后",
		"https://b.example/more",
		"没有花钱",
		"2. 再码",
		"供稿 潘同事",
		"审核 李审核",
		"授权编号 abc",
	])
		expect(said).toContain(part);
	expect(pictures).toEqual(["pictures/b1.jpg", "pictures/a1.jpg", "pictures/b1.jpg", "pictures/a1.jpg", "pictures/a2.jpg", "code.png"]);
});

test("whatever is typed into a story stays words in the article", () => {
	const hostile = `<script>alert(1)</script>"><img src=x onerror=alert(1)>' style="position:fixed" &lt; javascript:alert(1) ${"</section>".repeat(3)}`;
	const kinds = ["heading", "paragraph", "quote", "list", "pair", "picture", "link"] as const;
	const more = { pair: "one", picture: "one/after/1", link: 'https://b.example/"onclick=alert(1)', quote: hostile };
	const blocks = kinds.map((kind) => block(kind, kind, hostile, (more as Record<string, string>)[kind]));
	const credits = { words: hostile, photos: "", editor: "", checked: "", chief: "" };
	const html = textOf(blocks, { title: hostile, summary: hostile, cost: hostile, howTo: [hostile], credits });
	const { faults, words: said } = walked(html);
	expect(faults).toEqual([]);
	expect(said.split("<script>alert(1)</script>").length).toBeGreaterThan(8);
	expect(articlePage(html, { title: hostile, sample: "样张" })).not.toMatch(/<script|<img src=x|<\/title>.*<\/title>/s);
});

test("a pair that was taken back leaves the article, and nothing is said of it", () => {
	const { pictures, words: said } = walked(textOf(EVERY_KIND, { pairs: new Map() }));
	expect([pictures, said.includes("一前一后")]).toEqual([["code.png"], false]);
});
