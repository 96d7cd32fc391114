import { and, count, eq, gte, isNull, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { prepared } from "#db/prepared.ts";
import { regionFigures, regionMonths } from "#db/schema/figures.ts";
import { regions } from "#db/schema/regions.ts";
import { spots } from "#db/schema/spots/spots.ts";
import { wilson } from "#domain/boards/ranks.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { type Town, villagesByTown } from "#domain/regions/village.ts";
import { shareOf, sharesOf, yearUntil } from "./rules.ts";
import type { Shares, TownFigures, VillageFigures } from "./types.ts";

const BY_NAME = new Intl.Collator("zh-CN-u-co-pinyin", { numeric: true });

/** The figures of every village by town; the months only of the villages of one town, of none (null) or of all. Read from what triggers count, in three statements. */
export async function figuresByTown(at: Date, { townId }: { townId?: string | null } = {}): Promise<TownFigures[]> {
	const towns = await villagesByTown();
	const year = yearUntil(monthAt(at));
	const since = year[0] ?? "";
	const counted = new Map((await countedQuery(db).execute({ since })).map((row) => [row.regionId, row]));
	const inWork = new Map((await inWorkQuery(db).execute({ now: at.getTime() })).map((row) => [row.regionId, row]));
	const listed = townId === undefined ? towns : towns.filter(({ town }) => town.regionId === townId);
	const ids = listed.flatMap(({ villages }) => villages.map(({ regionId }) => regionId));
	const months = Map.groupBy(await monthsQuery(db).execute({ since, regionIds: JSON.stringify(ids) }), ({ regionId }) => regionId);
	return towns.map(({ town, villages }) => {
		const figures = inOrder(villages).map(({ regionId, name, called }): VillageFigures => {
			const shares = sharesFrom(counted.get(regionId), inWork.get(regionId)?.late);
			const ofMonth = new Map(months.get(regionId)?.map((row) => [row.month, row.pairs]));
			return {
				...{ regionId, name: called, names: [town.name, name], ...shares },
				cleanBetween: shares.clean.depth > 0 ? wilson(shares.clean) : null,
				open: inWork.get(regionId)?.open ?? 0,
				late: inWork.get(regionId)?.late ?? 0,
				months: year.map((month) => ofMonth.get(month) ?? 0),
			};
		});
		return { town, villages: figures, shares: sharesOf(figures) };
	});
}

const NOTHING = { sums: { looked: 0, clean: 0, mended: 0, mendedInTime: 0 }, households: 0, takingPart: 0, pairs: 0, self: 0 };

function sharesFrom({ sums, ...counted } = NOTHING, late = 0): Shares {
	return {
		clean: shareOf("clean", sums.clean, sums.looked),
		part: shareOf("part", counted.takingPart, counted.households),
		self: shareOf("self", counted.self, counted.pairs),
		in_time: shareOf("in_time", sums.mendedInTime, sums.mended + late),
	};
}

// The towns are remembered, and so is their order.
const ordered = new WeakMap<Town["villages"], Town["villages"]>();
function inOrder(villages: Town["villages"]): Town["villages"] {
	const known = ordered.get(villages) ?? villages.toSorted((one, other) => BY_NAME.compare(one.name, other.name));
	ordered.set(villages, known);
	return known;
}

const SINCE = sql.placeholder("since");

// Of a village its few months are summed up; as a join all the months of all villages would be sorted.
const MONTHS = sql`(select json_array(total(looked), total(clean), total(mended), total(mended_in_time))
	from region_months where region_id = ${regions.id} and month >= ${SINCE})`;

const countedQuery = prepared((on) => {
	const { households, takingPart, pairs, selfStarted } = regionFigures;
	return on
		.select({ regionId: regions.id, households, takingPart, pairs, self: selfStarted, sums: MONTHS.mapWith(sumsIn) })
		.from(regions)
		.innerJoin(regionFigures, eq(regionFigures.regionId, regions.id))
		.where(and(eq(regions.level, literal("village")), isNull(regions.validTo)))
		.prepare();
});

function sumsIn(text: string) {
	const [looked = 0, clean = 0, mended = 0, mendedInTime = 0] = JSON.parse(text) as number[];
	return { looked, clean, mended, mendedInTime };
}

// Spoken for by their index alone, but for a newest order that is appealed.
const inWorkQuery = prepared((on) =>
	on
		.select({ regionId: spots.villageId, open: count(), late: sql<number>`sum(${spots.dueAt} < ${sql.placeholder("now")})` })
		.from(spots)
		.where(sql`${spots.stage} in ('assigned', 'in_hand', 'half_done') and ${spots.grade} <> 'D' and ${spots.cause} <> 'facility_gap' and not exists (
			select 1 from spot_assignments a where a.spot_id = ${spots.id} and a.appealed_at is not null and a.appeal_answer is not 'rejected'
				and a.number = (select max(number) from spot_assignments where spot_id = a.spot_id))`)
		.groupBy(spots.villageId)
		.prepare(),
);

const monthsQuery = prepared((on) =>
	on
		.select({ regionId: regionMonths.regionId, month: regionMonths.month, pairs: regionMonths.pairs })
		.from(regionMonths)
		.where(and(sql`${regionMonths.regionId} in ${among(sql.placeholder("regionIds"))}`, gte(regionMonths.month, SINCE)))
		.prepare(),
);
