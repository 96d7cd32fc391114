import { tidyCode, tidyLine, typedCode } from "#domain/text.ts";

export type Reading = { isSpoiled: true } | { isSpoiled: false; numbers: number[] };

/** Characters of `randomCode`: fifty bits. */
export const CODE_LENGTH = 10;

/** Reads a code from a scanner or a person: the QR's whole address, capitals, gaps, letters that look like digits. Null if it is none. */
export function paperCode(typed: string): string | null {
	const text = tidyCode(typed);
	const bare = /[?&]code=([^&#\s]+)/.exec(text)?.[1] ?? text;
	const plain = typedCode(bare);
	return /^[0-9a-hjkmnp-tv-z]{10}$/.test(plain) ? plain : null;
}

/** The mark is made from the hash, so that it opens nothing. */
export function paperMark(codeHash: string): string {
	return codeHash.slice(0, 6).toUpperCase();
}

/** In any order and with any separators; returned rising, each once. Null if something is no number. */
export function numbersIn(typed: string): number[] | null {
	const words = tidyLine(typed)
		.normalize("NFKC")
		.split(/[\s,，、.。;；/+]+/)
		.filter(Boolean);
	if (words.some((word) => !/^\d{1,3}$/.test(word))) return null;
	return [...new Set(words.map(Number))].sort((a, b) => a - b);
}
