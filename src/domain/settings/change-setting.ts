import { write } from "#db/client.ts";
import { settings } from "#db/schema/settings.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { changed } from "#platform/changes.ts";
import { isSettingKey, type SettingKey, settingFromText } from "./rules.ts";
import { forgetSettings } from "./settings.ts";

interface Change {
	key: string;
	/** As typed: "yes" or anything else for a flag, digits for a count, words. */
	value: string;
	by: Viewer | null;
	at: Date;
}

export async function changeSetting({ key, value, by, at }: Change): Promise<void> {
	if (by && !by.roles.some((held) => held.role === "district_admin")) throw new Refusal("forbidden", "common.forbidden");
	if (!isSettingKey(key)) throw new Refusal("not_found", "common.notFound");
	await storeSetting({ key, value: settingFromText(key, value), personId: by?.personId ?? null, at });
}

async function storeSetting(to: { key: SettingKey; value: boolean | number | string; personId: string | null; at: Date }): Promise<void> {
	const { key, value, personId, at } = to;
	const change = { value, changedBy: personId, changedAt: at };
	await write(async (tx) => {
		await tx
			.insert(settings)
			.values({ key, ...change })
			.onConflictDoUpdate({ target: settings.key, set: change });
		await record(tx, { at, actorId: personId, action: "setting.change", subject: `setting:${key}`, detail: { value } });
	});
	forgetSettings();
	changed(["site"]);
}
