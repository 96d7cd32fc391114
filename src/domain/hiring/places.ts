import { and, eq, isNull, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Reader } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { bareName } from "#domain/named.ts";
import { bareCode } from "#domain/regions/rules.ts";
import { changedBy } from "#domain/regions/scope.ts";
import type { MessageKey } from "#i18n/messages.ts";
import type { Column } from "./columns.ts";
import type { Row } from "./read.ts";

export interface Place {
	regionId: string;
	level: string;
	name: string;
	path: string;
	code: string;
	town: string;
}

/** The open places of this admin, to be looked up by code or by their names. */
export interface Atlas {
	byCode: Map<string, Place>;
	byName: Map<string, Place[]>;
}

export async function atlasOf(reader: Reader, viewer: Viewer): Promise<Atlas> {
	const above = alias(regions, "above_region");
	const { id: regionId, level, name, path, code } = regions;
	const rows = await reader
		.select({ regionId, level, name, path, code, town: above.name })
		.from(regions)
		.leftJoin(above, and(eq(above.id, regions.parentId), eq(above.level, literal("town"))))
		.where(and(changedBy(viewer), ne(regions.level, literal("hamlet")), isNull(regions.validTo)));
	const places = rows.map(({ town, ...place }) => ({ ...place, town: town ?? "" }));
	return { byCode: new Map(places.map((place) => [place.code, place])), byName: Map.groupBy(places, (place) => bareName(place.name)) };
}

type Found = { place: Place } | { wrong: MessageKey; column: Column; params?: Record<string, string | number> };

/** By its code, or by names: a village of several towns needs its town. */
export function placeOn({ cells }: Row, { byCode, byName }: Atlas): Found {
	const { code, town, village, district } = cells;
	if (code !== "") return byDigits(bareCode(code), byCode);
	const [column, name] =
		village !== "" ? (["village", village] as const) : town !== "" ? (["town", town] as const) : (["district", district] as const);
	if (name === "") return { wrong: "hiring.placeMissing", column: "village" };
	const named = (byName.get(bareName(name)) ?? []).filter(({ level }) => level === column);
	const near = column === "village" && town !== "" ? named.filter((place) => bareName(place.town) === bareName(town)) : named;
	const [place] = near;
	if (!place) return { wrong: "hiring.placeUnknown", column };
	if (near.length > 1) return { wrong: "hiring.placeTwice", column, params: { count: near.length } };
	return { place };
}

function byDigits(code: string, byCode: Atlas["byCode"]): Found {
	const place = byCode.get(/^\d+$/.test(code) ? code.padEnd(12, "0") : code);
	return place ? { place } : { wrong: "hiring.placeUnknown", column: "code" };
}
