import { inArray } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { settings } from "#db/schema/settings.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { changed } from "#platform/changes.ts";
import { isSettingKey, SETTINGS, type SettingKey, settingFromText } from "./rules.ts";
import { forgetSettings } from "./settings.ts";

interface Changes {
	/** As typed: "yes" or anything else for a flag, digits for a count, words. */
	typed: Record<string, string>;
	by: Viewer | null;
	at: Date;
}

interface Change extends Omit<Changes, "typed"> {
	key: string;
	value: string;
}

export function changeSetting({ key, value, ...change }: Change): Promise<void> {
	return changeSettings({ typed: Object.fromEntries([[key, value]]), ...change });
}

/** All or none. A setting that stays as it is leaves no line in the trail. */
export async function changeSettings({ typed, by, at }: Changes): Promise<void> {
	if (by && !by.roles.some((held) => held.role === "district_admin")) throw new Refusal("forbidden", "common.forbidden");
	const wanted = Object.entries(typed).map(([key, text]) => {
		if (!isSettingKey(key)) throw new Refusal("not_found", "common.notFound");
		return { key, value: settingFromText(key, text) };
	});
	await write(async (tx) => {
		const standing = await standingOf(
			tx,
			wanted.map(({ key }) => key),
		);
		for (const { key, value } of wanted)
			if (standing(key) !== value) await storeSetting(tx, { key, value, personId: by?.personId ?? null, at });
	});
	forgetSettings();
	changed(["site"]);
}

async function standingOf(tx: Tx, keys: SettingKey[]): Promise<(key: SettingKey) => unknown> {
	const rows = await tx.select({ key: settings.key, value: settings.value }).from(settings).where(inArray(settings.key, keys));
	const values = new Map<string, unknown>(rows.map(({ key, value }) => [key, value]));
	return (key) => (values.has(key) ? values.get(key) : SETTINGS[key].initial);
}

async function storeSetting(
	tx: Tx,
	to: { key: SettingKey; value: boolean | number | string; personId: string | null; at: Date },
): Promise<void> {
	const { key, value, personId, at } = to;
	const change = { value, changedBy: personId, changedAt: at };
	await tx
		.insert(settings)
		.values({ key, ...change })
		.onConflictDoUpdate({ target: settings.key, set: change });
	await record(tx, { at, actorId: personId, action: "setting.change", subject: `setting:${key}`, detail: { value } });
}
