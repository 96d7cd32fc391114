import { accessSync, chmodSync, constants, existsSync, mkdirSync, opendirSync, readdirSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "#db/client.ts";
import { migrateDatabase, UnknownDatabase } from "#db/migrate.ts";
import { takeFolder } from "#db/owner.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { beside } from "#i18n/beside.ts";
import { env, faultySettings } from "#platform/env.ts";
import { log } from "#platform/log.ts";

/** Another process has the data folder: the site that is open, or an import. */
class FolderTaken extends Error {}

/** Takes this process's data folder, and opens its database at the newest schema, with default settings and taxonomy. */
async function openData(): Promise<void> {
	closeToOthers(env.dataDir);
	if (!(await takeFolder(env.dataDir))) throw new FolderTaken();
	await openDatabase(env.databaseFile);
	const mended = await migrateDatabase();
	if (mended.length > 0) log.warn({ promises: mended }, "promises of the database were missing or different and were made anew");
	await installDefaults();
}

// Households' names, private originals and keys are nobody else's, whatever the machine's defaults are. A folder with other things in it stays as it is.
function closeToOthers(folder: string): void {
	process.umask(0o077);
	mkdirSync(folder, { recursive: true });
	if (readdirSync(folder).length === 0 && process.platform !== "win32") chmodSync(folder, 0o700);
}

/** Ends the process if a setting cannot mean what it says, and tells all of them at once, with what else stands in the way. */
export function requireSettings(more: string[] = []): void {
	const faulty = faultySettings().map((name) => beside((words) => words.settings[name]({ given: process.env[name] ?? "" }), "\n"));
	const lines = [...faulty, ...more];
	if (lines.length === 0) return;
	console.error([beside((words) => words.settings.title), ...lines].join("\n"));
	process.exit(1);
}

/** Why no data folder can be where the setting says, found without making or opening anything. */
export function whyNoFolder(): string | undefined {
	let there = env.dataDir;
	while (!existsSync(there) && path.dirname(there) !== there) there = path.dirname(there);
	try {
		opendirSync(there).closeSync();
		accessSync(there, constants.W_OK | constants.X_OK);
		return undefined;
	} catch (error) {
		return whyClosed(error as Error);
	}
}

/** Opens the data folder for a command: if it cannot, it says why and ends the process. */
export async function openDataOrGiveUp(): Promise<void> {
	requireSettings();
	await openData().catch((error: Error) => {
		console.error(whyClosed(error));
		process.exit(1);
	});
}

/** Why the data folder could not be opened, for whoever starts the process. */
export function whyClosed(error: Error): string {
	const { dataDir } = env;
	// The driver says a failed opening by SQLite's number alone: 14, or 8 where only writing is forbidden.
	if (
		/EACCES|EPERM|SQLITE_READONLY|SQLITE_CANTOPEN|local database .*: (?:8|14)\b/.test(
			`${(error as NodeJS.ErrnoException).code} ${error.message}`,
		)
	)
		return beside((words) => words.notOurs({ dataDir }), "\n");
	if (error instanceof FolderTaken) return beside((words) => words.folderTaken({ dataDir }), "\n");
	if (error instanceof UnknownDatabase) return beside((words) => words.unknownDatabase[error.madeBy]({ dataDir }), "\n");
	if (/SQLITE_(CORRUPT|NOTADB)/.test(error.message)) return beside((words) => words.damagedDatabase({ dataDir, why: error.message }), "\n");
	return beside((words) => words.noDataFolder({ dataDir, why: error.message }), "\n");
}
