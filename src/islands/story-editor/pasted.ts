import DOMPurify from "dompurify";
import { BLOCK_LENGTH, type Run } from "#domain/stories/types.ts";
import type { Piece } from "./blocks.ts";
import { inlineOf } from "./inline.ts";
import { type Unit, unitsOf } from "./units.ts";

/** What a paste becomes. */
export interface Pasted {
	pieces: Piece[];
	/** How many pictures were left out. */
	pictures: number;
}

export interface PasteWords {
	/** Lines that are headings wherever they stand alone: 背景、做法、成效、启示. */
	headings: string[];
	/** With which headings are counted: 一、 */
	numerals: string;
}

interface Pasting {
	html: string;
	text: string;
	words: PasteWords;
	/** How much is done, while somebody waits. */
	onShare?: (percent: number) => void;
}

/** More than any story holds; it would keep the page busy for nothing. */
const MOST_LETTERS = 200_000;
const TURN_MS = 12;

/** Null if it is more than a story holds. */
export async function piecesIn({ html, text, words, onShare }: Pasting): Promise<Pasted | null> {
	if (!html) return text.length > MOST_LETTERS ? null : { pieces: grouped(linesOf(text), words), pictures: 0 };
	const { units, letters, pictures } = unitsOf(html);
	if (letters > MOST_LETTERS) return null;
	const lines: Line[] = [];
	let turn = performance.now();
	for (const [n, unit] of units.entries()) {
		lines.push(...linesIn(unit));
		if (performance.now() - turn < TURN_MS) continue;
		onShare?.(Math.round((100 * n) / units.length));
		await new Promise((resolve) => setTimeout(resolve));
		turn = performance.now();
	}
	return { pieces: grouped(lines, words), pictures };
}

type Kind = "heading" | "paragraph" | "quote" | "list";

interface Line {
	kind: Kind;
	text: string;
}

function linesIn({ element, nodes }: Unit): Line[] {
	const room = document.implementation.createHTMLDocument("").createElement("div");
	room.append(...nodes);
	const clean = DOMPurify.sanitize(room, {
		RETURN_DOM_FRAGMENT: true,
		ALLOWED_TAGS: ["div", "b", "strong", "a", "br", "span"],
		ALLOWED_ATTR: ["href", "data-style"],
	});
	const kind = kindOf(element);
	const runs = runsOf(clean);
	const isAllBold = runs.length > 0 && runs.every(({ text, isBold }) => isBold || text.trim() === "");
	return splitLines(runs).map((line) => {
		const bare = line.map(({ text }) => text).join("");
		const isHeading = kind === "heading" || (kind === "paragraph" && isAllBold && isShort(bare));
		return { kind: isHeading ? "heading" : kind, text: isHeading ? bare.trim() : inlineOf(line) };
	});
}

const isShort = (text: string) => text.length <= 30 && !/[。！？；，：]$/u.test(text.trim());

function kindOf(element: Element | null): Kind {
	const look = `${element?.getAttribute("data-style") ?? ""} ${element?.className ?? ""}`;
	if (!element) return "paragraph";
	if (/^h[1-6]$/i.test(element.tagName) || /mso-outline-level:\s*[1-6]|MsoTitle|MsoHeading/i.test(look)) return "heading";
	if (element.closest("li") || /mso-list:\s*l\d|MsoListParagraph/i.test(look)) return "list";
	return element.closest("blockquote") ? "quote" : "paragraph";
}

/** Bold and links, whichever element or style says so. */
function runsOf(node: Node, of: Omit<Run, "text"> = {}): Run[] {
	if (node instanceof Text) return [{ ...of, text: asRead(node.data) }];
	if (node instanceof HTMLBRElement) return [{ text: "\n" }];
	if (!(node instanceof HTMLElement)) return [...node.childNodes].flatMap((child) => runsOf(child, of));
	const look = node.dataset["style"] ?? "";
	const isBold = node.matches("b, strong")
		? !/font-weight:\s*(normal|400)/i.test(look) || /mso-bidi-font-weight/i.test(look)
		: /(?<!bidi-)font-weight:\s*(bold|[6-9]00)/i.test(look);
	const href = node instanceof HTMLAnchorElement ? node.getAttribute("href") : null;
	const more = { ...of, ...(isBold && { isBold: true as const }), ...(href && { href }) };
	return [...node.childNodes].flatMap((child) => runsOf(child, more));
}

/** Word breaks the lines of its source inside of sentences; between Chinese signs such a break is nothing. */
function asRead(source: string): string {
	return source.replaceAll(/(?<=[\p{Script=Han}\p{P}])\s*\n\s*(?=[\p{Script=Han}\p{P}])/gu, "").replaceAll(/[\s\u00a0]+/g, " ");
}

function splitLines(runs: Run[]): Run[][] {
	const lines: Run[][] = [[]];
	for (const run of runs) {
		if (run.text === "\n") lines.push([]);
		else lines.at(-1)?.push(run);
	}
	return lines.filter((line) => line.some(({ text }) => text.trim() !== ""));
}

const LIST_SIGN = /^\s*(?:[-•·●▪◆■*]\s+|\d{1,2}[.、）)]\s*)(?=\S)/u;

/** Plain text: an empty line parts two paragraphs; a single one is a line of the same. */
function linesOf(text: string): Line[] {
	return text
		.replaceAll("\r\n", "\n")
		.split(/\n\s*\n/)
		.flatMap((part) => {
			const lines = part.split("\n").filter((line) => line.trim());
			const areItems = lines.length > 1 && lines.every((line) => LIST_SIGN.test(line));
			if (areItems) return lines.map((line): Line => ({ kind: "list", text: line.replace(LIST_SIGN, "").trim() }));
			return lines.length > 0 ? [{ kind: "paragraph" as const, text: lines.map((line) => line.trim()).join("\n") }] : [];
		});
}

/** Lines of one list are one block; what is too long for a block is parted at the end of a sentence. */
function grouped(lines: Line[], words: PasteWords): Piece[] {
	const pieces: Piece[] = [];
	for (const { kind, text } of lines.map((line) => asHeading(line, words))) {
		const last = pieces.at(-1);
		const isNext = kind === "list" && last?.kind === "list" && last.text.length + text.length < BLOCK_LENGTH.list.most;
		if (isNext && last) last.text += `\n${text}`;
		else if (kind === "heading" && text.length <= BLOCK_LENGTH.heading.most) pieces.push({ kind, text, more: "" });
		else for (const part of parted(text)) pieces.push({ kind: kind === "heading" ? "paragraph" : kind, text: part, more: "" });
	}
	return pieces;
}

/** 一、背景 and 【背景】 are the heading 背景; a short line with such a number is a heading too. */
function asHeading(line: Line, { headings, numerals }: PasteWords): Line {
	const bare = line.text.replaceAll(new RegExp(`^[【（(]?[${numerals}\\d]{0,3}[】）)、.．]?\\s*|[*【】：:\\s]`, "gu"), "");
	if (headings.includes(bare)) return { kind: "heading", text: bare };
	const isCounted = new RegExp(`^(?:[${numerals}]{1,3}、|（[${numerals}]{1,3}）)`, "u").test(line.text);
	return line.kind === "paragraph" && isCounted && isShort(line.text) ? { kind: "heading", text: line.text } : line;
}

function parted(text: string): string[] {
	const { most } = BLOCK_LENGTH.paragraph;
	const parts: string[] = [];
	for (const sentence of text.match(/[^。！？\n]*[。！？\n]*/gu) ?? []) {
		const last = parts.at(-1);
		if (last !== undefined && last.length + sentence.length <= most) parts[parts.length - 1] = last + sentence;
		else parts.push(sentence);
	}
	return parts.filter((part) => part.trim());
}
