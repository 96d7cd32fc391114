import { and, eq, isNull, notExists, type SQL, sql } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { channelConsents, issued, issuedShows, postedCopies } from "#db/schema/consents.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { withMerged } from "#domain/households/merged.ts";
import { requireSpeaker, type Said } from "#domain/households/speaker.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { requireMayHelp } from "#domain/submissions/helper.ts";
import { requireOwn } from "#domain/submissions/submissions.ts";
import type { Member } from "#domain/submissions/types.ts";
import { type Withdrawal, withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { changed } from "#platform/changes.ts";
import { type Agreed, agreedTo } from "./rules.ts";
import type { Item } from "./types.ts";

interface TakingBack {
	/** As "submission:ID/wechat". */
	agreed: string;
	at: Date;
}

/** The household takes one channel back. What was printed for it leads nowhere from now on, and is to be taken down. */
export async function takeBackConsent({ agreed, by, at }: TakingBack & { by: Member }): Promise<void> {
	const which = agreedTo(agreed);
	await write(async (tx) => {
		const ending = { householdId: by.householdId, withdrawnBy: by.personId, withdrawnSaidBy: null, withdrawnAt: at };
		if (!(await end(tx, which, ending))) return;
		await ended(tx, which, by.personId, at);
	});
	changed(["stories"]);
}

/** The same by an officer, on the word of somebody of the household, which reads of it. */
export async function takeBackConsentFor(taking: TakingBack & Said & { householdId: string; by: Viewer }): Promise<void> {
	const { householdId, by, at } = taking;
	const which = agreedTo(taking.agreed);
	await write(async (tx) => {
		await requireMayHelp(tx, by, householdId);
		const { saidBy: withdrawnSaidBy, saidByUnlisted: withdrawnSaidByUnlisted } = await requireSpeaker(tx, householdId, taking);
		const word = { withdrawnSaidBy, withdrawnSaidByUnlisted };
		if (!(await end(tx, which, { householdId, withdrawnBy: by.personId, ...word, withdrawnAt: at }))) return;
		await ended(tx, which, by.personId, at);
		const told = { kind: "consent_taken_back", params: { helper: by.name }, subject: `household:${householdId}` } as const;
		await notify(tx, { ...told, to: { householdId }, occasion: at.getTime(), at });
	});
	changed(["stories"]);
}

/** The whole pair leaves, and with it every channel (a trigger): whoever hung or made something of it hears so. */
export function takeBackPair(withdrawal: Withdrawal): ReturnType<typeof withdrawSubmission> {
	return withdrawSubmission(withdrawal, (tx, { id }) => tellWhoUsedIt(tx, `submission:${id}`, withdrawal.at));
}

/** The same by any officer of its place, on the word of somebody of the household, who may have no phone and no helper any more; it may disown that (`disown.ts`). */
export async function takeBackPairFor(taking: Said & { householdId: string; submissionId: string; by: Viewer; at: Date }): Promise<void> {
	const { householdId, submissionId, by, at } = taking;
	await requireMayHelp(db, by, householdId);
	const said = await requireSpeaker(db, householdId, taking);
	const { stage } = await requireOwn(db, submissionId, { householdId });
	if (stage !== "published" && stage !== "withdrawn") throw new Refusal("conflict", "consents.notShown");
	await takeBackPair({ submissionId, by: { personId: by.personId, householdId }, helper: by, said, at });
}

type End = Required<Pick<typeof channelConsents.$inferInsert, "householdId" | "withdrawnBy" | "withdrawnSaidBy" | "withdrawnAt">> & {
	withdrawnSaidByUnlisted?: boolean;
};

/** False if it was taken back before. */
async function end(tx: Tx, { item, channel }: Agreed, { householdId, ...how }: End): Promise<boolean> {
	const { householdId: home, id, withdrawnAt } = channelConsents;
	const isOwn = sql`${home} in ${withMerged(householdId)}`;
	const given = and(eq(channelConsents.item, item), eq(channelConsents.channel, channel), isOwn);
	const { rowsAffected } = await tx
		.update(channelConsents)
		.set(how)
		.where(and(given, isNull(withdrawnAt)));
	if (rowsAffected > 0) return true;
	const [before] = await tx.select({ id }).from(channelConsents).where(given).limit(1);
	if (!before) throw new Refusal("not_found", "common.notFound");
	return false;
}

/** Null: its last day is over. */
export async function ended(tx: Tx, { item, channel }: Pick<Agreed, "item" | "channel">, actorId: string | null, at: Date): Promise<void> {
	await record(tx, { at, actorId, action: "consent.take_back", subject: item, detail: { channel } });
	await tellWhoUsedIt(tx, item, at, eq(issued.channel, channel));
}

/** Whoever hung a copy hears of each, and a line on the desk stays until somebody took it down; whoever made something of it, of where else it went. */
async function tellWhoUsedIt(tx: Tx, item: Item, at: Date, which?: SQL): Promise<void> {
	const made = await tx
		.select({ issuedId: issued.id, channel: issued.channel, personId: issued.issuedBy })
		.from(issuedShows)
		.innerJoin(issued, eq(issued.id, issuedShows.issuedId))
		.where(and(eq(issuedShows.item, item), which, notExists(tx.select().from(postedCopies).where(eq(postedCopies.issuedId, issued.id)))));
	for (const { issuedId, channel, personId } of made)
		if (channel !== "site")
			await notify(tx, { kind: "made_fell", params: { channel }, subject: `issued:${issuedId}`, to: { personId }, at });
	const hanging = await tx
		.select({ copyId: postedCopies.id, postedBy: postedCopies.postedBy })
		.from(issuedShows)
		.innerJoin(issued, eq(issued.id, issuedShows.issuedId))
		.innerJoin(postedCopies, eq(postedCopies.issuedId, issuedShows.issuedId))
		.where(and(eq(issuedShows.item, item), isNull(postedCopies.takenDownAt), which));
	for (const { copyId, postedBy } of hanging)
		await notify(tx, { kind: "copy_to_take_down", params: {}, subject: `posted:${copyId}`, to: { personId: postedBy }, at });
}

/** What stands again need not be taken down. */
export async function untellWhoUsedIt(tx: Tx, item: Item): Promise<void> {
	const stands = sql`not exists (select 1 from issued_fallen f where f.issued_id = ${issuedShows.issuedId})`;
	const made = await tx
		.select({ issuedId: issuedShows.issuedId })
		.from(issuedShows)
		.where(and(eq(issuedShows.item, item), stands));
	for (const { issuedId } of made) await retractNotices(tx, `issued:${issuedId}`, "made_fell");
	const hanging = await tx
		.select({ copyId: postedCopies.id })
		.from(issuedShows)
		.innerJoin(postedCopies, eq(postedCopies.issuedId, issuedShows.issuedId))
		.where(and(eq(issuedShows.item, item), isNull(postedCopies.takenDownAt), stands));
	for (const { copyId } of hanging) await retractNotices(tx, `posted:${copyId}`, "copy_to_take_down");
}
