import { and, eq, notInArray } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { modelVillages } from "#db/schema/models.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { wordsWithin } from "#domain/text.ts";
import { changing, PROPOSERS, requireModel, requireStage, stepOn } from "./model-villages.ts";
import { CHECK_LENGTH } from "./types.ts";

interface Proposing {
	villageId: string;
	by: Viewer;
	at: Date;
}

/** 推荐: a village, by itself or by the offices above it. Proposed twice it is proposed once; story and pictures of an earlier time are there already. */
export function proposeModel({ villageId, by, at }: Proposing): Promise<{ modelVillageId: string }> {
	return write(async (tx) => {
		const [village] = await tx.select().from(regions).where(eq(regions.id, villageId));
		if (village?.level !== "village" || !mayActIn(by, village.path, ...PROPOSERS)) throw new Refusal("not_found", "common.notFound");
		if (village.validTo) throw new Refusal("conflict", "units.placeClosed", { field: "villageId" });
		const living = and(eq(modelVillages.villageId, villageId), notInArray(modelVillages.stage, ["declined", "removed"]));
		const [known] = await tx.select({ modelVillageId: modelVillages.id }).from(modelVillages).where(living);
		if (known) return known;
		const modelVillageId = newId();
		await tx.insert(modelVillages).values({ id: modelVillageId, villageId, stageAt: at });
		await stepOn(tx, { modelVillageId, stage: "proposed", verb: "model_village.propose", by, at });
		await tellTown(tx, modelVillageId, { by, at });
		return { modelVillageId };
	});
}

async function tellTown(tx: Tx, modelVillageId: string, { by, at }: { by: Viewer; at: Date }): Promise<void> {
	const { village, townId: regionId } = await requireModel(tx, by, modelVillageId, PROPOSERS);
	const about = { kind: "model_proposed", subject: `model_village:${modelVillageId}`, params: { village } } as const;
	await notify(tx, { ...about, to: { office: "admins", regionId }, causedBy: by.personId, at });
}

/** 不评了: its own office takes it back, or the office above declines it, with a reason. What was noticed is public no more. */
export async function declineModel({ modelVillageId, why, by, at }: { modelVillageId: string; why: string; by: Viewer; at: Date }) {
	const note = wordsWithin(why, CHECK_LENGTH);
	if (note === undefined) throw new Refusal("invalid", "models.whyLength", { field: "why", params: CHECK_LENGTH });
	await changing(async (tx) => {
		const model = await requireModel(tx, by, modelVillageId, PROPOSERS);
		if (model.stage === "declined") return;
		requireStage(model, "proposed", "noticed", "reviewed");
		await stepOn(tx, { modelVillageId, stage: "declined", verb: "model_village.decline", by, at, note });
		await retractNotices(tx, `model_village:${modelVillageId}`, "model_proposed");
	});
}
