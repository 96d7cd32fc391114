import { expect, test } from "vitest";
import { freeUsernames } from "#domain/hiring/usernames.ts";

test("names that sound alike get usernames one after the other, past those that are taken and those that are too short", () => {
	const taken = new Set(["wangwei", "wangwei3"]);
	const free = freeUsernames((username) => taken.has(username));
	const given = ["wangwei", "wangwei", "e", "wangwei", "e"].map((stem) => {
		const username = free(stem);
		taken.add(username);
		return username;
	});
	expect(given).toEqual(["wangwei2", "wangwei4", "e2", "wangwei5", "e3"]);
});

test("the longest username gives up its end for a number", () => {
	const longest = "a".repeat(32);
	const taken = new Set([longest]);
	const free = freeUsernames((username) => taken.has(username));
	for (let n = 2; n <= 10; n += 1) taken.add(free(longest));
	expect([...taken].slice(1, 3)).toEqual([`${"a".repeat(31)}2`, `${"a".repeat(31)}3`]);
	expect([...taken].at(-1)).toBe(`${"a".repeat(30)}10`);
});

test("five thousand names that sound alike are no more work than five thousand others", () => {
	const taken = new Set<string>();
	let looks = 0;
	const free = freeUsernames((username) => {
		looks += 1;
		return taken.has(username);
	});
	for (let n = 0; n < 5000; n += 1) taken.add(free("yiyiyi"));
	expect(taken.size).toBe(5000);
	expect(looks).toBeLessThan(3 * 5000);
});
