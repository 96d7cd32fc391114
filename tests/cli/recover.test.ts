import path from "node:path";
import { expect, test } from "vitest";
import { openLink } from "#domain/accounts/links.ts";
import { inviteCast } from "#tests/cast.ts";
import { typed } from "#tests/commands.ts";
import { freshDatabase } from "#tests/database.ts";

const { dataDir } = freshDatabase(async () => void (await inviteCast()));

const recover = (folder: string, ...names: string[]) =>
	typed("src/cli/recover.ts", names, { DATA_DIR: folder, ORIGIN: "https://tingyuan.example", LC_ALL: "zh_CN.UTF-8" });

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
