import { desc, eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { modelRechecks } from "#db/schema/models.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { KindRules } from "#domain/approvals/answer.ts";
import { propose } from "#domain/approvals/propose.ts";
import { WITNESSES } from "#domain/approvals/witnesses.ts";
import { record } from "#domain/audit/trail.ts";
import { requireOver } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { wordsWithin } from "#domain/text.ts";
import { changing, isBound, RECHECKERS, requireFree, requireStage, stepOn, TITLERS } from "./model-villages.ts";
import { warningEndsAfter } from "./rules.ts";
import { requireNoNumbers } from "./stories.ts";
import { CHECK_LENGTH, WARNING_DAYS } from "./types.ts";

interface OnModel {
	modelVillageId: string;
	by: Viewer;
	at: Date;
}

/** 命名 or 撤销: the first signature, of the district. A title after the review, its end after a warning and its term. */
export function proposeTitle({ modelVillageId, why, by, at }: OnModel & { why: string }): Promise<{ approvalId: string }> {
	return write(async (tx) => {
		const model = await requireFree(tx, by, modelVillageId, TITLERS);
		requireStage(model, "reviewed", "warned");
		const warning = model.stage === "warned" ? await requireTermOver(tx, modelVillageId, at) : undefined;
		requireNoNumbers(why, "why");
		const about = { kind: "model_village", regionId: model.districtId ?? "", householdId: null } as const;
		const what = warning
			? { subject: `${modelVillageId}/${warning.id}`, outcome: "remove" }
			: { subject: `${modelVillageId}/title`, outcome: "title" };
		return propose(tx, { ...about, ...what, why, by, at });
	});
}

async function requireTermOver(tx: Tx, modelVillageId: string, at: Date) {
	const warning = await lastCheck(tx, modelVillageId);
	requireOver(warning?.until, at, "models.termRuns");
	return warning;
}

async function lastCheck(tx: Tx, modelVillageId: string) {
	const [last] = await tx
		.select()
		.from(modelRechecks)
		.where(eq(modelRechecks.modelVillageId, modelVillageId))
		.orderBy(desc(modelRechecks.number))
		.limit(1);
	return last;
}

/** The second signature, of somebody else of the district, who is bound to the village as little. */
export const MODEL_APPROVAL: KindRules = {
	pages: () => ["models"],
	async require(tx, { subject, outcome, proposedBy }, { by, said }) {
		const model = await requireFree(tx, by, modelOf(subject), WITNESSES);
		if (said === "refused") return;
		requireStage(model, outcome === "title" ? "reviewed" : "warned");
		if (await isBound(tx, proposedBy, model.villageId)) throw new Refusal("forbidden", "models.bound");
	},
	async takeEffect(tx, { subject, outcome, why }, { by, at }) {
		const step = { modelVillageId: modelOf(subject), by, at };
		if (outcome === "title") await stepOn(tx, { ...step, stage: "titled", verb: "model_village.title" });
		else await stepOn(tx, { ...step, stage: "removed", verb: "model_village.remove", note: why });
	},
};

/** The subject is "MODEL/title", or "MODEL/warning" for what it is taken for. */
const modelOf = (subject: string) => subject.slice(0, subject.indexOf("/"));

interface Checking extends OnModel {
	result: string;
	words: string;
	/** 限期, of a warning. */
	days: string;
}

/** 复查: still as it was, or a warning with a term. What is said everybody reads. */
export async function recheckModel({ modelVillageId, result, words, days, by, at }: Checking): Promise<void> {
	const said = wordsWithin(words, CHECK_LENGTH);
	if (said === undefined) throw new Refusal("invalid", "models.checkLength", { field: "words", params: CHECK_LENGTH });
	requireNoNumbers(said, "words");
	if (result !== "passed" && result !== "warned") throw new Refusal("invalid", "models.resultMissing", { field: "result" });
	const term = WARNING_DAYS.find((one) => String(one) === days);
	if (result === "warned" && !term) throw new Refusal("invalid", "models.termMissing", { field: "days" });
	await changing(async (tx) => {
		const model = await requireFree(tx, by, modelVillageId, RECHECKERS);
		requireStage(model, "titled", "warned");
		const last = await lastCheck(tx, modelVillageId);
		if (last?.result === result && last.words === said && last.checkedBy === by.personId) return;
		if (result === "warned" && model.stage === "warned") requireOver(last?.until, at, "models.termRuns");
		const until = result === "warned" && term ? warningEndsAfter(at, term) : null;
		const check = { id: newId(), modelVillageId, number: (last?.number ?? 0) + 1, result, words: said, until } as const;
		await tx.insert(modelRechecks).values({ ...check, checkedBy: by.personId, checkedAt: at });
		await record(tx, {
			at,
			actorId: by.personId,
			action: "model_village.recheck",
			subject: `model_village:${modelVillageId}`,
			detail: { result },
		});
		if (result === "warned" && model.stage === "titled")
			await stepOn(tx, { modelVillageId, stage: "warned", verb: "model_village.warn", by, at });
		if (result === "passed" && model.stage === "warned")
			await stepOn(tx, { modelVillageId, stage: "titled", verb: "model_village.clear", by, at });
	});
}
