import { and, eq, isNotNull, lte } from "drizzle-orm";
import { db, type Tx, write } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { record } from "#domain/audit/trail.ts";
import type { Sweep } from "#domain/clock/types.ts";
import { Refusal } from "#domain/errors.ts";
import { setting } from "#domain/settings/settings.ts";
import { lengthOf, tidyWords } from "#domain/text.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { removeFiles, storedPath, storeFiles } from "#platform/storage.ts";
import type { Upload } from "./upload.ts";

export interface KeptOriginal {
	originalName: string | null;
	originalExpiresAt: Date | null;
}

const EXTENSIONS = { jpeg: "jpg", png: "png", webp: "webp", avif: "avif", heic: "heic" };

/** Stores the file as it came, private, for the setting's days (0 = not at all), while `keep` writes the rows. If `keep` fails, the file is removed. */
export async function withOriginal<T>(
	{ upload, at }: { upload: Upload; at: Date },
	format: keyof typeof EXTENSIONS,
	keep: (original: KeptOriginal) => Promise<T>,
): Promise<T> {
	const days = await setting("originalDays");
	if (days === 0) return keep({ originalName: null, originalExpiresAt: null });
	const names = await storeFiles("originals", [{ content: upload.path, extension: EXTENSIONS[format] }]);
	try {
		return await keep({ originalName: names[0] as string, originalExpiresAt: later(at, days * DAY_MS) });
	} catch (failure) {
		await removeFiles("originals", names);
		throw failure;
	}
}

export interface OriginalRequest {
	photoId: string;
	personId: string;
	/** Kept in the trail. */
	reason: string;
	at: Date;
}

export interface Original {
	path: string;
	format: keyof typeof EXTENSIONS;
}

export const MAX_REASON_LENGTH = 200;

/** The path of a private original. Each reading writes a line to the trail first. The caller has checked who may ask. */
export async function readOriginal(tx: Tx, { photoId, personId, reason, at }: OriginalRequest): Promise<Original> {
	const said = requireReason(reason);
	const [photo] = await tx.select().from(photos).where(eq(photos.id, photoId));
	if (!photo) throw new Refusal("not_found", "photos.gone");
	if (!isKept(photo, at)) throw new Refusal("not_found", "photos.originalExpired");
	await record(tx, { at, actorId: personId, action: "original.look_at", subject: `photo:${photoId}`, detail: { reason: said } });
	return { path: storedPath("originals", photo.originalName as string), format: photo.format };
}

/** Expiry counts from its time, even if the job has not run yet. */
export function isKept({ originalExpiresAt }: Pick<KeptOriginal, "originalExpiresAt">, at: Date): boolean {
	return originalExpiresAt !== null && originalExpiresAt > at;
}

function requireReason(typed: string): string {
	const reason = tidyWords(typed);
	if (reason === "") throw new Refusal("invalid", "photos.reasonMissing", { field: "reason" });
	const params = { limit: MAX_REASON_LENGTH };
	if (lengthOf(reason) > MAX_REASON_LENGTH) throw new Refusal("invalid", "photos.reasonTooLong", { params, field: "reason" });
	return reason;
}

/** Rows are updated first, so that no row names a missing file. */
export async function expireOriginals({ at, dueBy }: Sweep): Promise<number> {
	const isOver = and(isNotNull(photos.originalName), lte(photos.originalExpiresAt, dueBy));
	const due = await db.select({ name: photos.originalName }).from(photos).where(isOver);
	if (due.length === 0) return 0;
	await write(async (tx) => {
		await tx.update(photos).set({ originalName: null, originalExpiresAt: null }).where(isOver);
		await record(tx, { at, actorId: null, action: "original.expire", subject: "site:originals", detail: { count: due.length } });
	});
	await removeFiles(
		"originals",
		due.map(({ name }) => name as string),
	);
	return due.length;
}
