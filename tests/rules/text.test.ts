import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lengthOf, lineWithin, nameWithin, tidyCode, tidyLine, tidyName, tidyWords, typedCode, wordsWithin } from "#domain/text.ts";

const five = { least: 5, most: 9 };

test("what is too short or too long by code points is no answer", () => {
	expect(wordsWithin("😀😀😀", five)).toBeUndefined();
	expect(wordsWithin("😀😀😀😀😀", five)).toBe("😀😀😀😀😀");
	expect(wordsWithin("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", five)).toBe("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷");
	expect(wordsWithin("一二三四五六七八九十", five)).toBeUndefined();
	expect(lineWithin("  一二  \n", five)).toBeUndefined();
	expect(nameWithin("阿依夏•卡德尔", five)).toBe("阿依夏·卡德尔");
});

test("a name is as long as people count, and never longer than the database takes", () => {
	expect(nameWithin("བསྟན་འཛིན", five)).toBe("བསྟན་འཛིན");
	expect(nameWithin("ᠬᠠᠰ\u180eᠠ\u202fᠶᠢᠨ", five)).toBe("ᠬᠠᠰ\u180eᠠ\u202fᠶᠢᠨ");
	expect(nameWithin("一二三四五六七八九十", five)).toBeUndefined();
	expect(nameWithin("é".repeat(9), five)).toBe("é".repeat(9));
	expect(nameWithin("x\u0336\u0337\u0338\u0332".repeat(60), { least: 1, most: 60 })).toBeUndefined();
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
	["no more of them", `门前\n${"　".repeat(300)}扫了　　　 好`, "门前\n　　扫了　好"],
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
	["private signs of old systems that nobody can read elsewhere", "\ue000\uf8ff"],
	["Manchu and Mongolian with a letter drawn out", "ᠪ᠊ ᠮᠠᠨᠵᡠ"],
	["Dai, Lisu, Miao", "ᥖᥭᥰ ᦅᦲᧃ ꓡꓲ‐ꓢꓴ ꓸ 𖼐𖼊"],
])("the scripts of China's peoples stay: %s", (_what, typed) => {
	expect(tidyWords(typed)).toBe(typed.normalize("NFC"));
	expect(tidyLine(typed)).toBe(typed.normalize("NFC"));
});

test("rare characters in old private codes are those that everybody can read", () => {
	const codes = [0xe816, 0xe817, 0xe818, 0xe81e, 0xe831, 0xe83b, 0xe855, 0xe863, 0xe864];
	expect(tidyWords(codes.map((code) => String.fromCodePoint(code)).join(""))).toBe("𠂇𠂉𠃌龴𡗗𢦏𤇾䶮龻");
	expect(tidyName("王\ue863")).toBe("王䶮");
	expect(tidyName("\ue7c8\ue7c7")).toBe("ǹḿ");
});

test("what old Windows had in private codes is what the newest table of GB18030 says", () => {
	const decoder = new TextDecoder("gb18030");
	const trails = Array.from({ length: 81 }, (_, n) => 0x50 + n).filter((trail) => trail !== 0x7f);
	const wrong = trails.filter((trail, n) => {
		const today = decoder.decode(Uint8Array.of(0xfe, trail));
		return !/\p{Co}/u.test(today) && tidyWords(String.fromCodePoint(0xe815 + n)) !== today;
	});
	expect([trails.length, wrong]).toEqual([80, []]);
});

test.each([
	["a train of emoji", `👩${"\u200d👩".repeat(200)}`, 201],
	["skin without a face", "🏽".repeat(200), 200],
	["letters that join by a sign between them", `${"क्".repeat(200)}क`, 201],
	["syllables that never end", "ᄀ".repeat(200), 200],
	["vowels behind vowels", `ก${"ำ".repeat(200)}`, 201],
	["signs that stand before another", `${"ൎ".repeat(200)}ക`, 201],
])("a page can break %s, and nothing that is seen is lost", (_what, typed, seen) => {
	const tidy = tidyWords(typed);
	const longest = Math.max(...Array.from(new Intl.Segmenter("und").segment(tidy), ({ segment }) => segment.length));
	expect(longest).toBeLessThanOrEqual(20);
	expect(lengthOf(tidy.replaceAll(/ |\u200d|\u094d/g, ""))).toBe(seen);
});

test("no tower of marks stands on one character", () => {
	expect(lengthOf(tidyWords(`o${"\u0336".repeat(500)}k`))).toBe(6);
	expect(lengthOf(tidyWords(`ཀ${"\u0fb2".repeat(500)}`))).toBe(9);
	expect(tidyWords("ཧྐྵྨླ")).toBe("ཧྐྵྨླ");
});

test.each([
	...["·", "‧", "∙", "⋅", "・", "･", "•", "⸱", "⸳", "\u0387", "˙", "∘", "●", "ㆍ", "ꞏ", "․"],
	...[".", "．", "﹒", "。", " · ", "··", " . "],
])("the dot %s in a name is the middle dot", (dot) => {
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
	["བསྟན༌འཛིན", "བསྟན་འཛིན"],
	["第 3 组(上)", "第3组（上）"],
	["第3组 ﹙上﹚", "第3组（上）"],
	["（原）青石村", "（原）青石村"],
	["Smith （Wang）", "Smith (Wang)"],
	['三"八"村', "三“八”村"],
	["二○○三村", "二〇〇三村"],
	["⺠⽣村", "民生村"],
	["ﺋﯘﻳﻐﯘﺭ", "ئۇيغۇر"],
	["张\ufe0f三", "张三"],
	["第3\ufe0f组", "第3组"],
	["O‘rkesh", "O'rkesh"],
	["J. R. Smith", "J. R. Smith"],
	["东――村", "东——村"],
])("the name %s is written %s", (typed, name) => {
	expect(tidyName(typed)).toBe(name);
});

const typed = fc.string({ unit: "binary", maxLength: 40 });
const nasty = fc
	.array(
		fc.constantFrom(...'a中é👩🏽\ufe0f\u200d\u200c\u0301\u180eᠠ\u180b\u202fا \u3000\n\r\0\u00ad\u2800ཀ\u0fb2·・.(（"○0०क्ᄀ\ue863\u0f0c'),
		{ maxLength: 60 },
	)
	.map((signs) => signs.join(""));

test.each([
	["１２３", "123"],
	["༡༢༣", "123"],
	["᠑᠒᠓", "123"],
	["١٢٣", "123"],
	["L－QS–01", "L-QS-01"],
	["99\u200b01 01", "990101"],
])("the code %s is %s", (typed, code) => {
	expect(tidyCode(typed)).toBe(code);
});

test("what was cleaned stays as it is, whatever it was", () => {
	for (const text of ["\u0301\u094d\u200d", "क\u0301\u200b\u094d\u200dष", "a \u0301"])
		expect(tidyWords(tidyWords(text))).toBe(tidyWords(text));
	for (const tidy of [tidyWords, tidyLine, tidyName, tidyCode]) {
		const stays = (text: string) => {
			expect(tidy(tidy(text))).toBe(tidy(text));
		};
		fc.assert(fc.property(fc.oneof(typed, nasty), stays), { numRuns: 1000 });
	}
});

test("nothing that can be seen is lost, but marks beyond four on a character", () => {
	const seen = (text: string) =>
		text
			.toWellFormed()
			.normalize("NFD")
			.replaceAll(/[\p{M}\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffc]/gv, "");
	fc.assert(
		fc.property(fc.oneof(typed, nasty), (any) => {
			const text = any.replaceAll(/\p{Co}/gu, "");
			expect(seen(tidyWords(text))).toBe(seen(text));
			expect(seen(tidyLine(text))).toBe(seen(text));
		}),
		{ numRuns: 1000 },
	);
});

test("whatever was typed, nothing hangs together that no page can break, and nothing unseen is left", () => {
	const long = fc.constantFrom("\u0301".repeat(9), "ำ".repeat(30), "👩\u200d".repeat(20), "क्".repeat(15));
	const trains = fc.array(fc.oneof(nasty, long), { maxLength: 20 }).map((parts) => parts.join(""));
	const clusters = (text: string) => Array.from(new Intl.Segmenter("und").segment(text), ({ segment }) => segment.length);
	fc.assert(
		fc.property(fc.oneof(typed, trains), (text) => {
			expect(Math.max(0, ...clusters(tidyWords(text)))).toBeLessThanOrEqual(20);
			expect(tidyLine(text)).not.toMatch(/[\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u);
		}),
		{ numRuns: 500 },
	);
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

test.each(["○", "ﷺ", "\u0f77", '"', "· ", "中 ", "\u200d", "👩\u200d"])(
	"the work of cleaning a row of %j does not grow by its square",
	(sign) => {
		const typed = `a${sign.repeat(40_000)}`;
		const before = process.cpuUsage();
		tidyName(typed);
		typedCode(typed);
		const { user } = process.cpuUsage(before);
		expect(user / 1e6).toBeLessThan(2);
	},
);
