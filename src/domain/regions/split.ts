import { and, eq, inArray, isNull } from "drizzle-orm";
import { among } from "#db/among.ts";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { changed } from "#platform/changes.ts";
import { carry } from "./carry.ts";
import { requireNoVote } from "./in-vote.ts";
import { pagesNaming } from "./pages.ts";
import { requireFreeCode } from "./recode.ts";
import { type PlaceRow, requireFreeName, requireName, requireOpenPlace } from "./require-place.ts";
import { codeSource } from "./rules.ts";

interface Split {
	regionId: string;
	name: string;
	/** For a hamlet its last three digits are enough. */
	code: string;
	/** What goes into the new place: households of a hamlet, otherwise the places below. */
	goes: string[];
	by: Viewer;
	at: Date;
}

/** A new place beside this one takes over a part of it. Offices stay: who is responsible for the new place is named by an admin above. */
export async function splitRegion({ regionId, goes, by, at, ...typed }: Split): Promise<string> {
	const name = requireName(typed.name);
	const { id, pages } = await write(async (tx) => {
		const place = await requireOpenPlace(tx, by, regionId);
		if (!place.parentId) throw new Refusal("invalid", "regions.doesNotFit");
		await requireOpenPlace(tx, by, place.parentId);
		await requireNoVote(tx, place);
		await requireFreeName(tx, { name, parentId: place.parentId });
		const made = await found(tx, {
			place,
			name,
			code: await requireFreeCode(tx, { level: place.level, parentId: place.parentId }, typed.code),
			at,
		});
		if (place.level === "hamlet") await takeHouseholds(tx, { place, made, goes });
		else await takePlaces(tx, { place, made, goes });
		const detail = { into: made.id, [place.level === "hamlet" ? "households" : "places"]: goes };
		await record(tx, { at, actorId: by.personId, action: "region.split", subject: `region:${regionId}`, detail });
		return { id: made.id, pages: [...(await pagesNaming(tx, place)), ...(await pagesNaming(tx, made))] };
	});
	changed([...new Set(pages)]);
	return id;
}

interface Founding {
	place: PlaceRow;
	name: string;
	code: string;
	at: Date;
}

async function found(tx: Tx, { place: { level, parentId, path, id: beside }, name, code, at }: Founding) {
	const id = newId();
	const made = { id, path: `${path.slice(0, -`${beside}/`.length)}${id}/` };
	await tx.insert(regions).values({ ...made, code, codeSource: codeSource(code), level, name, parentId, validFrom: at });
	return made;
}

interface Part {
	place: PlaceRow;
	made: { id: string; path: string };
	goes: string[];
}

async function takeHouseholds(tx: Tx, { place, made, goes }: Part): Promise<void> {
	const open = and(eq(households.hamletId, place.id), isNull(households.closedAt));
	await requirePart(await tx.$count(households, and(open, inArray(households.id, among(goes)))), await tx.$count(households, open), goes);
	await tx
		.update(households)
		.set({ hamletId: made.id })
		.where(inArray(households.id, among(goes)));
}

async function takePlaces(tx: Tx, { place, made, goes }: Part): Promise<void> {
	const open = and(eq(regions.parentId, place.id), isNull(regions.validTo));
	await requirePart(await tx.$count(regions, and(open, inArray(regions.id, among(goes)))), await tx.$count(regions, open), goes);
	for (const id of goes) await carry(tx, id, made);
}

async function requirePart(found: number, all: number, goes: string[]): Promise<void> {
	if (found !== new Set(goes).size) throw new Refusal("conflict", "regions.splitMoved", { field: "goes" });
	if (found === 0 || found === all) throw new Refusal("invalid", "regions.splitPart", { field: "goes" });
}
