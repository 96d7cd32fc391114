import { db } from "#db/client.ts";
import { remembered } from "#db/remembered.ts";
import { settings } from "#db/schema/settings.ts";
import { SETTINGS, type SettingKey, type SettingValue } from "./rules.ts";

/** Settings that were changed. Another process (`npm run …` beside the server) may change one too; that is seen after ten seconds. */
const changes = remembered(10_000, everyChange);

/** The value that was set, or the default. Read from memory; `changeSetting` clears that memory. */
export async function setting<K extends SettingKey>(key: K): Promise<SettingValue<K>> {
	const value = (await changes.recall()).get(key);
	return (value === undefined ? SETTINGS[key].initial : value) as SettingValue<K>;
}

export const forgetSettings = changes.forget;

async function everyChange(): Promise<Map<string, unknown>> {
	const rows = await db.select({ key: settings.key, value: settings.value }).from(settings);
	return new Map(rows.map((row) => [row.key, row.value]));
}
