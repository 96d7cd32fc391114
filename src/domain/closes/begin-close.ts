import { and, desc, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { CLOSE_LIFE, pointCloseLines, pointCloses } from "#db/schema/closes.ts";
import { pointEntries } from "#db/schema/points.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { isMonth, monthAfter } from "#domain/calendar/months.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { Refusal } from "#domain/errors.ts";
import { requireVillage } from "#domain/regions/require-place.ts";
import { takeStep } from "#domain/stages.ts";
import { lastCloseOf, requireNothingDisputed, requireUndoubtedClock } from "./closes.ts";
import { codeOfSheet, mayBeFirst, newestOver, recordEnds } from "./rules.ts";
import { type HouseholdLine, lastBefore, linesOf, sumsOf } from "./sheet.ts";

interface Beginning {
	villageId: string;
	month: string;
	by: Viewer;
	at: Date;
}

const LINES_A_STEP = 500;

/** 月结: what a village's households earned, spent and have is written down with the head of the chain. Months follow each other; begun twice it is one. */
export function beginClose({ villageId, month, by, at }: Beginning): Promise<{ closeId: string }> {
	return write(
		async (tx) => {
			const village = await requireVillage(tx, by, villageId);
			const standing = await closeOf(tx, villageId, month);
			if (standing) return standing;
			const before = await lastCloseOf(tx, villageId);
			requireTurn(month, before, at);
			const ends = recordEnds(month);
			await requireUndoubtedClock(tx, ends);
			await requireNothingDisputed(tx, villageId, ends);
			const closeId = newId();
			const from = before?.endsAt ?? new Date(0);
			const sheet = await drawnUp(tx, { closeId, villageId, place: village.code, month, from, ends, afterSeq: before?.afterSeq ?? 0, at });
			await takeStep(tx, CLOSE_LIFE, { id: closeId, stage: "begun", actorId: by.personId, at });
			await record(tx, { at, actorId: by.personId, action: "close.begin", subject: `close:${closeId}`, detail: { month, ...sheet } });
			return { closeId };
		},
		{ isLong: true },
	);
}

async function closeOf(tx: Tx, villageId: string, month: string): Promise<{ closeId: string } | undefined> {
	const [found] = await tx
		.select({ closeId: pointCloses.id })
		.from(pointCloses)
		.where(and(eq(pointCloses.villageId, villageId), eq(pointCloses.month, month)));
	return found;
}

function requireTurn(month: string, before: { month: Month; stage: string } | undefined, at: Date): void {
	if (!isMonth(month)) throw new Refusal("invalid", "closes.refused.month", { field: "month" });
	if (before && before.stage !== "locked") throw new Refusal("conflict", "closes.refused.oneBefore", { params: { month: before.month } });
	if (before && monthAfter(before.month, 1) !== month)
		throw new Refusal("conflict", "closes.refused.inOrder", { params: { month: monthAfter(before.month, 1) } });
	if (month > newestOver(at)) throw new Refusal("conflict", "closes.refused.notYet", { params: { day: dayAt(recordEnds(month)) } });
	if (!before && !mayBeFirst(month, at)) throw new Refusal("invalid", "closes.refused.month", { field: "month" });
}

interface Drawing {
	closeId: string;
	villageId: string;
	place: string;
	month: Month;
	from: Date;
	ends: Date;
	/** Of the close before. */
	afterSeq: number;
	at: Date;
}

async function drawnUp(tx: Tx, { closeId, villageId, place, month, from, ends, at, ...before }: Drawing) {
	const afterSeq = from.getTime() === 0 ? 0 : await lastBefore(tx, from, before.afterSeq);
	const lines = await linesOf(tx, { villageId, afterSeq, from, ends });
	const [head] = await tx
		.select({ seq: pointEntries.seq, hash: pointEntries.hash })
		.from(pointEntries)
		.orderBy(desc(pointEntries.seq))
		.limit(1);
	const headHash = head?.hash ?? "";
	const code = codeOfSheet({ place, month, headHash, lines });
	const chain = { afterSeq, headSeq: head?.seq ?? 0, headHash };
	const sums = sumsOf(lines);
	await tx.insert(pointCloses).values({ id: closeId, villageId, month, stageAt: at, fromAt: from, endsAt: ends, ...chain, ...sums, code });
	await addLines(tx, closeId, lines);
	return { households: sums.households, head: chain.headSeq, code };
}

async function addLines(tx: Tx, closeId: string, lines: HouseholdLine[]): Promise<void> {
	for (let from = 0; from < lines.length; from += LINES_A_STEP) {
		const rows = lines.slice(from, from + LINES_A_STEP).map((line, n) => ({ closeId, position: from + n + 1, ...line }));
		await tx.insert(pointCloseLines).values(rows);
	}
}
