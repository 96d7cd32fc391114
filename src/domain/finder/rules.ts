import { bareName } from "#domain/named.ts";
import { bareCode } from "#domain/regions/rules.ts";
import { tidyCode, tidyWords } from "#domain/text.ts";

// The index knows words of ASCII only, so a character stands in it as its number: then any script and the rarest character are found alike.

/** What the index keeps of one place or household. Words are parted by blanks. */
export interface Entry {
	name: string;
	pinyin: string;
	digits: string;
	places: string;
}

interface Thing {
	name: string;
	/** A household's number, or a place's code. */
	digits: string;
	path: string;
	/** A level, or "household". */
	kind: string;
	/** The syllables of the name in each way to read it. */
	readings: string[][];
}

/** Stands behind the last character, so that a whole name can be asked for. */
const END = "end";

export function entryOf({ name, digits, path, kind, readings }: Thing): Entry {
	return {
		name: `${charactersOf(bareName(name))} ${END}`,
		pinyin: [...new Set(readings.flatMap(beginnings))].join(" "),
		digits: bareNumber(codeWord(digits)),
		places: [...path.split("/").filter(Boolean), kind].join(" "),
	};
}

function charactersOf(bare: string): string {
	return Array.from(bare, (character) => character.codePointAt(0)?.toString(36)).join(" ");
}

/** From each syllable on: written out, and the first letters. "lü" is typed lv or lu. */
function beginnings(syllables: string[]): string[] {
	return syllables.flatMap((_, from) => {
		const rest = syllables.slice(from);
		const whole = rest.join("");
		const initials = rest.map(([letter]) => letter).join("");
		return [whole, whole.replaceAll("v", "u"), ...(rest.length > 1 ? [initials] : [])];
	});
}

/** The expressions that are asked for one after the other, best first; what stands in one stands in no later one. */
export function expressionsFor(typed: string): string[] {
	const tiers = [...digitsFor(typed), ...namesFor(typed), ...pinyinFor(typed)];
	return tiers.map((tier, n) => (n === 0 ? tier : `(${tier}) NOT (${tiers.slice(0, n).join(" OR ")})`));
}

/** Null for a name of signs only, which nobody types. */
export function wholeName(name: string): string | null {
	const characters = charactersOf(bareName(name));
	return characters === "" ? null : `name : ^ "${characters} ${END}"`;
}

function namesFor(typed: string): string[] {
	const whole = wholeName(typed);
	const characters = charactersOf(bareName(typed));
	if (whole === null) return [];
	return [whole, `name : ^ "${characters}"`, `name : "${characters}"`];
}

function pinyinFor(typed: string): string[] {
	const letters = tidyCode(typed).toLowerCase().replaceAll("ü", "v").replaceAll("'", "");
	if (!/^[a-z]{2,40}$/.test(letters)) return [];
	const mixed = mixedFor(letters);
	return [
		`pinyin : ^ "${letters}"`,
		`pinyin : ^ "${letters}" *`,
		`pinyin : "${letters}" *`,
		...(mixed.length > 0 ? [mixed.join(" OR ")] : []),
	];
}

/** A surname written out, then first letters: "sunxm". The index has both parts, so each way to part what was typed is asked for. */
function mixedFor(letters: string): string[] {
	return [2, 3, 4].flatMap((count) => {
		const [head, tail] = [letters.slice(0, -count), letters.slice(-count)];
		const isMixed = /^[^aeiouv]{0,2}[aeiouv]{1,3}(?:n|ng|r)?$/.test(head) && head.length > 1 && /^[^aeiouv]+$/.test(tail);
		return isMixed ? [`(pinyin : "${head}" * AND pinyin : "${tail}")`] : [];
	});
}

function digitsFor(typed: string): string[] {
	const code = codeWord(typed);
	if (!/^(?:\d{1,15}|l\w{1,20})$/.test(code)) return [];
	return code.length < 6 ? [`digits : "${bareNumber(code)}"`] : [`digits : "${code}"`, `digits : "${code}" *`];
}

/** A household's number is found with and without its zeros. */
function bareNumber(code: string): string {
	return code.length <= 4 ? code.replace(/^0+(?=\d)/, "") : code;
}

function codeWord(typed: string): string {
	return bareCode(typed).toLowerCase().replaceAll("-", "");
}

/** Only what lies in one of these places, and is of one of these kinds. */
export function among(expression: string, ...groups: string[][]): string {
	return [`(${expression})`, ...groups.map((words) => `places : (${words.map((word) => `"${word}"`).join(" OR ")})`)].join(" AND ");
}

/** "高庄 王秀英": what is looked for, and the words for the places around it. */
export function parted(typed: string): { sought: string; around: string[] } | null {
	const around = tidyWords(typed).split(/[\s，,、/]+/);
	const sought = around.pop();
	return sought && around.length > 0 && around.length < 4 ? { sought, around } : null;
}
