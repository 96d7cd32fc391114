import { eq } from "drizzle-orm";
import { write } from "#db/client.ts";
import { householdChecks } from "#db/schema/checks.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { answerTyped } from "#domain/draws/answer.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { CHECKERS } from "./checks.ts";

interface Answering {
	entrySeq: number;
	answer: string;
	how: string;
	/** What the household said. */
	words: string;
	by: Viewer;
	at: Date;
}

/** Written down once, by somebody who is independent of who made the change, where the household lives now; the same again changes nothing. */
export async function answerCheck({ entrySeq, by, at, ...typed }: Answering): Promise<void> {
	const { answer, how, words } = answerTyped(typed, "households.checks");
	await write(async (tx) => {
		const [check] = await tx
			.select({ check: householdChecks, villageId: households.villageId, path: regions.path })
			.from(householdChecks)
			.innerJoin(households, eq(households.id, householdChecks.householdId))
			.innerJoin(regions, inHamlet(households))
			.where(eq(householdChecks.entrySeq, entrySeq));
		if (!check || !mayActIn(by, check.path, ...CHECKERS)) throw new Refusal("not_found", "common.notFound");
		const { householdId, changedBy, ...known } = check.check;
		const isSame = known.answeredBy === by.personId && known.answer === answer && known.how === how && known.words === words;
		if (isSame) return;
		if (known.answeredBy) throw new Refusal("conflict", "households.checks.answered");
		await requireImpartial(tx, by, householdId);
		const region = { id: check.villageId, path: check.path };
		await requireIndependent(tx, by, { region, roles: CHECKERS, besides: [changedBy], householdId });
		await tx
			.update(householdChecks)
			.set({ answer, how, words, answeredBy: by.personId, answeredAt: at })
			.where(eq(householdChecks.entrySeq, entrySeq));
		await record(tx, {
			at,
			actorId: by.personId,
			action: "household.check",
			subject: `household:${householdId}`,
			detail: { entrySeq, answer, how },
		});
	});
}
