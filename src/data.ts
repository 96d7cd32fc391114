import { openDatabase } from "#db/client.ts";
import { migrateDatabase, UnknownDatabase } from "#db/migrate.ts";
import { installDefaults } from "#domain/settings/defaults.ts";
import { beside } from "#i18n/beside.ts";
import { env } from "#platform/env.ts";

/** Opens the data folder of this process: its database at the newest schema, with the settings and the taxonomy that every site begins with. */
export async function openData(): Promise<void> {
	await openDatabase(env.databaseFile);
	await migrateDatabase();
	await installDefaults(new Date());
}

/** The same for a command: what stands in the way is said in words, and the command ends. */
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
