import { eq } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import type { Reader, Tx } from "#db/client.ts";
import { modelVillages } from "#db/schema/models.ts";
import { photos } from "#db/schema/photos.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { requireOver } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import type { KindRules } from "#domain/objections/kinds.ts";
import { unanswered, upheldBy } from "#domain/objections/objections.ts";
import { decideNothingToHide } from "#domain/photos/redact.ts";
import { changing, isBound, REVIEWERS, requireFree, requireStage, stepOn } from "./model-villages.ts";
import { standingPairs } from "./pairs.ts";
import { noticeEndsAfter } from "./rules.ts";
import { letOut, newestStory } from "./stories.ts";

interface OnModel {
	modelVillageId: string;
	by: Viewer;
	at: Date;
}

/** 公示: the office above has read the story and looked at each picture; from now on everybody sees them, and any household may object for five working days. */
export function noticeModel({ modelVillageId, by, at }: OnModel): Promise<{ until: Date }> {
	return changing(async (tx) => {
		const model = await requireFree(tx, by, modelVillageId, REVIEWERS);
		if (model.stage === "noticed" && model.noticeEndsAt) return { until: model.noticeEndsAt };
		requireStage(model, "proposed");
		await requireComplete(tx, model.villageId, { by, at });
		const until = noticeEndsAfter(at, await workingCalendar(tx));
		await tx.update(modelVillages).set({ noticeEndsAt: until }).where(eq(modelVillages.id, modelVillageId));
		await stepOn(tx, { modelVillageId, stage: "noticed", verb: "model_village.notice", by, at });
		await letOut(tx, { villageId: model.villageId, by, at });
		await retractNotices(tx, `model_village:${modelVillageId}`, "model_proposed");
		return { until };
	});
}

/** Whoever notices it has looked at the pictures: what was not hidden is nothing to hide. */
async function requireComplete(tx: Tx, villageId: string, { by, at }: { by: Viewer; at: Date }): Promise<void> {
	if (!(await newestStory(villageId, tx))) throw new Refusal("conflict", "models.noStory");
	const pairs = await standingPairs(villageId, tx);
	if (pairs.length === 0 || pairs.some(({ beforeId, afterId }) => !beforeId || !afterId)) throw new Refusal("conflict", "models.noPairs");
	for (const photoId of pairs.flatMap(({ beforeId, afterId }) => [beforeId ?? "", afterId ?? ""])) {
		const [photo] = await tx.select({ revision: photos.revision }).from(photos).where(eq(photos.id, photoId));
		await decideNothingToHide(tx, { photoId, revision: photo?.revision ?? 0, decidedBy: by.personId, at });
	}
}

/** 复核: its notice ended, each objection was answered, and none was right. Else it is declined, and proposed anew when it is put right. */
export async function reviewModel({ modelVillageId, by, at }: OnModel): Promise<void> {
	await changing(async (tx) => {
		const model = await requireFree(tx, by, modelVillageId, REVIEWERS);
		if (model.stage === "reviewed") return;
		requireStage(model, "noticed");
		requireOver(model.noticeEndsAt, at, "models.noticeRuns");
		const of = { kind: "model_village", subject: modelVillageId } as const;
		if ((await unanswered(of, tx)) > 0) throw new Refusal("conflict", "models.objectionsWait");
		if ((await upheldBy(of, tx)).length > 0) throw new Refusal("conflict", "models.objectionRight");
		await stepOn(tx, { modelVillageId, stage: "reviewed", verb: "model_village.review", by, at });
	});
}

const towns = alias(regions, "towns");

/** Any household of the district may object while the notice runs; the town's admins answer, and nobody of the village. */
export const MODEL_OBJECTIONS: KindRules = {
	kind: "model_village",
	pages: () => ["models"],
	published: async (reader, modelVillageId) => {
		const found = await noticed(reader, modelVillageId);
		if (!found || found.stage === "proposed") throw new Refusal("not_found", "common.notFound");
		const { village, townId, townPath, stage, noticeEndsAt } = found;
		return { name: village, regionId: townId, regionPath: townPath, until: stage === "noticed" ? noticeEndsAt : null };
	},
	mayObject: async () => true,
	barred: "objections.notNow",
	hasStake: async (reader, modelVillageId, personId) => {
		const found = await noticed(reader, modelVillageId);
		return found !== undefined && (await isBound(reader, personId, found.villageId));
	},
	recused: "models.bound",
	barsPrinters: true,
};

async function noticed(reader: Reader, modelVillageId: string) {
	const { villageId, stage, noticeEndsAt } = modelVillages;
	const [found] = await reader
		.select({ villageId, stage, noticeEndsAt, village: nameAmongAll("regions"), townId: towns.id, townPath: towns.path })
		.from(modelVillages)
		.innerJoin(regions, eq(regions.id, villageId))
		.innerJoin(towns, eq(towns.id, regions.parentId))
		.where(eq(modelVillages.id, modelVillageId));
	return found;
}
