import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { households } from "#db/schema/households.ts";
import { pointRules, ruleAdoptions, ruleSets } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { setInForce } from "#domain/points/rulebook.ts";
import { requireVillage } from "#domain/regions/require-place.ts";
import { type PaidRow, previewOf, VILLAGE_CODES } from "./rules.ts";
import type { Preview, SetLine } from "./types.ts";

const PREVIEW_MONTHS = 3;

export function linesOf(reader: Reader, setId: string) {
	const isOfVillage = and(eq(pointRules.setId, setId), inArray(pointRules.code, VILLAGE_CODES));
	return reader
		.select()
		.from(pointRules)
		.where(isOfVillage)
		.orderBy(desc(sql`${pointRules.code} glob 'P*'`), asc(pointRules.code));
}

export async function draftOf(reader: Reader, villageId: string) {
	const [draft] = await reader
		.select()
		.from(ruleSets)
		.where(and(eq(ruleSets.villageId, villageId), isNull(ruleSets.adoptedAt)));
	return draft;
}

const { id: adoptionId, setId, documentNumber, decidedOn, effectiveFrom, enteredBy } = ruleAdoptions;
export const ENTERED = { adoptionId, setId, documentNumber, decidedOn, effectiveFrom, enteredBy };

/** What was entered for a draft and waits for its second signature. */
export async function openProposal(reader: Reader, ofSetId: string) {
	const [open] = await reader
		.select({ ...ENTERED, approvalId: approvals.id })
		.from(ruleAdoptions)
		.innerJoin(approvals, and(eq(approvals.kind, "rules"), eq(approvals.subject, adoptionId), isNull(approvals.answer)))
		.where(eq(setId, ofSetId));
	return open;
}

/** For the village's editor: its draft or, before there is one, the lines in force; what would change; what was adopted so far. */
export async function rulesToEdit(viewer: Viewer, villageId: string, at: Date) {
	const village = await requireVillage(db, viewer, villageId);
	const inForceId = await setInForce(db, villageId, at);
	const draft = await draftOf(db, villageId);
	const lines = await linesOf(db, draft?.id ?? inForceId);
	const adopted = await db
		.select()
		.from(ruleSets)
		.where(and(eq(ruleSets.villageId, villageId), isNotNull(ruleSets.adoptedAt)))
		.orderBy(desc(ruleSets.version));
	const waits = draft && (await openProposal(db, draft.id));
	return { village, draft, waits, lines, adopted, inForceId, preview: draft ? await previewFor(villageId, lines, at) : null };
}

/** What the last three whole months would have paid under these lines. */
export async function previewFor(villageId: string, lines: SetLine[], at: Date): Promise<Preview> {
	const months = Array.from({ length: PREVIEW_MONTHS }, (_, n) => monthAfter(monthAt(at), n - PREVIEW_MONTHS));
	const { householdId, month, evidence } = pointEntries;
	const paid = await db
		.select({
			...{ householdId, month, evidence, code: pointRules.code, gradePoints: pointRules.gradePoints },
			points: sql<number>`${pointEntries.points} + ${pointEntries.held}`,
		})
		.from(households)
		.innerJoin(pointEntries, eq(householdId, households.id))
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.where(
			and(eq(households.villageId, villageId), inArray(month, months), inArray(pointEntries.kind, ["issue", "hold", "adjust", "reverse"])),
		);
	const kept = paid.filter(({ code }) => VILLAGE_CODES.includes(code));
	return previewOf(kept as PaidRow[], lines, months);
}

/** In public: the rules by which a village pays, and by which meeting. Null, if there is no such village. */
export async function publicRules(villageId: string, at: Date) {
	const [village] = await db
		.select({ villageId: regions.id, name: nameAmongAll("regions"), validTo: regions.validTo })
		.from(regions)
		.where(and(eq(regions.id, villageId), eq(regions.level, "village")));
	if (!village) return null;
	const setId = await setInForce(db, villageId, at);
	const lines = await db
		.select({ line: pointRules, set: ruleSets })
		.from(pointRules)
		.innerJoin(ruleSets, eq(ruleSets.id, pointRules.setId))
		.where(and(eq(pointRules.setId, setId), inArray(pointRules.code, VILLAGE_CODES)))
		.orderBy(desc(sql`${pointRules.code} glob 'P*'`), asc(pointRules.code));
	return { village, lines: lines.map(({ line }) => line), set: lines[0]?.set ?? null };
}
