import { expect, test } from "vitest";
import { ALBUM_PAIRS, pagesFor } from "#domain/publicity/album.ts";
import { requireLargeEnough } from "#domain/publicity/sharpness.ts";
import { quoteOf, titleOf } from "#domain/publicity/texts.ts";
import { missingSigns } from "#platform/typeset/faces.ts";

const bare = (text: string) => text.replaceAll("\u2060", "");

test("a short title stands on a line for each of its parts, a long one flows; no word of it breaks", () => {
	expect(bare(titleOf("柿子树下的院子，自己收拾出来了"))).toBe("柿子树下的院子\n自己收拾出来了");
	expect(titleOf("院子亮堂了").split("\u2060")[0]).toBe("院子");
	const long = "阿拉善左旗巴彦浩特镇乌兰布和沙漠边上的五十二户人家，用了整整一个秋天，把旧柴垛全部搬走了";
	expect(bare(titleOf(long))).toBe(long);
	expect(bare(titleOf("𬱖䶮浩特的院子"))).toBe("𬱖䶮浩特的院子");
});

test.each([
	["short words as they are", "草除了。", "草除了。"],
	[
		"long ones to the end of a sentence",
		`${"院子收拾干净了，".repeat(7)}真好。${"还要再收拾收拾。".repeat(9)}`,
		/真好。(还要再收拾收拾。)*$/,
	],
	["one endless sentence to where it fits", "院".repeat(200), /^院{88}……$/],
])("a poster quotes %s", (_name, words, told) => {
	expect(quoteOf(words)).toMatch(told instanceof RegExp ? told : new RegExp(`^${told}$`));
});

test("pictures too small for a sheet are refused, and the size that is right is named", () => {
	const fits = (width: number, height: number) => {
		try {
			requireLargeEnough([{ width, height }], { design: "eave", format: "a3" });
			return "a3";
		} catch (refusal) {
			const { key, params } = refusal as { key: string; params: { right?: string } };
			return params.right ?? key;
		}
	};
	expect([fits(1600, 1200), fits(1000, 750), fits(640, 480), fits(320, 240)]).toEqual(["a3", "A4", "A5", "publicity.tooSmallForPaper"]);
});

test("an album has 8 to 24 pages, always a multiple of four, and one or two pairs on each", () => {
	for (let pairs = ALBUM_PAIRS.least; pairs <= ALBUM_PAIRS.most; pairs++) {
		const pages = pagesFor(pairs);
		expect((pages.length + 3) % 4).toBe(0);
		expect(pages.length + 3).toBeGreaterThanOrEqual(8);
		expect(pages.length + 3).toBeLessThanOrEqual(24);
		expect(pages.reduce((sum, count) => sum + count, 0)).toBe(pairs);
		expect(pages.every((count) => count === 1 || count === 2)).toBe(true);
	}
	for (const pairs of [ALBUM_PAIRS.least - 1, ALBUM_PAIRS.most + 1]) expect(() => pagesFor(pairs)).toThrow("albumSize");
});

test.each([
	["Mongolian", "ᠮᠣᠩᠭᠣᠯ", "ᠮᠣᠩᠭᠯ"],
	["Tibetan", "བོད་ཡིག", "བོད་ཡིག"],
	["Uyghur", "ئۇيغۇر", "ئۇيغر"],
	["an emoji of several signs", "院子👨‍👩‍👧❤️", "👨👩👧❤"],
	["a rare character outside both families", "𠮷家", "𠮷"],
])("what no face can print is named, each sign once: %s", (_name, typed, signs) => {
	expect(missingSigns([typed]).join("")).toBe(signs);
});

test.each(["买买提·吐尔逊", "巴音孟克那仁图雅", "𬱖䶮浩特", "“引号”、《书名》——省略……", "①②③ ㎡ ℃ 5.2km/h", "Müller & søn"])(
	"what both faces have is printed: %s",
	(typed) => {
		expect(missingSigns([typed])).toEqual([]);
	},
);

test("a paper that is too fine for a picture on a wall names the one that is right", () => {
	const fits = (width: number) => {
		try {
			requireLargeEnough([{ width, height: (width * 3) / 4 }], { design: "story", format: "wallA3" });
			return "A3";
		} catch (refusal) {
			return (refusal as { params: { right?: string } }).params.right;
		}
	};
	expect([fits(960), fits(400), fits(200)]).toEqual(["A3", "A4", undefined]);
});
