import { type Db, db } from "#db/client.ts";
import { settings } from "#db/schema/settings.ts";
import { SETTINGS, type SettingKey, type SettingValue } from "./rules.ts";

/** Another process (`npm run …` beside the server) may change a setting too; it is seen after this long. */
const REMEMBERED_MS = 10_000;

interface Memory {
	readAt: number;
	values: Promise<Map<string, unknown>>;
}

/** What was changed, by the database that it was read from (tests open one after the other). */
const memories = new WeakMap<Db, Memory>();

/** What the people who run the site have set, or the default. Read from memory; `changeSetting` forgets it. */
export async function setting<K extends SettingKey>(key: K): Promise<SettingValue<K>> {
	const value = (await remembered()).get(key);
	return (value === undefined ? SETTINGS[key].initial : value) as SettingValue<K>;
}

export function forgetSettings(): void {
	memories.delete(db);
}

function remembered(): Promise<Map<string, unknown>> {
	const known = memories.get(db);
	if (known && Date.now() - known.readAt < REMEMBERED_MS) return known.values;
	const values = everyChange();
	memories.set(db, { readAt: Date.now(), values });
	values.catch(forgetSettings);
	return values;
}

async function everyChange(): Promise<Map<string, unknown>> {
	const rows = await db.select({ key: settings.key, value: settings.value }).from(settings);
	return new Map(rows.map((row) => [row.key, row.value]));
}
