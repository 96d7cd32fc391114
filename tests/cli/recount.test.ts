import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { typed } from "#tests/commands.ts";
import { freshDatabase } from "#tests/database.ts";
import { countedJune } from "#tests/votes.ts";

const { dataDir } = freshDatabase();
let nowhere: string;
let published: string;

beforeEach(async () => {
	published = await countedJune();
	nowhere = mkdtempSync(path.join(tmpdir(), "tingyuan-recount-"));
});
afterEach(() => rmSync(nowhere, { recursive: true, force: true }));

/** In a folder that holds nothing but the file. */
const recount = (asked: string, folder = path.join(nowhere, "data")) => typed("src/cli/recount.ts", [asked], { DATA_DIR: folder }, nowhere);

function recountText(text: string) {
	writeFileSync(path.join(nowhere, "june.json"), text);
	return recount("june.json");
}

test("the published file alone gives the published result, byte for byte, and nothing else is needed", async () => {
	const { code, out, err } = await recountText(published);
	expect([code, err]).toEqual([0, expect.stringContaining("一字不差")]);
	expect(published).toContain(`"result":${out.trimEnd()},\n`);
	expect(readdirSync(nowhere)).toEqual(["june.json"]);
});

test("a round of this site is counted again by its id", async () => {
	expect(await recount("june", dataDir())).toMatchObject({ code: 0, err: expect.stringContaining("一字不差") });
	expect(await recount("july", dataDir())).toMatchObject({ code: 1, err: expect.stringContaining("找不到 july") });
	expect(await recount("june")).toMatchObject({ code: 1, err: expect.stringContaining("找不到 june") });
});

test("a file that somebody changed is told and fails", async () => {
	const { code, out, err } = await recountText(published.replace('"ties":"drawn"', '"ties":"shared"'));
	expect([code, err]).toEqual([1, expect.stringContaining("跟公告时公布的不一样")]);
	expect(out).toContain('"ranking"');
	expect(await recountText("x")).toMatchObject({ code: 1, out: "", err: expect.stringContaining("不是这种文件") });
});
