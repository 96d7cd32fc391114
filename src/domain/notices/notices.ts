import { and, desc, eq, gte, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { notices, type OFFICES } from "#db/schema/notices.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { isIndependentOf } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { PLACE_LOOKERS } from "#domain/photos/rules.ts";
import { closeTo } from "#domain/recusal.ts";
import { ADMIN_ROLES, inOfficeOf } from "#domain/regions/scope.ts";
import { type Notice, type NoticeKind, WAYS } from "./types.ts";

export const NOTICES_A_PAGE = 20;

const ROLES_OF: Record<(typeof OFFICES)[number], Role[]> = {
	admins: ADMIN_ROLES,
	witnesses: [...ADMIN_ROLES, "auditor"],
};

export async function noticesFor(viewer: Viewer): Promise<Notice[]> {
	return select(ownOf(viewer));
}

export async function noticesAtWork(viewer: Viewer): Promise<Notice[]> {
	// The comparison lets SQLite read the notices to offices by their index, apart from those to households.
	return select(or(eq(notices.personId, viewer.personId), and(gte(notices.regionId, ""), ...forOffices(viewer))));
}

/** A notice to an office goes only when the work is done. */
export function ownOf({ personId, householdId }: Viewer): SQL | undefined {
	return or(eq(notices.personId, personId), householdId ? eq(notices.householdId, householdId) : undefined);
}

function forOffices(viewer: Viewer): (SQL | undefined)[] {
	const held = Object.entries(ROLES_OF).map(([office, roles]) => and(sql`${notices.office} = ${office}`, inOfficeOf(viewer, roles)));
	const { kind, causedBy, concernedHouseholdId, subject } = notices;
	// Only those who may give a signature are told that one waits.
	const maySign = isIndependentOf(viewer.personId, { other: "notices.caused_by", regionId: "notices.region_id" });
	// Who signed against a household, or depends on who did, does not rule on its appeal.
	const isNew = (other: string) => isIndependentOf(viewer.personId, { other, regionId: "i.region_id" });
	const mayRule = sql`not exists (select 1 from approvals i where i.kind = 'invalidation' and i.answer = 'signed'
		and ${subject} = 'ballot:' || i.subject and not (${isNew("i.proposed_by")} and ${isNew("i.answered_by")}))`;
	return [
		or(...held),
		or(isNull(causedBy), ne(causedBy, viewer.personId)),
		or(ne(kind, "signature_waits"), maySign),
		or(ne(kind, "signature_waits"), sql`${subject} not like 'exposure:%'`, maySignCard(viewer)),
		or(ne(kind, "appeal_waits"), mayRule),
		or(isNull(concernedHouseholdId), sql`${concernedHouseholdId} not in ${closeTo(viewer.personId)}`),
	];
}

/** Who sees the picture, holds no office where the proposer holds one, and does not answer for the spot. */
function maySignCard(viewer: Viewer): SQL | undefined {
	const { subject, causedBy } = notices;
	const spotId = sql`substr(${subject}, 10, instr(${subject}, '/') - 10)`;
	const isOfOneOffice = sql`exists (select 1 from role_grants one join role_grants other on other.region_id = one.region_id
		where one.person_id = ${causedBy} and other.person_id = ${viewer.personId} and one.revoked_at is null and other.revoked_at is null)`;
	const answers = sql`exists (select 1 from spot_interested i where i.spot_id = ${spotId} and i.person_id = ${viewer.personId})`;
	return and(inOfficeOf(viewer, PLACE_LOOKERS), sql`not ${isOfOneOffice}`, sql`not ${answers}`);
}

async function select(which: SQL | undefined): Promise<Notice[]> {
	const { id: noticeId, kind, params, subject, office, createdAt: at } = notices;
	const { plain: name, plainEn: nameEn } = leafCategories;
	const rows = await db
		.select({ noticeId, kind, params, subject, office, at, name, nameEn, begunAt: submissions.createdAt })
		.from(notices)
		.leftJoin(regions, eq(regions.id, notices.regionId))
		.leftJoin(submissions, eq(submissions.id, sql`substr(${notices.subject}, ${"submission:".length + 1})`))
		.leftJoin(leafCategories, eq(leafCategories.code, submissions.categoryCode))
		.where(which)
		.orderBy(desc(notices.createdAt), desc(notices.id))
		.limit(NOTICES_A_PAGE);
	return rows.map(({ subject, office, name, nameEn, begunAt, ...row }) => {
		const wayTo = WAYS[row.kind as NoticeKind] as (id: string, params: object) => string;
		const way = wayTo(subject.slice(subject.indexOf(":") + 1), row.params);
		const pair = name && nameEn && begunAt ? { name, nameEn, at: begunAt } : null;
		return { ...row, way, pair, isOwn: office === null } as Notice;
	});
}
