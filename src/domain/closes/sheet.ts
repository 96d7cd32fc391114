import { sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import type { SheetLine, SheetSums } from "./types.ts";

export interface Record {
	villageId: string;
	/** Every entry up to this one is older than `from`. */
	afterSeq: number;
	from: Date;
	ends: Date;
}

export type HouseholdLine = SheetLine & { householdId: string };

/** What each household of a village earned and spent in a month's record, and what it had at its end; of those without any, nothing. Along the doors, never by points. */
export async function linesOf(reader: Reader, { villageId, afterSeq, from, ends }: Record): Promise<HouseholdLine[]> {
	const [begin, end] = [from.getTime(), ends.getTime()];
	const isSpent = sql`(e.kind in ('redeem', 'expire') or e.kind = 'reverse' and exists (select 1 from point_entries o where o.seq = e.refers_to and o.kind = 'redeem'))`;
	const inMonth = sql`e.at >= ${begin} and e.at < ${end}`;
	const rows = await reader.all<HouseholdLine & { code: string; entries: number }>(sql`
		select h.id as householdId, g.code, g.name as hamlet, h.number,
			coalesce(sum(iif(${inMonth} and not ${isSpent}, e.points, 0)), 0) as earned,
			coalesce(sum(iif(${inMonth} and ${isSpent}, e.points, 0)), 0) as spent,
			coalesce(sum(iif(${inMonth}, 1, 0)), 0) as entries,
			coalesce((select balance_after from point_entries where household_id = h.id order by seq desc limit 1), 0)
				- coalesce(sum(iif(e.at >= ${end}, e.points, 0)), 0) as balance
		from households h join regions g on g.id = h.hamlet_id
		left join point_entries e on e.household_id = h.id and e.seq > ${afterSeq}
		where h.village_id = ${villageId} group by h.id`);
	return rows
		.filter(({ entries, balance }) => entries > 0 || balance !== 0)
		.sort((a, b) => (`${a.code} ${a.number} ${a.householdId}` < `${b.code} ${b.number} ${b.householdId}` ? -1 : 1))
		.map(({ code: _, entries: __, ...line }) => line);
}

export function sumsOf(lines: SheetLine[]): SheetSums {
	const sum = (of: (line: SheetLine) => number) => lines.reduce((total, line) => total + of(line), 0);
	return {
		households: lines.length,
		earned: sum(({ earned }) => earned),
		spent: sum(({ spent }) => spent),
		balance: sum(({ balance }) => balance),
	};
}

/** The newest entry before which all are older than a moment; from the last such place on. */
export async function lastBefore(reader: Reader, moment: Date, afterSeq: number): Promise<number> {
	const [first] = await reader.all<{ seq: number }>(
		sql`select seq from point_entries where seq > ${afterSeq} and at >= ${moment.getTime()} order by seq limit 1`,
	);
	const [last] = await reader.all<{ seq: number }>(sql`select seq from point_entries order by seq desc limit 1`);
	return first ? first.seq - 1 : Math.max(afterSeq, last?.seq ?? 0);
}
