import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { boardText } from "#domain/boards/file.ts";
import { typed } from "#tests/commands.ts";

const autumn = boardText({
	edition: { region: { code: "330109", name: "青岭区" }, level: "village", from: "2026-09-01", until: "2026-11-30", on: "2026-12-05" },
	parameters: { least: 1, oneIn: 10, most: 5, error: 0.05 },
	units: [{ code: "330109001001", name: "青石村" }],
	last: null,
	helpVisits: [],
	before: [],
	inspections: [["330109001001", "legacy", "stands"]],
});
let nowhere: string;

beforeEach(() => {
	nowhere = mkdtempSync(path.join(tmpdir(), "tingyuan-reboard-"));
});
afterEach(() => rmSync(nowhere, { recursive: true, force: true }));

/** In a folder that holds nothing but the file. */
function reboard(text: string, asked = "autumn.json") {
	writeFileSync(path.join(nowhere, "autumn.json"), text);
	return typed("src/cli/reboard.ts", [asked], { DATA_DIR: path.join(nowhere, "data") }, nowhere);
}

test("the published file alone gives the published board, and nothing else is needed", async () => {
	const { code, out, err } = await reboard(autumn);
	expect([code, err]).toEqual([0, expect.stringContaining("一字不差")]);
	expect(autumn).toContain(`"result":${out.trimEnd()},\n`);
	expect(readdirSync(nowhere)).toEqual(["autumn.json"]);
});

test("a file that somebody changed is told and fails; so is one that is not there", async () => {
	const { code, err } = await reboard(autumn.replace('"legacy"', '"behavior"'));
	expect([code, err]).toEqual([1, expect.stringContaining("内容被改过")]);
	expect(await reboard("x")).toMatchObject({ code: 1, out: "", err: expect.stringContaining("不是这种文件") });
	expect(await reboard(autumn, "winter.json")).toMatchObject({ code: 1, out: "", err: expect.stringContaining("找不到 winter.json") });
});
