import { and, desc, gt, isNull, lt, lte } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { clockMarks } from "#db/schema/jobs.ts";
import { record } from "#domain/audit/trail.ts";
import type { Reading } from "#platform/steady-clock.ts";
import { type Mark, nextMark, SECOND_LOOK_MS } from "./rules.ts";

export function markClock(reading: Reading): Promise<Mark> {
	return write(async (tx) => {
		const last = await lastMark(tx);
		const mark = nextMark({ last, newestLine: await newestLine(tx) }, reading);
		await addMark(tx, mark);
		const { doubt, doubtedAfter: after } = mark;
		const isNew = doubt !== null && after?.getTime() !== last?.doubtedAfter?.getTime();
		if (isNew)
			await record(tx, {
				at: reading.at,
				actorId: null,
				action: "clock.doubt",
				subject: "clock:site",
				detail: { doubt, after: after?.toISOString() },
			});
		return mark;
	});
}

export async function dueBy(reading: Reading): Promise<Date | null> {
	const mark = await markClock(reading);
	return mark.doubt ? null : ((await settledMark(db, mark))?.at ?? null);
}

export async function lastMark(reader: Reader = db): Promise<Mark | undefined> {
	const [last] = await reader.select().from(clockMarks).orderBy(desc(clockMarks.seq)).limit(1);
	return last;
}

/** Deletes marks of a later time (the clock had run ahead) and those too old to decide what is due. */
export async function addMark(tx: Tx, { at, process, processMs, ranMs, doubt, doubtedMs, doubtedAfter }: Mark): Promise<void> {
	await tx.delete(clockMarks).where(gt(clockMarks.at, at));
	await tx.insert(clockMarks).values({ at, process, processMs, ranMs, doubt, doubtedMs, doubtedAfter });
	const decides = await settledMark(tx, { ranMs });
	if (decides) await tx.delete(clockMarks).where(lt(clockMarks.seq, decides.seq));
}

export async function settledMark(reader: Reader, { ranMs }: Pick<Mark, "ranMs">) {
	const isSettled = and(isNull(clockMarks.doubt), lte(clockMarks.ranMs, ranMs - SECOND_LOOK_MS));
	const [found] = await reader.select().from(clockMarks).where(isSettled).orderBy(desc(clockMarks.seq)).limit(1);
	return found;
}

async function newestLine(reader: Reader): Promise<Date | undefined> {
	const [line] = await reader.select({ at: auditEntries.at }).from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1);
	return line?.at;
}
