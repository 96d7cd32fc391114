import { and, count, eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { assistedSubmissions, submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { dayAt, endOf, startOf } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { findHouseholds } from "#domain/finder/find.ts";
import { printersOf } from "#domain/households/merged.ts";
import { closeTo, requireImpartial } from "#domain/recusal.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { setting } from "#domain/settings/settings.ts";
import { HELPERS, type Member } from "./types.ts";

// 代填: an officer (the helper) writes a pair down for a household without a phone, and is named.

/** not_found outside the viewer's offices; nobody helps their own household or relatives. */
export async function requireMayHelp(reader: Reader, by: Viewer, householdId: string) {
	const [home] = await reader
		.select({ villageId: households.villageId, hamletId: households.hamletId, path: regions.path })
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.where(and(eq(households.id, householdId), isNull(households.closedAt)));
	if (!home || !mayActIn(by, home.path, ...HELPERS)) throw new Refusal("not_found", "common.notFound");
	await requireImpartial(reader, by, householdId);
	return { villageId: home.villageId, hamletId: home.hamletId };
}

/** For the pair's household, as whom its helper acts; not_found for everybody else. */
export async function helping(by: Viewer, submissionId: string, reader: Reader = db): Promise<Member> {
	const helps = sql`exists (select 1 from present_helpers h where h.submission_id = ${submissions.id} and h.helper_id = ${by.personId})`;
	const [found] = await reader
		.select({ householdId: submissions.householdId })
		.from(submissions)
		.where(and(eq(submissions.id, submissionId), helps));
	if (!found) throw new Refusal("not_found", "common.notFound");
	await requireMayHelp(reader, by, found.householdId);
	return { personId: by.personId, householdId: found.householdId };
}

/** One officer writes down for a few households a day, not for a village. */
export async function requireRoomOfHelper(reader: Reader, { personId }: { personId: string }, at: Date): Promise<void> {
	const today = dayAt(at);
	const begunToday = and(
		...[eq(assistedSubmissions.helperId, personId), eq(assistedSubmissions.version, 0)],
		...[gte(assistedSubmissions.at, startOf(today)), lt(assistedSubmissions.at, endOf(today))],
	);
	const [begun] = await reader.select({ count: count() }).from(assistedSubmissions).where(begunToday);
	const limit = await setting("assistedPerHelperDay");
	if ((begun?.count ?? 0) >= limit) throw new Refusal("too_many", "assist.tooManyToday", { params: { limit } });
}

const HAS_OWN_SLIP = ({ personId }: Viewer) => sql`${personId} in ${printersOf(households.id)}`.mapWith(Boolean);

export type HomeToHelp = Awaited<ReturnType<typeof homesWhere>>[number];

/** By name, pinyin, number or code, within the viewer's offices. */
export async function homesToHelp(viewer: Viewer, typed: string): Promise<HomeToHelp[]> {
	const { ids } = await findHouseholds(viewer, { typed, most: 20, roles: HELPERS });
	const homes = new Map((await homesWhere(viewer, ids)).map((home) => [home.householdId, home]));
	return ids.flatMap((id) => homes.get(id) ?? []);
}

/** Null outside the viewer's offices, and for their own household and relatives. */
export async function homeToHelp(viewer: Viewer, householdId: string): Promise<HomeToHelp | null> {
	const [home] = await homesWhere(viewer, [householdId]);
	return home ?? null;
}

function homesWhere(viewer: Viewer, ids: string[]) {
	const open = and(inArray(households.id, ids), isNull(households.closedAt), inOfficeOf(viewer, HELPERS));
	return db
		.select({
			householdId: households.id,
			number: households.number,
			headName: households.headName,
			...PLACE,
			/** They may write the pair down, and somebody else says its yes. */
			hasOwnSlip: HAS_OWN_SLIP(viewer),
		})
		.from(households)
		.innerJoin(regions, inHamlet(households))
		.innerJoin(villages, inVillage(households))
		.where(and(open, sql`${households.id} not in ${closeTo(viewer.personId)}`));
}
