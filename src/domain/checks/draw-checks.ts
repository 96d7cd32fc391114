import { sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { householdChecks } from "#db/schema/checks.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { addDays, dayAt, startOf } from "#domain/calendar/rules.ts";
import { lot } from "#domain/draws/draws.ts";
import { setting } from "#domain/settings/settings.ts";

/** What one dishonest officer could write down alone, and a household would not hear of soon. */
const ASKED_ABOUT: Verb[] = ["household.change_head", "household.close", "household.merge", "household.split", "member.leave"];

interface Change {
	entrySeq: number;
	householdId: string;
	regionId: string;
	changedBy: string;
}

/** 抽查: of each officer's changes of last week a few, drawn by the day on which this week began; drawn again, they are the same. */
export async function drawChecks(at: Date): Promise<void> {
	const monday = mondayOf(at);
	const most = await setting("householdChecksPerOfficer");
	const changes = await changesBetween(startOf(addDays(monday, -7)), startOf(monday));
	const drawn = [...Map.groupBy(changes, ({ changedBy }) => changedBy).values()].flatMap((own) => {
		const chosen = lot(
			monday,
			"household checks",
			own.map(({ entrySeq }) => entrySeq),
			most,
		);
		return own.filter(({ entrySeq }) => chosen.includes(entrySeq));
	});
	if (drawn.length === 0) return;
	const rows = drawn.map((change) => ({ ...change, drawnAt: at }));
	await write((tx) => tx.insert(householdChecks).values(rows).onConflictDoNothing());
}

function mondayOf(at: Date): string {
	const today = dayAt(at);
	return addDays(today, -((new Date(`${today}T00:00Z`).getUTCDay() + 6) % 7));
}

/** A name that was only misspelt ends nothing. A member who left lives on and can say themselves that it is not so; who is entered as dead cannot. */
function changesBetween(from: Date, to: Date): Promise<Change[]> {
	return db.all<Change>(sql`
		select e.seq as "entrySeq", h.id as "householdId", h.village_id as "regionId", e.actor_id as "changedBy"
		from audit_entries e join households h on h.id = substr(e.subject, 11)
		where e.at >= ${from.getTime()} and e.at < ${to.getTime()} and +e.action in ${ASKED_ABOUT} and e.subject like 'household:%' and e.actor_id is not null
			and not (e.action = 'household.change_head' and json_extract(e.detail, '$.why') is 'misspelt')
			and not (e.action = 'member.leave' and json_extract(e.detail, '$.why') is not 'died')`);
}
