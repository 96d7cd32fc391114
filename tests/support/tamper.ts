import { rawClient } from "#db/client.ts";

/** Somebody with the file in hand: no triggers, no foreign keys. */
export async function tamper(sentence: string): Promise<void> {
	const triggers = await rawClient().execute("SELECT name FROM sqlite_master WHERE type = 'trigger'");
	for (const { name } of triggers.rows) await rawClient().execute(`DROP TRIGGER ${name}`);
	await rawClient().execute("PRAGMA foreign_keys = OFF");
	await rawClient().execute(sentence);
}
