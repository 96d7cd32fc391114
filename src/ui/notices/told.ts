import type { Notice } from "#domain/notices/types.ts";
import { spokenMomentOf } from "#i18n/dates.ts";
import type { Locale, Messages } from "#i18n/messages.ts";

export function told({ kind, params }: Notice, { notices, moderation, me }: Messages, locale: Locale): string {
	const say = notices.kinds[kind] as (params: object) => string;
	const reasons = "reasons" in params ? params.reasons.map((reason) => moderation.reasons[reason].what).join(me.comma) : "";
	const until = "until" in params && params.until ? spokenMomentOf(new Date(params.until), locale) : "";
	return say({ ...params, reasons, until });
}
