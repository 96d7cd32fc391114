import type { z } from "astro/zod";
import { publicEdition, publishedEditions } from "#domain/boards/public-edition.ts";
import { endsAt, publicCards } from "#domain/exposure/cards.ts";
import { adoptedPolicies } from "#domain/exposure/policies.ts";
import { publicModels } from "#domain/models/public-models.ts";
import type { Picture } from "#domain/photos/types.ts";
import { publicPlaces } from "#domain/regions/public-places.ts";
import { wallPage } from "#domain/submissions/wall.ts";
import { unitCards } from "#domain/units/unit-cards.ts";
import type { Tag } from "#platform/changes.ts";
import type { Geometry } from "./geometry.ts";
import { Board, BoardPlace, Card, Model, Pair, Policy, Region, Unit } from "./schemas.ts";

export type Parameter = "village" | "category" | "board" | "after";

export interface Question extends Partial<Record<Parameter, string>> {
	at: Date;
	origin: string;
}

/** A page of a list, and what in it lies where. */
interface Found<Item> {
	items: Item[];
	next?: string | null;
	geometries?: (Geometry | null)[];
	/** The first moment at which it is no longer so. */
	endsAt?: number;
}

export interface Resource<Item extends z.ZodObject = z.ZodObject> {
	schema: Item;
	/** As the document calls one of it. */
	one: string;
	takes: Parameter[];
	needs?: Parameter;
	isPlaced?: boolean;
	/** Of what pages show of it. */
	tags: Tag[];
	read: (question: Question) => Promise<Found<z.input<Item>>>;
}

const resource = <Item extends z.ZodObject>(of: Resource<Item>) => of as unknown as Resource;

const PAIRS_A_PAGE = 48;
// As on the page of a village: a share of very few means nothing.
const ENOUGH = 5;

/** All that is open, by the last part of its address. */
export const RESOURCES: Record<string, Resource> = {
	regions: resource({
		...{ schema: Region, one: "Region", takes: ["after"], isPlaced: true, tags: ["places", "home", "wall"] },
		async read({ after, origin }) {
			const { places, next } = await publicPlaces(after);
			const items = places.map(({ regionId, takingPart, selfStarted, outline: _, ...place }) => ({
				...place,
				id: regionId,
				url: place.level === "village" ? `${origin}/villages/${regionId}` : null,
				householdsTakingPart: place.level === "hamlet" ? null : takingPart,
				pairsSelfStarted: place.level === "hamlet" || place.pairs < ENOUGH ? null : selfStarted,
			}));
			const geometries = places.map(({ outline }): Geometry | null => outline && { type: "MultiPolygon", coordinates: outline });
			return { items, next, geometries };
		},
	}),
	pairs: resource({
		...{ schema: Pair, one: "Pair", takes: ["village", "category", "after"], tags: ["wall", "places"] },
		async read({ village, category, after, origin }) {
			const { pairs, next } = await wallPage({ villageId: village, categoryCode: category, after, limit: PAIRS_A_PAGE });
			const items = pairs.map((pair) => ({
				...pair,
				id: pair.submissionId,
				url: `${origin}/submissions/${pair.submissionId}`,
				courtyard: `${origin}/courtyards/${pair.courtyard}`,
				village: placeOf(pair.village),
				hamlet: placeOf(pair.hamlet),
				publishedAt: pair.publishedAt.toISOString(),
				before: pictureOf(pair.before[0] as Picture, origin),
				after: pictureOf(pair.after[0] as Picture, origin),
			}));
			return { items, next };
		},
	}),
	exposure: resource({
		...{ schema: Card, one: "Card", takes: ["village", "after"], tags: ["exposure", "places"] },
		async read({ village, after, at, origin }) {
			const { cards, cursor } = await publicCards({ villageId: village, cursor: after, at });
			const items = cards.map((card) => ({
				...card,
				id: card.exposureId,
				url: `${origin}/exposure/${card.exposureId}`,
				village: { id: card.villageId, name: card.village },
				foundAt: card.foundAt.toISOString(),
				dueAt: card.dueAt.toISOString(),
				shownAt: (card.shownAt as Date).toISOString(),
				correctedAt: card.correctedAt?.toISOString() ?? null,
				leavesAt: (card.leavesAt as Date).toISOString(),
				unit: { name: card.unit, phone: card.phone },
				before: card.before && pictureOf(card.before, origin),
				after: card.after && pictureOf(card.after, origin),
			}));
			return { items, next: cursor, endsAt: endsAt(cards) };
		},
	}),
	policies: resource({
		...{ schema: Policy, one: "Policy", takes: [], tags: ["exposure", "places"] },
		async read() {
			const towns = await adoptedPolicies();
			const items = towns.flatMap(({ town, villages }) =>
				villages.map(({ villageId, village, ...policy }) => ({ ...policy, town, village: { id: villageId, name: village } })),
			);
			return { items };
		},
	}),
	boards: resource({
		...{ schema: Board, one: "Board", takes: ["after"], tags: ["boards", "places"] },
		async read({ after, origin }) {
			const { editions, cursor } = await publishedEditions(after);
			const items = editions.map((edition) => ({
				...{ id: edition.editionId, region: edition.regionName, level: edition.level },
				...{ fromMonth: edition.fromMonth, untilMonth: edition.untilMonth },
				url: `${origin}/boards/${edition.editionId}`,
				state: edition.stage === "settled" || edition.stage === "withdrawn" ? edition.stage : ("published" as const),
				publishedAt: (edition.publishedAt as Date).toISOString(),
				objectionsUntil: edition.objectionsUntil?.toISOString() ?? null,
				file: edition.stage === "withdrawn" ? null : `${origin}/boards/${edition.editionId}/file.json`,
			}));
			return { items, next: cursor };
		},
	}),
	"board-places": resource({
		...{ schema: BoardPlace, one: "BoardPlace", takes: ["board"], needs: "board", tags: ["boards", "places"] },
		async read({ board = "" }) {
			const { found } = await publicEdition(board);
			const items = (found?.named ?? []).map(({ placeId, name, part, whole, ...named }) => ({
				...named,
				place: { id: placeId, name },
				faults: part,
				inspections: whole,
			}));
			return { items };
		},
	}),
	models: resource({
		...{ schema: Model, one: "Model", takes: [], tags: ["models", "places"] },
		async read({ origin }) {
			const models = await publicModels();
			const items = models.map(({ modelVillageId, villageId, village, stage, titledAt, pair, ...model }) => ({
				...model,
				id: modelVillageId,
				url: `${origin}/models/${modelVillageId}`,
				village: { id: villageId, name: village },
				state: stage as "titled",
				titledAt: titledAt?.toISOString() ?? null,
				before: pair && pictureOf(pair.before, origin),
				after: pair && pictureOf(pair.after, origin),
			}));
			return { items };
		},
	}),
	units: resource({
		...{ schema: Unit, one: "Unit", takes: ["village"], needs: "village", tags: ["places"] },
		async read({ village = "" }) {
			const cards = await unitCards(village);
			const items = cards.map(({ unitId, duties, ...unit }) => ({
				...unit,
				id: unitId,
				duties: duties.map(({ prefix, hamlet }) => ({ categories: prefix, hamlet: hamlet || null })),
			}));
			return { items };
		},
	}),
};

function placeOf({ regionId, name }: { regionId: string; name: string }) {
	return { id: regionId, name };
}

/** The largest that every program reads. */
function pictureOf({ width, height, sources }: Picture, origin: string) {
	const largest = sources.filter(({ format }) => format === "jpeg").at(-1) ?? { url: "", width };
	return { url: origin + largest.url, width: largest.width, height: Math.round((height * largest.width) / width) };
}
