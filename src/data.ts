import { openDatabase } from "#db/client.ts";
import { migrateDatabase, UnknownDatabase } from "#db/migrate.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { beside } from "#i18n/beside.ts";
import { env } from "#platform/env.ts";
import { log } from "#platform/log.ts";

/** Opens this process's data folder: its database at the newest schema, with default settings and taxonomy. */
export async function openData(): Promise<void> {
	await openDatabase(env.databaseFile);
	const mended = await migrateDatabase();
	if (mended.length > 0) log.warn({ promises: mended }, "promises of the database were missing or different and were made anew");
	await installDefaults(new Date());
}

/** Like `openData`, for a command: if it fails, it says why and ends the process. */
export async function openDataOrGiveUp(): Promise<void> {
	await openData().catch((error: Error) => {
		console.error(whyClosed(error));
		process.exit(1);
	});
}

/** Why the data folder could not be opened, for whoever starts the process. */
export function whyClosed(error: Error): string {
	const { dataDir } = env;
	if (error instanceof UnknownDatabase) return beside((words) => words.unknownDatabase[error.madeBy]({ dataDir }), "\n");
	if (/SQLITE_(CORRUPT|NOTADB)/.test(error.message)) return beside((words) => words.damagedDatabase({ dataDir, why: error.message }), "\n");
	return beside((words) => words.noDataFolder({ dataDir, why: error.message }), "\n");
}
