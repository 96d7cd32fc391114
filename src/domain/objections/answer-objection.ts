import { and, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { objections } from "#db/schema/objections.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { hasPrinted } from "#domain/households/merged.ts";
import { notify, retractNotice } from "#domain/notices/notify.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { wordsWithin } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { type KindRules, mayAnswer, type Objectionable } from "./kinds.ts";
import { about } from "./objections.ts";
import { ANSWER_LENGTH } from "./types.ts";

interface Answering {
	subject: string;
	number: number;
	by: Viewer;
	answer: string;
	isUpheld: boolean;
	at: Date;
}

type Row = typeof objections.$inferSelect;

/** An admin over the region answers an objection, once. Excluded are who made it, people close to that household, and whom the kind's rules exclude. */
export async function answerObjection(rules: KindRules, { subject, number, by, answer, isUpheld, at }: Answering): Promise<void> {
	const said = wordsWithin(answer, ANSWER_LENGTH);
	if (said === undefined) throw new Refusal("invalid", "objections.answerLength", { field: "answer", params: ANSWER_LENGTH });
	const isNew = await write(async (tx) => {
		const published = await rules.published(tx, subject);
		if (!mayAnswer(by, published)) throw new Refusal("forbidden", "objections.notYours");
		const objection = await requireObjection(tx, rules, { subject, number });
		if (objection.answer === said && objection.isUpheld === isUpheld) return false;
		if (objection.answer !== null) throw new Refusal("conflict", "objections.answeredBefore");
		await requireNoStake(tx, rules, { by, objection });
		const answered = { answer: said, isUpheld, answeredBy: by.personId, answeredAt: at };
		await tx.update(objections).set(answered).where(eq(objections.id, objection.id));
		if (isUpheld) await rules.upheld?.(tx, subject, { by: by.personId, at });
		const detail = { number, isUpheld };
		await record(tx, { at, actorId: by.personId, action: "objection.answer", subject: `${rules.kind}:${subject}`, detail });
		await tellObjector(tx, published, { ...objection, isUpheld, at });
		return true;
	});
	if (isNew) changed(rules.pages(subject));
}

async function requireObjection(tx: Tx, { kind }: KindRules, { subject, number }: { subject: string; number: number }): Promise<Row> {
	const [found] = await tx
		.select()
		.from(objections)
		.where(and(about({ kind, subject }), eq(objections.number, number)));
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found;
}

async function requireNoStake(tx: Tx, rules: KindRules, { by, objection }: { by: Viewer; objection: Row }): Promise<void> {
	if (objection.madeBy === by.personId) throw new Refusal("forbidden", "households.recused");
	await requireImpartial(tx, by, objection.householdId);
	if (rules.barsPrinters && (await hasPrinted(tx, by.personId, objection.householdId)))
		throw new Refusal("forbidden", "objections.printer");
	if (await rules.hasStake(tx, objection.subject, by.personId)) throw new Refusal("forbidden", rules.recused);
}

type Answered = Pick<Row, "kind" | "subject" | "householdId" | "number"> & { isUpheld: boolean; at: Date };

async function tellObjector(tx: Tx, { name, regionId }: Objectionable, { kind: what, householdId, number, ...answered }: Answered) {
	const { isUpheld, at } = answered;
	const subject = `${what}:${answered.subject}` as const;
	await retractNotice(tx, { kind: "objection_came", subject, to: { office: "admins", regionId }, occasion: number });
	await notify(tx, { kind: "objection_answered", params: { what, name, isUpheld }, subject, to: { householdId }, at });
}
