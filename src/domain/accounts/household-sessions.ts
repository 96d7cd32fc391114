import { setImmediate } from "node:timers/promises";
import { and, eq, isNull, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import { db } from "#db/client.ts";
import { prepared } from "#db/prepared.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { householdMembers } from "#db/schema/households.ts";
import { sha256 } from "#platform/hash.ts";

let asking: string[] = [];
let answering: ReturnType<typeof answerTogether> | undefined;

export interface HouseholdSession {
	personId: string;
	householdId: string;
	isAtKiosk: boolean;
	/** Who printed the slip to which the session goes back. */
	letInBy: string | null;
}

/** Null for staff. Requests of one turn share a query:  on a closing evening a whole county votes. */
export async function householdOfSession(sessionId: string, at: Date): Promise<HouseholdSession | null> {
	const hash = sha256(sessionId);
	asking.push(hash);
	answering ??= answerTogether();
	const found = (await answering).get(hash);
	if (!found || found.expiresAt <= at) return null;
	const { personId, householdId, isAtKiosk, letInBy } = found;
	return { personId, householdId, isAtKiosk, letInBy };
}

async function answerTogether() {
	await setImmediate();
	const hashes = JSON.stringify(asking);
	asking = [];
	answering = undefined;
	const rows = await sessionsQuery(db).execute({ hashes });
	return new Map(rows.map((row) => [row.id, row]));
}

const sessionsQuery = prepared((on) =>
	on
		.select({
			...{ id: sessions.id, personId: sessions.personId, expiresAt: sessions.expiresAt, isAtKiosk: sessions.isAtKiosk },
			letInBy: sessions.letInBy,
			householdId: householdMembers.householdId,
		})
		.from(sessions)
		.innerJoin(people, and(eq(people.id, sessions.personId), isNull(people.disabledAt)))
		.innerJoin(householdMembers, and(eq(householdMembers.personId, sessions.personId), isNull(householdMembers.leftAt)))
		.where(and(sql`${sessions.id} in ${among(sql.placeholder("hashes"))}`, eq(sessions.kind, "villager")))
		.prepare(),
);
