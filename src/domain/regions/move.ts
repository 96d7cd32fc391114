import { type Tx, write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { changed, type Tag } from "#platform/changes.ts";
import { carry } from "./carry.ts";
import { requireNoVote } from "./in-vote.ts";
import { pagesNaming } from "./pages.ts";
import { requireFreeName, requireOpenPlace } from "./require-place.ts";
import { levelAbove } from "./rules.ts";

export interface Move {
	regionId: string;
	/** The place below which it lies from now on. */
	toId: string;
	/** Null for the machine's operator. */
	by: Viewer | null;
	at: Date;
}

/** To another village (or town). Households, pairs and offices go along; the place keeps its code. */
export async function moveRegion(order: Move): Promise<void> {
	const pages = await write((tx) => moveWithin(tx, order));
	if (pages.length > 0) changed(pages);
}

/** For whoever moves it within their own transaction; returns the public pages that change. */
export async function moveWithin(tx: Tx, { regionId, toId, by, at }: Move): Promise<Tag[]> {
	const place = await requireOpenPlace(tx, by, regionId);
	const above = await requireOpenPlace(tx, by, toId);
	if (above.level !== levelAbove(place.level)) throw new Refusal("invalid", "regions.doesNotFit", { field: "toId" });
	if (place.parentId === toId) return [];
	await requireNoVote(tx, place, above);
	await requireFreeName(tx, { ...place, parentId: toId });
	const before = await pagesNaming(tx, place);
	await carry(tx, regionId, above);
	const detail = { from: place.parentId, to: toId };
	await record(tx, {
		at,
		actorId: by?.personId ?? null,
		action: "region.move",
		subject: `region:${regionId}`,
		detail,
		otherPlaceId: place.parentId,
	});
	return [...new Set([...before, ...(await pagesNaming(tx, { path: `${above.path}${regionId}/` }))])];
}
