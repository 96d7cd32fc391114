import { Document, DocumentGridType, Footer, ImportedXmlComponent, type IParagraphStylePropertiesOptions, Packer } from "docx";
import { CLOSER, fontTable, GRID, PAGE, SIGN, SIZES } from "./layout.ts";
import type { WordFile } from "./types.ts";
import {
	A_LINE,
	addressee,
	attachment,
	copies,
	fontOf,
	line,
	mast,
	numberLine,
	OFF_GRID,
	pageNumber,
	paragraph,
	photosOf,
	signature,
	title,
} from "./word-parts.ts";

/** A document in the layout of GB/T 9704-2012. */
export async function wordFile(file: WordFile): Promise<Uint8Array> {
	const document = new Document({
		title: file.title.replaceAll("\n", ""),
		creator: file.office,
		lastModifiedBy: file.office,
		description: file.about,
		evenAndOddHeaderAndFooters: true,
		styles: styles(),
		sections: [
			{
				properties: { page: { size: PAGE.size, margin: PAGE.margin }, grid: { ...GRID, type: DocumentGridType.LINES } },
				footers: { default: new Footer({ children: [pageNumber("right")] }), even: new Footer({ children: [pageNumber("left")] }) },
				children: partsOf(file),
			},
		],
	});
	for (const style of [offGrid("TitleLine", "Title Line", "Title"), offGrid(OFF_GRID, "Off Grid", "Normal")])
		document.Styles.addChildElement(style);
	return new Uint8Array(await Packer.toBuffer(document, undefined, [{ path: "word/fontTable.xml", data: fontTable() }]));
}

function partsOf(file: WordFile) {
	const { number, signer, mast: red, title: words, to, paragraphs, office, day, seal, table, photos, copies: sentTo = [] } = file;
	const isSigned = Boolean(office || day);
	const body = paragraphs.flatMap((one) => one.split("\n"));
	return [
		...(red ? mast(red, numberLine(number, signer)) : number ? [numberLine(number, signer), line()] : []),
		...[...title(words), line(), ...addressee(to)],
		...body.map((one, n) => paragraph(one, { isSigned: isSigned && !photos && n === body.length - 1 })),
		...(photos ? photosOf(photos) : []),
		...(isSigned ? signature(office, day, seal) : []),
		...copies(sentTo),
		...(table ? attachment(table) : []),
	];
}

/** Headings are the program's own, so that its outline finds them. */
function styles() {
	const text = { ...A_LINE, indent: { firstLineChars: 200, firstLine: 2 * SIGN } } satisfies IParagraphStylePropertiesOptions;
	const heading = (face: "first" | "second") => ({
		run: { size: SIZES.body, font: fontOf(face), bold: false, italics: false, color: "000000" },
		paragraph: { ...text, keepNext: true },
	});
	return {
		default: {
			document: { run: { size: SIZES.body, font: fontOf("body"), language: { value: "en-US", eastAsia: "zh-CN" } } },
			title: {
				run: { size: SIZES.title, font: fontOf("title"), bold: false, color: "000000" },
				paragraph: { ...A_LINE, alignment: "center" as const, keepNext: true },
			},
			heading1: heading("first"),
			heading2: heading("second"),
		},
		// Signs stand as close as the grid says by their own spacing: some programs put each into two places of a grid that is narrower than it.
		paragraphStyles: [
			{ id: "Normal", name: "Normal", quickFormat: true, run: { size: SIZES.body, font: fontOf("body"), characterSpacing: CLOSER } },
			{ id: "BodyText", name: "Body Text", basedOn: "Normal", quickFormat: true, paragraph: text },
		],
	};
}

/** Lines that are higher than one of the grid, or lower, and say so: LibreOffice would give each as many whole lines as its face asks for. */
function offGrid(id: string, name: string, basedOn: string) {
	const head = `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${basedOn}"/>`;
	return ImportedXmlComponent.fromXmlString(`${head}<w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:style>`);
}
