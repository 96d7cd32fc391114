import type { Notice } from "#domain/notices/types.ts";
import { shortDayOf, spokenMomentOf } from "#i18n/dates.ts";
import type { Locale, Messages } from "#i18n/messages.ts";
import { reasonsTold } from "#ui/moderation/reasons.ts";

export function told({ kind, params, pair: about }: Notice, m: Messages, locale: Locale): string {
	const say = m.notices.kinds[kind] as (params: object) => string;
	const why = "reasons" in params ? reasonsTold({ sides: {}, ...params }, m) : [];
	const reasons = why.map(({ what }) => what).join(m.me.comma);
	const until = "until" in params && params.until ? spokenMomentOf(new Date(params.until), locale) : "";
	const name = locale === "en" ? about?.nameEn : about?.name;
	const pair = about && name ? m.notices.pair({ kind: name, day: shortDayOf(about.at, locale) }) : m.notices.somePair;
	const due = "due" in params ? spokenMomentOf(new Date(params.due), locale) : "";
	const on = "on" in params ? shortDayOf(new Date(params.on), locale) : "";
	const rule = "rule" in params ? m.points.rules[params.rule] : "";
	const goods = "goods" in params ? params.goods.map((line) => m.store.line(line)).join(m.me.comma) : "";
	return say({ ...params, reasons, until, due, on, rule, goods, pair });
}
