import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadAhead } from "#platform/load-ahead.ts";
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

test("what pages need is loaded before anybody asks", async () => {
	await loadAhead(folder, { signal: new AbortController().signal });
	expect(loaded.sort()).toEqual(["one", "three", "two"]);
});

test("a site that closes loads no more, and a page that cannot be loaded is told", async () => {
	await loadAhead(folder, { signal: AbortSignal.abort() });
	expect(loaded).toEqual([]);
	writeFileSync(path.join(folder, "zero.mjs"), "throw new Error('the build is gone');");
	await expect(loadAhead(folder, { signal: new AbortController().signal })).rejects.toThrow("the build is gone");
});
