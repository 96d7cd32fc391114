import { and, count, eq, gte } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people } from "#db/schema/accounts.ts";
import { leafCategories } from "#db/schema/campaign.ts";
import { regions } from "#db/schema/regions.ts";
import { PHOTOS_A_REPORT, spotPhotos } from "#db/schema/spots/photos.ts";
import { SPOT_LIFE, spotReports, spots } from "#db/schema/spots/spots.ts";
import { Refusal } from "#domain/errors.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { discardUpload, type Upload } from "#domain/photos/upload.ts";
import { requireLine, requireWords } from "#domain/said.ts";
import { takeStep } from "#domain/stages.ts";
import { tidyCode } from "#domain/text.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { seal } from "#platform/secrets.ts";
import { heldFor } from "./held-words.ts";
import { referenceHash, referenceOf } from "./reference.ts";
import { isOpen, PLACE_MOST } from "./rules.ts";
import { type Cell, WORDS_MOST } from "./types.ts";

export interface SpotReport {
	/** Made by the form. The same key is the same report. */
	idempotencyKey: string;
	hamletId: string;
	categoryCode: string;
	/** Where in the hamlet; may be empty. */
	place: string;
	cell?: Cell | undefined;
	words: string;
	/** Private, and forgotten when the spot is closed; may be empty. */
	phone: string;
	/** "Is it this one?" yes: the open spot to which this is a further witness. */
	joins?: string | undefined;
	/** Deleted at the end. */
	uploads: Upload[];
	/** Null without an account. */
	by: { personId: string } | null;
	at: Date;
}

export interface Reported {
	spotId: string;
	reference: string;
	/** Of further photos, why they were not taken. */
	refused: Refusal[];
}

/** Reports of one account in a day; without an account the address is throttled (`http/throttle.ts`). */
export const REPORTS_A_DAY = 10;

/**
 * Spot, report and the first photo are written in one transaction, so a report without a picture never stands there. A witness of a spot that has pictures needs
 * none. Sent twice, also at once, it is one report.
 */
export async function reportSpot(report: SpotReport): Promise<Reported> {
	try {
		const earlier = await reportedEarlier(report.idempotencyKey);
		if (earlier) return earlier;
		const said = requireSaid(report);
		if (report.uploads.length > PHOTOS_A_REPORT)
			throw new Refusal("invalid", "spots.tooManyPhotos", { field: "photos", params: { limit: PHOTOS_A_REPORT } });
		return await keep(report, said);
	} finally {
		for (const upload of report.uploads) await discardUpload(upload);
	}
}

async function reportedEarlier(key: string): Promise<Reported | undefined> {
	if (key.length < 16 || key.length > 64) throw new Refusal("invalid", "common.invalidForm");
	const [found] = await db.select({ spotId: spotReports.spotId }).from(spotReports).where(eq(spotReports.idempotencyKey, key));
	return found && { spotId: found.spotId, reference: referenceOf(key), refused: [] };
}

interface Said {
	place: string;
	words: string;
	phoneSealed: string | null;
}

function requireSaid({ place, words, phone }: SpotReport): Said {
	const where = requireLine(place, { least: 0, most: PLACE_MOST, lacks: "spots.placeTooLong", field: "place" });
	if (heldFor(where)) throw new Refusal("invalid", "spots.placeNamesSomebody", { field: "place" });
	const what = requireWords(words, { least: 0, most: WORDS_MOST, lacks: "spots.tooManyWords" });
	const number = tidyCode(phone).replaceAll("-", "");
	if (!/^(\+?\d{7,15})?$/.test(number)) throw new Refusal("invalid", "spots.badPhone", { field: "phone" });
	return { place: where, words: what, phoneSealed: number === "" ? null : seal("reports", number) };
}

async function keep(report: SpotReport, said: Said): Promise<Reported> {
	const refused: Refusal[] = [];
	let kept: Kept | undefined;
	for (const [n, upload] of report.uploads.entries()) {
		try {
			const place = async (tx: Tx, photoId: string) => {
				kept ??= await begin(tx, report, said);
				await requireNewPicture(tx, kept.spotId, upload.sha256);
				await tx.insert(spotPhotos).values({ ...kept, photoId, position: n + 1, sha256: upload.sha256 });
			};
			await takeInPhoto({ upload, householdId: null, personId: report.by?.personId ?? null, at: report.at, place });
		} catch (failure) {
			const twin = await reportedEarlier(report.idempotencyKey);
			if (!kept && twin) return twin;
			// What began was rolled back with its first photo.
			if (kept && !twin) kept = undefined;
			if (!(failure instanceof Refusal) || failure.field !== "photo") throw failure;
			refused.push(failure);
		}
	}
	const spotId = kept?.spotId ?? (await keepWithoutPhoto(report, said, refused));
	return { spotId, reference: referenceOf(report.idempotencyKey), refused };
}

async function requireNewPicture(tx: Tx, spotId: string, sha256: string): Promise<void> {
	const same = and(eq(spotPhotos.spotId, spotId), eq(spotPhotos.sha256, sha256));
	if ((await tx.select({ photoId: spotPhotos.photoId }).from(spotPhotos).where(same)).length === 0) return;
	throw new Refusal("conflict", "spots.samePhoto", { field: "photo" });
}

interface Kept {
	spotId: string;
	reportId: string;
}

async function keepWithoutPhoto(report: SpotReport, said: Said, refused: Refusal[]): Promise<string> {
	if (!report.joins || refused.length > 0) throw refused[0] ?? new Refusal("invalid", "spots.noPhoto", { field: "photos" });
	try {
		return (await write((tx) => begin(tx, report, said))).spotId;
	} catch (failure) {
		const twin = await reportedEarlier(report.idempotencyKey);
		if (!twin) throw failure;
		return twin.spotId;
	}
}

async function begin(tx: Tx, report: SpotReport, said: Said): Promise<Kept> {
	if (report.by) await requireRoom(tx, report.by.personId, report.at);
	const spotId = report.joins ? await requireJoinable(tx, report) : await beginSpot(tx, report, said);
	const [others] = await tx.select({ count: count() }).from(spotReports).where(eq(spotReports.spotId, spotId));
	const reportId = newId();
	await tx.insert(spotReports).values({
		...{ id: reportId, spotId, number: (others?.count ?? 0) + 1, idempotencyKey: report.idempotencyKey },
		...{ referenceHash: referenceHash(referenceOf(report.idempotencyKey)), personId: report.by?.personId ?? null },
		...{ words: said.words, phoneSealed: said.phoneSealed, heldFor: heldFor(said.words) ?? null, reportedAt: report.at },
	});
	return { spotId, reportId };
}

async function beginSpot(tx: Tx, { hamletId, categoryCode, cell, at }: SpotReport, { place }: Said): Promise<string> {
	const [hamlet] = await tx
		.select({ villageId: regions.parentId, validTo: regions.validTo })
		.from(regions)
		.where(and(eq(regions.id, hamletId), eq(regions.level, "hamlet")));
	if (!hamlet?.villageId || hamlet.validTo) throw new Refusal("invalid", "spots.hamletMissing", { field: "hamletId" });
	const [leaf] = await tx.select({ code: leafCategories.code }).from(leafCategories).where(eq(leafCategories.code, categoryCode));
	if (!leaf) throw new Refusal("invalid", "spots.categoryMissing", { field: "categoryCode" });
	const spotId = newId();
	await tx.insert(spots).values({
		...{ id: spotId, villageId: hamlet.villageId, hamletId, categoryCode, place, foundAt: at, stageAt: at },
		...{ cellNorth: cell?.latitude, cellEast: cell?.longitude },
	});
	await takeStep(tx, SPOT_LIFE, { id: spotId, stage: "reported", actorId: null, at });
	return spotId;
}

async function requireJoinable(tx: Tx, { joins = "", by }: SpotReport): Promise<string> {
	const [spot] = await tx.select({ stage: spots.stage }).from(spots).where(eq(spots.id, joins));
	if (!spot || !isOpen(spot.stage)) throw new Refusal("conflict", "spots.closedMeanwhile", { field: "joins" });
	if (!by) return joins;
	const own = and(eq(spotReports.spotId, joins), eq(spotReports.personId, by.personId));
	if ((await tx.select({ id: spotReports.id }).from(spotReports).where(own)).length > 0)
		throw new Refusal("conflict", "spots.reportedBefore");
	return joins;
}

async function requireRoom(tx: Tx, personId: string, at: Date): Promise<void> {
	const [person] = await tx.select({ isUnder14: people.isUnder14 }).from(people).where(eq(people.id, personId));
	if (!person || person.isUnder14) throw new Refusal("forbidden", "submissions.under14");
	const today = and(eq(spotReports.personId, personId), gte(spotReports.reportedAt, later(at, -DAY_MS)));
	const [own] = await tx.select({ count: count() }).from(spotReports).where(today);
	if ((own?.count ?? 0) >= REPORTS_A_DAY) throw new Refusal("too_many", "spots.tooManyToday", { params: { limit: REPORTS_A_DAY } });
}
