import type { DutyKind } from "#domain/units/types.ts";
import type { Locale, Messages } from "#i18n/messages.ts";

/** What a beginning of codes stands for, in words. */
export function kindOf(kinds: DutyKind[], prefix: string, { m, locale }: { m: Messages; locale: Locale }): string {
	if (prefix === "") return m.units.everything;
	const kind = kinds.find((one) => one.prefix === prefix);
	return kind ? m.units.kind({ name: locale === "en" ? kind.nameEn : kind.name, others: kind.others }) : prefix;
}
