import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { ADMIN_ROLES, inOfficeOf } from "#domain/regions/scope.ts";
import { type Agreement, linear, tableOfStars, weightedKappa } from "./agreement.ts";
import { medianOf, starsFor } from "./rules.ts";

/** Below it nobody says how far somebody agrees with the others. */
export const ENOUGH_YARDS = 10;

export interface ScorerAgreement {
	personId: string;
	name: string;
	village: string;
	yards: number;
	/** Null below enough yards, or where all stars are alike. */
	agreement: Agreement | null;
	/** How many points this scorer gives more (or less) than the others, on average. */
	lean: number;
}

interface Look {
	personId: string;
	name: string;
	village: string;
	home: string;
	score: number;
	starsFrom: string;
}

/**
 * Each scorer beside the others who saw the same yard on the same visit, by their median, so that a yard counts once. Only of yards where everybody has closed.
 * For who sees to it that scores mean the same; nobody is ranked. By linear weights: each star apart costs the same.
 */
export async function agreementOfScorers(viewer: Viewer): Promise<ScorerAgreement[]> {
	const looks = await db.all<Look>(sql`
		select l.scorer_id as personId, p.name, regions.name as village, l.rating_id || l.household_id || l.visit as home, l.score, s.stars_from as starsFrom
		from rating_rounds g join regions on regions.id = g.village_id join rating_sheets s on s.id = g.sheet_id
		join rating_looks_seen l on l.rating_id = g.id and l.closed_at is not null join people p on p.id = l.scorer_id
		where g.stage in ('drawn', 'closed', 'settled') and ${inOfficeOf(viewer, [...ADMIN_ROLES, "auditor"])}`);
	const homes = Map.groupBy(looks, ({ home }) => home);
	const byScorer = Map.groupBy(looks, ({ personId, village }) => `${village} ${personId}`);
	const all = [...byScorer.values()].map((own) => besideOthers(own, homes));
	return all.sort((a, b) => (`${a.village} ${a.name}` < `${b.village} ${b.name}` ? -1 : 1));
}

function besideOthers(own: Look[], homes: Map<string, Look[]>): ScorerAgreement {
	const { personId, name, village } = own[0] as Look;
	const pairs = own.flatMap((look) => {
		const others = (homes.get(look.home) ?? []).filter((other) => other.personId !== personId).map(({ score }) => score);
		return others.length === 0 ? [] : [{ look, other: medianOf(others) }];
	});
	const stars = pairs.map(({ look, other }) => {
		const sheet = { starsFrom: JSON.parse(look.starsFrom) as number[] };
		return [starsFor(look.score, sheet), starsFor(other, sheet)] as const;
	});
	const lean = pairs.reduce((sum, { look, other }) => sum + look.score - other, 0) / Math.max(1, pairs.length) / 10;
	const agreement = pairs.length >= ENOUGH_YARDS ? weightedKappa(tableOfStars(stars), linear) : null;
	return { personId, name, village, yards: pairs.length, agreement, lean };
}
