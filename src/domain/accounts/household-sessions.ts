import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { sha256 } from "#platform/hash.ts";

let asking: string[] = [];
let answering: Promise<Map<string, Row>> | undefined;

interface Row {
	id: string;
	personId: string;
	householdId: string;
	expiresAt: number;
	isAtKiosk: number;
}

export interface HouseholdSession {
	personId: string;
	householdId: string;
	isAtKiosk: boolean;
}

/** Null for staff. Requests of one turn share a query, because preparing it costs more than looking up: on a closing evening a whole county votes. */
export async function householdOfSession(sessionId: string, at: Date): Promise<HouseholdSession | null> {
	const hash = sha256(sessionId);
	asking.push(hash);
	answering ??= answerTogether();
	const found = (await answering).get(hash);
	if (!found || found.expiresAt <= at.getTime()) return null;
	const { personId, householdId, isAtKiosk } = found;
	return { personId, householdId, isAtKiosk: isAtKiosk === 1 };
}

async function answerTogether(): Promise<Map<string, Row>> {
	await setImmediate();
	const hashes = JSON.stringify(asking);
	asking = [];
	answering = undefined;
	const rows = await db.all<Row>(sql`
		select s.id as id, s.person_id as personId, m.household_id as householdId, s.expires_at as expiresAt, s.is_at_kiosk as isAtKiosk
		from json_each(${hashes}) w cross join sessions s on s.id = w.value
		join people p on p.id = s.person_id and p.disabled_at is null
		join household_members m on m.person_id = s.person_id and m.left_at is null
		where s.kind = 'villager'`);
	return new Map(rows.map((row) => [row.id, row]));
}
