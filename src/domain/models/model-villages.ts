import { eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { nameAmongAll } from "#db/called.ts";
import { type Reader, type Tx, write } from "#db/client.ts";
import { MODEL_LIFE, modelVillages } from "#db/schema/models.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import type { ModelStage } from "./types.ts";

/** Who proposes a village and writes its story. */
export const PROPOSERS: Role[] = [...ADMIN_ROLES, "publicist"];
/** Who notices, reviews, and lets new versions of a story out: the office above the village. */
export const REVIEWERS: Role[] = ["town_admin", "district_admin"];
/** Who checks again whether it still deserves the title. */
export const RECHECKERS: Role[] = [...REVIEWERS, "inspector"];
/** 区里: who proposes the title, or its end, to a second one of the district. */
export const TITLERS: Role[] = ["district_admin"];
export const MODEL_READERS: Role[] = [...PROPOSERS, "inspector", "auditor"];

const towns = alias(regions, "towns");

/** One proposal with its place; not_found outside the offices that these roles hold. */
export async function requireModel(reader: Reader, viewer: Viewer, modelVillageId: string, roles: Role[]) {
	const [found] = await reader
		.select({
			...{ modelVillageId: modelVillages.id, villageId: modelVillages.villageId, stage: modelVillages.stage },
			...{ stageAt: modelVillages.stageAt, noticeEndsAt: modelVillages.noticeEndsAt, titledAt: modelVillages.titledAt },
			...{ village: nameAmongAll("regions"), path: regions.path, townId: towns.id, town: towns.name, townPath: towns.path },
			districtId: towns.parentId,
		})
		.from(modelVillages)
		.innerJoin(regions, eq(regions.id, modelVillages.villageId))
		.innerJoin(towns, eq(towns.id, regions.parentId))
		.where(eq(modelVillages.id, modelVillageId));
	if (!found || !mayActIn(viewer, found.path, ...roles)) throw new Refusal("not_found", "common.notFound");
	return found;
}

/** Whether somebody lives there, has relatives there, or holds an office of the village or of its unit. The triggers read the same view. */
export async function isBound(reader: Reader, personId: string, villageId: string): Promise<boolean> {
	const rows = await reader.all(sql`select 1 from bound_to_villages where village_id = ${villageId} and person_id = ${personId} limit 1`);
	return rows.length > 0;
}

/** The same, for who decides: nobody of the village. */
export async function requireFree(tx: Tx, by: Viewer, modelVillageId: string, roles: Role[]) {
	const model = await requireModel(tx, by, modelVillageId, roles);
	if (await isBound(tx, by.personId, model.villageId)) throw new Refusal("forbidden", "models.bound");
	return model;
}

export function requireStage({ stage }: { stage: ModelStage }, ...stages: ModelStage[]): void {
	if (!stages.includes(stage)) throw new Refusal("conflict", "models.notNow");
}

interface Stepping {
	modelVillageId: string;
	stage: ModelStage;
	verb: Verb;
	by: Viewer;
	at: Date;
	note?: string;
}

export async function stepOn(tx: Tx, { modelVillageId: id, stage, verb, by, at, note }: Stepping): Promise<void> {
	await takeStep(tx, MODEL_LIFE, { id, stage, actorId: by.personId, at, ...(note && { note }) });
	await record(tx, { at, actorId: by.personId, action: verb, subject: `model_village:${id}` });
}

/** After the commit the pages that show model villages are made anew. */
export async function changing<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
	const result = await write(work);
	changed(["models"]);
	return result;
}
