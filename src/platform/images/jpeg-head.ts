import { type Segment, START_OF_SCAN } from "./jpeg-segments.ts";

const JFIF = Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "latin1");
const ICC = "ICC_PROFILE\0";

export function segment(code: number, body: Buffer): Buffer {
	const head = Buffer.from([0xff, code, 0, 0]);
	head.writeUInt16BE(body.length + 2, 2);
	return Buffer.concat([head, body]);
}

/** What stands before the picture and bears on it: how colours are coded, the profile, and the camera's notes with orientation and date. */
export function headOf(list: Segment[]): Buffer[] {
	const { isJfif, exif, profile, adobe } = notesIn(list);
	return [
		...(isJfif ? [segment(0xe0, JFIF)] : []),
		...(exif ? [segment(0xe1, exif)] : []),
		...profile.map((body) => segment(0xe2, body)),
		...(adobe ? [segment(0xee, withKnownTransform(adobe, list))] : []),
	];
}

interface Notes {
	isJfif: boolean;
	exif: Buffer | undefined;
	profile: Buffer[];
	adobe: Buffer | undefined;
}

export function notesIn(list: Segment[]): Notes {
	const before = list.slice(
		0,
		list.findIndex(({ code }) => code === START_OF_SCAN),
	);
	const named = (code: number, name: string) =>
		before.filter((each) => each.code === code && each.body.toString("latin1", 0, name.length) === name).map(({ body }) => body);
	return {
		isJfif: named(0xe0, "JFIF\0").some((body) => body.length >= 12),
		exif: named(0xe1, "Exif\0\0")[0],
		profile: profilePieces(named(0xe2, ICC)),
		adobe: named(0xee, "Adobe").find((body) => body.length >= 12),
	};
}

/** All pieces of a profile in their order, or none: from a part of one no decoder can make anything. */
function profilePieces(pieces: Buffer[]): Buffer[] {
	const inOrder = pieces.filter((piece) => piece.length > 14).sort((a, b) => a.readUInt8(12) - b.readUInt8(12));
	const isWhole = inOrder.every((piece, n) => piece.readUInt8(12) === n + 1 && piece.readUInt8(13) === inOrder.length);
	return isWhole ? inOrder : [];
}

/** Decoders take an unknown transform for the usual one, and warn. */
function withKnownTransform(adobe: Buffer, list: Segment[]): Buffer {
	const frame = list.find(({ code }) => code >= 0xc0 && code <= 0xc2);
	const usual = frame?.body[5] === 4 ? 2 : 1;
	const known = frame?.body[5] === 4 ? [0, 2] : [0, 1];
	const copy = Buffer.from(adobe.subarray(0, 12));
	if (!known.includes(copy.readUInt8(11))) copy.writeUInt8(usual, 11);
	return copy;
}
