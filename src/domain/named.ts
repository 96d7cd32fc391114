import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { tidyName } from "./text.ts";

/** Finds it with or without dots, blanks, brackets and joiners, in letters of any size. */
export function isNamed(name: SQLWrapper, typed: string): SQL {
	const text = tidyName(typed);
	const bare = bareName(text);
	const [first = ""] = bare;
	if (first === "") return sql`instr(${name}, ${text}) > 0`;
	// The first character rules most names out, so that few must be stripped of signs.
	const whole = isAscii(first) ? sql`lower(${name})` : name;
	return sql`(instr(${whole}, ${first}) > 0 and instr(${laidBare(name)}, ${bare}) > 0)`;
}

/** A name as it is compared: in one spelling, without the signs that people leave out, in small letters. */
export function bareName(name: string): string {
	return inSmallLetters(SIGNS.reduce((rest, sign) => rest.replaceAll(sign, ""), tidyName(name)));
}

/** What a name may be typed without: dots, blanks, hyphens, brackets, the Tibetan tsheg, joiners, and the forms and endings of Mongolian. */
const SIGNS = [..."· '-()（）\u0f0b\u200c\u200d\u180b\u180c\u180d\u180e\u180f\u202f"];

function laidBare(name: SQLWrapper): SQL {
	return SIGNS.reduce((rest, sign) => sql`replace(${rest}, ${sign}, '')`, sql`lower(${name})`);
}

// SQLite's lower() knows the letters A to Z only.
function inSmallLetters(text: string): string {
	return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function isAscii(character: string): boolean {
	return character < "\x80";
}
