// Making photos smaller on the phone loses what the camera wrote. Only the date is worth keeping; above all the place must not leave the phone.
const EXIF_IFD = 0x8769;
const DATE_TAKEN = 0x9003;
const DATE_LENGTH = 20;
const EXIF = "Exif\0\0";

/** When the camera took a JPEG, "2026:11:02 09:00:00"; undefined if it does not say. */
export function dateTakenIn(jpeg: ArrayBuffer): string | undefined {
	try {
		const tiff = tiffIn(new DataView(jpeg));
		const exif = tiff && entryOf(tiff, tiff.first, EXIF_IFD);
		const date = exif && entryOf(tiff, exif.value, DATE_TAKEN);
		const text = date && letters(tiff.view, tiff.start + date.value, DATE_LENGTH - 1);
		return text && /^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d$/.test(text) ? text : undefined;
	} catch {
		// Nothing can be read from a broken file.
		return undefined;
	}
}

/** A JPEG whose Exif part has only this date. */
export async function withDate(jpeg: Blob, date: string): Promise<Blob> {
	const bytes = await jpeg.arrayBuffer();
	return new Blob([bytes.slice(0, 2), partWith(date), bytes.slice(2)], { type: "image/jpeg" });
}

interface Tiff {
	view: DataView;
	start: number;
	isLittle: boolean;
	/** The offset of the first table. */
	first: number;
}

function tiffIn(view: DataView): Tiff | undefined {
	let at = view.getUint16(0) === 0xffd8 ? 2 : view.byteLength;
	while (at + 4 < view.byteLength && view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda) {
		const start = at + 4 + EXIF.length;
		if (view.getUint8(at + 1) === 0xe1 && letters(view, at + 4, EXIF.length) === EXIF) {
			const isLittle = view.getUint16(start) === 0x4949;
			return { view, start, isLittle, first: view.getUint32(start + 4, isLittle) };
		}
		at += 2 + view.getUint16(at + 2);
	}
	return undefined;
}

function entryOf({ view, start, isLittle }: Tiff, table: number, tag: number): { value: number } | undefined {
	const count = view.getUint16(start + table, isLittle);
	for (let n = 0; n < count; n++) {
		const entry = start + table + 2 + n * 12;
		if (view.getUint16(entry, isLittle) === tag) return { value: view.getUint32(entry + 8, isLittle) };
	}
	return undefined;
}

function letters(view: DataView, at: number, length: number): string {
	return Array.from({ length }, (_, n) => String.fromCharCode(view.getUint8(at + n))).join("");
}

/** Two tables of one entry each: the first points to the second (byte 26), the second to the date (byte 44). */
function partWith(date: string): Uint8Array<ArrayBuffer> {
	const tiffLength = 44 + DATE_LENGTH;
	const part = new Uint8Array(4 + EXIF.length + tiffLength);
	const view = new DataView(part.buffer);
	const start = 4 + EXIF.length;
	view.setUint16(0, 0xffe1);
	view.setUint16(2, part.length - 2);
	write(part, 4, EXIF);
	view.setUint32(start, 0x4d4d002a);
	view.setUint32(start + 4, 8);
	table(view, start + 8, { tag: EXIF_IFD, type: 4, count: 1, value: 26 });
	table(view, start + 26, { tag: DATE_TAKEN, type: 2, count: DATE_LENGTH, value: 44 });
	write(part, start + 44, date);
	return part;
}

function table(view: DataView, at: number, entry: { tag: number; type: number; count: number; value: number }): void {
	view.setUint16(at, 1);
	view.setUint16(at + 2, entry.tag);
	view.setUint16(at + 4, entry.type);
	view.setUint32(at + 6, entry.count);
	view.setUint32(at + 10, entry.value);
}

function write(part: Uint8Array, at: number, text: string): void {
	for (let n = 0; n < text.length; n++) part[at + n] = text.charCodeAt(n);
}
