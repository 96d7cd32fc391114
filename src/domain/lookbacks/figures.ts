import { asc, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, write } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { lookbackFigures } from "#db/schema/lookbacks.ts";
import { regions } from "#db/schema/regions.ts";
import { changed } from "#platform/changes.ts";
import { survivalOf, weightedShare } from "./survival.ts";
import { AGAIN_DAYS, type ToldFigures } from "./types.ts";

interface Row {
	submissionId: string;
	path: string;
	category: string;
	day: number;
	chance: number;
	isAgain: number;
	answeredAt: number | null;
	isRelapsed: number;
}

interface SeenPair {
	abouts: string[];
	day: number;
	isRelapsed: boolean;
	weight: number;
	looks: { day: number; isSo: boolean; weight: number }[];
}

/**
 * Each night, of drawn checks alone. A pair's weight is one over the chance that any of its checks was drawn, a look's one over its own. What was a gap in what the
 * village has, or was found wrong by an appeal, was no relapse.
 */
export async function countLookbacks(at: Date): Promise<void> {
	const rows = await db.all<Row>(sql`
		select l.submission_id as submissionId, v.path, s.category_code as category, l.day, l.chance, l.again_of is not null as isAgain,
			l.answered_at as answeredAt, l.answer is 'relapsed' and l.cause is not 'facility_gap' and not exists (
				select 1 from lookback_appeals a where a.lookback_id = l.id and a.is_upheld) as isRelapsed
		from lookbacks l join submissions s on s.id = l.submission_id join regions v on v.id = l.village_id
		where l.submission_id in (select submission_id from lookbacks where answered_at is not null) and l.month is not null and s.published_at is not null`);
	const pairs = [...Map.groupBy(rows, ({ submissionId }) => submissionId).values()].flatMap(seenPair);
	const groups = new Map<string, SeenPair[]>();
	for (const pair of pairs) for (const about of pair.abouts) groups.set(about, [...(groups.get(about) ?? []), pair]);
	await write(async (tx) => {
		await tx.delete(lookbackFigures);
		for (const [about, own] of groups) await tx.insert(lookbackFigures).values({ about, figures: figuresOf(own), madeAt: at });
	});
	changed(["lookbacks", "home"]);
}

function seenPair(rows: Row[]): SeenPair[] {
	// On which day of its week somebody came does not matter: otherwise whoever was looked at last would stand alone at the end of the curve.
	const looks = rows.flatMap(({ answeredAt, ...row }) =>
		answeredAt === null ? [] : { ...row, after: row.day + (row.isAgain ? AGAIN_DAYS : 0) },
	);
	const [first] = looks;
	if (!first) return [];
	const found = looks.filter(({ isRelapsed }) => isRelapsed).map(({ after }) => after);
	const unseen = rows.filter(({ isAgain }) => !isAgain).reduce((chance, row) => chance * (1 - row.chance / 100), 1);
	const own = looks
		.filter(({ isAgain }) => !isAgain)
		.map(({ day, isRelapsed, chance }) => ({ day, isSo: !isRelapsed, weight: 100 / chance }));
	const seen =
		found.length > 0
			? { day: Math.min(...found), isRelapsed: true }
			: { day: Math.max(...looks.map(({ after }) => after)), isRelapsed: false };
	return [{ ...seen, weight: 1 / (1 - unseen), looks: own, abouts: [...first.path.split("/").filter(Boolean), first.category] }];
}

function figuresOf(pairs: SeenPair[]): ToldFigures {
	const looks = (day: number) => weightedShare(pairs.flatMap((pair) => pair.looks.filter((look) => look.day === day)));
	return { pairs: pairs.length, steps: survivalOf(pairs), at30: looks(30), at90: looks(90) };
}

/** What everybody reads: of the whole district with its curve, of each kind of work, and of each village. */
export async function publicFigures() {
	const rows = await db
		.select({
			...{ figures: lookbackFigures.figures, level: regions.level, regionId: regions.id, place: nameAmongAll("regions") },
			...{ category: leafCategories.plain, categoryEn: leafCategories.plainEn },
		})
		.from(lookbackFigures)
		.leftJoin(regions, sql`${regions.id} = ${lookbackFigures.about}`)
		.leftJoin(leafCategories, sql`${leafCategories.code} = ${lookbackFigures.about}`)
		.orderBy(asc(lookbackFigures.about));
	const told = rows.map(({ figures, ...row }) => ({ ...row, ...(figures as ToldFigures) }));
	return {
		whole: told.find(({ level }) => level === "district") ?? null,
		kinds: told.filter(({ category }) => category !== null),
		villages: told.filter(({ level }) => level === "village"),
	};
}
