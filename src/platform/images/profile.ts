import { D50 } from "./colorants.ts";
import type { ColourSpace, Curve } from "./colour-spaces.ts";

const CURVE_POINTS = 4096;

/** An ICC profile (version 2.4) of a colour space: three primaries and one curve. */
export function profileOf({ colorants, curve }: ColourSpace): Buffer {
	const [red, green, blue] = colorants.map((xyz) => tag("XYZ ", Buffer.concat(xyz.map(fixed))));
	const shared = curveTag(curve);
	const tags: [name: string, data: Buffer | undefined][] = [
		["desc", tag("desc", Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from("x\0"), Buffer.alloc(78)]))],
		["cprt", tag("text", Buffer.from("x\0"))],
		["wtpt", tag("XYZ ", Buffer.concat(D50.map(fixed)))],
		["rXYZ", red],
		["gXYZ", green],
		["bXYZ", blue],
		["rTRC", shared],
		["gTRC", shared],
		["bTRC", shared],
	];
	return assembled(tags as [string, Buffer][]);
}

function assembled(tags: [name: string, data: Buffer][]): Buffer {
	const parts = [...new Set(tags.map(([, data]) => data))];
	const start = 128 + 4 + 12 * tags.length;
	const placeOf = (data: Buffer) => parts.slice(0, parts.indexOf(data)).reduce((at, part) => at + part.length, start);
	const table = tags.map(([name, data]) => Buffer.concat([Buffer.from(name), u32(placeOf(data)), u32(data.length)]));
	const whole = Buffer.concat([Buffer.alloc(128), u32(tags.length), ...table, ...parts]);
	whole.writeUInt32BE(whole.length, 0);
	whole.writeUInt32BE(0x02400000, 8);
	whole.write("mntrRGB XYZ ", 12, "latin1");
	whole.write("acsp", 36, "latin1");
	Buffer.concat(D50.map(fixed)).copy(whole, 68);
	return whole;
}

/** Begins on a multiple of four bytes, as every tag must. */
function tag(kind: string, body: Buffer): Buffer {
	const whole = Buffer.concat([Buffer.from(kind), Buffer.alloc(4), body]);
	return Buffer.concat([whole, Buffer.alloc((4 - (whole.length % 4)) % 4)]);
}

function curveTag(curve: Curve): Buffer {
	const points = Buffer.alloc(2 * CURVE_POINTS);
	for (let n = 0; n < CURVE_POINTS; n += 1) {
		points.writeUInt16BE(Math.round(65_535 * Math.min(1, Math.max(0, curve(n / (CURVE_POINTS - 1))))), 2 * n);
	}
	return tag("curv", Buffer.concat([u32(CURVE_POINTS), points]));
}

function fixed(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32BE(Math.round(value * 65_536));
	return bytes;
}

function u32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
