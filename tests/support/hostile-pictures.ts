import { crc32, deflateSync } from "node:zlib";
import { drawing, photoOf } from "./pictures.ts";

/** What an attacker or a broken phone sends instead of a photo: a description and the bytes. */
export async function hostilePictures(): Promise<[what: string, bytes: Buffer][]> {
	const photo = await photoOf(900);
	return [
		["nothing", Buffer.alloc(0)],
		["words", Buffer.from("这不是照片。".repeat(100))],
		["an HTML page", Buffer.from("<!doctype html><script>alert(1)</script>")],
		[
			"an SVG with a script",
			Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><script>alert(1)</script></svg>'),
		],
		["a PDF", Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")],
		["a GIF that is also a script", Buffer.from("GIF89a/*\x90\x01\x90\x01*/=1;alert(1)//".padEnd(2000, " "), "latin1")],
		["a ZIP", Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), Buffer.alloc(4000)])],
		["a video", Buffer.concat([Buffer.from("\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41", "latin1"), Buffer.alloc(4000)])],
		["half a photo", photo.subarray(0, photo.length / 2)],
		["the first kilobyte of a photo", photo.subarray(0, 1024)],
		["a photo whose middle is noise", noisy(photo)],
		["a PNG of 400 megapixels in a few bytes", png(20_000, 20_000)],
		["a PNG longer than any photo", png(30_000, 300)],
		["a PNG of one pixel", png(1, 1)],
		["a PNG that unpacks to nothing like its size", png(6000, 6000, Buffer.alloc(10))],
		["a JPEG of 500 scans", manyScans(await drawing(901).jpeg({ progressive: true }).toBuffer(), 500)],
		["101 MB behind the head of a photo", Buffer.concat([photo, Buffer.alloc(101 * 1024 * 1024 - photo.length)])],
	];
}

/** A photo with a page, a script and an archive behind it: different readers see different things. */
export async function polyglot(): Promise<Buffer> {
	const payload = "<html><script>alert('smuggled')</script></html>PK\x05\x06smuggled";
	return Buffer.concat([await photoOf(902), Buffer.from(payload, "latin1")]);
}

/** Repeats the last scan of a progressive JPEG: cheap to send, expensive to decode. */
export function manyScans(jpeg: Buffer, scans: number): Buffer {
	const last = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
	const end = jpeg.lastIndexOf(Buffer.from([0xff, 0xd9]));
	const scan = jpeg.subarray(last, end);
	return Buffer.concat([jpeg.subarray(0, end), ...Array.from({ length: scans }, () => scan), jpeg.subarray(end)]);
}

function noisy(photo: Buffer): Buffer {
	const broken = Buffer.from(photo);
	for (let at = 700; at < photo.length - 2; at += 3) broken[at] = (at * 31) % 255;
	return broken;
}

/** A grey PNG of this size, with as few rows of data as possible. */
function png(width: number, height: number, rows = Buffer.alloc(Math.min(height, 400) * (Math.ceil(width / 8) + 1))): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([1, 0, 0, 0, 0], 8);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, sum]);
}
