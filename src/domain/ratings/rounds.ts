import { and, eq } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { type Reader, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { RATING_LIFE, ratingRounds } from "#db/schema/ratings.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { commitmentOf, seedOf } from "#domain/draws/draws.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { takeStep } from "#domain/stages.ts";
import { requireOwnVillage } from "./scorers.ts";
import { installSheets, newestSheet } from "./sheets.ts";

export type RatingStage = "opened" | "drawn" | "closed" | "settled";

/** Who reads how a village is rated. */
export const RATING_READERS: Role[] = [...ADMIN_ROLES, "auditor"];

export function ratingSeed(ratingId: string): string {
	return seedOf(`rating ${ratingId}`);
}

/** A round with its village; not_found outside the offices that these roles hold. */
export async function requireRating(reader: Reader, viewer: Viewer, ratingId: string, roles: Role[] = ADMIN_ROLES) {
	const rating = await ratingOf(reader, ratingId);
	if (!rating || !mayActIn(viewer, rating.path, ...roles)) throw new Refusal("not_found", "common.notFound");
	return rating;
}

export async function ratingOf(reader: Reader, ratingId: string) {
	const { id, villageId, month, sheetId, stage, stageAt, commitment, seed, objectionsUntil } = ratingRounds;
	const [found] = await reader
		.select({
			...{ ratingId: id, villageId, month, sheetId, stage, stageAt, commitment, seed, objectionsUntil },
			...{ village: nameAmongAll("regions"), path: regions.path },
		})
		.from(ratingRounds)
		.innerJoin(regions, eq(regions.id, villageId))
		.where(eq(id, ratingId));
	return found;
}

export type Rating = NonNullable<Awaited<ReturnType<typeof ratingOf>>>;

export async function stepOn(
	tx: Tx,
	{
		ratingId: id,
		stage,
		verb,
		by,
		at,
		detail = {},
	}: OnRating & { stage: RatingStage; verb: Verb; detail?: Record<string, string | number> },
): Promise<void> {
	await takeStep(tx, RATING_LIFE, { id, stage, actorId: by.personId, at });
	await record(tx, { at, actorId: by.personId, action: verb, subject: `rating:${id}`, detail });
}

export interface OnRating {
	ratingId: string;
	by: Viewer;
	at: Date;
}

interface Opening {
	villageId: string;
	profile: string;
	by: Viewer;
	at: Date;
}

/** A round of this month: its seed is sealed before anybody knows who takes part. Opened twice it is one. */
export function openRating({ villageId, profile, by, at }: Opening): Promise<{ ratingId: string }> {
	return write(async (tx) => {
		await requireOwnVillage(tx, by, villageId);
		await installSheets(tx);
		const [sheet, month] = [await newestSheet(profile, tx), monthAt(at)];
		if (!sheet) throw new Refusal("invalid", "ratings.profileMissing", { field: "profile" });
		const { sheetId, version } = sheet;
		const same = and(eq(ratingRounds.villageId, villageId), eq(ratingRounds.month, month), eq(ratingRounds.sheetId, sheetId));
		const [known] = await tx.select({ ratingId: ratingRounds.id }).from(ratingRounds).where(same);
		if (known) return known;
		const ratingId = newId();
		const commitment = commitmentOf(ratingSeed(ratingId));
		await tx.insert(ratingRounds).values({ id: ratingId, villageId, month, sheetId, stageAt: at, commitment });
		await stepOn(tx, { ratingId, stage: "opened", verb: "rating.open", by, at, detail: { commitment, sheet: `${profile}${version}` } });
		return { ratingId };
	});
}
