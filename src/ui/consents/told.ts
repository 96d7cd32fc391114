import { type Asked, asRead, type Channel, type StandingConsent } from "#domain/consents/types.ts";
import { dayOf, lastFullDayOf, shortDayOf } from "#i18n/dates.ts";
import type { Locale, Messages } from "#i18n/messages.ts";

/** When and how a household agreed, and who wrote it down. */
export function howTold(consent: StandingConsent, m: Messages, locale: Locale): string {
	const { endsAt, isOutdated } = consent;
	const until = endsAt && m.consents.until({ day: lastFullDayOf(endsAt, locale) });
	return [byWhom(consent, m, locale), until, isOutdated && m.consents.outdated].filter(Boolean).join(m.common.dot);
}

function byWhom({ at, how, recordedBy, ...said }: StandingConsent, { consents, households }: Messages, locale: Locale): string {
	const day = dayOf(at, locale);
	if (said.saidBy === null) return consents.given({ day });
	return consents[how === "paper" ? "signedFor" : "givenFor"]({ day, saidBy: households.speaker.named(said), helper: recordedBy ?? "" });
}

/** What somebody is asked about, by its story's title, or by what was cleaned up and since when it is shown. */
export function nameOf({ story, pair }: Asked, { consents }: Messages, locale: Locale): string {
	if (!pair) return story?.title ?? "";
	const kind = locale === "en" ? pair.category.nameEn : pair.category.name;
	return consents.own.pair({ kind, day: shortDayOf(pair.publishedAt, locale) });
}

/** What is not agreed to yet, as the options of a form. */
export function optionsOf(asked: Pick<Asked, "item" | "story">, channels: Channel[], { consents }: Messages, of: string) {
	return channels.map((channel) => ({
		value: `${asRead(asked)}/${channel}`,
		label: `${of}${consents.colon}${consents.channels[channel].name}`,
	}));
}
