import { expect, test } from "vitest";
import { bytesOf } from "#i18n/numbers.ts";
import { spaceState } from "#platform/machine.ts";

const GB = 1024 ** 3;

test.each([
	[0, "full"],
	[GB / 4 - 1, "full"],
	[GB / 4, "little"],
	[4 * GB, "ample"],
] as const)("a disk with %i bytes left is %s", (free, state) => {
	expect(spaceState(free)).toBe(state);
});

test("bytes are told as people say them", () => {
	expect([0, GB - 1, GB, 12.9 * GB].map(bytesOf)).toEqual(["0 MB", "1023 MB", "1 GB", "12 GB"]);
});
