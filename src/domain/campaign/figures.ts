import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { regionFigures } from "#db/schema/figures.ts";
import { within } from "#domain/regions/scope.ts";
import { DAY_MS } from "#platform/clock.ts";
import { UNSEEN_DAYS } from "./types.ts";

/** A share from 0 to 1, and how many things it is a share of; null when nothing is measured yet. */
export interface Share {
	share: number | null;
	of: number;
}

export interface HeadlineFigures {
	/** 要我→我要: the share of published work that households began themselves. */
	selfStarted: Share;
	stillClean30: Share;
	stillClean90: Share;
	/** Households with a published pair. */
	takingPart: number;
	hamlets: number;
	/** To which no walk led for so long that a draw had sent there; wherever else somebody chose to go does not count. */
	unseenHamlets: number;
}

/**
 * Of everywhere, or of places none of which lies in another (`outermost`), with all below them. Read from what triggers count (`region_figures`).
 */
export async function headlineFigures(at: Date, { regionIds }: { regionIds?: string[] } = {}): Promise<HeadlineFigures> {
	const since = at.getTime() - UNSEEN_DAYS * DAY_MS;
	const [found] = await figuresQuery(db, regionIds ? "below" : "").execute({ since, regionIds: JSON.stringify(regionIds) });
	const { pairs, self, takingPart, hamlets, seen } = found ?? { pairs: 0, self: 0, takingPart: 0, hamlets: 0, seen: 0 };
	const [looked30, looked90] = [found?.looked30 ?? 0, found?.looked90 ?? 0];
	return {
		selfStarted: { share: pairs > 0 ? self / pairs : null, of: pairs },
		stillClean30: { share: looked30 > 0 ? (found?.clean30 ?? 0) / looked30 : null, of: looked30 },
		stillClean90: { share: looked90 > 0 ? (found?.clean90 ?? 0) / looked90 : null, of: looked90 },
		takingPart,
		hamlets,
		unseenHamlets: hamlets - seen,
	};
}

const figuresQuery = prepared((on, shape) => {
	const { pairs, selfStarted, takingPart, hamlets, regionId } = regionFigures;
	const sum = (count: SQLWrapper) => sql<number>`coalesce(sum(${count}), 0)`;
	const asked = shape === "below" ? among(REGION_IDS) : sql`(select id from regions where parent_id is null)`;
	return on
		.select({
			...{ pairs: sum(pairs), self: sum(selfStarted), takingPart: sum(takingPart), hamlets: sum(hamlets) },
			...{
				looked30: looked("at30", asked),
				clean30: stillClean("at30", asked),
				looked90: looked("at90", asked),
				clean90: stillClean("at90", asked),
			},
			seen: sql<number>`(${shape === "below" ? SEEN_BELOW : SEEN})`,
		})
		.from(regionFigures)
		.where(sql`${regionId} in ${asked}`)
		.prepare();
});

// Of drawn look backs, worked out each night; the share has the draw's weights.
const path = (day: string, name: string) => sql.raw(`'$.${day}.${name}'`);
const kept = (figure: SQL, asked: SQL) => sql<number>`(select coalesce(sum(${figure}), 0) from lookback_figures where about in ${asked})`;
const looked = (day: "at30" | "at90", asked: SQL) => kept(sql`json_extract(figures, ${path(day, "of")})`, asked);
const stillClean = (day: "at30" | "at90", asked: SQL) =>
	kept(sql`json_extract(figures, ${path(day, "of")}) * json_extract(figures, ${path(day, "share")})`, asked);

const [SINCE, REGION_IDS] = [sql.placeholder("since"), sql.placeholder("regionIds")];

const SEEN = sql`select count(*) from region_figures where walked_at > ${SINCE} and hamlets > 0`;

const SEEN_BELOW = sql`select count(*) from ${among(REGION_IDS)} asked cross join regions above on above.id = asked.value
	cross join regions r on ${within(sql`above.path`, sql`r.path`)}
	cross join region_figures f on f.region_id = r.id and f.hamlets > 0
	where f.walked_at > ${SINCE}`;
