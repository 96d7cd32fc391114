import { and, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { type HeadlineFigures, headlineFigures } from "#domain/campaign/figures.ts";
import { DECISION_READERS } from "#domain/moderation/scope.ts";
import { inOfficeOf } from "#domain/regions/scope.ts";

export const FIGURE_READERS: Role[] = [...DECISION_READERS, "publicist", "inspector"];

/** The headline figures of the villages in this person's office, taken together. */
export async function ownFigures(viewer: Viewer, at: Date): Promise<HeadlineFigures> {
	const isVillage = and(eq(regions.level, "village"), isNull(regions.validTo));
	const own = await db
		.select({ id: regions.id })
		.from(regions)
		.where(and(isVillage, inOfficeOf(viewer, FIGURE_READERS)));
	// Of all villages the site's own figures are the same, in one query.
	if (own.length === (await db.$count(regions, isVillage))) return headlineFigures(at);
	return together(await Promise.all(own.map(({ id }) => headlineFigures(at, { villageId: id }))));
}

function together(villages: HeadlineFigures[]): HeadlineFigures {
	const sum = (of: (figures: HeadlineFigures) => number) => villages.reduce((so, figures) => so + of(figures), 0);
	const share = (of: (figures: HeadlineFigures) => HeadlineFigures["selfStarted"]) => {
		const all = sum((figures) => of(figures).of);
		return { share: all > 0 ? sum((figures) => (of(figures).share ?? 0) * of(figures).of) / all : null, of: all };
	};
	return {
		selfStarted: share((figures) => figures.selfStarted),
		stillClean30: share((figures) => figures.stillClean30),
		stillClean90: share((figures) => figures.stillClean90),
		hamlets: sum((figures) => figures.hamlets),
		unseenHamlets: sum((figures) => figures.unseenHamlets),
	};
}
