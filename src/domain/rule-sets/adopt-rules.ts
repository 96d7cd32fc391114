import { and, eq, gte, isNotNull } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { approvals } from "#db/schema/approvals.ts";
import { ruleAdoptions, ruleSets } from "#db/schema/point-rules.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { approvalsOf, signersOf } from "#domain/approvals/approvals.ts";
import { propose } from "#domain/approvals/propose.ts";
import { mayWitness } from "#domain/approvals/witnesses.ts";
import { record } from "#domain/audit/trail.ts";
import { dayAt, isDay, monthAt, startOf } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { requireVillage } from "#domain/regions/require-place.ts";
import { requireLine } from "#domain/said.ts";
import { draftOf, ENTERED, linesOf, openProposal } from "./sets.ts";
import { DOCUMENT_LENGTH } from "./types.ts";

interface Acting {
	by: Viewer;
	at: Date;
}

interface Adopting extends Acting {
	villageId: string;
	documentNumber: string;
	/** The day of the meeting. */
	decidedOn: string;
	/** From the first of which month on, "2026-12". */
	month: string;
}

/** What the village's meeting decided, as one person enters it: in force from the first of a coming month once another one signs. The same again changes nothing. */
export async function proposeRules({ villageId, decidedOn, month, by, at, ...typed }: Adopting): Promise<string> {
	const documentNumber = requireLine(typed.documentNumber, { ...DOCUMENT_LENGTH, field: "documentNumber", lacks: "rules.documentMissing" });
	if (!isDay(decidedOn) || decidedOn > dayAt(at)) throw new Refusal("invalid", "rules.dayMissing", { field: "decidedOn" });
	if (!isDay(`${month}-01`) || month <= monthAt(at)) throw new Refusal("invalid", "rules.pastMonth", { field: "month" });
	const effectiveFrom = startOf(`${month}-01`);
	return write(async (tx) => {
		await requireVillage(tx, by, villageId);
		const draft = await draftOf(tx, villageId);
		if (!draft) throw new Refusal("conflict", "rules.noDraft");
		await requireLatest(tx, villageId, effectiveFrom);
		const waits = await openProposal(tx, draft.id);
		const isSame = waits?.documentNumber === documentNumber && waits.decidedOn === decidedOn && waits.enteredBy === by.personId;
		if (waits && isSame && waits.effectiveFrom.getTime() === effectiveFrom.getTime()) return waits.adoptionId;
		await takeBackProposal(tx, draft.id, { by, at });
		const adoptionId = newId();
		const entered = { setId: draft.id, documentNumber, decidedOn, effectiveFrom, enteredBy: by.personId, enteredAt: at };
		await tx.insert(ruleAdoptions).values({ id: adoptionId, ...entered });
		const about = { kind: "rules", subject: adoptionId, regionId: villageId, householdId: null, outcome: "adopt" } as const;
		await propose(tx, { ...about, why: `${month} ${documentNumber}`, by, at });
		return adoptionId;
	});
}

async function requireLatest(tx: Tx, villageId: string, effectiveFrom: Date): Promise<void> {
	const isLater = and(eq(ruleSets.villageId, villageId), isNotNull(ruleSets.adoptedAt), gte(ruleSets.effectiveFrom, effectiveFrom));
	if ((await tx.$count(ruleSets, isLater)) > 0) throw new Refusal("conflict", "rules.laterOne", { field: "month" });
}

/** Called before the draft changes, or is proposed otherwise: nobody may sign what they have not read. */
export async function takeBackProposal(tx: Tx, ofSetId: string, { by, at }: Acting): Promise<void> {
	const open = await openProposal(tx, ofSetId);
	if (!open) return;
	const replaced = { answer: "replaced", answeredBy: by.personId, answeredAt: at } as const;
	await tx.update(approvals).set(replaced).where(eq(approvals.id, open.approvalId));
	await retractNotices(tx, `rules:${open.adoptionId}`, "signature_waits");
}

async function entered(reader: Reader, wanted: string) {
	const [found] = await reader
		.select({ ...ENTERED, villageId: regions.id, village: nameAmongAll("regions"), path: regions.path, version: ruleSets.version })
		.from(ruleAdoptions)
		.innerJoin(ruleSets, eq(ruleSets.id, ruleAdoptions.setId))
		.innerJoin(regions, eq(regions.id, ruleSets.villageId))
		.where(eq(ruleAdoptions.id, wanted));
	if (!found) throw new Refusal("not_found", "common.notFound");
	return found;
}

/** The second signature puts the rules in force. It comes from somebody independent of whoever entered them, before their month begins. */
export const RULES_APPROVAL: KindRules = {
	pages: ({ regionId }) => [`village:${regionId}`],
	async require(tx, { subject }, { said, at }) {
		if (said === "refused") return;
		const rules = await entered(tx, subject);
		if (rules.effectiveFrom <= at) throw new Refusal("conflict", "rules.tooLate");
		await requireLatest(tx, rules.villageId, rules.effectiveFrom);
	},
	async takeEffect(tx, { subject }, { by, at }) {
		const rules = await entered(tx, subject);
		const meeting = { documentNumber: rules.documentNumber, decidedOn: rules.decidedOn };
		const adopted = { ...meeting, effectiveFrom: rules.effectiveFrom, adoptedBy: rules.enteredBy, adoptedAt: at };
		await tx.update(ruleSets).set(adopted).where(eq(ruleSets.id, rules.setId));
		const detail = { version: rules.version, ...meeting, month: monthAt(rules.effectiveFrom) };
		await record(tx, { at, actorId: by.personId, action: "rule_set.adopt", subject: `rule_set:${rules.setId}`, detail });
	},
};

/** What waits for a signature, or was answered, with the lines of it, for whoever may sign or entered it. */
export async function rulesToSign(viewer: Viewer, wanted: string) {
	const rules = await entered(db, wanted);
	if (!mayWitness(viewer, { regionPath: rules.path })) throw new Refusal("not_found", "common.notFound");
	const all = await approvalsOf(["rules"], eq(approvals.subject, wanted));
	const [lines, signers] = await Promise.all([linesOf(db, rules.setId), signersOf({ id: rules.villageId, path: rules.path }, all)]);
	return { ...rules, lines, approvals: all, signers };
}
