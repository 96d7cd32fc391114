import { and, eq, sql } from "drizzle-orm";
import { db, type Reader, write } from "#db/client.ts";
import { spotReports, spots } from "#db/schema/spots/spots.ts";
import { Refusal } from "#domain/errors.ts";
import { credit, dueFor, type Paid } from "#domain/points/credit.ts";
import { entryOf } from "#domain/points/ledger.ts";
import { SPOT_REPORT } from "#domain/points/rules.ts";
import { referenceHash } from "./reference.ts";
import { PROVED_TRUE } from "./rules.ts";
import type { ReportPoints } from "./types.ts";

interface Claiming {
	reference: string;
	by: { personId: string; householdId: string };
	at: Date;
}

/**
 * Points for a report that proved true, if its reporter asks for them: of whoever reported the spot first and with their account, for the household that they
 * belong to now. The entry names no spot, no place and no person. The same again pays nothing.
 */
export function claimPoints({ reference, by, at }: Claiming): Promise<Paid> {
	return write(async (tx) => {
		const reportId = await payable(tx, { reference, by });
		if (!reportId) throw new Refusal("not_found", "common.notFound");
		const source = sourceOf(reportId);
		return credit(tx, { rule: SPOT_REPORT, source, evidence: source, householdId: by.householdId, decidedBy: null, at });
	});
}

/** What the reporter's own page says of points; null where there are none to ask about. */
export async function reportPoints({ reference, by, at }: Claiming): Promise<ReportPoints | null> {
	const reportId = await payable(db, { reference, by });
	if (!reportId) return null;
	const source = sourceOf(reportId);
	const given = await entryOf(db, source);
	if (given) return { state: "given", points: given.points };
	const { points, isPastCap } = await dueFor(db, { rule: SPOT_REPORT, evidence: source, householdId: by.householdId, at });
	return points > 0 || isPastCap ? { state: isPastCap ? "full" : "offered", points } : null;
}

const sourceOf = (reportId: string) => `report:${reportId}`;

async function payable(reader: Reader, { reference, by }: Pick<Claiming, "reference" | "by">): Promise<string | undefined> {
	const isTheirs = and(eq(spotReports.referenceHash, referenceHash(reference)), eq(spotReports.personId, by.personId));
	const checkedByOneself = sql`exists (select 1 from spot_stages where spot_id = ${spots.id} and stage = 'checked' and actor_id = ${by.personId})`;
	const [found] = await reader
		.select({ reportId: spotReports.id, number: spotReports.number, stage: spots.stage, isOwnCheck: checkedByOneself.mapWith(Boolean) })
		.from(spotReports)
		.innerJoin(spots, eq(spots.id, spotReports.spotId))
		.where(isTheirs);
	return found?.number === 1 && PROVED_TRUE.includes(found.stage) && !found.isOwnCheck ? found.reportId : undefined;
}
