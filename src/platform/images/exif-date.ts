const ORIGINAL = 0x9003;
const DIGITISED = 0x9004;
const OFFSET = 0x9011;
const EXIF_DIRECTORY = 0x8769;
/** Cameras in China seldom write their offset. */
const LOCAL_OFFSET = "+08:00";

/** The date that the camera wrote, from an EXIF block (Exif 2.32, TIFF 6.0). It reads only the date; anything odd about the block means null. */
export function takenAt(exif: Buffer | undefined): Date | null {
	try {
		return exif ? dateIn(tiffOf(exif)) : null;
	} catch {
		return null;
	}
}

const INTEROPERABILITY = 0xa005;
const INDEX = 1;

/** Whether a camera says that its colours are Adobe RGB: cameras for photographers do so by a word (DCF 2.0) and put no profile in. */
export function isAdobeRgb(exif: Buffer | undefined): boolean {
	try {
		if (!exif) return false;
		const tiff = tiffOf(exif);
		const big = tiff.toString("latin1", 0, 2) === "MM";
		const directory = cameraFields(tiff, big)?.get(INTEROPERABILITY);
		const fields = directory && fieldsAt(tiff, big, readUInt(tiff, big, directory.at, 4));
		return asciiAt(tiff, big, fields?.get(INDEX))?.startsWith("R03") ?? false;
	} catch {
		return false;
	}
}

/** The beginning of a TIFF block as cameras write it, big or little endian, with its first directory right behind. */
const TIFF_STARTS = [Buffer.from("MM\0*\0\0\0\x08", "latin1"), Buffer.from("II*\0\x08\0\0\0", "latin1")];

/** HEIC keeps its EXIF in an item of its own that nothing here unpacks, so the block is found by its beginning. */
export function exifInHeic(file: Buffer): Buffer | undefined {
	const at = TIFF_STARTS.map((start) => file.indexOf(start)).find((found) => found >= 0);
	return at === undefined ? undefined : file.subarray(at, at + 65_536);
}

function tiffOf(exif: Buffer): Buffer {
	return exif.toString("latin1", 0, 6) === "Exif\0\0" ? exif.subarray(6) : exif;
}

function dateIn(tiff: Buffer): Date | null {
	const big = tiff.toString("latin1", 0, 2) === "MM";
	const fields = cameraFields(tiff, big);
	if (!fields) return null;
	const written = asciiAt(tiff, big, fields.get(ORIGINAL)) ?? asciiAt(tiff, big, fields.get(DIGITISED));
	return momentOf(written, asciiAt(tiff, big, fields.get(OFFSET)));
}

function cameraFields(tiff: Buffer, big: boolean): Map<number, Field> | undefined {
	const main = fieldsAt(tiff, big, readUInt(tiff, big, 4, 4));
	const directory = main.get(EXIF_DIRECTORY);
	return directory && fieldsAt(tiff, big, readUInt(tiff, big, directory.at, 4));
}

interface Field {
	count: number;
	/** Where the value stands, or the offset of a longer value. */
	at: number;
}

function fieldsAt(tiff: Buffer, big: boolean, start: number): Map<number, Field> {
	const count = Math.min(readUInt(tiff, big, start, 2), 200);
	return new Map(
		Array.from({ length: count }, (_, n) => {
			const at = start + 2 + n * 12;
			return [readUInt(tiff, big, at, 2), { count: readUInt(tiff, big, at + 4, 4), at: at + 8 }];
		}),
	);
}

function asciiAt(tiff: Buffer, big: boolean, field: Field | undefined): string | undefined {
	if (!field) return undefined;
	const start = field.count > 4 ? readUInt(tiff, big, field.at, 4) : field.at;
	return tiff.toString("latin1", start, start + Math.min(field.count, 20));
}

function readUInt(tiff: Buffer, big: boolean, at: number, bytes: 2 | 4): number {
	return big ? tiff.readUIntBE(at, bytes) : tiff.readUIntLE(at, bytes);
}

function momentOf(written: string | undefined, offset: string | undefined): Date | null {
	const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(written ?? "");
	if (!parts) return null;
	const zone = /^[+-]\d\d:\d\d/.exec(offset ?? "")?.[0] ?? LOCAL_OFFSET;
	const moment = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${zone}`);
	return Number.isNaN(moment.getTime()) ? null : moment;
}
