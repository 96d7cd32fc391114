import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { drawing } from "./pictures.ts";

/** What a camera, a phone and an editing program leave in a file; none of it may ever be served. */
export const SECRETS = [
	"HUAWEI-P30-SECRET",
	"39.9042N-SECRET",
	"Exif",
	// Not "GPS" alone: three letters occur by chance in a megabyte of compressed pixels.
	"GPSLatitude",
	"http://ns.adobe.com",
	"xmpmeta",
	"Photoshop",
	"8BIM",
	"a-comment-SECRET",
	"ftypmp42",
	"ICC_PROFILE",
];

function segment(marker: number, body: Buffer): Buffer {
	const length = Buffer.alloc(2);
	length.writeUInt16BE(body.length + 2);
	return Buffer.concat([Buffer.from([0xff, marker]), length, body]);
}

const XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>39.9042N-SECRET</exif:GPSLatitude></x:xmpmeta>';

/** A photo that tells its place in every way that a JPEG can. */
export async function talkativeJpeg(): Promise<Buffer> {
	const photo = await drawing(31)
		.jpeg()
		.withExif({ IFD0: { Model: "HUAWEI-P30-SECRET" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "39/1 54/1 15/1" } })
		.withIccProfile("p3")
		.toBuffer();
	const added = [
		segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${XMP}`)),
		segment(0xe1, Buffer.from(`http://ns.adobe.com/xmp/extension/\0${"0".repeat(32)}\0\0\0\0\0\0\0\0${XMP}`, "latin1")),
		segment(0xe1, Buffer.from("Exif\0\0II*\0\x08\0\0\0HUAWEI-P30-SECRET", "latin1")),
		segment(0xed, Buffer.from("Photoshop 3.0\x008BIM\x04\x04\0\0 39.9042N-SECRET", "latin1")),
		segment(0xfe, Buffer.from("a-comment-SECRET 39.9042N-SECRET")),
	];
	const film = Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom 39.9042N-SECRET", "latin1");
	return Buffer.concat([photo.subarray(0, 2), ...added, photo.subarray(2), film]);
}

function chunk(kind: string, body: Buffer): Buffer {
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(body.length);
	sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(kind), body])));
	return Buffer.concat([length, Buffer.from(kind), body, sum]);
}

export async function talkativePng(): Promise<Buffer> {
	const photo = await drawing(32, { width: 640, height: 480 }).png().toBuffer();
	const added = [
		chunk("eXIf", Buffer.from("II*\0\x08\0\0\0\0\0GPS 39.9042N-SECRET", "latin1")),
		chunk("tEXt", Buffer.from("Comment\0a-comment-SECRET", "latin1")),
		chunk("iTXt", Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${XMP}`, "latin1")),
	];
	return Buffer.concat([photo.subarray(0, 33), ...added, photo.subarray(33)]);
}

export function talkativeWebp(): Promise<Buffer> {
	return drawing(33, { width: 640, height: 480 })
		.webp()
		.withExif({ IFD0: { Model: "HUAWEI-P30-SECRET" } })
		.withXmp(XMP)
		.toBuffer();
}

export function talkativeAvif(): Promise<Buffer> {
	return drawing(34, { width: 640, height: 480 })
		.avif({ effort: 0 })
		.withExif({ IFD0: { Model: "HUAWEI-P30-SECRET" } })
		.toBuffer();
}

/** A PNG of a few hundred bytes that claims to be huge. */
export function pngClaiming(width: number, height: number, { frames = 1 } = {}): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
		chunk("IHDR", header),
		...(frames > 1 ? [chunk("acTL", Buffer.alloc(8, frames))] : []),
		chunk("IDAT", deflateSync(Buffer.alloc(4096))),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

/** A real photo whose frame header was changed. */
export async function jpegClaiming(width: number, height: number): Promise<Buffer> {
	const photo = Buffer.from(await drawing(35, { width: 400, height: 300 }).jpeg().toBuffer());
	const frame = photo.indexOf(Buffer.from([0xff, 0xc0]));
	photo.writeUInt16BE(height, frame + 5);
	photo.writeUInt16BE(width, frame + 7);
	return photo;
}

/** A progressive photo whose last scan is repeated: cheap to send, expensive to decode. */
export async function jpegWithScans(scans: number): Promise<Buffer> {
	const photo = await drawing(36, { width: 400, height: 300 }).jpeg({ progressive: true }).toBuffer();
	const lastScan = photo.lastIndexOf(Buffer.from([0xff, 0xda]));
	const once = photo.subarray(lastScan, photo.length - 2);
	return Buffer.concat([photo.subarray(0, lastScan), ...Array.from({ length: scans }, () => once), photo.subarray(-2)]);
}

export function animatedWebp(): Promise<Buffer> {
	const frame = { create: { width: 300, height: 600, channels: 3 as const, background: "#a44" } };
	return sharp(frame)
		.composite([{ input: { create: { width: 300, height: 300, channels: 3, background: "#4a4" } }, top: 0, left: 0 }])
		.raw()
		.toBuffer()
		.then((pixels) =>
			sharp(pixels, { raw: { width: 300, height: 600, channels: 3, pageHeight: 300 } })
				.webp({ loop: 0 })
				.toBuffer(),
		);
}

export const NOT_PICTURES: [string, string | Buffer][] = [
	["an SVG", '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script>alert(1)</script></svg>'],
	["a GIF", Buffer.from("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==", "base64")],
	["a text", "这不是照片，是一段话。".repeat(50)],
	["a page", "<!doctype html><script>alert(1)</script>"],
	["an archive", Buffer.from("PK\x03\x04\x14\0\0\0\x08\0", "latin1")],
	["a PDF", "%PDF-1.7\n1 0 obj\n"],
	["a TIFF", Buffer.from("II*\0\x08\0\0\0\0\0", "latin1")],
	["a film", Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08mdat", "latin1")],
	["a byte", Buffer.from([0xff])],
];
