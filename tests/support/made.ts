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
