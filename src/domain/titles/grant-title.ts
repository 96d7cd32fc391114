import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { courtyardTitleChecks } from "#db/schema/titles.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { requireOver } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { CHECK_LENGTH } from "#domain/models/types.ts";
import { unanswered, upheldBy } from "#domain/objections/objections.ts";
import { wordsWithin } from "#domain/text.ts";
import { requireNoRelapse } from "./propose-title.ts";
import { changing, GRANTERS, requireFree, requireStage, stepOn, type Title, tellHousehold } from "./titles.ts";

interface Deciding {
	titleId: string;
	/** What was seen, or why it ends; the household reads it. */
	words: string;
	by: Viewer;
	at: Date;
}

/** 镇里复核: somebody above the village, independent of who put it forward and of who noticed it, went there and gives the title. */
export async function grantTitle({ titleId, words, by, at }: Deciding): Promise<void> {
	const note = requireSaid(words);
	await changing(async (tx) => {
		const title = await requireFree(tx, by, titleId, GRANTERS);
		if (title.stage === "titled") return;
		requireStage(title, "noticed");
		requireOver(title.noticeEndsAt, at, "titles.noticeRuns");
		await requireNoRelapse(tx, { householdId: title.householdId, at });
		const of = { kind: "title", subject: titleId } as const;
		if ((await unanswered(of, tx)) > 0) throw new Refusal("conflict", "titles.objectionsWait");
		if ((await upheldBy(of, tx)).length > 0) throw new Refusal("conflict", "titles.objectionRight");
		await requireOther(tx, by, { title, besides: [title.nominatedBy, ...(await noticedBy(tx, titleId))], roles: GRANTERS });
		await stepOn(tx, { titleId, stage: "titled", verb: "title.grant", personId: by.personId, at, note });
		await tellHousehold(tx, title, { step: "titled", at });
	});
}

/** 摘牌: only after a warning, its term, a second look by somebody else, and the household's time to speak; by who is independent of that look. */
export async function removeTitle({ titleId, words, by, at }: Deciding): Promise<void> {
	const note = requireSaid(words);
	await changing(async (tx) => {
		const title = await requireFree(tx, by, titleId, GRANTERS);
		if (title.stage === "removed") return;
		requireStage(title, "warned");
		requireNotInPeace(title);
		const last = await lastCheck(tx, titleId);
		if (last?.result !== "failed") throw new Refusal("conflict", "titles.secondLook");
		requireOver(last.until, at, "titles.replyRuns");
		await requireOther(tx, by, { title, besides: [last.checkedBy], roles: GRANTERS });
		await stepOn(tx, { titleId, stage: "removed", verb: "title.remove", personId: by.personId, at, note });
		await tellHousehold(tx, title, { step: "removed", at });
	});
}

export function requireSaid(words: string): string {
	const said = wordsWithin(words, CHECK_LENGTH);
	if (said === undefined) throw new Refusal("invalid", "titles.wordsLength", { field: "words", params: CHECK_LENGTH });
	return said;
}

/** Hardship and empty houses are never compared, so never warned either. */
export function requireNotInPeace({ isLeftInPeace }: Title): void {
	if (isLeftInPeace) throw new Refusal("conflict", "titles.leftInPeace");
}

interface Besides {
	title: Title;
	besides: string[];
	roles: Role[];
}

export function requireOther(tx: Tx, by: Viewer, { title: { villageId, path, householdId }, besides, roles }: Besides): Promise<void> {
	return requireIndependent(tx, by, { region: { id: villageId, path }, roles, besides, householdId });
}

export async function lastCheck(tx: Tx, titleId: string) {
	const { titleId: of, number } = courtyardTitleChecks;
	const [last] = await tx
		.select()
		.from(courtyardTitleChecks)
		.where(and(eq(of, titleId)))
		.orderBy(desc(number))
		.limit(1);
	return last;
}

async function noticedBy(tx: Tx, titleId: string): Promise<string[]> {
	const rows = await tx.all<{ by: string }>(
		sql`select actor_id as "by" from courtyard_title_stages where title_id = ${titleId} and stage = 'noticed'`,
	);
	return rows.map(({ by }) => by);
}
