import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lengthOf, lineWithin, nameWithin, tidyLine, tidyName, tidyWords, wordsWithin } from "#domain/text.ts";

const five = { least: 5, most: 9 };

test("what is too short or too long by code points is no answer", () => {
	expect(wordsWithin("😀😀😀", five)).toBeUndefined();
	expect(wordsWithin("😀😀😀😀😀", five)).toBe("😀😀😀😀😀");
	expect(wordsWithin("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", five)).toBe("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷");
	expect(wordsWithin("一二三四五六七八九十", five)).toBeUndefined();
	expect(lineWithin("  一二  \n", five)).toBeUndefined();
	expect(nameWithin("阿依夏•卡德尔", five)).toBe("阿依夏·卡德尔");
});

test("blanks that fill no page make no words", () => {
	for (const nothing of ["", " \n\t ", "\u200b\u200b\u3164\u2800", "\u3000\u00a0", "\u202e\u2066\ufeff\u00ad", "\0\0"]) {
		expect(tidyWords(nothing)).toBe("");
		expect(wordsWithin(nothing, { least: 1, most: 500 })).toBeUndefined();
	}
});

test.each([
	["line ends of one kind", "  门前\r\n扫了\r\n\r\n\r\n\r\n心里舒坦 ", "门前\n扫了\n\n心里舒坦"],
	["line ends of other systems", "门前\u2028扫了\u0085好\r看", "门前\n扫了\n好\n看"],
	["no blanks at the ends of lines", "门前  \n \t\n　\n扫了\u00a0", "门前\n\n扫了"],
	["the two blanks that a paragraph begins with", "门前\n　　扫了", "门前\n　　扫了"],
	["nothing that turns the direction", "院子收拾好了\u202e了脏还面前\u202c，谢谢\u2067大家\u2069", "院子收拾好了了脏还面前，谢谢大家"],
	["what stands behind a NUL", "前面的话\0后面的话", "前面的话后面的话"],
	["no controls", "前面\u0007\u001b[31m后面\u009f", "前面[31m后面"],
	["no soft hyphens", "农家\u00ad院", "农家院"],
	["no joiner where nothing joins", "a\u200db\u200cc\u2060d", "abcd"],
	["no variation of a letter that has none", "a\ufe0fb", "ab"],
	["no tags", "好\u{e0041}\u{e0042}", "好"],
	["one spelling of accents", "e\u0301", "é"],
	["one spelling of accents, also when something stood between", "e\u200b\u0301", "é"],
	["no half of a character", "好\ud83d了", "好\ufffd了"],
])("words keep %s", (_what, typed, kept) => {
	expect(tidyWords(typed)).toBe(kept);
});

test.each([
	["a family of emoji", "👨‍👩‍👧‍👦 ❤️‍🔥 👩🏽‍🌾 1️⃣"],
	["the form of a rare character", "葛\u{e0100}城"],
	["Mongolian with its separators", "ᠬᠠᠰᠠ\u180eᠠ ᠪᠠᠲᠤ\u202fᠶᠢᠨ ᠭ᠋ᠠ"],
	["Tibetan stacks, tsheg and shad", "བཀྲ་ཤིས་བདེ་ལེགས། རྡོ་རྗེ ཧྐྵྨླྺྼྻྂ".slice(0, 40)],
	["Uyghur and Persian joiners", "ئۇيغۇر می\u200cخواهم"],
	["Yi, Zhuang, Korean", "ꆈꌠꉙ Vahcuengh 조선말"],
	["private signs of old systems", "\ue000\uf8ff"],
])("the scripts of China's peoples stay: %s", (_what, typed) => {
	expect(tidyWords(typed)).toBe(typed.normalize("NFC"));
	expect(tidyLine(typed)).toBe(typed.normalize("NFC"));
});

test("no tower of marks stands on one character", () => {
	expect(lengthOf(tidyWords(`o${"\u0336".repeat(500)}k`))).toBe(6);
	expect(lengthOf(tidyWords(`ཀ${"\u0fb2".repeat(500)}`))).toBe(9);
	expect(tidyWords("ཧྐྵྨླ")).toBe("ཧྐྵྨླ");
});

test.each(["·", "‧", "∙", "⋅", "・", "･", "•", "⸱", "⸳", "\u0387"])("the dot %s in a name is the middle dot", (dot) => {
	expect(tidyName(`阿依夏${dot}卡德尔`)).toBe("阿依夏·卡德尔");
});

test.each([
	["张 三", "张三"],
	["张　　三", "张三"],
	["Smith \u00a0 Wang", "Smith Wang"],
	["О’Коннор", "О'Коннор"],
	["Ａ区３号", "A区3号"],
	["东－西–村", "东-西-村"],
	["张三\u200b", "张三"],
	["张\n三", "张三"],
	["བསྟན་འཛིན།", "བསྟན་འཛིན།"],
])("the name %s is written %s", (typed, name) => {
	expect(tidyName(typed)).toBe(name);
});

const typed = fc.string({ unit: "binary", maxLength: 40 });
const nasty = fc
	.array(fc.constantFrom(..."a中é👩🏽\ufe0f\u200d\u200c\u0301\u180eᠠ\u180b\u202fا \u3000\n\r\0\u00ad\u2800ཀ\u0fb2·・"), { maxLength: 30 })
	.map((signs) => signs.join(""));

test("what was cleaned stays as it is, whatever it was", () => {
	for (const tidy of [tidyWords, tidyLine, tidyName]) {
		const stays = (text: string) => {
			expect(tidy(tidy(text))).toBe(tidy(text));
		};
		fc.assert(fc.property(fc.oneof(typed, nasty), stays), { numRuns: 1000 });
	}
});

test("the database counts every text as it is counted here, to its end", () => {
	const database = new DatabaseSync(":memory:");
	const counted = database.prepare("select length(?) as length, ? as text");
	fc.assert(
		fc.property(fc.oneof(typed, nasty), (text) => {
			const tidy = tidyWords(text);
			expect(counted.get(tidy, tidy)).toEqual({ length: lengthOf(tidy), text: tidy });
		}),
	);
});
