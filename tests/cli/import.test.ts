import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { count } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { typed } from "#tests/commands.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, householdLine } from "#tests/roster.ts";
import { startSite } from "#tests/server.ts";

const { dataDir } = freshDatabase();
const COMMAND = "src/cli/import.ts";

test("the command takes in a file, and says what it did", async () => {
	const out = await done(fileWith(householdLine()), "--yes");
	expect(out).toContain("新增村组 4 个；新增农户 1 户");
	expect(await homes()).toBe(1);
});

test("without a yes it shows what would change, line by line, and writes nothing", async () => {
	const many = Array.from({ length: 30 }, (_, n) => householdLine({ number: String(n + 1), head: `马${"甲乙丙丁"[n % 4]}川` }));
	for (const flags of [[], ["--yes", "--dry-run"]]) {
		const out = await done(fileWith(...many), ...flags);
		for (const words of ["没有写入", "第 2 行 新增地方：990101000000 → 青岭区", "还有 24 处", "--yes"]) expect(out).toContain(words);
		expect(readFileSync(path.join(dataDir(), "roster.preview.csv"), "utf8")).toContain("31,新增农户,东沟 0030,,马乙川");
	}
	expect(await homes()).toBe(0);
});

test("a question waits for its answer: in a file that comes back, or as an option", async () => {
	await done(fileWith(householdLine({ number: "1" }), householdLine({ number: "2", head: "陈桂兰" })), "--yes");
	const file = fileWith(householdLine({ number: "1", head: "马大川" }), householdLine({ number: "2", head: "陈大兰" }));
	const out = await done(file, "--yes");
	for (const words of ["有 2 处要您决定", "东沟 0001：原来的户主是马小川，表里是马大川", "去世 / 换户主", "roster.questions.csv"])
		expect(out).toContain(words);
	expect(await heads()).toEqual(["陈桂兰", "马小川"]);
	const questions = path.join(dataDir(), "roster.questions.csv");
	writeFileSync(questions, readFileSync(questions, "utf8").replace(/(马大川.*?),,/, "$1,去世,"));
	await done(questions, "--yes");
	expect(await heads()).toEqual(["陈桂兰", "马大川"]);
	expect(await done(file, "--yes", "--answer", "改名字")).toContain("改户主的名字：东沟 0002 陈桂兰 → 陈大兰");
	expect(await heads()).toEqual(["陈大兰", "马大川"]);
	const failure = await run(file, "--answer", "随便");
	expect([failure.code, failure.err]).toEqual([1, expect.stringContaining("不认识“随便”")]);
	const unknown = await run(file, "--force");
	expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining("用法：npm run import")]);
});

test("a bad file changes nothing, leaves an error file beside itself, and ends with 1", async () => {
	const file = fileWith(householdLine(), householdLine({ number: "0" }));
	const failure = await run(file);
	expect(failure).toMatchObject({ code: 1, out: "" });
	const errors = path.join(dataDir(), "roster.errors.csv");
	expect(failure.err).toContain(errors);
	expect(readFileSync(errors, "utf8")).toContain("3,户编号,0,");
	expect(await homes()).toBe(0);
});

test("of a file with thousands of errors the first line says how much was not read", async () => {
	const failure = await run(fileWith(...Array.from({ length: 4_000 }, () => householdLine({ number: "0" }))));
	expect(failure.err).toMatch(/文件有 3001 处不对.*\n.*从第 3002 行起还有 1000 行没有读.*\n {2}第 2 行 户编号 0：/);
});

test("where no error file can be written, every reason is told, not the first ten", async () => {
	const file = fileWith(...Array.from({ length: 30 }, (_, n) => householdLine({ number: "0", head: `马${n}川` })));
	mkdirSync(path.join(dataDir(), "roster.errors.csv"));
	const failure = await run(file);
	expect(failure).toMatchObject({ code: 1, out: "" });
	expect(failure.err.match(/第 \d+ 行 户编号 0：/g)).toHaveLength(30);
	expect(failure.err).toContain("错误清单写不进");
	expect(await homes()).toBe(0);
});

test("a fault of the whole file is told with its line, its text and no empty words", async () => {
	const file = path.join(dataDir(), "page.csv");
	writeFileSync(file, "<html><td>村代码</td></html>");
	const failure = await run(file);
	expect(failure.err).toContain("第 1 行 <html><td>村代码</td></html>：这是网页");
});

test("without a data folder, named or there already, nothing is made, and what to do is told", async () => {
	const file = fileWith(householdLine());
	const elsewhere = path.join(dataDir(), "elsewhere");
	mkdirSync(elsewhere);
	for (const DATA_DIR of [undefined, path.join(elsewhere, "data")]) {
		const failure = await typed(COMMAND, [file], { DATA_DIR }, elsewhere);
		expect(failure).toMatchObject({ code: 1, out: "" });
		expect(failure.err).toContain("DATA_DIR=/var/lib/tingyuan npm run import");
	}
	expect(readdirSync(elsewhere)).toEqual([]);
});

test("while the site has the folder, an import changes nothing and says what to do instead", async () => {
	const site = await startSite(path.join(dataDir(), "of-a-site"));
	const there = { DATA_DIR: path.join(dataDir(), "of-a-site"), LC_ALL: "zh_CN.UTF-8" };
	const importThere = () => typed(COMMAND, ["--yes", fileWith(householdLine())], there);
	expect(await importThere()).toMatchObject({ code: 1, err: expect.stringMatching(/名单请在网页的[\s\S]*先停网站/) });
	expect(await site.stop()).toBe(0);
	expect((await importThere()).out).toContain("1");
});

test("a file that is not there is told, and no error file appears", async () => {
	expect(await run(path.join(dataDir(), "nowhere.csv"))).toMatchObject({ code: 1, err: expect.stringContaining("打不开") });
	expect(existsSync(path.join(dataDir(), "nowhere.errors.csv"))).toBe(false);
});

test("the help explains every column", async () => {
	const out = await done("--help");
	for (const title of ["区县代码", "组代码", "户编号", "户主", "困难户"]) expect(out).toContain(title);
});

async function done(...args: string[]): Promise<string> {
	const { code, out } = await run(...args);
	expect(code).toBe(0);
	return out;
}

const run = (...args: string[]) => typed(COMMAND, args, { DATA_DIR: dataDir(), INIT_CWD: "/" });

function fileWith(...lines: string[]): string {
	const file = path.join(dataDir(), "roster.csv");
	writeFileSync(file, csv(...lines));
	return file;
}

async function heads(): Promise<string[]> {
	return (await db.select({ head: households.headName }).from(households)).map(({ head }) => head).sort();
}

async function homes(): Promise<number | undefined> {
	return (await db.select({ rows: count() }).from(households))[0]?.rows;
}
