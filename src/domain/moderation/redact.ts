import { type Tx, write } from "#db/client.ts";
import { Refusal } from "#domain/errors.ts";
import { type Drawn, hide } from "#domain/photos/hide.ts";
import { lease } from "./claims.ts";
import { type OnVersion, requireUnchanged } from "./decide.ts";
import { photoIdsOf, requireItem } from "./item.ts";

export interface Hiding extends OnVersion, Drawn {}

/** Drawn outside the transaction. If another moderator takes the item over meanwhile, nothing is swapped, because they decide on what they saw. */
export async function redact(hiding: Hiding): Promise<void> {
	const { by, submissionId, photoId, rectangles, startFrom, at } = hiding;
	await write(async (tx) => {
		await requireOpen(tx, hiding);
		await lease(tx, { submissionId, personId: by.personId, at });
	});
	await hide({ photoId, rectangles, startFrom, decidedBy: by.personId, at, requireStill: (tx) => requireOpen(tx, hiding) });
}

async function requireOpen(tx: Tx, hiding: Hiding): Promise<void> {
	const item = await requireItem(tx, hiding.by, hiding.submissionId);
	if (!photoIdsOf(item).includes(hiding.photoId)) throw new Refusal("not_found", "common.notFound");
	await requireUnchanged(tx, item, hiding);
}
