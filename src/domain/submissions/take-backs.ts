import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { consents, SUBMISSION_LIFE, submissions } from "#db/schema/submissions.ts";
import { pairTakeBacks } from "#db/schema/take-backs.ts";
import { Refusal } from "#domain/errors.ts";
import { releaseAgain } from "#domain/photos/release.ts";
import { takeStep } from "#domain/stages.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { photosOf } from "./submissions.ts";

/** So long a household may say that these were not its words. A trigger knows it too. */
const DISOWN_DAYS = 14;

interface TakenBack {
	submissionId: string;
	helperId: string;
	/** Undefined: its own helper did it, who is not asked. */
	said?: { saidBy: string; saidByUnlisted: boolean } | undefined;
	at: Date;
}

export function disownedUntil(at: Date): Date {
	return later(at, DISOWN_DAYS * DAY_MS);
}

/** Not again by an officer whose word for this pair the household disowned. */
export async function keepTakeBack(tx: Tx, { submissionId, helperId, said, at }: TakenBack): Promise<void> {
	const before = await tx.select().from(pairTakeBacks).where(eq(pairTakeBacks.submissionId, submissionId));
	if (before.some((one) => one.helperId === helperId && one.disownedAt)) throw new Refusal("forbidden", "consents.disown.notAgain");
	const number = before.length + 1;
	await tx.insert(pairTakeBacks).values({ submissionId, number, helperId, takenAt: at, finalAt: disownedUntil(at), ...said });
}

/** The pairs of a household that an officer took back in its name, and that it may still disown. */
export function openTakeBacks(householdId: string, at: Date, reader: Reader = db) {
	const { submissionId, number, helperId, takenAt, finalAt, saidBy, saidByUnlisted } = pairTakeBacks;
	const { plain: name, plainEn: nameEn } = leafCategories;
	return reader
		.select({
			...{ submissionId, number, helperId, takenAt, finalAt, saidBy, saidByUnlisted, helper: people.name },
			...{ villageId: submissions.villageId, publishedAt: submissions.publishedAt, category: { name, nameEn } },
		})
		.from(submissions)
		.innerJoin(pairTakeBacks, eq(submissionId, submissions.id))
		.innerJoin(people, eq(people.id, helperId))
		.leftJoin(leafCategories, eq(leafCategories.code, submissions.categoryCode))
		.where(
			and(
				eq(submissions.householdId, householdId),
				sql`${submissions.stage} = 'withdrawn'`,
				isNull(pairTakeBacks.disownedAt),
				gt(finalAt, at),
			),
		)
		.orderBy(desc(takenAt));
}

interface Disowned {
	submissionId: string;
	number: number;
	takenAt: Date;
	/** As `requireWord` answers. */
	word: { answeredBy: string; letInBy: string | null; saidBy: string | null; saidByUnlisted: boolean };
	at: Date;
}

/** The pair is shown again as it was: its consents stand, its pictures are out; points never moved. */
export async function showAgain(tx: Tx, { submissionId, number, takenAt, word, at }: Disowned): Promise<void> {
	const disowned = { disownedAt: at, disownedBy: word.answeredBy, disownedLetInBy: word.letInBy };
	const said = { disownedSaidBy: word.saidBy, disownedSaidByUnlisted: word.saidByUnlisted };
	const isIt = and(eq(pairTakeBacks.submissionId, submissionId), eq(pairTakeBacks.number, number));
	await tx
		.update(pairTakeBacks)
		.set({ ...disowned, ...said })
		.where(isIt);
	const stands = { withdrawnAt: null, withdrawnBy: null, withdrawnSaidBy: null, withdrawnSaidByUnlisted: false };
	await tx
		.update(consents)
		.set(stands)
		.where(and(eq(consents.submissionId, submissionId), eq(consents.withdrawnAt, takenAt)));
	await takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "published", actorId: word.answeredBy, at });
	await releaseAgain(tx, await photosOf(tx, submissionId), { withdrawnAt: takenAt, at });
}
