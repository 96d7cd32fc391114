import { publishedEditions } from "#domain/boards/public-edition.ts";
import { publicModels } from "#domain/models/public-models.ts";
import { setting } from "#domain/settings/settings.ts";
import { wallPage } from "#domain/submissions/wall.ts";
import { monthsOf } from "#i18n/dates.ts";
import { type Locale, messagesFor } from "#i18n/messages.ts";
import type { Tag } from "#platform/changes.ts";

interface Entry {
	path: string;
	title: string;
	at: Date;
}

interface Feed {
	tags: Tag[];
	read: (locale: Locale) => Promise<Entry[]>;
}

/**
 * What is new, by the name of the file. An entry is a title and an address: readers keep copies, and what a household takes back must not go on in them. Of
 * cards there is no feed at all, because their very title would outlive them.
 */
export const FEEDS = {
	wall: {
		tags: ["wall", "places"],
		async read(locale) {
			const { pairs } = await wallPage({ limit: 30 });
			return pairs.map(({ submissionId, village, hamlet, category, publishedAt }) => ({
				path: `/submissions/${submissionId}`,
				title: `${village.name} ${hamlet.name} ${locale === "en" ? category.nameEn : category.name}`,
				at: publishedAt,
			}));
		},
	},
	boards: {
		tags: ["boards", "places"],
		async read(locale) {
			const words = messagesFor(locale).boards;
			const { editions } = await publishedEditions();
			return editions.map(({ editionId, regionName: region, level, fromMonth, untilMonth, publishedAt }) => ({
				path: `/boards/${editionId}`,
				title: words.titleOf({ region, level: words.levels[level], months: monthsOf(fromMonth, untilMonth, locale) }),
				at: publishedAt as Date,
			}));
		},
	},
	models: {
		tags: ["models", "places"],
		async read() {
			const titled = (await publicModels()).flatMap(({ titledAt, ...model }) => (titledAt ? [{ ...model, at: titledAt }] : []));
			return titled.map(({ modelVillageId, village, at }) => ({ path: `/models/${modelVillageId}`, title: village, at }));
		},
	},
} as const satisfies Record<string, Feed>;

export type FeedName = keyof typeof FEEDS;

/** Atom (RFC 4287). */
export async function feedText(name: FeedName, { origin, locale }: { origin: string; locale: Locale }): Promise<string> {
	const { common, openData } = messagesFor(locale);
	const entries = await FEEDS[name].read(locale);
	const base = origin + (locale === "en" ? "/en" : "");
	const self = xml(`${base}/feeds/${name}.xml`);
	const site = xml((await setting("siteName")) || common.siteName);
	const newest = Math.max(0, ...entries.map(({ at }) => at.getTime()));
	return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${self}</id><title>${xml(openData.feeds[name])}</title><updated>${new Date(newest).toISOString()}</updated>
<author><name>${site}</name></author><link rel="self" href="${self}"/><link href="${xml(base)}/"/>
${entries.map((entry) => entryText(entry, base)).join("\n")}
</feed>
`;
}

function entryText({ path, title, at }: Entry, base: string): string {
	const address = xml(base + path);
	return `<entry><id>${address}</id><title>${xml(title)}</title><updated>${at.toISOString()}</updated><link href="${address}"/></entry>`;
}

const ESCAPED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Words as they may stand in XML 1.0. */
function xml(words: string): string {
	return words
		.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
		.replace(/[&<>"]/g, (sign) => ESCAPED[sign] as string);
}
