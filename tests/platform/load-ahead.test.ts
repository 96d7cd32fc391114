import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadAhead, quietTurns } from "#platform/load-ahead.ts";
import { scratchFolder } from "#tests/scratch.ts";

const loaded: string[] = [];
Object.assign(globalThis, { loadedAhead: loaded });
let folder = "";
beforeEach(() => {
	folder = scratchFolder("chunks");
	loaded.length = 0;
	for (const name of ["one", "two", "three"])
		writeFileSync(path.join(folder, `${name}.mjs`), `// from "#platform/clock.ts"\nglobalThis.loadedAhead.push("${name}");`);
	writeFileSync(path.join(folder, "one.css"), "not a module");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mayGoOn = async () => undefined;
const signal = new AbortController().signal;

test("what pages need is loaded before anybody asks", async () => {
	await loadAhead(folder, { signal, mayGoOn });
	expect(loaded.sort()).toEqual(["one", "three", "two"]);
});

test("a site that closes loads no more, and a page that cannot be loaded is told", async () => {
	await loadAhead(folder, { signal: AbortSignal.abort(), mayGoOn });
	expect(loaded).toEqual([]);
	writeFileSync(path.join(folder, "zero.mjs"), "throw new Error('the build is gone');");
	await expect(loadAhead(folder, { signal, mayGoOn })).rejects.toThrow("the build is gone");
});

test("each module waits until it may be loaded", async () => {
	const asked: number[] = [];
	const leave = new AbortController();
	const thrice = async () => {
		asked.push(loaded.length);
		if (asked.length === 4) leave.abort();
	};
	await loadAhead(folder, { signal: leave.signal, mayGoOn: thrice });
	expect([asked, loaded.length]).toEqual([[0, 0, 1, 2], 2]);
});

test("work goes on when the process has little to do, not while it answers", async () => {
	let isBusy = true;
	const answer = () => {
		for (const begun = performance.now(); performance.now() - begun < 2; );
		if (isBusy) setImmediate(answer);
	};
	answer();
	const turns = quietTurns({ lookMs: 10 });
	const going = turns().then(() => "goes on");
	const looks = new Promise((resolve) => setTimeout(resolve, 100, "waits"));
	expect(await Promise.race([going, looks])).toBe("waits");
	isBusy = false;
	expect(await going).toBe("goes on");
});
