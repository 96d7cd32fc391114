import { eq, sql } from "drizzle-orm";
import { type Reader, write } from "#db/client.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { households } from "#db/schema/households.ts";
import { pointEntries } from "#db/schema/points.ts";
import { regions } from "#db/schema/regions.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { answerTyped } from "#domain/draws/answer.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { mayActIn, READERS } from "#domain/regions/scope.ts";

interface Answering {
	entrySeq: number;
	answer: string;
	how: string;
	/** What the household said. */
	words: string;
	by: Viewer;
	at: Date;
}

/** Written down once, by somebody who neither wrote nor signed the entry and is close to nobody concerned; the same again changes nothing. */
export async function answerCallback({ entrySeq, by, at, ...typed }: Answering): Promise<void> {
	const { answer, how, words } = answerTyped(typed, "closes.callbacks");
	await write(async (tx) => {
		const { known, villageId, path, actorId, signers } = await requireCallback(tx, by, entrySeq);
		const { householdId } = known;
		if (known.answeredBy === by.personId && known.answer === answer && known.how === how && known.words === words) return;
		if (known.answeredBy) throw new Refusal("conflict", "closes.callbacks.answered");
		await requireImpartial(tx, by, householdId);
		const writers = actorId ? [actorId] : [];
		const except = [...writers, ...signers];
		if (except.length > 0)
			await requireIndependent(tx, by, { region: { id: villageId, path }, roles: READERS, besides: writers, except, householdId });
		const given = { answer, how, words, answeredBy: by.personId, answeredAt: at };
		await tx.update(pointCallbacks).set(given).where(eq(pointCallbacks.entrySeq, entrySeq));
		const detail = { entrySeq, answer, how };
		await record(tx, { at, actorId: by.personId, action: "callback.answer", subject: `household:${householdId}`, detail });
	});
}

async function requireCallback(reader: Reader, by: Viewer, entrySeq: number) {
	const [found] = await reader
		.select({
			known: pointCallbacks,
			villageId: households.villageId,
			path: regions.path,
			actorId: pointEntries.actorId,
			evidence: pointEntries.evidence,
		})
		.from(pointCallbacks)
		.innerJoin(pointEntries, eq(pointEntries.seq, pointCallbacks.entrySeq))
		.innerJoin(households, eq(households.id, pointCallbacks.householdId))
		.innerJoin(regions, inHamlet(households))
		.where(eq(pointCallbacks.entrySeq, entrySeq));
	if (!found || !mayActIn(by, found.path, ...READERS)) throw new Refusal("not_found", "common.notFound");
	const { evidence, ...rest } = found;
	return { ...rest, signers: await signersOf(reader, evidence) };
}

/** Who proposed and signed the list that an entry was paid by. */
async function signersOf(reader: Reader, evidence: string): Promise<string[]> {
	if (!evidence.startsWith("award:")) return [];
	const rows = await reader.all<{ proposedBy: string; answeredBy: string | null }>(sql`
		select proposed_by as proposedBy, answered_by as answeredBy from approvals where kind = 'award' and subject = ${evidence.slice(6)}`);
	return rows.flatMap(({ proposedBy, answeredBy }) => [proposedBy, ...(answeredBy ? [answeredBy] : [])]);
}
