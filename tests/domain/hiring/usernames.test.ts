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
