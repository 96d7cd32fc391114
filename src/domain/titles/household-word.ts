import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { courtyardTitleChecks, courtyardTitles } from "#db/schema/titles.ts";
import { requireAppealWords } from "#domain/appeals/rules.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireWord, type Word } from "#domain/households/own-word.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { HELPERS } from "#domain/submissions/types.ts";
import { changed } from "#platform/changes.ts";
import { tellVillage } from "./propose-title.ts";
import { changing, requireStage, stepOn, type Title, tellHousehold, titleOf } from "./titles.ts";

// What only the household itself says, in hand or to an officer who had no part.

type Saying = { titleId: string; at: Date } & Word;

async function requireOwn(tx: Tx, { titleId, ...word }: Saying, askedBy: string[] = []) {
	const title = await titleOf(tx, titleId);
	if (!title) throw new Refusal("not_found", "common.notFound");
	const own = title.origin === "village" ? [title.nominatedBy] : [];
	const question = { householdId: title.householdId, regionId: title.villageId, askedBy: [...own, ...askedBy], roles: HELPERS };
	return { title, ...(await requireWord(tx, word, question)) };
}

/** 愿意: without it nothing is noticed. */
export async function agreeToTitle(saying: Saying): Promise<void> {
	await changing(async (tx) => {
		const { title, answeredBy, saidBy } = await requireOwn(tx, saying);
		if (title.agreedAt) return;
		requireStage(title, "proposed");
		const { titleId, at } = saying;
		await tx.update(courtyardTitles).set({ agreedAt: at, agreedBy: answeredBy, saidBy }).where(eq(courtyardTitles.id, titleId));
		await record(tx, {
			at,
			actorId: answeredBy,
			action: "title.agree",
			subject: `title:${titleId}`,
			detail: { ...(saidBy && { saidBy }) },
		});
		await retractNotices(tx, `title:${titleId}`, "title_asks");
		await tellVillage(tx, { ...title, at });
		if (saidBy) await tellHousehold(tx, title, { step: "agreed", at });
	});
}

/** 不要: before the title it is declined, afterwards given up, at any time and without a reason. */
export async function leaveTitle(saying: Saying): Promise<void> {
	await changing(async (tx) => {
		const { titleId, at } = saying;
		// In its own session a household leaves whoever let it in; a word that ends the title comes by no hand of who looked at it.
		const lookers = saying.saidBy === undefined ? [] : await lookersOf(tx, titleId);
		const { title, answeredBy: personId, saidBy } = await requireOwn(tx, saying, lookers);
		if (title.stage === "declined" || title.stage === "given_up") return;
		requireStage(title, "proposed", "noticed", "titled", "warned");
		const isBefore = title.stage === "proposed" || title.stage === "noticed";
		const [stage, verb] = isBefore ? (["declined", "title.decline"] as const) : (["given_up", "title.give_up"] as const);
		await stepOn(tx, { titleId, stage, verb, personId, at, ...(saidBy && { detail: { saidBy } }) });
		await retractNotices(tx, `title:${titleId}`, "title_asks", "title_proposed");
		if (saidBy) await tellHousehold(tx, title, { step: "left", at });
	});
}

async function lookersOf(tx: Tx, titleId: string): Promise<string[]> {
	const { titleId: of, checkedBy } = courtyardTitleChecks;
	const rows = await tx.selectDistinct({ checkedBy }).from(courtyardTitleChecks).where(eq(of, titleId));
	return rows.map((row) => row.checkedBy);
}

/** 自家的话: to one look, once; whoever decides reads it. */
export async function replyToCheck({ checkId, ...saying }: Saying & { checkId: string; words: string }): Promise<void> {
	const reply = requireAppealWords(saying.words);
	await changing(async (tx) => {
		const { titleId, at } = saying;
		const of = and(eq(courtyardTitleChecks.id, checkId), eq(courtyardTitleChecks.titleId, titleId));
		const [check] = await tx.select().from(courtyardTitleChecks).where(of);
		if (!check) throw new Refusal("not_found", "common.notFound");
		const { answeredBy: repliedBy, saidBy: replySaidBy } = await requireOwn(tx, saying, [check.checkedBy]);
		if (check.reply === reply) return;
		if (check.reply !== null) throw new Refusal("conflict", "titles.repliedBefore");
		await tx.update(courtyardTitleChecks).set({ reply, repliedBy, repliedAt: at, replySaidBy }).where(of);
		await record(tx, { at, actorId: repliedBy, action: "title.reply", subject: `title:${titleId}` });
	});
}

/** 亮出来: courtyard and title lead to each other, or no more. */
export async function showTitle({ isShown, ...saying }: Saying & { isShown: boolean }): Promise<Title> {
	const shown = await changing(async (tx) => {
		const { title, answeredBy } = await requireOwn(tx, saying);
		const { titleId, at } = saying;
		if ((title.shownAt !== null) === isShown) return title;
		if (isShown) requireStage(title, "titled", "warned");
		await tx
			.update(courtyardTitles)
			.set({ shownAt: isShown ? at : null })
			.where(eq(courtyardTitles.id, titleId));
		await record(tx, { at, actorId: answeredBy, action: "title.show", subject: `title:${titleId}`, detail: { isShown } });
		return title;
	});
	changed([`courtyard:${shown.code}`]);
	return shown;
}
