import { expect, test } from "vitest";
import { lengthOfWording, levelOf, marked, ownNumbers, runsOf, unmarked } from "#domain/documents/rules.ts";

test.each<[string, number]>([
	["一、总体情况", 1],
	["十二、附则", 1],
	["（一）问题的种类。共发现7处", 2],
	["1.抓紧整改", 3],
	["12．抓紧整改", 3],
	["（1）附件所列点位", 4],
	["一是抓紧整改", 0],
	["2026年11月，走访了7个自然村", 0],
	["（下同）", 0],
])("“%s” is a heading of level %i", (paragraph, level) => {
	expect(levelOf(paragraph)).toBe(level);
});

test("characters are counted as people count them, blanks left out, rare ones once", () => {
	const wording = { title: "关于\n通报", to: "各村：", paragraphs: ["　　𬱖村 3 处"], office: "", day: "" };
	expect(lengthOfWording(wording)).toBe(4 + 3 + 4);
});

test.each<[string, string, string, string[]]>([
	["nothing was changed", "走访7个村", "走访7个村", []],
	["a number became another", "走访7个村", "走访9个村", ["9"]],
	["an order is no number", "走访7个村", "1.走访7个村", []],
	["a share is told with its sign", "按期整改率80%", "按期整改率85%", ["85%"]],
	["words without numbers", "走访7个村", "走访几个村", []],
])("own numbers: %s", (_name, drafted, typed, found) => {
	expect(ownNumbers([typed], [drafted])).toEqual(found);
});

test("a marked number keeps what it counts, and reads as before without its mark", () => {
	const words = `发现${marked("found:R-02", 7)}处，按期${marked("inTime", "80%")}。`;
	expect(unmarked(words)).toBe("发现7处，按期80%。");
	expect(runsOf(words)).toEqual([
		{ words: "发现" },
		{ words: "7", figure: "found:R-02" },
		{ words: "处，按期" },
		{ words: "80%", figure: "inTime" },
		{ words: "。" },
	]);
});
