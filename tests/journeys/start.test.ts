import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { typed } from "#tests/commands.ts";
import { startSite } from "#tests/server.ts";

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), "tingyuan-start-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is said by a site that does not open. */
async function unopened(name: string, settings: Record<string, string> = {}): Promise<string> {
	const { code, err } = await typed("src/server.ts", [], {
		PORT: "0",
		DATA_DIR: path.join(folder, name),
		LC_ALL: "zh_CN.UTF-8",
		...settings,
	});
	expect(code).toBe(1);
	expect(err).not.toContain("    at ");
	return err;
}

test("a port that another program holds is told in words, not as a stack of calls", async () => {
	const other = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => other.once("listening", resolve));
	const { port } = other.address() as { port: number };
	expect(await unopened("data", { PORT: String(port), LC_ALL: "C" })).toMatch(
		new RegExp(`端口 ${port} 已经有程序在用[^]*Port ${port} is taken`),
	);
	other.close();
});

test("a data folder that is none is told in words", async () => {
	writeFileSync(path.join(folder, "file"), "");
	expect(await unopened("file/data")).toContain("打不开数据文件夹");
});

test("a damaged database is told in words, with what to do", async () => {
	const dataDir = path.join(folder, "damaged");
	mkdirSync(dataDir);
	writeFileSync(path.join(dataDir, "tingyuan.db"), "nothing that a database would say ".repeat(1000));
	expect(await unopened("damaged")).toContain("恢复最近一次备份");
});

test("a database that this account may not open, as one made by root, is told with what to do", async () => {
	// Root may open whatever there is, but no folder as a database.
	mkdirSync(path.join(folder, "of-another/tingyuan.db"), { recursive: true });
	expect(await unopened("of-another")).toMatch(/没有权限[\s\S]*chown -R/);
});

test("settings that cannot mean what they say are told together, each with what to write", async () => {
	const wrong = { ORIGIN: "tingyuan.example.gov.cn", TRUSTED_PROXIES: "yes", PORT: "70000", HOST: "http://0.0.0.0", LOG_LEVEL: "loud" };
	const said = await unopened("unmade", wrong);
	for (const words of ["什么都没动", ...Object.entries(wrong).map(([name, given]) => `${name}=${given}：请`)])
		expect(said).toContain(words);
	expect(existsSync(path.join(folder, "unmade"))).toBe(false);
});

test("a port that is taken, a folder that cannot be and an origin without its proxies are told together", async () => {
	const other = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => other.once("listening", resolve));
	const { port } = other.address() as { port: number };
	writeFileSync(path.join(folder, "a-file"), "");
	const said = await unopened("a-file/data", { PORT: String(port), ORIGIN: "tingyuan.example.gov.cn" });
	for (const words of ["ORIGIN=tingyuan.example.gov.cn：请", "没有写 TRUSTED_PROXIES", "打不开数据文件夹", `端口 ${port} 已经有程序在用`])
		expect(said).toContain(words);
	other.close();
});

test("a demo with wrong settings says so in words before it makes anything", async () => {
	const dataDir = path.join(folder, "demo");
	const wrong = { DATA_DIR: dataDir, PORT: "many", LOG_LEVEL: "loud", LC_ALL: "zh_CN.UTF-8" };
	const { err } = await typed("src/cli/demo.ts", [], wrong);
	for (const words of ["PORT=many：请", "LOG_LEVEL=loud：请"]) expect(err).toContain(words);
	expect(err).not.toContain("    at ");
	expect(existsSync(dataDir)).toBe(false);
});

test.each([
	["an origin with a path", { ORIGIN: "https://tingyuan.example/village" }, "ORIGIN=https://tingyuan.example/village"],
	["TLS without a word on who asks", { ORIGIN: "https://tingyuan.example" }, "TRUSTED_PROXIES"],
	["a host that is elsewhere", { HOST: "192.0.2.1" }, "没有 192.0.2.1 这个地址"],
])("%s is told too", async (_, settings, words) => {
	expect(await unopened("data", settings)).toContain(words);
});

test("a data folder has one owner at a time, is closed to others, and is whole after a clean stop", async () => {
	const dataDir = path.join(folder, "owned");
	mkdirSync(dataDir, { mode: 0o755 });
	const site = await startSite(dataDir);
	expect(await unopened("owned")).toContain("另一个程序正用着数据文件夹");
	const modes = [dataDir, path.join(dataDir, "tingyuan.db")].map((file) => (statSync(file).mode & 0o777).toString(8));
	expect(modes).toEqual(["700", "600"]);
	await site.stop();
	expect(existsSync(path.join(dataDir, "tingyuan.db-wal")) && statSync(path.join(dataDir, "tingyuan.db-wal")).size > 0).toBe(false);
	const again = await startSite(dataDir);
	await again.kill();
	await (await startSite(dataDir)).stop();
});

test("a folder that holds other people's things too is not closed to them; the address in capitals is the same address; a second Ctrl-C at once does not cut short what the first one began", async () => {
	const shared = path.join(folder, "shared");
	mkdirSync(path.join(shared, "neighbour"), { recursive: true });
	chmodSync(shared, 0o755);
	await (await startSite(shared)).stop();
	const site = await startSite(shared, { ORIGIN: "HTTP://Tingyuan.Example" });
	expect((await fetchAs(site, "tingyuan.example")).status).toBe(200);
	process.kill(site.pid, "SIGINT");
	process.kill(site.pid, "SIGINT");
	expect(await site.stop()).toBe(0);
	expect((statSync(shared).mode & 0o777).toString(8)).toBe("755");
});

/** Asks the site under another name than its own on this machine. */
function fetchAs({ port }: { port: number }, host: string): Promise<{ status: number | undefined }> {
	return new Promise((resolve, reject) => {
		const asking = get({ port, host: "127.0.0.1", path: "/how", headers: { host } }, (answer) => {
			answer.resume();
			resolve({ status: answer.statusCode });
		});
		asking.on("error", reject);
	});
}
