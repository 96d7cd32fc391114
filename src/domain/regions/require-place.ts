import { and, eq, getTableColumns, isNull, ne } from "drizzle-orm";
import { NAME_IN_FULL, nameAmongAll } from "#db/called.ts";
import type { Reader } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { tidyName } from "#domain/text.ts";
import { villages } from "./joined.ts";
import { hasPrivateCharacter, plainName } from "./rules.ts";
import { mayChange, seenBy } from "./scope.ts";

/** `called`: its name, with the town's where a village needs it; `inFull`: a hamlet's with its village's too. */
export type PlaceRow = typeof regions.$inferSelect & { called: string; inFull: string };

/** The place that an admin wants to change: not_found if they may not see it, forbidden if they may only look. Null is the machine's operator. */
export async function requirePlace(reader: Reader, by: Viewer | null, regionId: string): Promise<PlaceRow> {
	const [place] = await reader
		.select({ ...getTableColumns(regions), called: nameAmongAll("regions"), inFull: NAME_IN_FULL })
		.from(regions)
		.leftJoin(villages, eq(villages.id, regions.parentId))
		.where(and(eq(regions.id, regionId), by ? seenBy(by) : undefined));
	if (!place) throw new Refusal("not_found", "common.notFound");
	if (by && !mayChange(by, place.path)) throw new Refusal("forbidden", "common.forbidden");
	return place;
}

export async function requireOpenPlace(reader: Reader, by: Viewer | null, regionId: string): Promise<PlaceRow> {
	const place = await requirePlace(reader, by, regionId);
	if (place.validTo) throw new Refusal("conflict", "regions.alreadyClosed", { params: { name: place.called } });
	return place;
}

/** An open village in the admin's office. */
export async function requireVillage(reader: Reader, by: Viewer, villageId: string): Promise<PlaceRow> {
	const place = await requireOpenPlace(reader, by, villageId);
	if (place.level !== "village") throw new Refusal("not_found", "common.notFound");
	return place;
}

export function requireName(typed: string): string {
	if (tidyName(typed) === "") throw new Refusal("invalid", "regions.nameMissing", { field: "name" });
	const name = plainName(typed);
	if ("wrong" in name) throw new Refusal("invalid", name.wrong, { params: name.params ?? {}, field: "name" });
	if (hasPrivateCharacter(name.value)) throw new Refusal("invalid", "households.reasons.privateCharacter", { field: "name" });
	return name.value;
}

/** Neighbours of one name would be mistaken for each other on every list, plate and page. */
export async function requireFreeName(reader: Reader, { name, parentId, id = "" }: Pick<PlaceRow, "name" | "parentId"> & { id?: string }) {
	if (await isNameTaken(reader, { name, parentId, id }))
		throw new Refusal("conflict", "regions.nameTaken", { params: { name }, field: "name" });
}

export async function isNameTaken(reader: Reader, { name, parentId, id }: Pick<PlaceRow, "name" | "parentId" | "id">): Promise<boolean> {
	if (!parentId) return false;
	return (
		(await reader.$count(
			regions,
			and(eq(regions.parentId, parentId), eq(regions.name, name), ne(regions.id, id), isNull(regions.validTo)),
		)) > 0
	);
}
