import { sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { householdChecks } from "#db/schema/checks.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { addDays } from "#domain/calendar/rules.ts";
import type { Day } from "#domain/calendar/types.ts";
import { lot, seedOf } from "#domain/draws/draws.ts";
import { drawPeriod, periodsToDraw, type SealedDraw, sealPeriod } from "#domain/draws/sealed.ts";
import { readingsFor } from "#domain/finder/pinyin.ts";
import { setting } from "#domain/settings/settings.ts";
import { areReadAlike, boundsOf, weekOf } from "./rules.ts";
import { DRAW, type DrawnWeek } from "./types.ts";

/** What one dishonest officer could write down alone, and a household would not hear of soon. */
const ASKED_ABOUT: Verb[] = [
	...(["household.change_head", "household.close", "household.merge", "household.split"] as const),
	...(["member.leave", "member.rename"] as const),
];

const WEEKS: SealedDraw = { noun: "check", seal: "check.seal", draw: "check.draw", seedOf: seedOfWeek };

interface Change {
	entrySeq: number;
	householdId: string;
	regionId: string;
	changedBy: string;
	code: string;
	/** A head's two names, where it is said that the person is the same. */
	from: string | null;
	to: string | null;
}

/**
 * 抽查, each Monday: draws what is over of the weeks whose seed was sealed before, and seals the seeds of this week and the next one. Nobody can work out
 * beforehand what will be drawn, and afterwards everybody of an office can draw again.
 */
export async function drawChecks(at: Date): Promise<void> {
	const now = weekOf(at);
	for (const week of await periodsToDraw(WEEKS, now)) await drawWeek(week, at);
	await write(async (tx) => {
		for (const week of [now, addDays(now, 7)]) await sealPeriod(tx, WEEKS, { period: week, at });
	});
}

/** Of each officer's households of that week a few. All that the officer did to them is asked about, so that many lines on one household do not thin out the others. */
async function drawWeek(week: Day, at: Date): Promise<void> {
	const [seed, most, changes] = [seedOfWeek(week), await setting("householdChecksPerOfficer"), await changesOf(week)];
	const drawn = [...Map.groupBy(changes, ({ changedBy }) => changedBy).values()].flatMap((own) => {
		const chosen = lot(seed, DRAW, homesOf(own), most);
		return own.filter(({ code }) => chosen.includes(code));
	});
	const detail: DrawnWeek = { seed, most, households: homesOf(changes).length, drawn: homesOf(drawn).length };
	const rows = drawn.map(({ entrySeq, householdId, regionId, changedBy }) => ({ entrySeq, householdId, regionId, changedBy, drawnAt: at }));
	await write((tx) => {
		const insert = async () => {
			for (const row of rows) await tx.insert(householdChecks).values(row);
		};
		return drawPeriod(tx, WEEKS, { period: week, detail: { ...detail }, at, insert });
	});
}

function homesOf(changes: Change[]): string[] {
	return [...new Set(changes.map(({ code }) => code))];
}

function seedOfWeek(week: Day): string {
	return seedOf(`household checks ${week}`);
}

/** A member who left lives on and can say themselves that it is not so; who is entered as dead cannot. A head's name that is read as before was misspelt. */
async function changesOf(week: Day): Promise<Change[]> {
	const { from, until } = boundsOf(week);
	const changes = await db.all<Change>(sql`
		select e.seq as "entrySeq", h.id as "householdId", h.village_id as "regionId", e.actor_id as "changedBy", h.public_code as code,
			case when e.action = 'member.rename' or json_extract(e.detail, '$.why') = 'misspelt' then json_extract(e.detail, '$.from') end as "from",
			json_extract(e.detail, '$.to') as "to"
		from audit_entries e join households h on h.id = substr(e.subject, 11)
		where e.at >= ${from.getTime()} and e.at < ${until.getTime()} and +e.action in ${ASKED_ABOUT} and e.subject like 'household:%' and e.actor_id is not null
			and not (e.action = 'member.rename' and json_extract(e.detail, '$.isHead') is not 1)
			and not (e.action = 'member.leave' and json_extract(e.detail, '$.why') is not 'died')
		order by e.seq`);
	const isNamed = changes.some((change) => change.from !== null);
	const readings = isNamed ? await readingsFor() : () => [];
	return changes.filter((change) => change.from === null || !areReadAlike(readings, [change.from, change.to ?? ""]));
}
