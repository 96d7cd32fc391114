import { lengthOf, tidyLine } from "#domain/text.ts";

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
/** Between words, for the designs. */
const SEAM = "\u2060";
const MOST_ON_LINES = 30;
const MOST_QUOTED = 90;

/** A title for a design: its words told apart, and what is short enough stands on a line for each of its parts. */
export function titleOf(title: string): string {
	const lines = lengthOf(title) <= MOST_ON_LINES ? title.split(/[，；。](?=.)/u) : [title];
	return lines.map(seamed).join("\n");
}

/** Words told apart, so that no line breaks inside one; nor before a sign that closes. */
export function seamed(text: string): string {
	const words: string[] = [];
	for (const { segment, isWordLike } of segmenter.segment(text)) {
		if (isWordLike || words.length === 0) words.push(segment);
		else words[words.length - 1] += segment;
	}
	return words.join(SEAM);
}

/** What somebody said, at most so long that it is read in passing: whole sentences, if one ends early enough. */
export function quoteOf(words: string): string {
	const signs = [...tidyLine(words)];
	if (signs.length <= MOST_QUOTED) return signs.join("");
	const short = signs.slice(0, MOST_QUOTED).join("");
	const end = Math.max(...["。", "！", "？"].map((sign) => short.lastIndexOf(sign)));
	return end > MOST_QUOTED / 3 ? short.slice(0, end + 1) : `${short.slice(0, -2)}……`;
}
