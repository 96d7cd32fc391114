import { tidyCode, tidyLine, typedCode } from "#domain/text.ts";

/** What two people have read on one paper comes to. */
export type Reading = { isSpoiled: true } | { isSpoiled: false; numbers: number[] };

/** Single-use codes: ten characters of the alphabet of `randomCode`, fifty bits. */
export const CODE_LENGTH = 10;

/** A code as a scanner or a person gives it: the whole address of the QR, capitals, gaps, letters that look like digits. Null when it is none. */
export function paperCode(typed: string): string | null {
	const text = tidyCode(typed);
	const bare = /[?&]code=([^&#\s]+)/.exec(text)?.[1] ?? text;
	const plain = typedCode(bare);
	return /^[0-9a-hjkmnp-tv-z]{10}$/.test(plain) ? plain : null;
}

/** The short mark that stands on a paper and on the screens about it; from the hash, so that it opens nothing. */
export function paperMark(codeHash: string): string {
	return codeHash.slice(0, 6).toUpperCase();
}

/** Numbers as people type them, in any order and with anything between them; rising, each once. Null where something is no number. */
export function numbersIn(typed: string): number[] | null {
	const words = tidyLine(typed)
		.normalize("NFKC")
		.split(/[\s,，、.。;；/+]+/)
		.filter(Boolean);
	if (words.some((word) => !/^\d{1,3}$/.test(word))) return null;
	return [...new Set(words.map(Number))].sort((a, b) => a - b);
}

interface Home {
	householdId: string;
	villageId: string;
}

/** Which candidates stand on a household's paper: never itself, and none of its village where the rules say so. */
export function isOnPaper(candidate: Home, voter: Home, { ownVillage }: { ownVillage: "allowed" | "excluded" }): boolean {
	if (candidate.householdId === voter.householdId) return false;
	return ownVillage === "allowed" || candidate.villageId !== voter.villageId;
}
