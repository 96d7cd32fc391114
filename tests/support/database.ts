import { copyFileSync, cpSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { env } from "#platform/env.ts";
import { scratchFolder } from "./scratch.ts";

/** Gives each test of the file its own data folder with a migrated database. If there is a scene, it is played once, and each test begins with a copy. */
export function freshDatabase(scene?: () => Promise<unknown>): { dataDir: () => string } {
	let played = "";
	let dataDir = "";
	beforeAll(async () => {
		played = scratchFolder("scene");
		copyFileSync(process.env["TEMPLATE_DATABASE"] as string, path.join(played, "tingyuan.db"));
		if (!scene) return;
		await open(played);
		await scene();
		await closeDatabase();
	});
	beforeEach(async () => {
		dataDir = scratchFolder("test");
		cpSync(played, dataDir, { recursive: true });
		await open(dataDir);
	});
	afterEach(async () => {
		await closeDatabase();
		rmSync(dataDir, { recursive: true, force: true });
	});
	afterAll(() => rmSync(played, { recursive: true, force: true }));
	return { dataDir: () => dataDir };
}

async function open(dataDir: string): Promise<void> {
	process.env["DATA_DIR"] = dataDir;
	await openDatabase(env.databaseFile);
}
