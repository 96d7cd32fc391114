import { type Db, db } from "#db/client.ts";
import { settings } from "#db/schema/settings.ts";
import { SETTINGS, type SettingKey, type SettingValue } from "./rules.ts";

/** What was changed, by the database that it was read from (tests open one after the other). */
const changed = new WeakMap<Db, Promise<Map<string, unknown>>>();

/** What the people who run the site have set, or the default. Read from memory; `changeSetting` forgets it. */
export async function setting<K extends SettingKey>(key: K): Promise<SettingValue<K>> {
	const value = (await remembered()).get(key);
	return (value === undefined ? SETTINGS[key].initial : value) as SettingValue<K>;
}

export function forgetSettings(): void {
	changed.delete(db);
}

function remembered(): Promise<Map<string, unknown>> {
	const known = changed.get(db);
	if (known) return known;
	const read = everyChange();
	changed.set(db, read);
	read.catch(forgetSettings);
	return read;
}

async function everyChange(): Promise<Map<string, unknown>> {
	const rows = await db.select({ key: settings.key, value: settings.value }).from(settings);
	return new Map(rows.map((row) => [row.key, row.value]));
}
