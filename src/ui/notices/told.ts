import type { Notice } from "#domain/notices/types.ts";
import type { Messages } from "#i18n/messages.ts";

export function told({ kind, params }: Notice, { notices, moderation, me }: Messages): string {
	const say = notices.kinds[kind] as (params: object) => string;
	const reasons = "reasons" in params ? params.reasons.map((reason) => moderation.reasons[reason].what).join(me.comma) : "";
	return say({ ...params, reasons });
}
