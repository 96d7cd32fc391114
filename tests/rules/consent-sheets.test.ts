import { expect, test } from "vitest";
import { addressedBy, excerptOf, onSheets } from "#domain/consents/rules.ts";
import { block } from "#tests/stories.ts";

const pair = () => ({ story: null });
const story = (letters: number) => ({ story: { excerpt: "字".repeat(letters) } as never });
const counts = (asked: { story: null }[]) => onSheets(asked).map((sheet) => sheet.length);

test("a sheet of consent holds eight lines; a story takes more of them the longer its words are, and nothing is left out", () => {
	expect(counts([])).toEqual([0]);
	expect(counts(Array.from({ length: 8 }, pair))).toEqual([8]);
	expect(counts(Array.from({ length: 20 }, pair))).toEqual([8, 8, 4]);
	expect(counts([story(90), story(90), story(90), pair(), pair()])).toEqual([2, 3]);
	expect(counts([pair(), story(400), pair()])).toEqual([1, 1, 1]);
	const asked = [story(200), ...Array.from({ length: 30 }, pair), story(1)];
	expect(onSheets(asked).flat()).toEqual(asked);
});

test("a story with a page of quotes is told so that it has room on one sheet", () => {
	const quotes = Array.from({ length: 50 }, (_, n) => block(`q${n}`, "quote", "码齐了，心里也敞亮。", "东沟的一位大娘"));
	const told = [...excerptOf({ summary: "一天工夫。", blocks: quotes })];
	expect([told.length, told.slice(-2).join("")]).toEqual([402, "……"]);
});

test("a pair or a story is named by its address, as somebody pastes it", () => {
	expect(addressedBy("https://x.test/en/submissions/abc-1?a=b")).toEqual({ room: "submissions", id: "abc-1" });
	expect(addressedBy("/stories/xyz")).toEqual({ room: "stories", id: "xyz" });
	expect(addressedBy("陈桂兰")).toBeNull();
});
