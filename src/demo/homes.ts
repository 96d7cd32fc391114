import { asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { setPassphrase } from "#domain/accounts/set-passphrase.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { dismissNotices } from "#domain/notices/dismiss.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import type { District } from "./district.ts";
import type { PlannedSubmission } from "./plan.ts";
import { type DemoAccount, newPassphrase, type Place, type Staff } from "./staff.ts";

export function places(): Promise<Place[]> {
	return db
		.select({ id: regions.id, name: regions.name, level: regions.level, parentId: regions.parentId })
		.from(regions)
		.orderBy(asc(regions.code));
}

/** A household that takes part, with its member. */
export interface Home {
	householdId: string;
	personId: string;
	doorToken: string;
	townId: string;
	villageId: string;
	villageName: string;
	headName: string;
}

/** Issues a slip to each household that will show something; that also creates its first member. */
export async function openHomes(district: District, history: PlannedSubmission[], { admin }: Staff, at: Date): Promise<Map<number, Home>> {
	const known = await knownHouseholds();
	const open = async (index: number): Promise<[number, Home]> => {
		const row = district.households[index];
		const home = known.get(`${row?.hamlet.code}/${row?.number}`);
		if (!home) throw new Error("a household of the plan was not imported");
		const { personId } = await issueSlip({ householdId: home.householdId, by: admin, at });
		return [index, { ...home, personId }];
	};
	// Side by side, because each PIN is hashed for a while.
	return new Map(await Promise.all([...new Set(history.map(({ household }) => household))].map(open)));
}

async function knownHouseholds(): Promise<Map<string, Omit<Home, "personId">>> {
	const rows = await db
		.select({
			householdId: households.id,
			doorToken: households.doorToken,
			number: households.number,
			headName: households.headName,
			hamlet: regions.code,
			path: regions.path,
		})
		.from(households)
		.innerJoin(regions, eq(regions.id, households.hamletId));
	const names = new Map((await places()).map((place) => [place.id, place.name]));
	return new Map(
		rows.map(({ hamlet, number, path, ...home }) => {
			const [, , townId = "", villageId = ""] = path.split("/");
			return [`${hamlet}/${number}`, { ...home, townId, villageId, villageName: names.get(villageId) ?? "" }];
		}),
	);
}

/** The household that showed most. */
export function busiestHome(history: PlannedSubmission[], homes: Map<number, Home>): Home {
	const shown = Map.groupBy(history, (planned) => planned.household);
	const [busiest] = [...shown].sort(([, a], [, b]) => b.length - a.length);
	return homes.get(busiest?.[0] ?? -1) as Home;
}

/** The demo's villager: the member of that household, with a passphrase. */
export async function villager(home: Home, { admin }: Staff, at: Date): Promise<DemoAccount> {
	const { pin } = await issueSlip({ householdId: home.householdId, by: admin, at });
	const { sessionId } = await signInWithSlip({ doorToken: home.doorToken, pin, address: "127.0.0.1", at });
	const viewer = (await sessionHolder(sessionId, at)) as Viewer;
	// They have read what happened in the half year, but for the last of it.
	const [, ...read] = (await noticesFor(viewer)).map(({ noticeId }) => noticeId);
	await dismissNotices(viewer, read);
	const password = newPassphrase();
	await setPassphrase({ by: viewer, current: "", passphrase: password, address: "127.0.0.1", at });
	return { role: "villager", username: home.doorToken, password, name: home.headName, region: home.villageName };
}
