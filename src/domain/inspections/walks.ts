import { and, count, eq, sql } from "drizzle-orm";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { inspections, inspectionWalks, PLACES } from "#db/schema/inspections.ts";
import { regions } from "#db/schema/regions.ts";
import { CAUSES } from "#db/schema/spots/spots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { PLACE, villages } from "#domain/regions/joined.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { reportSpot } from "#domain/spots/report-spot.ts";
import type { Cause } from "#domain/spots/types.ts";
import { changed } from "#platform/changes.ts";
import type { InspectedPlace } from "./types.ts";

interface AtPlace {
	walkId: string;
	place: string;
	by: Viewer;
	at: Date;
}

/** One place of a walk is clean, or is not there. Said twice it is said once; the tenth answer ends the walk. */
export async function seePlace({ found, ...seeing }: AtPlace & { found: string }): Promise<void> {
	if (found !== "clean" && found !== "none") throw new Refusal("invalid", "inspections.foundMissing", { field: "found" });
	const place = requirePlace(seeing.place);
	await write((tx) => answer(tx, { ...seeing, place, found }));
	changed(["walks"]);
}

interface Finding extends AtPlace {
	cause: string;
	categoryCode: string;
	words: string;
	uploads: Upload[];
}

/** A fault becomes a spot at once, with its pictures; nothing is typed again. */
export async function findFault({ cause, categoryCode, words, uploads, ...seeing }: Finding): Promise<{ spotId: string }> {
	try {
		const place = requirePlace(seeing.place);
		const why = CAUSES.find((one) => one === cause);
		if (!why) throw new Refusal("invalid", "spots.causeMissing", { field: "cause" });
		const { walkId, by, at } = seeing;
		const walk = await requireOwnWalk(db, walkId, by, at);
		const [earlier] = await db
			.select()
			.from(inspections)
			.where(and(eq(inspections.walkId, walkId), eq(inspections.place, place)));
		if (earlier?.spotId) return { spotId: earlier.spotId };
		if (earlier) throw new Refusal("conflict", "inspections.answeredAlready");
		const said = { place: "", words, phone: "", uploads, by: null, at };
		const { spotId } = await reportSpot({
			...said,
			idempotencyKey: `inspection-${walkId}-${place}`,
			hamletId: walk.hamletId,
			categoryCode,
		});
		await write((tx) => answer(tx, { ...seeing, place, found: "fault", cause: why, spotId }));
		changed(["walks"]);
		return { spotId };
	} finally {
		for (const upload of uploads) await discardUpload(upload);
	}
}

type Answer = Omit<AtPlace, "place"> & { place: InspectedPlace; found: "clean" | "none" | "fault"; cause?: Cause; spotId?: string };

async function answer(tx: Tx, { walkId, place, found, cause, spotId, by, at }: Answer): Promise<void> {
	const walk = await requireWalk(tx, walkId);
	if (walk.inspectorId !== by.personId) throw new Refusal("not_found", "common.notFound");
	const [known] = await tx
		.select()
		.from(inspections)
		.where(and(eq(inspections.walkId, walkId), eq(inspections.place, place)));
	if (known?.found === found) return;
	if (known) throw new Refusal("conflict", "inspections.answeredAlready");
	requireMonth(walk, at);
	await tx.insert(inspections).values({ walkId, place, found, cause, spotId, at });
	const [answered] = await tx.select({ count: count() }).from(inspections).where(eq(inspections.walkId, walkId));
	if (answered?.count !== PLACES.length) return;
	await tx.update(inspectionWalks).set({ doneAt: at }).where(eq(inspectionWalks.id, walkId));
	await record(tx, { at, actorId: by.personId, action: "inspection.make", subject: `inspection:${walkId}` });
}

function requirePlace(typed: string): InspectedPlace {
	const place = PLACES.find((one) => one === typed);
	if (!place) throw new Refusal("invalid", "inspections.placeMissing", { field: "place" });
	return place;
}

async function requireWalk(reader: Reader, walkId: string) {
	const [walk] = await reader
		.select({
			inspectorId: inspectionWalks.inspectorId,
			hamletId: inspectionWalks.hamletId,
			month: inspectionWalks.month,
			path: regions.path,
			village: PLACE.village,
			hamlet: regions.name,
		})
		.from(inspectionWalks)
		.innerJoin(regions, eq(regions.id, inspectionWalks.hamletId))
		.innerJoin(villages, eq(villages.id, inspectionWalks.villageId))
		.where(eq(inspectionWalks.id, walkId));
	if (!walk) throw new Refusal("not_found", "common.notFound");
	return walk;
}

async function requireOwnWalk(reader: Reader, walkId: string, by: Viewer, at: Date) {
	const walk = await requireWalk(reader, walkId);
	if (walk.inspectorId !== by.personId || !mayActIn(by, walk.path, "inspector")) throw new Refusal("not_found", "common.notFound");
	requireMonth(walk, at);
	return walk;
}

/** A look belongs to the month for which it was drawn. */
function requireMonth({ month }: { month: string }, at: Date): void {
	if (monthAt(at) !== month) throw new Refusal("conflict", "inspections.monthOver");
}

/** The inspector's walks of this month: what is to be made first, then what was made, by place. */
export async function ownWalks(viewer: Viewer, at: Date) {
	const rows = await db
		.select({
			...{ walkId: inspectionWalks.id, doneAt: inspectionWalks.doneAt, village: PLACE.village, hamlet: regions.name, path: regions.path },
			answered: sql<number>`(select count(*) from inspections where walk_id = ${inspectionWalks.id})`,
		})
		.from(inspectionWalks)
		.innerJoin(regions, eq(regions.id, inspectionWalks.hamletId))
		.innerJoin(villages, eq(villages.id, inspectionWalks.villageId))
		.where(and(eq(inspectionWalks.inspectorId, viewer.personId), eq(inspectionWalks.month, monthAt(at))));
	const isDone = ({ doneAt }: { doneAt: Date | null }) => Number(doneAt !== null);
	return rows.sort((a, b) => isDone(a) - isDone(b) || (a.path < b.path ? -1 : 1)).map(({ path: _, ...walk }) => walk);
}

/** One walk with what was found so far. */
export async function walkPage(viewer: Viewer, walkId: string, at: Date) {
	const { village, hamlet } = await requireOwnWalk(db, walkId, viewer, at);
	const answers = await db.select().from(inspections).where(eq(inspections.walkId, walkId));
	return {
		...{ village, hamlet },
		places: PLACES.map((place) => ({ place, answer: answers.find((one) => one.place === place) ?? null })),
	};
}
