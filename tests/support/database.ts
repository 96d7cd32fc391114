import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { env } from "#platform/env.ts";

/** Gives each test of the file its own data folder with a migrated database. */
export function freshDatabase(): { dataDir: () => string } {
	let dataDir = "";
	beforeEach(async () => {
		dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-test-"));
		process.env["DATA_DIR"] = dataDir;
		copyFileSync(process.env["TEMPLATE_DATABASE"] as string, path.join(dataDir, "tingyuan.db"));
		await openDatabase(env.databaseFile);
	});
	afterEach(async () => {
		await closeDatabase();
		rmSync(dataDir, { recursive: true, force: true });
	});
	return { dataDir: () => dataDir };
}
