import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSite } from "#tests/server.ts";

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), "tingyuan-start-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a port that another program holds is told in words, not as a stack of calls", async () => {
	const other = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => other.once("listening", resolve));
	const { port } = other.address() as { port: number };
	const started = startSite(path.join(folder, "data"), { PORT: String(port), LC_ALL: "C" });
	await expect(started).rejects.toThrow(new RegExp(`端口 ${port} 已经有程序在用[^]*Port ${port} is taken`));
	await expect(started).rejects.not.toThrow("    at ");
	other.close();
});

test("a data folder that is none is told in words", async () => {
	const file = path.join(folder, "file");
	writeFileSync(file, "");
	await expect(startSite(path.join(file, "data"), { LC_ALL: "zh_CN.UTF-8" })).rejects.toThrow("打不开数据文件夹");
});

test("a damaged database is told in words, with what to do", async () => {
	const dataDir = path.join(folder, "damaged");
	mkdirSync(dataDir);
	writeFileSync(path.join(dataDir, "tingyuan.db"), "nothing that a database would say ".repeat(1000));
	const started = startSite(dataDir, { LC_ALL: "zh_CN.UTF-8" });
	await expect(started).rejects.toThrow("恢复最近一次备份");
	await expect(started).rejects.not.toThrow("    at ");
});
