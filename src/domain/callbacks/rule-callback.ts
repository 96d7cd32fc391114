import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { pointDisputes } from "#db/schema/closes.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { pointEntries } from "#db/schema/points.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { propose } from "#domain/approvals/propose.ts";
import { WITNESSES } from "#domain/approvals/witnesses.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { adjust } from "#domain/points/adjust.ts";
import { holdingOf } from "#domain/points/credit.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { reverse } from "#domain/points/reverse.ts";
import { RULERS } from "./callbacks.ts";
import { type Case, requireCase, requireNoHand } from "./case.ts";
import { undoOf } from "./rules.ts";
import { RULINGS } from "./types.ts";

interface Proposing {
	entrySeq: number;
	outcome: string;
	why: string;
	by: Viewer;
	at: Date;
}

/** 不属实: somebody of the town or the district who had no hand in the entry looks into it, and proposes that it is taken back or left; another one signs. */
export async function proposeRuling({ entrySeq, outcome: typed, ...said }: Proposing): Promise<void> {
	const outcome = RULINGS.find((one) => one === typed);
	if (!outcome) throw new Refusal("invalid", "closes.callbacks.outcomeMissing", { field: "outcome" });
	await write(async (tx) => {
		const found = await requireUntrue(tx, said.by, { entrySeq, roles: RULERS });
		const { householdId, villageId: regionId } = found.known;
		await requireNoHand(tx, said.by, found);
		await propose(tx, { kind: "callback", subject: String(entrySeq), regionId, householdId, outcome, ...said });
	});
}

async function requireUntrue(tx: Tx, by: Viewer, wanted: { entrySeq: number; roles: Role[] }): Promise<Case> {
	const found = await requireCase(tx, by, wanted);
	const { answer, foundBy } = found.known;
	if (foundBy && !answer) throw new Refusal("conflict", "closes.callbacks.askFirst");
	if (answer !== "untrue" && !foundBy) throw new Refusal("conflict", "closes.callbacks.notUntrue");
	return found;
}

/** The second signature, by nobody who had a hand in the entry either. It takes back what is left of it, and the household is told. */
export const CALLBACK_APPROVAL: KindRules = {
	async require(tx, { subject }, { by, said }) {
		const found = await requireUntrue(tx, by, { entrySeq: Number(subject), roles: WITNESSES });
		await requireNoHand(tx, by, found);
		if (said === "signed") await requireNotDisputed(tx, Number(subject));
	},
	async takeEffect(tx, { subject, outcome, householdId }, { by, at }) {
		const entrySeq = Number(subject);
		const points = outcome === "reverse" ? await takeBack(tx, entrySeq, { actorId: by.personId, at }) : 0;
		const detail = { entrySeq, outcome, points };
		await record(tx, { at, actorId: by.personId, action: "callback.rule", subject: `household:${householdId}`, detail });
		const [known] = await tx.select({ foundBy: pointCallbacks.foundBy }).from(pointCallbacks).where(eq(pointCallbacks.entrySeq, entrySeq));
		const params = { outcome: outcome as (typeof RULINGS)[number], points, ...(known?.foundBy && { isFound: true }) };
		await retractNotices(tx, `callback:${subject}`, "photo_doubted");
		if (householdId) await notify(tx, { kind: "callback_ruled", params, subject: `callback:${subject}`, to: { householdId }, at });
	},
};

/** What the household itself called wrong is answered first, so that nothing is taken twice. */
async function requireNotDisputed(tx: Tx, entrySeq: number): Promise<void> {
	const [dispute] = await tx.select().from(pointDisputes).where(eq(pointDisputes.entrySeq, entrySeq));
	if (dispute && !dispute.answeredAt) throw new Refusal("conflict", "closes.callbacks.disputed");
}

/** What it added to the household's points, held ones too. What was spent meanwhile is never a debt. */
async function takeBack(tx: Tx, entrySeq: number, { actorId, at }: { actorId: string; at: Date }): Promise<number> {
	const [given] = await tx
		.select({ entry: pointEntries, rule: pointRules.code, correction: pointDisputes.correction })
		.from(pointEntries)
		.innerJoin(pointRules, eq(pointRules.id, pointEntries.ruleId))
		.leftJoin(pointDisputes, eq(pointDisputes.entrySeq, pointEntries.seq))
		.where(eq(pointEntries.seq, entrySeq));
	if (!given) throw new Error(`a call-back about no entry: ${entrySeq}`);
	const { entry, rule, correction } = given;
	const evidence = `callback:${entrySeq}`;
	const undo = undoOf({ ...entry, correction: correction ?? 0 });
	const before = await accountOf(tx, entry.householdId);
	if (undo.by === "reverse")
		for (const source of [holdingOf(entry.source), entry.source]) await reverse(tx, { source, evidence, decidedBy: actorId, at });
	const points = undo.by === "adjust" ? Math.max(-before.balance, undo.points) : 0;
	const about = { householdId: entry.householdId, source: evidence, evidence, actorId, at };
	if (points !== 0) await adjust(tx, { ...about, points, rule });
	const after = await accountOf(tx, entry.householdId);
	return after.balance + after.held - before.balance - before.held;
}
