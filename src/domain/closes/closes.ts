import { and, count, desc, eq, isNull, lt } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import type { Reader, Tx } from "#db/client.ts";
import { pointCloseStages, pointCloses, pointDisputes } from "#db/schema/closes.ts";
import { pointEntries } from "#db/schema/points.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { requireTrulyPast } from "#domain/calendar/clock.ts";
import { lastMark } from "#domain/clock/marks.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";

/** Who reads how a village's months are closed, and may lock one that another began. */
export const CLOSE_READERS: Role[] = [...ADMIN_ROLES, "auditor"];

export interface OnClose {
	closeId: string;
	by: Viewer;
	at: Date;
}

/** not_found outside the offices that these roles hold. */
export async function requireClose(reader: Reader, viewer: Viewer, closeId: string, roles: Role[] = CLOSE_READERS) {
	const [found] = await reader
		.select({ close: pointCloses, village: nameAmongAll("regions"), path: regions.path, begunBy: pointCloseStages.actorId })
		.from(pointCloses)
		.innerJoin(regions, eq(regions.id, pointCloses.villageId))
		.innerJoin(pointCloseStages, and(eq(pointCloseStages.closeId, pointCloses.id), eq(pointCloseStages.stage, "begun")))
		.where(eq(pointCloses.id, closeId));
	if (!found || !mayActIn(viewer, found.path, ...roles)) throw new Refusal("not_found", "common.notFound");
	const { close, begunBy, ...place } = found;
	return { ...close, ...place, closeId: close.id, begunBy: begunBy ?? "" };
}

/** Refuses by a clock that is in doubt, or that somebody set past this moment a minute ago. The triggers ask the same. */
export async function requireUndoubtedClock(tx: Tx, moment: Date): Promise<void> {
	requireTrulyPast(moment);
	if ((await lastMark(tx))?.doubt) throw new Refusal("conflict", "closes.refused.clockDoubted");
}

export async function lastCloseOf(reader: Reader, villageId: string) {
	const [last] = await reader
		.select()
		.from(pointCloses)
		.where(eq(pointCloses.villageId, villageId))
		.orderBy(desc(pointCloses.endsAt))
		.limit(1);
	return last;
}

/** Disputes about entries of a record that wait for an answer. */
export async function openDisputes(reader: Reader, villageId: string, ends: Date): Promise<number> {
	const [open] = await reader
		.select({ count: count() })
		.from(pointDisputes)
		.innerJoin(pointEntries, eq(pointEntries.seq, pointDisputes.entrySeq))
		.where(and(eq(pointDisputes.villageId, villageId), isNull(pointDisputes.answeredAt), lt(pointEntries.at, ends)));
	return open?.count ?? 0;
}

export async function requireNothingDisputed(tx: Tx, villageId: string, ends: Date): Promise<void> {
	const open = await openDisputes(tx, villageId, ends);
	if (open > 0) throw new Refusal("conflict", "closes.refused.disputesOpen", { params: { count: open } });
}
