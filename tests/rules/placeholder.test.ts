import { rgbaToThumbHash } from "thumbhash";
import { expect, test } from "vitest";
import { blurOf } from "#ui/placeholder.ts";

test("a thumbhash becomes a tiny picture that browsers know, with its colours in their places", async () => {
	const rgba = new Uint8Array(32 * 32 * 4).map((_, at) => (at % 4 === 3 || (at % 4 === 0) === (at / 4) % 32 < 16 ? 255 : 0));
	const address = blurOf(Buffer.from(rgbaToThumbHash(32, 32, rgba)).toString("base64"));
	expect(address.length).toBeLessThan(400);
	const file = Buffer.from(address.slice("data:image/bmp;base64,".length), "base64");
	expect([file.toString("latin1", 0, 2), file.readUInt32LE(2), file.readInt32LE(18), file.readUInt16LE(28)]).toEqual([
		"BM",
		file.length,
		8,
		24,
	]);
	const [left, right] = [file.subarray(54, 57), file.subarray(54 + 21, 54 + 24)];
	expect(left[2]).toBeGreaterThan(left[0] as number);
	expect(right[0]).toBeGreaterThan(right[2] as number);
});
