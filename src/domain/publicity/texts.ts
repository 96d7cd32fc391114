const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const JOINER = "\u2060";
const MOST_ON_LINES = 30;
const MOST_QUOTED = 90;

/** A title for a design: signs of one word are joined, and what is short enough stands on a line for each of its parts. */
export function titleOf(title: string): string {
	const lines = [...title].length <= MOST_ON_LINES ? title.split(/[，；。](?=.)/u) : [title];
	return lines.map(joined).join("\n");
}

/** Signs of one word are joined, so that no line breaks inside it; nor before a sign that closes. */
export function joined(text: string): string {
	const words: string[] = [];
	for (const { segment, isWordLike } of segmenter.segment(text)) {
		if (isWordLike || words.length === 0) words.push(segment);
		else words[words.length - 1] += segment;
	}
	return words.map((word) => [...word].join(JOINER)).join("");
}

/** What somebody said, at most so long that it is read in passing: whole sentences, if one ends early enough. */
export function quoteOf(words: string): string {
	const signs = [...words.replaceAll(/\s+/gu, " ").trim()];
	if (signs.length <= MOST_QUOTED) return signs.join("");
	const short = signs.slice(0, MOST_QUOTED).join("");
	const end = Math.max(...["。", "！", "？"].map((sign) => short.lastIndexOf(sign)));
	return end > MOST_QUOTED / 3 ? short.slice(0, end + 1) : `${short.slice(0, -2)}……`;
}
