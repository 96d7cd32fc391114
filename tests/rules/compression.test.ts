import { expect, test } from "vitest";
import { accepted } from "#http/compression.ts";

test("the encodings that a client accepts are read with and without a quality", () => {
	expect(accepted("gzip, deflate, br")).toEqual(["br", "gzip"]);
	expect(accepted("br ; q=0, gzip;q=0.5")).toEqual(["gzip"]);
	expect(accepted("GZIP;q=1.0 , *;q=0")).toEqual(["gzip"]);
	expect(accepted("gzip;level=9")).toEqual([]);
	expect(accepted()).toEqual([]);
});

test("a header full of blanks, which any stranger may send with each request, holds nobody up", () => {
	// A header has 16 KB at most. A pattern that begins with blanks once took a second for it; reading it once takes no millisecond.
	const header = `gzip, a${" ".repeat(15_000)}b`;
	const begun = process.cpuUsage();
	expect(accepted(header)).toEqual(["gzip"]);
	expect(process.cpuUsage(begun).user).toBeLessThan(300_000);
});
