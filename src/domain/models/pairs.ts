import { and, asc, eq, isNull, or, type SQLWrapper, sql } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { modelPairs, modelVillages } from "#db/schema/models.ts";
import { photos } from "#db/schema/photos.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { type Drawn, hide, pictureToHide } from "#domain/photos/hide.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { hasNumber } from "#domain/spots/held-words.ts";
import { lineWithin } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { changing, PROPOSERS, requireModel, requireStage } from "./model-villages.ts";
import { MOST_PAIRS, PAIR_LENGTH } from "./types.ts";

interface OnModel {
	modelVillageId: string;
	by: Viewer;
	at: Date;
}

interface Adding extends OnModel {
	/** The key of its form: sent again, it is the same pair. */
	pairId: string;
	words: string;
	side: "before" | "after";
	upload: Upload;
}

const KEY = /^[\w-]{8,64}$/;

/** Who hides people, doors and plates in its pictures. */
export const MODEL_EDITORS: Role[] = [...PROPOSERS];

/** One side of a pair, whose other side comes with the same form or later. The upload is deleted at the end. */
export async function addModelPhoto({ modelVillageId, pairId, side, upload, by, at, ...typed }: Adding): Promise<void> {
	try {
		const words = lineWithin(typed.words, PAIR_LENGTH);
		if (words === undefined || hasNumber(words)) throw new Refusal("invalid", "models.pairWords", { field: "words", params: PAIR_LENGTH });
		if (!KEY.test(pairId)) throw new Refusal("invalid", "submissions.brokenForm");
		const column = side === "before" ? "beforeId" : "afterId";
		const place = async (tx: Tx, photoId: string) => {
			const model = await requireModel(tx, by, modelVillageId, PROPOSERS);
			requireStage(model, "proposed", "titled", "warned");
			const [known] = await tx.select().from(modelPairs).where(eq(modelPairs.id, pairId));
			if (known && known.villageId !== model.villageId) throw new Refusal("not_found", "common.notFound");
			if (known?.[column] || known?.takenOutAt) throw new Refusal("conflict", "models.sideThere", { field: side });
			if (known)
				await tx
					.update(modelPairs)
					.set({ [column]: photoId })
					.where(eq(modelPairs.id, pairId));
			else {
				await requireRoom(tx, model.villageId);
				await tx
					.insert(modelPairs)
					.values({ id: pairId, villageId: model.villageId, words, [column]: photoId, addedBy: by.personId, addedAt: at });
			}
			await record(tx, { at, actorId: by.personId, action: "model_village.add_photo", subject: `model_village:${modelVillageId}` });
		};
		if (await isThere({ pairId, column, upload })) return;
		await takeInPhoto({ upload, householdId: null, personId: by.personId, at, place });
	} finally {
		await discardUpload(upload);
	}
}

/** The same bytes on the same side of the same pair: the form came twice. */
async function isThere({ pairId, column, upload }: { pairId: string; column: "beforeId" | "afterId"; upload: Upload }): Promise<boolean> {
	const same = and(eq(modelPairs.id, pairId), eq(photos.sha256, upload.sha256));
	const rows = await db.select({ id: photos.id }).from(modelPairs).innerJoin(photos, eq(photos.id, modelPairs[column])).where(same);
	return rows.length > 0;
}

async function requireRoom(tx: Tx, villageId: string): Promise<void> {
	if ((await standingPairs(villageId, tx)).length >= MOST_PAIRS)
		throw new Refusal("conflict", "models.tooManyPairs", { field: "before", params: { limit: MOST_PAIRS } });
}

/** 撤下: the pair is public no more, at once. */
export async function takeOutPair({ modelVillageId, pairId, by, at }: OnModel & { pairId: string }): Promise<void> {
	await changing(async (tx) => {
		const model = await requireModel(tx, by, modelVillageId, PROPOSERS);
		const [pair] = await tx
			.select()
			.from(modelPairs)
			.where(and(eq(modelPairs.id, pairId), eq(modelPairs.villageId, model.villageId)));
		if (!pair) throw new Refusal("not_found", "common.notFound");
		if (pair.takenOutAt) return;
		await tx.update(modelPairs).set({ takenOutAt: at }).where(eq(modelPairs.id, pairId));
		await record(tx, { at, actorId: by.personId, action: "model_village.take_out", subject: `model_village:${modelVillageId}` });
	});
}

/** Those that were not taken out, in the order in which they came. */
export function standingPairs(villageId: string, reader: Reader) {
	const released = (id: SQLWrapper) => sql`(select released_at from photos where id = ${id}) is not null`;
	return reader
		.select({
			...{ pairId: modelPairs.id, words: modelPairs.words, beforeId: modelPairs.beforeId, afterId: modelPairs.afterId },
			isOut: sql<number>`${released(modelPairs.beforeId)} and ${released(modelPairs.afterId)}`.mapWith(Boolean),
		})
		.from(modelPairs)
		.where(and(eq(modelPairs.villageId, villageId), isNull(modelPairs.takenOutAt)))
		.orderBy(asc(modelPairs.addedAt), asc(modelPairs.id));
}

/** A picture with what is hidden of it, for those who may hide more. */
export async function modelPicture(viewer: Viewer, { modelVillageId, photoId: asked }: { modelVillageId: string; photoId: string | null }) {
	const photoId = asked ?? (await firstOf(modelVillageId));
	const place = await requireOwnPhoto(db, viewer, { modelVillageId, photoId });
	return { ...place, ...(await pictureToHide(photoId)) };
}

async function firstOf(modelVillageId: string): Promise<string> {
	const [model] = await db.select({ villageId: modelVillages.villageId }).from(modelVillages).where(eq(modelVillages.id, modelVillageId));
	const [pair] = model ? await standingPairs(model.villageId, db) : [];
	return pair?.beforeId ?? pair?.afterId ?? "";
}

export async function redactModelPhoto({ by, modelVillageId, ...drawn }: Drawn & OnModel): Promise<void> {
	const of = { modelVillageId, photoId: drawn.photoId };
	await requireOwnPhoto(db, by, of);
	await hide({ ...drawn, decidedBy: by.personId, requireStill: (tx) => requireOwnPhoto(tx, by, of) });
	changed(["models"]);
}

async function requireOwnPhoto(reader: Reader, by: Viewer, { modelVillageId, photoId }: { modelVillageId: string; photoId: string }) {
	const { villageId, village } = await requireModel(reader, by, modelVillageId, MODEL_EDITORS);
	const own = and(eq(modelPairs.villageId, villageId), or(eq(modelPairs.beforeId, photoId), eq(modelPairs.afterId, photoId)));
	const [pair] = await reader.select({ words: modelPairs.words }).from(modelPairs).where(own);
	if (!pair) throw new Refusal("not_found", "common.notFound");
	return { village, words: pair.words };
}
