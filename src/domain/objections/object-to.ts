import { max } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { objections } from "#db/schema/objections.ts";
import { requireAppealWords, requireInTime } from "#domain/appeals/rules.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify } from "#domain/notices/notify.ts";
import type { Member } from "#domain/submissions/types.ts";
import { changed } from "#platform/changes.ts";
import type { KindRules, Objectionable } from "./kinds.ts";
import { about, ownObjection } from "./objections.ts";
import type { Of } from "./types.ts";

interface Objecting {
	subject: string;
	by: Member;
	words: string;
	at: Date;
}

export async function objectTo(rules: KindRules, { subject, by, words, at }: Objecting): Promise<{ number: number }> {
	const said = requireAppealWords(words);
	const of = { kind: rules.kind, subject };
	const done = await write(async (tx) => {
		const standing = await ownObjection(of, by.householdId, tx);
		if (standing?.words === said) return standing;
		const published = await rules.published(tx, subject);
		requireRunning(published, at);
		if (standing) throw new Refusal("conflict", "objections.objectedBefore");
		if (!(await rules.mayObject(tx, subject, by.householdId))) throw new Refusal("forbidden", rules.barred);
		const added = await add(tx, of, { by, words: said, at });
		await tellOffice(tx, of, { ...published, ...added, by, at });
		return added;
	});
	changed(rules.pages(subject));
	return { number: done.number };
}

function requireRunning({ until }: Objectionable, at: Date): void {
	const late = "objections.notNow";
	if (!until) throw new Refusal("conflict", late);
	requireInTime({ until, at, late });
}

async function add(tx: Tx, of: Of, { by, words, at }: Omit<Objecting, "subject">): Promise<{ number: number }> {
	const [last] = await tx
		.select({ number: max(objections.number) })
		.from(objections)
		.where(about(of));
	const number = (last?.number ?? 0) + 1;
	await tx.insert(objections).values({ ...of, number, householdId: by.householdId, madeBy: by.personId, words, madeAt: at });
	await record(tx, { at, actorId: by.personId, action: "objection.make", subject: `${of.kind}:${of.subject}`, detail: { number } });
	return { number };
}

type Told = Pick<Objectionable, "name" | "regionId"> & { number: number; by: Member; at: Date };

async function tellOffice(tx: Tx, { kind: what, subject }: Of, { name, regionId, number, by, at }: Told): Promise<void> {
	const about = { subject: `${what}:${subject}`, params: { what, name, number }, occasion: number } as const;
	const to = { office: "admins", regionId } as const;
	await notify(tx, { kind: "objection_came", ...about, to, causedBy: by.personId, concernedHouseholdId: by.householdId, at });
}
