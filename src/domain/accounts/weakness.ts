import { COMMON, ROWS } from "./common-passphrases.ts";

export type Weakness = "short" | "long" | "digits" | "common" | "personal";

interface Measure {
	least: number;
	known: string[];
}

/** Long enough for any sentence, short enough to hash. */
const MOST = 256;
/** The least length that must remain without what guessers try first. */
const OWN = 5;

/** Why a passphrase is easy to guess; null = good. It checks length and common choices, not composition. */
export function weaknessOf(passphrase: string, { least, known }: Measure): Weakness | null {
	const plain = passphrase.normalize("NFKC");
	const length = [...plain].length;
	if (length < least) return "short";
	if (length > MOST) return "long";
	const folded = fold(plain);
	// Telephone, birthday and identity numbers: neighbours know them.
	if (/^\d{0,18}$/.test(folded)) return "digits";
	if (isLittle(without(folded, COMMON_BY_LENGTH)) || isLittle(without(withLetters(folded), COMMON_BY_LENGTH))) return "common";
	const personal = longestFirst(known.map(fold).filter((word) => word.length >= 2));
	return isLittle(without(folded, [...personal, ...COMMON_BY_LENGTH])) ? "personal" : null;
}

const COMMON_BY_LENGTH = longestFirst(COMMON);

function longestFirst(words: string[]): string[] {
	return [...words].sort((a, b) => b.length - a.length);
}

function fold(text: string): string {
	return text
		.normalize("NFKC")
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]/gu, (sign) => SIGNS[sign] ?? "");
}

const SIGNS: Record<string, string> = { "@": "a", $: "s", "!": "i" };
const LETTERS: Record<string, string> = { 0: "o", 1: "l", 3: "e", 4: "a", 5: "s", 7: "t" };

function withLetters(folded: string): string {
	return folded.replaceAll(/[013457]/g, (digit) => LETTERS[digit] ?? digit);
}

function without(folded: string, words: string[]): string {
	let rest = once(folded).replaceAll(/(19|20)\d\d((0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))?/g, " ");
	for (const word of words) rest = rest.replaceAll(word, " ");
	return rest
		.replaceAll(/(.)\1{2,}/g, " ")
		.replaceAll(WALKS, " ")
		.replaceAll(/\s/g, "");
}

/** Reduces a repetition to one: "柿子树柿子树" is "柿子树". */
function once(folded: string): string {
	return /^(.+?)\1+$/u.exec(folded)?.[1] ?? folded;
}

function isLittle(rest: string): boolean {
	return new Set(rest).size < OWN;
}

const WALKS = new RegExp(
	ROWS.flatMap((row) => [row, [...row].reverse().join("")])
		.flatMap(walksOf)
		.join("|"),
	"g",
);

function walksOf(row: string): string[] {
	const walks: string[] = [];
	for (let length = row.length; length >= 4; length--)
		for (let start = 0; start + length <= row.length; start++) walks.push(row.slice(start, start + length));
	return walks;
}
