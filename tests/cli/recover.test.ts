import { execFile } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openLink } from "#domain/accounts/links.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { dataDir } = freshDatabase(async () => void (await inviteCast()));

/** What somebody sees who types the command. */
function recover(folder: string, ...names: string[]): Promise<{ code: number; out: string; err: string }> {
	const env = { ...process.env, DATA_DIR: folder, ORIGIN: "https://tingyuan.example", LC_ALL: "zh_CN.UTF-8" };
	return new Promise((resolve) => {
		execFile(process.execPath, ["src/cli/recover.ts", ...names], { cwd: root, env }, (error, out, err) =>
			resolve({ code: Number(error?.code ?? 0), out, err }),
		);
	});
}

test("the link that is printed opens that person's way in", async () => {
	const { code, out } = await recover(dataDir(), "wang");
	const [, token = ""] = /https:\/\/tingyuan\.example\/passphrase\/(\w+)/.exec(out) ?? [];
	expect([code, await openLink(token, new Date())]).toMatchObject([0, { purpose: "reset", username: "wang" }]);
});

test("a name that nobody has, no name, and no database are told, and end with 1", async () => {
	expect(await recover(dataDir(), "nobody")).toMatchObject({ code: 1, err: expect.stringContaining("没有登录账号是 nobody 的工作人员") });
	expect(await recover(dataDir())).toMatchObject({ code: 1, err: expect.stringContaining("npm run recover -- 登录账号") });
	expect(await recover(path.join(dataDir(), "none"), "wang")).toMatchObject({ code: 1, err: expect.stringContaining("没有数据库") });
});
