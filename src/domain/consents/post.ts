import { and, eq, isNull, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { issued, postedCopies } from "#db/schema/consents.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { requireLine } from "#domain/said.ts";
import { PLACE_LENGTH, PUBLICISTS } from "./types.ts";

/** Somebody hung a printed copy; the same place twice is one copy. */
export async function postCopy({ issuedId, by, at, ...typed }: { issuedId: string; place: string; by: Viewer; at: Date }): Promise<void> {
	const place = requireLine(typed.place, { ...PLACE_LENGTH, field: "place", lacks: "consents.placeMissing" });
	return write(async (tx) => {
		const { channel } = await requireOwnIssued(tx, by, issuedId);
		if (channel === "site") throw new Refusal("conflict", "consents.hangsNowhere");
		const fallen = await tx.all(sql`select 1 from issued_fallen where issued_id = ${issuedId}`);
		if (fallen.length > 0) throw new Refusal("conflict", "consents.fallen");
		const copy = { id: newId(), issuedId, place, postedBy: by.personId, postedAt: at };
		const hung = await tx.insert(postedCopies).values(copy).onConflictDoNothing().returning({ id: postedCopies.id });
		if (hung.length > 0)
			await record(tx, { at, actorId: by.personId, action: "posted.hang", subject: `posted:${copy.id}`, detail: { issuedId } });
	});
}

/** Ticked off by whoever took it down; a second tick changes nothing. */
export function takeDownCopy({ copyId, by, at }: { copyId: string; by: Viewer; at: Date }): Promise<void> {
	return write(async (tx) => {
		const [copy] = await tx.select({ issuedId: postedCopies.issuedId }).from(postedCopies).where(eq(postedCopies.id, copyId));
		await requireOwnIssued(tx, by, copy?.issuedId ?? "");
		const hanging = and(eq(postedCopies.id, copyId), isNull(postedCopies.takenDownAt));
		const { rowsAffected } = await tx.update(postedCopies).set({ takenDownAt: at, takenDownBy: by.personId }).where(hanging);
		if (rowsAffected === 0) return;
		await record(tx, { at, actorId: by.personId, action: "posted.take_down", subject: `posted:${copyId}` });
		await retractNotices(tx, `posted:${copyId}`, "copy_to_take_down");
	});
}

async function requireOwnIssued(tx: Tx, by: Viewer, issuedId: string) {
	const [found] = await tx
		.select({ path: regions.path, channel: issued.channel })
		.from(issued)
		.innerJoin(regions, eq(regions.id, issued.regionId))
		.where(eq(issued.id, issuedId));
	if (!found || !mayActIn(by, found.path, ...PUBLICISTS)) throw new Refusal("not_found", "common.notFound");
	return found;
}
