import { expect, test } from "vitest";
import { compared, MOST_EFFORT } from "#domain/stories/compare.ts";
import { edited } from "#domain/stories/edits.ts";
import { filled } from "#domain/stories/featured.ts";
import { charactersOf, contentOf, isSame, pairsIn, refusalsOf, typedOf } from "#domain/stories/rules.ts";
import { plainOf, runsOf, safeAddress } from "#domain/stories/runs.ts";
import type { StoryCard } from "#domain/stories/types.ts";
import { HOSTILE_TEXTS } from "#tests/hostile-texts.ts";
import { block, typedStory } from "#tests/stories.ts";

test.each([
	["plain words", "院子干净了", [{ text: "院子干净了" }]],
	["bold", "堆了**三年**的柴", [{ text: "堆了" }, { text: "三年", isBold: true }, { text: "的柴" }]],
	["a link", "看[这里](https://a.cn/x?a=1&b=2)", [{ text: "看" }, { text: "这里", href: "https://a.cn/x?a=1&b=2" }]],
	["a bold link", "[**都看**](/wall)", [{ text: "都看", isBold: true, href: "/wall" }]],
	["a link to a script", "[点我](javascript:alert(1))", [{ text: "[点我](javascript:alert(1))" }]],
	["a picture", "![x](https://a.cn/x.png)", [{ text: "![x](https://a.cn/x.png)" }]],
	["markup", "<b onclick=x>粗</b>", [{ text: "<b onclick=x>粗</b>" }]],
	["a sum", "3*4*5=60，a_b_c", [{ text: "3*4*5=60，a_b_c" }]],
	["an escaped star", "\\*不是重点\\*", [{ text: "*不是重点*" }]],
])("what was typed is read as runs: %s", (_name, typed, runs) => {
	expect(runsOf(typed)).toEqual(runs);
});

test("what is longer than any block, or has more signs than words, is read as it was typed", () => {
	for (const signs of [4000, 101]) {
		const nested = `${"*".repeat(signs)}a${"*".repeat(signs)}`;
		expect(runsOf(nested)).toEqual([{ text: nested }]);
	}
	expect(runsOf("**粗**".repeat(40)).every(({ isBold }) => isBold)).toBe(true);
});

test.each(HOSTILE_TEXTS)("whatever is typed leads nowhere but to the web and this site: %s", (typed) => {
	for (const text of [typed, `[x](${typed})`, `**${typed}**`, `[${typed}](https://a.cn)`])
		for (const { href } of runsOf(text)) expect(href === undefined || /^(https?:\/\/|\/(?!\/))/.test(href)).toBe(true);
	expect(safeAddress(typed)).toBeNull();
});

test.each([
	["no block", { blocks: [] }, "blocks"],
	["a blank block only", { blocks: [block("b1", "paragraph", " \n")] }, "blocks"],
	["no title", { title: "x" }, "title"],
	["a title of 65 characters", { title: "字".repeat(65) }, "title"],
	["a summary of 121", { summary: "字".repeat(121) }, "summary"],
	["a long paragraph", { blocks: [block("p", "paragraph", "字".repeat(1201))] }, "block-p"],
	["a quote of nobody", { blocks: [block("q", "quote", "很好看")] }, "block-q"],
	["an address of a script", { blocks: [block("l", "link", "点我", "javascript:alert(1)")] }, "block-l"],
	["a pair that is none", { blocks: [block("w", "pair", "", "../x")] }, "block-w"],
	["a picture without its side", { blocks: [block("w", "picture", "", "pair-chen")] }, "block-w"],
	["a telephone", { blocks: [block("p", "paragraph", "打 13900001111 问")] }, "block-p"],
	["a step of one character", { howTo: "好" }, "howTo"],
	["a plate in a credit", { credits: { ...typedStory().credits, chief: "甘A12345" } }, "chief"],
])("refused beside its field: %s", (_name, more, field) => {
	expect(() => contentOf(typedStory(more))).toThrow(expect.objectContaining({ field }));
});

test("what a text lacks is told all at once, in the order of the form", () => {
	const wrong = { title: "x", howTo: "好", blocks: [block("q", "quote", "很好看"), block("p", "paragraph", "打 13900001111 问")] };
	expect(refusalsOf(typedStory(wrong)).map(({ field }) => field)).toEqual(["title", "block-q", "block-p", "howTo"]);
	expect(refusalsOf(typedStory({ blocks: [] })).map(({ field }) => field)).toEqual(["blocks"]);
	expect(refusalsOf(typedStory())).toEqual([]);
});

test("what is kept reads as it was typed; blank blocks are left out", () => {
	const content = contentOf(typedStory({ blocks: [...typedStory().blocks, block("b4", "paragraph", "  ")] }));
	expect(typedOf(content)).toEqual(typedStory());
	expect(isSame(content, contentOf(typedOf(content)))).toBe(true);
	expect(pairsIn({ leadId: "a", blocks: [block("1", "pair", "", "a"), block("2", "picture", "", "b/after/1")] })).toEqual(["a", "b"]);
	expect(charactersOf(content)).toBe(20);
	expect(plainOf("门口的柴火堆了**三年**。")).toBe("门口的柴火堆了三年。");
});

test.each([
	["up:b2", "b2 b1 b3"],
	["up:b1", "b1 b2 b3"],
	["down:b2", "b1 b3 b2"],
	["down:b3", "b1 b2 b3"],
	["out:b1", "b2 b3"],
	["add:list", "b1 b2 b3 new"],
	["add:list:b1", "b1 new b2 b3"],
	["add:script", "b1 b2 b3"],
	["save", "b1 b2 b3"],
])("the button %s", (act, order) => {
	expect(
		edited(typedStory(), act, () => "new")
			.blocks.map(({ id }) => id)
			.join(" "),
	).toBe(order);
});

test("two texts stand side by side, part for part", () => {
	const earlier = contentOf(typedStory());
	const later = contentOf(
		typedStory({
			blocks: [block("b3", "quote", "码齐了，心里敞亮。", "东沟的一位大娘"), block("b2", "paragraph", "门口的柴火堆了**五年**。")],
		}),
	);
	const changes = compared(earlier, later).filter(({ isChanged }) => isChanged);
	expect(changes.map(({ key }) => key).sort()).toEqual(["b1", "b2", "b3"]);
	expect(changes.find(({ key }) => key === "b2")?.pieces.filter((piece) => piece.in !== "both")).toEqual([
		{ text: "三", in: "earlier" },
		{ text: "五", in: "later" },
	]);
});

test("however much two texts differ, comparing them has one effort: once it is used up, what changed is told as exchanged, and said to be", () => {
	// No two of them have much in common: signs far apart, by a generator of numbers.
	let seed = 7;
	const sign = () => {
		seed = (seed * 48_271) % 2_147_483_647;
		return String.fromCodePoint(0x4e00 + (seed % 20_000));
	};
	const words = () => Array.from({ length: 1200 }, sign).join("");
	const side = () =>
		typedStory({ blocks: Array.from({ length: 60 }, (_, n) => block(`b${n}`, "paragraph", n === 59 ? "末了一句。" : words())) });
	const [earlier, later] = [side(), side()];
	const effort = { left: MOST_EFFORT };
	const parts = compared(earlier, later, effort);
	expect([effort.left >= 0, effort.left < MOST_EFFORT / 5]).toEqual([true, true]);
	const wholes = parts.filter(({ isWhole }) => isWhole);
	expect(wholes).toHaveLength(59);
	for (const { key, pieces } of wholes) {
		const textOf = (of: typeof earlier) => of.blocks.find(({ id }) => id === key)?.text;
		expect(pieces).toEqual([
			{ text: textOf(earlier), in: "earlier" },
			{ text: textOf(later), in: "later" },
		]);
	}
	expect(parts.find(({ key }) => key === "b59")).toMatchObject({ isChanged: false, isWhole: false });
	// A new paragraph costs nothing, and an ordinary change is told sign by sign.
	const fresh = { left: MOST_EFFORT };
	const [one] = compared(typedStory({ title: "" }), typedStory({ title: words() }), fresh);
	expect([one?.isWhole, fresh.left]).toEqual([false, MOST_EFFORT]);
});

test("a slot that nobody chose, or whose story is not public then, is filled with the newest, and says so", () => {
	const card = (storyId: string) => ({ storyId }) as StoryCard;
	const told = (chosen: string[], published: string[]) =>
		filled(chosen, published.map(card)).map(({ story, isByRule }) => `${story.storyId}${isByRule ? "*" : ""}`);
	expect(told([], ["n", "o"])).toEqual(["n*", "o*"]);
	expect(told(["", "o", "gone"], ["n", "o", "p", "q"])).toEqual(["n*", "o", "p*"]);
});
