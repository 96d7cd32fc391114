import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { wordsWithin } from "#domain/text.ts";
import { requireRunsRound, roundFor } from "../rounds/round.ts";
import { evidenceIn } from "./kept-evidence.ts";
import { isOwnBallot } from "./officers.ts";

interface Answer {
	flagId: string;
	/** What was found out; it changes no ballot. */
	note: string;
	by: Viewer;
	at: Date;
}

/** Writes down what was found out about a flag. Only its author may change it; the trail keeps that there were other words. */
export async function answerFlag({ flagId, note, by, at }: Answer): Promise<void> {
	const words = wordsWithin(note, { least: 2, most: 500 });
	if (words === undefined) throw new Refusal("invalid", "doubts.noteMissing", { field: "note" });
	await write(async (tx) => {
		const [flag] = await tx.select().from(voteFlags).where(eq(voteFlags.id, flagId));
		if (!flag) throw new Refusal("not_found", "common.notFound");
		requireRunsRound(by, await roundFor(flag.roundId, tx));
		for (const rollNumber of evidenceIn(flag.evidence).households)
			if (await isOwnBallot(tx, by.personId, { roundId: flag.roundId, rollNumber })) throw new Refusal("forbidden", "households.recused");
		if (flag.answeredBy && flag.answeredBy !== by.personId) throw new Refusal("conflict", "doubts.answeredByAnother", { field: "note" });
		if (flag.note === words && flag.answeredBy === by.personId) return;
		await tx.update(voteFlags).set({ note: words, answeredBy: by.personId, answeredAt: at }).where(eq(voteFlags.id, flagId));
		await record(tx, { at, actorId: by.personId, action: "flag.answer", subject: `flag:${flagId}` });
	});
}
