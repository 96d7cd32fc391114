import {
	AlignmentType,
	BorderStyle,
	ImageRun,
	type IParagraphOptions,
	type IRunOptions,
	LineRuleType,
	PageNumber,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	TabStopType,
	TextRun,
	WidthType,
} from "docx";
import { FACES, GRID, SIGN, SIZES, TEXT } from "./layout.ts";
import { levelOf } from "./rules.ts";
import type { DocumentTable, WordFile } from "./types.ts";

type Face = keyof typeof FACES;
const RED = "C00000";
const LATIN = "Times New Roman";

/** Letters and digits of running text are those of print; a heading's are its own. */
export function fontOf(name: Face) {
	const eastAsia = FACES[name].name;
	const latin = name === "first" || name === "foot" ? eastAsia : LATIN;
	return { ascii: latin, hAnsi: latin, cs: latin, eastAsia, hint: "eastAsia" };
}

function run(text: string, face: Face = "body", more: Partial<IRunOptions> = {}): TextRun {
	return new TextRun({ ...more, text, font: fontOf(face) });
}

const A_ROW = { spacing: { line: SIZES.table * 14, lineRule: LineRuleType.EXACT } };

/** The style of lines beside the grid. */
export const OFF_GRID = "OffGrid";

/** A line of the grid, whatever face a program takes. */
export const A_LINE = { spacing: { line: GRID.linePitch, lineRule: LineRuleType.EXACT } };

export function line(children: TextRun[] = [], more: IParagraphOptions = {}): Paragraph {
	return new Paragraph({ ...A_LINE, ...more, children });
}

/** 发文字号 at the left and 签发人 at the right, a sign from the edge each. */
export function numberLine(number: string, signer: string): Paragraph {
	if (!signer) return line([run(number)], { alignment: AlignmentType.CENTER });
	const tabStops = [{ type: TabStopType.RIGHT, position: TEXT.width - SIGN }];
	return line([run(number), new TextRun({ text: "\t" }), run(signer)], { tabStops, indent: { left: SIGN } });
}

export function title(words: string): Paragraph[] {
	return words.split("\n").map((part) => new Paragraph({ style: "TitleLine", children: [run(part, "title", { size: SIZES.title })] }));
}

/** 主送 */
export function addressee(to: string): Paragraph[] {
	return to ? [line([run(to)])] : [];
}

const FACE_OF = ["body", "first", "second", "body", "body"] as const;

/** A heading that goes on as text has its face up to its first full stop. The last paragraph stays with who signs it. */
export function paragraph(words: string, { isSigned }: { isSigned: boolean }): Paragraph {
	const level = levelOf(words);
	const end = words.indexOf("。") + 1;
	const [head, rest] = end > 0 && end < words.length ? [words.slice(0, end), words.slice(end)] : [words, ""];
	const isHeading = level === 1 || level === 2;
	const runs = isHeading && rest ? [run(head, FACE_OF[level]), run(rest)] : [run(words, FACE_OF[level])];
	// What goes on as text may end a page.
	return new Paragraph({
		style: isHeading ? `Heading${level}` : "BodyText",
		// Every page has its 22 lines: none is left free for the sake of a paragraph.
		widowControl: false,
		...((rest || isSigned) && { keepNext: isSigned }),
		children: runs,
	});
}

/** In eighths of a point, and points from the text. */
const RULE = { size: 18, space: 4 };

/** 红头: the red name, the number, who and when, and the red line. */
export function mast({ name, left, right }: { name: string; left: string; right: string }, number: Paragraph): Paragraph[] {
	// Four lines together, and the line of text with its rule one, so that what follows stands on the lines of the page.
	const whole = { line: 3 * GRID.linePitch, lineRule: LineRuleType.EXACT, after: GRID.linePitch };
	const ruled = { line: GRID.linePitch - (RULE.space + RULE.size / 8) * 20, lineRule: LineRuleType.EXACT };
	return [
		new Paragraph({
			...{ style: OFF_GRID, spacing: whole, alignment: AlignmentType.CENTER },
			children: [run(name, "title", { size: SIZES.mast, color: RED })],
		}),
		number,
		line([run(left), new TextRun({ text: "\t" }), run(right)], {
			...{ style: OFF_GRID, spacing: ruled, tabStops: [{ type: TabStopType.RIGHT, position: TEXT.width }] },
			border: { bottom: { ...RULE, style: BorderStyle.SINGLE, color: RED } },
		}),
		line(),
	];
}

const PHOTO = { width: 284, height: 213 };

/** Before and after beside each other with a line of words, each as it is, within the same box. */
export function photosOf({ sides, words }: NonNullable<WordFile["photos"]>): Paragraph[] {
	const shown = sides.flatMap(({ bytes, alt, ...own }, n) => {
		const picture = new ImageRun({
			type: "jpg",
			data: bytes,
			transformation: within(own),
			altText: { name: alt, title: alt, description: alt },
		});
		return n === 0 ? [picture] : [new TextRun({ text: " " }), picture];
	});
	return [
		// A line of the grid would cut them.
		new Paragraph({
			spacing: { line: 240, lineRule: LineRuleType.AUTO, before: 200 },
			alignment: AlignmentType.CENTER,
			keepNext: true,
			children: shown,
		}),
		line([run(words, "second", { size: SIZES.foot })], { alignment: AlignmentType.CENTER }),
	];
}

function within({ width, height }: Record<"width" | "height", number>) {
	const scale = Math.min(PHOTO.width / width, PHOTO.height / height);
	return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** 落款: who and when, at the right, with room for the seal. */
export function signature(office: string, day: string, seal: string): Paragraph[] {
	const right = (signs: number) => ({ alignment: AlignmentType.RIGHT, indent: { right: signs * SIGN } });
	return [
		line([], { keepNext: true }),
		...office.split("\n").map((name) => line([run(name)], { ...right(2), keepNext: true })),
		line([run(day)], { ...right(4), keepNext: Boolean(seal) }),
		...(seal ? [line([run(seal, "body", { size: SIZES.foot, color: "7F7F7F" })], right(2))] : []),
	];
}

/** 附件 on a page of its own; its head is repeated on each page. */
export function attachment({ title: words, columns, rows }: DocumentTable): (Paragraph | Table)[] {
	const all = columns.reduce((sum, { share }) => sum + share, 0);
	const widths = columns.map(({ share }) => Math.floor((TEXT.width * share) / all));
	const rowOf = (cells: string[], isHead: boolean) =>
		new TableRow({ tableHeader: isHead, cantSplit: true, children: cells.map((cell, n) => cellOf(cell, widths[n] ?? 0, isHead)) });
	return [
		line([run(words, "first")], { pageBreakBefore: true, spacing: { after: 200 } }),
		new Table({
			columnWidths: widths,
			width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
			rows: [
				rowOf(
					columns.map(({ name }) => name),
					true,
				),
				...rows.map((cells) => rowOf(cells, false)),
			],
		}),
	];
}

function cellOf(words: string, width: number, isHead: boolean): TableCell {
	const alignment = isHead ? AlignmentType.CENTER : AlignmentType.LEFT;
	const children = [
		new Paragraph({ ...A_ROW, style: OFF_GRID, alignment, children: [run(words, isHead ? "first" : "body", { size: SIZES.table })] }),
	];
	return new TableCell({ width: { size: width, type: WidthType.DXA }, margins: { top: 40, bottom: 40, left: 80, right: 80 }, children });
}

/** 版记: 报, 送, 发 between lines. */
export function copies(words: string[]): Paragraph[] {
	const rule = { style: BorderStyle.SINGLE, color: "auto", size: 8, space: 4 };
	return words.map((to, n) => {
		const border = { bottom: rule, ...(n === 0 && { top: rule }) };
		const room = { spacing: { ...A_LINE.spacing, before: n === 0 ? 600 : 0 }, indent: { left: SIGN, right: SIGN } };
		return new Paragraph({ ...room, border, keepNext: n < words.length - 1, children: [run(to, "body", { size: SIZES.foot })] });
	});
}

/** — 1 —, outside: at the right of odd pages, at the left of even ones. */
export function pageNumber(side: "left" | "right"): Paragraph {
	const number = new TextRun({ children: ["— ", PageNumber.CURRENT, " —"], font: fontOf("foot"), size: SIZES.foot });
	return new Paragraph({ alignment: AlignmentType[side === "left" ? "LEFT" : "RIGHT"], indent: { [side]: SIGN }, children: [number] });
}
