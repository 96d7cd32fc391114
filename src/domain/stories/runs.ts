import { Marked, type Token } from "marked";
import type { PublishedPair, Side } from "#domain/submissions/types.ts";
import { lengthOf, tidyLine } from "#domain/text.ts";
import { BLOCK_LENGTH, type Block, type OwnPhoto, type Run, type ShownBlock } from "./types.ts";

// Nothing of a story is ever kept or sent as HTML: what is typed is read as runs, and whoever shows them escapes them.
const { Lexer } = new Marked();

// Reading nested signs takes the square of their number and room on the stack, and a draft holds whatever was typed.
const MOST_READ = 2 * BLOCK_LENGTH.paragraph.most;
const MOST_SIGNS = 200;

/** What was typed, as plain, bold and linked pieces. Any other markup stays as it was typed. */
export function runsOf(typed: string): Run[] {
	if (lengthOf(typed) > MOST_READ || (typed.match(/[*_`[\]<~]/g)?.length ?? 0) > MOST_SIGNS) return [{ text: typed }];
	return joined(flat(Lexer.lexInline(typed), {}));
}

function flat(tokens: Token[], of: Omit<Run, "text">): Run[] {
	return tokens.flatMap((token): Run[] => {
		const inner = ("tokens" in token && token.tokens) || [];
		if (token.type === "strong") return flat(inner, { ...of, isBold: true });
		const href = token.type === "link" ? safeAddress(token["href"]) : null;
		if (href) return flat(inner, { ...of, href });
		return [{ ...of, text: token.type === "escape" ? token["text"] : token.raw }];
	});
}

function joined(runs: Run[]): Run[] {
	const found: Run[] = [];
	for (const run of runs) {
		const last = found.at(-1);
		if (last && last.isBold === run.isBold && last.href === run.href) last.text += run.text;
		else found.push(run);
	}
	return found;
}

export function plainOf(typed: string): string {
	return runsOf(typed)
		.map(({ text }) => text)
		.join("");
}

/** An address on the web, or a page of this site; null for any other. */
export function safeAddress(typed: string): string | null {
	const address = tidyLine(typed);
	if (/^\/(?![/\\])[^\\\s"'<>]*$/.test(address)) return address;
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
	const { href, username, password } = new URL(address);
	return username || password ? null : href;
}

interface Pictures {
	pairs: Map<string, PublishedPair>;
	photos: Map<string, OwnPhoto>;
}

/** As every page shows them. */
export function shownBlocks(blocks: Block[], pictures: Pictures): ShownBlock[] {
	return blocks.map(({ id, kind, text, more }) => {
		const lines = text.split("\n").filter(Boolean).map(runsOf);
		const shown = kind === "picture" ? pictureOf(more, pictures) : { picture: null, own: null };
		return { id, kind, more, lines, href: kind === "link" ? safeAddress(more) : null, ...shown };
	});
}

function pictureOf(more: string, { pairs, photos }: Pictures): Pick<ShownBlock, "picture" | "own"> {
	const [id = "", side = "", number] = more.split("/");
	const own = (id === "own" && photos.get(side)) || null;
	return { picture: own?.picture ?? pairs.get(id)?.[side as Side]?.[Number(number) - 1] ?? null, own };
}
