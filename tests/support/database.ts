import { copyFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { env } from "#platform/env.ts";
import { scratchFolder } from "./scratch.ts";

/** Gives each test of the file its own data folder with a migrated database. */
export function freshDatabase(): { dataDir: () => string } {
	let dataDir = "";
	beforeEach(async () => {
		dataDir = scratchFolder("test");
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
