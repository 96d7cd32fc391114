import { charactersIn, lengthOf, NAME_CODE_POINTS, tidyCode, tidyName, tidyWords } from "#domain/text.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { LEVELS, type RegionLevel } from "./types.ts";

export type Checked<T> = { value: T } | { wrong: MessageKey; params?: Record<string, string | number> };

/** How many leading digits of a code are used down to a level, e.g. 9 for a town; zeros fill up to 12. */
const OWN_DIGITS: Record<RegionLevel, number> = { district: 6, town: 9, village: 12, hamlet: 15 };
const LOCAL = /^L-[A-Z0-9](?:[A-Z0-9-]{0,18}[A-Z0-9])?$/;
/** The first two digits of GB/T 2260. None begins with 9, so 90 to 99 are free for a county's own codes. */
const PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])/;

/** Removes Excel's text marks ('123 and ="123"), full-width digits, spaces and needless decimals (123.0) from a cell. */
export function bareCode(cell: string): string {
	return tidyCode(cell)
		.replace(/^=?"(.*)"$/, "$1")
		.replace(/^['‘’]/, "")
		.replace(/^(\d+)\.0+$/, "$1")
		.toUpperCase();
}

export function looksLikeIdCard(text: string): boolean {
	return /(?<!\d)\d{17}[\dXx](?!\d)/.test(text);
}

export interface Above {
	level: RegionLevel;
	code: string;
}

/** 12 digits (15 for a hamlet), or "L-…" for a place without digits. Source: 统计用区划代码 of the National Bureau of Statistics. */
export function regionCode(level: RegionLevel, cell: string, above: Above | null): Checked<string> {
	const text = bareCode(cell);
	const spoilt = spoiltCode(text);
	if (spoilt) return { wrong: spoilt };
	if (text.startsWith("L")) return localCode(level, text, above);
	if (level === "hamlet" && /^\d{1,3}$/.test(text)) return suffixedCode(text, above);
	return digitCode(level, text, above);
}

function spoiltCode(text: string): MessageKey | undefined {
	if (/^\d+(\.\d+)?E\+?\d+$/.test(text)) return "regions.codes.scientific";
	if (looksLikeIdCard(text)) return "households.reasons.idCard";
	if (/^\d{17}$/.test(text)) return "regions.codes.classDigits";
	return undefined;
}

function localCode(level: RegionLevel, text: string, above: Above | null): Checked<string> {
	if (!LOCAL.test(text)) return { wrong: "regions.codes.local" };
	if (level !== "district" && above?.level !== levelAbove(level)) return { wrong: "regions.codes.localNeedsAbove" };
	return { value: text };
}

function suffixedCode(text: string, above: Above | null): Checked<string> {
	if (above?.level !== "village") return { wrong: "regions.codes.suffixNeedsVillage" };
	const suffix = text.padStart(3, "0");
	if (suffix === "000") return { wrong: "regions.codes.zeros" };
	return { value: above.code.startsWith("L") ? `${above.code}-${suffix}` : above.code + suffix };
}

function digitCode(level: RegionLevel, text: string, above: Above | null): Checked<string> {
	const own = OWN_DIGITS[level];
	const full = Math.max(own, 12);
	if (!/^\d+$/.test(text) || (text.length !== own && text.length !== full)) return { wrong: `regions.codes.length.${level}` };
	const code = text.padEnd(full, "0");
	if (Number(code.slice(own)) !== 0) return { wrong: `regions.codes.tail.${level}` };
	if (/^0+$/.test(code.slice(level === "district" ? 2 : own - 3, own))) return { wrong: "regions.codes.zeros" };
	if (!PROVINCES.test(code) && !code.startsWith("9")) return { wrong: "regions.codes.province" };
	// A local code above says nothing of the digits below.
	if (above && !above.code.startsWith("L") && !code.startsWith(above.code.slice(0, OWN_DIGITS[above.level]))) {
		return { wrong: "regions.codes.prefix", params: { above: above.code } };
	}
	return { value: code };
}

export function levelAbove(level: RegionLevel): RegionLevel | undefined {
	return LEVELS[LEVELS.indexOf(level) - 1];
}

/** The code of the region above, by the prefix rule; null for a district and for local codes. */
export function codeAbove(code: string): string | null {
	if (code.startsWith("L")) return null;
	if (code.length === 15) return code.slice(0, 12);
	if (code.slice(9) !== "000") return `${code.slice(0, 9)}000`;
	return code.slice(6) === "000000" ? null : `${code.slice(0, 6)}000000`;
}

/** Hamlets have no national code: the county chooses their last three digits. */
export function codeSource(code: string): "national" | "local" {
	return code.length === 12 && PROVINCES.test(code) ? "national" : "local";
}

/** Outside the ranges in use. Towns: 001–099 街道, 100–199 镇, 200–399 乡, 400–599 类似乡级; villages: 001–199, 400–499 居委会, 200–399, 500–599 村委会. */
export function isOddCode(level: RegionLevel, code: string): boolean {
	if (code.startsWith("L") || (level !== "town" && level !== "village")) return false;
	return Number(code.slice(OWN_DIGITS[level] - 3, OWN_DIGITS[level])) > 599;
}

/** The longest name of a place or a person, as people count. The longest real ones have about 40 characters. */
const MOST_CHARACTERS = 60;

/** The tidied name of a place or a person, without signs that break a list or a spreadsheet. */
export function plainName(cell: string): Checked<string> {
	const text = tidyWords(cell)
		.replace(/^="(.*)"$/, "$1")
		.replaceAll(/&#(x[\da-f]{2,6}|\d{2,7});/gi, characterWithCode);
	if (text.includes("\n")) return { wrong: "households.reasons.lineBreak" };
	const name = tidyName(text).replace(/^' ?/, "");
	const spoilt = spoiltName(name);
	if (spoilt) return { wrong: spoilt };
	if (charactersIn(name) > MOST_CHARACTERS || lengthOf(name) > NAME_CODE_POINTS) {
		return { wrong: "households.reasons.tooLong", params: { most: MOST_CHARACTERS } };
	}
	return NAME.test(name) ? { value: name } : { wrong: "households.reasons.strangeCharacter" };
}

/** Old databases write a rare character as its number, "&#40870;". */
function characterWithCode(written: string, number: string): string {
	const code = Number(number.replace(/^x/i, "0x"));
	return code > 0x10ffff ? written : String.fromCodePoint(code);
}

const KINDS =
	/.(自治县|自治旗|街道办事处|街道|社区居民委员会|社区居委会|社区|村民委员会|村委会|居民委员会|居委会|民族乡|苏木|嘎查|农场|林场|牧场|开发区|管理区|园区|县|区|市|旗|镇|乡|村)$/;

/** What a place is by its own name, 县 or 区, 镇 or 街道. */
export function kindOf(name: string): string | undefined {
	return KINDS.exec(name)?.[1];
}

function spoiltName(name: string): MessageKey | undefined {
	if (/\ufffd|锟斤拷/.test(name)) return "households.reasons.garbled";
	if (/[?？□■〓]/.test(name)) return "households.reasons.lostCharacter";
	if (looksLikeIdCard(name)) return "households.reasons.idCard";
	if (/\d{6}/.test(name.normalize("NFKC"))) return "households.reasons.numberInName";
	return undefined;
}

/** Whether a name holds a character with a code of somebody's own, which other machines cannot show. */
export function hasPrivateCharacter(name: string): boolean {
	return /\p{Co}/u.test(name);
}

const OPENING = String.raw`（(【\[〔《“`;
const CLOSING = String.raw`）)】\]〕》”`;
// Includes the signs of Tibetan (tsheg, shad) and Mongolian (punctuation, separators), and the joiners that tidyName leaves.
const SIGNS = String.raw` ·.、#'—/&+\-\u0f0b-\u0f0d\u1800\u1802\u1803\u1806\u1807\u180a\u180e\u200c\u200d\u202f`;
const READABLE = String.raw`\p{L}\p{N}\p{Co}`;
const NAME = new RegExp(`^[${OPENING}]*[${READABLE}][${READABLE}\\p{M}${SIGNS}${OPENING}${CLOSING}]*$`, "u");
