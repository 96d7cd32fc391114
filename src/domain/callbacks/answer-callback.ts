import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { answerTyped } from "#domain/draws/answer.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { READERS } from "#domain/regions/scope.ts";
import { requireCase, requireNoHand } from "./case.ts";

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
		const found = await requireCase(tx, by, { entrySeq, roles: READERS });
		const { known } = found;
		const { householdId } = known;
		if (known.answeredBy === by.personId && known.answer === answer && known.how === how && known.words === words) return;
		if (known.answeredBy) throw new Refusal("conflict", "closes.callbacks.answered");
		await requireImpartial(tx, by, householdId);
		await requireNoHand(tx, by, found);
		const given = { answer, how, words, answeredBy: by.personId, answeredAt: at };
		await tx.update(pointCallbacks).set(given).where(eq(pointCallbacks.entrySeq, entrySeq));
		const detail = { entrySeq, answer, how };
		await record(tx, { at, actorId: by.personId, action: "callback.answer", subject: `household:${householdId}`, detail });
	});
}
