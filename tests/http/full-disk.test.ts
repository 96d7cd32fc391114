import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { record } from "#domain/audit/trail.ts";
import { receiveUpload } from "#domain/photos/upload.ts";
import { problemOf } from "#http/problems.ts";
import { messagesFor } from "#i18n/messages.ts";
import { MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { fullDisk } from "#tests/full-disk.ts";

const { dataDir } = freshDatabase();
const m = messagesFor("zh-CN");
const FULL = { status: 507, message: m.common.diskFull, retryAfterSeconds: 60 };

async function failureOf(work: () => unknown): Promise<unknown> {
	try {
		await work();
	} catch (failure) {
		return failure;
	}
	throw new Error("it went through");
}

test("a full database and a full disk are told as such, and are no bug in the log", async () => {
	const noted = () =>
		write(async (tx) => {
			for (let n = 0; n < 500; n++)
				await record(tx, {
					at: MORNING,
					actorId: null,
					action: "setting.change",
					subject: `setting:${n}`,
					detail: { was: "一".repeat(200) },
				});
		});
	const makeRoom = await fullDisk();
	expect(problemOf(await failureOf(noted), m)).toEqual(FULL);
	await makeRoom();
	expect(await write((tx) => tx.select().from(auditEntries))).toEqual([]);
	await noted();
	expect(problemOf(await failureOf(() => writeFileSync("/dev/full", "x")), m)).toEqual(FULL);
});

test("a photo for which the disk has no room is told so by another status than a broken line, and leaves nothing behind", async () => {
	const full = await failureOf(() => writeFileSync("/dev/full", "x"));
	async function* content() {
		yield Buffer.from("half a photo");
		throw full;
	}
	await expect(receiveUpload(content())).rejects.toMatchObject({ status: 507, key: "common.diskFull", retryAfterSeconds: 60 });
	expect(readdirSync(path.join(dataDir(), "tmp"))).toEqual([]);
});
