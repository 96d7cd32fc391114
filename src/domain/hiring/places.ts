import { bareName } from "#domain/named.ts";
import { type Atlas, type AtlasPlace, placeByCode } from "#domain/regions/atlas.ts";
import type { MessageKey } from "#i18n/messages.ts";
import type { Column } from "./columns.ts";
import type { Row } from "./read.ts";

type Found = { place: AtlasPlace } | { wrong: MessageKey; column: Column; params?: Record<string, string | number> };

/** By its code, or by names: a village of several towns needs its town. */
export function placeOn({ cells }: Row, atlas: Atlas): Found {
	const { code, town, village, district } = cells;
	if (code !== "") return byDigits(code, atlas);
	const [column, name] =
		village !== "" ? (["village", village] as const) : town !== "" ? (["town", town] as const) : (["district", district] as const);
	if (name === "") return { wrong: "hiring.placeMissing", column: "village" };
	const named = (atlas.byName.get(bareName(name)) ?? []).filter(({ level }) => level === column);
	const near = column === "village" && town !== "" ? named.filter((place) => bareName(place.above) === bareName(town)) : named;
	const [place] = near;
	if (!place) return { wrong: "hiring.placeUnknown", column };
	if (near.length > 1) return { wrong: "hiring.placeTwice", column, params: { count: near.length } };
	return { place };
}

function byDigits(code: string, atlas: Atlas): Found {
	const place = placeByCode(code, atlas);
	return place && place.level !== "hamlet" ? { place } : { wrong: "hiring.placeUnknown", column: "code" };
}
