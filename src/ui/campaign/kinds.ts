import type { CategoryGroup } from "#domain/campaign/types.ts";
import type { Locale } from "#i18n/messages.ts";

export interface KindName {
	code: string;
	name: string;
}

/** What may have been tidied, in plain words. */
export function kindsOf(groups: CategoryGroup[], locale: Locale): KindName[] {
	return groups.flatMap(({ leaves }) => leaves.map(({ code, plain, plainEn }) => ({ code, name: locale === "en" ? plainEn : plain })));
}
