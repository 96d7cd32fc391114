import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { db, type Reader, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { photos } from "#db/schema/photos.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { isKept, type Original, readOriginal } from "#domain/photos/originals.ts";
import { type Item, photoIdsOf, selectItems } from "./item.ts";
import { inOriginalsOf } from "./scope.ts";
import type { LookAtOriginal, SubmissionOriginals } from "./types.ts";

interface Look {
	by: Viewer;
	submissionId: string;
	photoId: string;
	reason: string;
	at: Date;
}

/** Each look is written to the trail and to the item's history. */
export async function lookAtOriginal({ by, submissionId, photoId, reason, at }: Look): Promise<Original> {
	return write(async (tx) => {
		const item = await requireOriginals(tx, by, submissionId);
		if (!photoIdsOf(item).includes(photoId)) throw new Refusal("not_found", "photos.gone");
		return readOriginal(tx, { photoId, personId: by.personId, reason, at });
	});
}

export async function originalsOf(viewer: Viewer, submissionId: string, at: Date): Promise<SubmissionOriginals> {
	const item = await requireOriginals(db, viewer, submissionId);
	const kept = await keptAmong(photoIdsOf(item), at);
	const shown = (side: "before" | "after") =>
		item[side].map((photoId, place) => ({ photoId, side, number: place + 1, isKept: kept.has(photoId) }));
	return {
		village: item.village.name,
		hamlet: item.hamlet.name,
		photos: [...shown("before"), ...shown("after")],
		looks: await looksAt(photoIdsOf(item)),
	};
}

export async function looksAt(photoIds: string[]): Promise<LookAtOriginal[]> {
	const subjects = photoIds.map((photoId) => `photo:${photoId}`);
	const rows = await db
		.select({
			subject: auditEntries.subject,
			name: people.name,
			at: auditEntries.at,
			reason: sql<string>`${auditEntries.detail} ->> 'reason'`,
		})
		.from(auditEntries)
		.innerJoin(people, eq(people.id, auditEntries.actorId))
		.where(and(inArray(auditEntries.subject, subjects), eq(auditEntries.action, "original.look_at" satisfies Verb)))
		.orderBy(desc(auditEntries.seq));
	return rows.map(({ subject, ...look }) => ({ ...look, photoId: subject.slice("photo:".length) }));
}

// Nobody may see what the household withdrew, even while its files still exist.
async function requireOriginals(reader: Reader, viewer: Viewer, submissionId: string): Promise<Item> {
	const isStillThere = and(eq(submissions.id, submissionId), ne(submissions.stage, "withdrawn"));
	const [item] = await selectItems(reader).where(and(isStillThere, inOriginalsOf(viewer)));
	if (!item) throw new Refusal("not_found", "common.notFound");
	return item;
}

async function keptAmong(photoIds: string[], at: Date): Promise<Set<string>> {
	const rows = await db
		.select({ photoId: photos.id, originalExpiresAt: photos.originalExpiresAt })
		.from(photos)
		.where(inArray(photos.id, photoIds));
	return new Set(rows.flatMap((row) => (isKept(row, at) ? row.photoId : [])));
}
