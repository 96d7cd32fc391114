import { and, count, eq, isNull, type SQL, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { pointDisputes } from "#db/schema/closes.ts";
import { households } from "#db/schema/households.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import { regions } from "#db/schema/regions.ts";
import { isIndependentOf } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { startOf } from "#domain/calendar/rules.ts";
import { closeTo } from "#domain/recusal.ts";
import { inVillage, villages } from "#domain/regions/joined.ts";
import { ADMIN_ROLES, inOfficeOf } from "#domain/regions/scope.ts";
import { CLOSE_READERS } from "./closes.ts";
import { correctionsOf } from "./rules.ts";
import type { OpenDispute } from "./types.ts";

/** More than are ever open at once; they are answered within three days. */
const MOST = 200;

const { entrySeq, villageId, householdId, madeBy, words, saidBy, madeAt, dueOn, answeredAt } = pointDisputes;
const { kind, points, held, at, actorId } = pointEntries;

/** What waits for an answer in the viewer's places, or in one of them; what is due first coming first. */
export async function disputesWaiting(viewer: Viewer, of: { villageId?: string } = {}): Promise<OpenDispute[]> {
	const rows = await db
		.select({
			...{ seq: entrySeq, villageId, village: nameAmongAll("villages"), hamlet: regions.name, number: households.number },
			...{ words, saidBy, madeAt, dueOn, kind, points, held, at },
			...{ rule: pointRules.code, pays: pointRules.points, grades: pointRules.gradePoints, mayAnswer: answerableBy(viewer) },
		})
		.from(pointDisputes)
		.innerJoin(pointEntries, eq(pointEntries.seq, entrySeq))
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.innerJoin(households, eq(households.id, householdId))
		.innerJoin(regions, eq(regions.id, households.hamletId))
		.innerJoin(villages, inVillage(households))
		.where(
			and(isNull(answeredAt), inOfficeOf(viewer, CLOSE_READERS, villages.path), of.villageId ? eq(villageId, of.villageId) : undefined),
		)
		.limit(MOST);
	const inOrder = rows.sort((a, b) => (a.dueOn < b.dueOn || (a.dueOn === b.dueOn && a.seq < b.seq) ? -1 : 1));
	return inOrder.map(({ pays, grades, mayAnswer, dueOn: last, ...row }) => {
		const bounds = row.rule.startsWith("T")
			? { least: 0, most: 0 }
			: correctionsOf({ points: row.points, most: Math.max(pays, ...(grades ?? [])) });
		return { ...row, due: startOf(last), bounds, mayAnswer: mayAnswer === 1 };
	});
}

/** In their office, by nobody who made the dispute or the entry, depends on who made it, or is close to the household. */
function answerableBy(viewer: Viewer): SQL<number> {
	const independent = isIndependentOf(viewer.personId, { other: "point_entries.actor_id", regionId: "point_disputes.village_id" });
	const isOther = sql`(${actorId} is null or ${actorId} <> ${viewer.personId} and ${independent})`;
	return sql<number>`(${inOfficeOf(viewer, ADMIN_ROLES, villages.path)}) and ${madeBy} <> ${viewer.personId} and ${isOther}
		and ${householdId} not in ${closeTo(viewer.personId)}`;
}

export async function countDisputes(viewer: Viewer): Promise<number> {
	const [open] = await db
		.select({ count: count() })
		.from(pointDisputes)
		.innerJoin(regions, eq(regions.id, villageId))
		.where(and(isNull(answeredAt), inOfficeOf(viewer, ADMIN_ROLES)));
	return open?.count ?? 0;
}
