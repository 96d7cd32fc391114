import type { MapFigure, Share, TownFigures, VillageFigures, VillagesShown } from "#domain/maps/types.ts";
import type { Locale, Messages } from "#i18n/messages.ts";
import { countOf, percentOf } from "#i18n/numbers.ts";

interface Speaking {
	m: Messages;
	locale: Locale;
	base: string;
}

/** What can be pressed on a map, with its name, its share in words and how dark it is. */
export interface Way {
	id: string;
	href: string;
	name: string;
	/** Of which it is made. */
	names: string[];
	share: string;
	depth: Share["depth"];
}

export function waysTo(villages: VillageFigures[], figure: MapFigure, { m, base }: Speaking): Way[] {
	return villages.map(({ regionId, name, names, [figure]: share }) => ({
		...{ id: regionId, href: `${base}/villages/${regionId}`, name, names },
		...{ share: shareSaid(share, m), depth: share.depth },
	}));
}

export type TownWay = Way & { said: string; depths: Share["depth"][]; isCurrent: boolean };

export function townWays({ towns, figure, open }: VillagesShown, { m, base, locale }: Speaking): TownWay[] {
	return towns.map(({ town: { regionId, name }, villages, shares: { [figure]: own } }: TownFigures) => {
		const share = shareSaid(own, m);
		return {
			...{
				id: regionId,
				href: `${base}/villages?${new URLSearchParams({ figure, town: regionId })}#town`,
				name,
				names: [name],
				share,
				depth: own.depth,
			},
			said: m.villages.townSaid({ count: countOf(villages.length, locale), share }),
			depths: villages.map(({ [figure]: { depth } }) => depth),
			isCurrent: open.some(({ town }) => town.regionId === regionId),
		};
	});
}

function shareSaid({ part, whole, depth }: Share, { villages }: Messages): string {
	return depth === 0 ? villages.few : percentOf(part / whole);
}

/** What each colour means, from the lightest on. */
export function keySaid(steps: readonly number[], { villages: words }: Messages): string[] {
	const [first = 0, ...others] = steps;
	const between = others.map((to, n) => words.between({ from: steps[n] ?? 0, to }));
	return [words.below({ percent: first }), ...between, words.from({ percent: others.at(-1) ?? 0 })];
}

/** A village's figures as its row tells them. */
export function rowOf(
	{ regionId, name, names, months, clean, cleanBetween, part, open, late }: VillageFigures,
	{ m, locale, base }: Speaking,
) {
	const words = m.villages;
	const count = (number: number) => countOf(number, locale);
	const share = clean.part / clean.whole;
	return {
		...{ href: `${base}/villages/${regionId}`, name, names, months },
		monthsSaid: words.monthsSaid({ count: count(months.reduce((sum, pairs) => sum + pairs, 0)) }),
		clean: cleanBetween && { value: 100 * share, low: 100 * cleanBetween.low, high: 100 * cleanBetween.high },
		cleanSaid: cleanBetween
			? words.cleanSaid({
					percent: percentOf(share),
					low: percentOf(cleanBetween.low),
					high: percentOf(cleanBetween.high),
					count: count(clean.whole),
				})
			: words.cleanFew({ count: count(clean.whole) }),
		partSaid: words.partSaid({ part: count(part.part), whole: count(part.whole) }),
		workSaid: open === 0 ? words.noWork : words.workSaid({ open: count(open - late), late: count(late) }),
	};
}
