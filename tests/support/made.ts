import jsqr from "jsqr";
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from "pdf-lib";
import sharp from "sharp";
import { extractText, getDocumentProxy } from "unpdf";

const MM = 25.4 / 72;
const rounded = (points: number) => Math.round(points * MM * 10) / 10;

/** A PDF as a printer's program reads it: pages, boxes in millimetres, text, and which faces lie inside. */
export async function pdfTold(bytes: Uint8Array) {
	const document = await PDFDocument.load(bytes, { updateMetadata: false });
	const boxOf = ({ width, height }: { width: number; height: number }) => [rounded(width), rounded(height)];
	const pages = document.getPages().map((page) => ({
		sheet: boxOf(page.getMediaBox()),
		bleed: boxOf(page.getBleedBox()),
		cut: boxOf(page.getTrimBox()),
	}));
	const objects = document.context.enumerateIndirectObjects().map(([, object]) => object);
	const fonts = objects.filter((object) => object instanceof PDFDict && object.get(PDFName.of("Type")) === PDFName.of("FontDescriptor"));
	const names = fonts.map((font) => String((font as PDFDict).get(PDFName.of("FontName"))));
	const isEmbedded = fonts.every((font) => ["FontFile", "FontFile2", "FontFile3"].some((name) => (font as PDFDict).has(PDFName.of(name))));
	const pictures = objects.filter(
		(object) => object instanceof PDFRawStream && object.dict.get(PDFName.of("Subtype")) === PDFName.of("Image"),
	);
	// Which copy of the bytes is read is the reader's own.
	const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
	return {
		pages,
		faces: names.map((name) => name.replace(/^\/\w{6}\+/, "")).sort(),
		isEmbedded,
		pictures: pictures.length,
		text: text.replaceAll(/[\s\u2060]/g, ""),
	};
}

/** What a phone's camera reads from a picture. */
export async function codeIn(png: Uint8Array): Promise<string | undefined> {
	const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
	return jsqr(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

interface Piece {
	said: string;
	left: number;
	right: number;
	low: number;
	high: number;
	size: number;
}

/** What of a PDF's text leaves its sheet, or lies over other text. */
export async function crowdedIn(bytes: Uint8Array): Promise<string[]> {
	const document = await getDocumentProxy(new Uint8Array(bytes));
	const faults: string[] = [];
	for (let number = 1; number <= document.numPages; number++) {
		const page = await document.getPage(number);
		const [, , wide = 0, tall = 0] = page.view;
		const { items } = await page.getTextContent();
		const pieces = items.flatMap((item) => ("str" in item && item.str.replaceAll(/[\s\u2060]/g, "") !== "" ? pieceOf(item) : []));
		for (const [n, one] of pieces.entries()) {
			if (one.left < -1 || one.right > wide + 1 || one.low < -1 || one.high > tall + 1) faults.push(`${one.said} leaves the sheet`);
			for (const other of pieces.slice(n + 1)) if (isOver(one, other)) faults.push(`${one.said} over ${other.said}`);
		}
	}
	return faults;
}

/** The ink of a line of Chinese: a fifth of it lies below where it stands, and its edges are air. */
function pieceOf({ str, transform, width }: { str: string; transform: number[]; width: number }): Piece {
	const [, , , size = 0, x = 0, y = 0] = transform;
	return { said: str, left: x + 0.1 * size, right: x + width - 0.1 * size, low: y - 0.05 * size, high: y + 0.75 * size, size };
}

/** Signs that close take half their place on a line, so neighbours on it may reach into each other. */
function isOver(one: Piece, other: Piece): boolean {
	const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
	const isOneLine = Math.abs(one.low - other.low) < 0.3 * Math.min(one.size, other.size);
	return across > (isOneLine ? Math.max(one.size, other.size) : 0) && one.low < other.high && other.low < one.high;
}
