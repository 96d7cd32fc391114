import { z } from "astro/zod";
import { csvFile } from "#platform/csv.ts";
import type { Geometry } from "./geometry.ts";
import type { Resource } from "./resources.ts";

type Item = Record<string, unknown>;

/** A page of a list, as its schema let it through. */
export interface Listed {
	items: Item[];
	/** An address. */
	next: string | null;
	geometries: (Geometry | null)[];
}

interface Format {
	/** Of the address. */
	ending: "" | ".csv" | ".geojson";
	type: string;
	isFor: (resource: Resource) => boolean;
	write: (listed: Listed, resource: Resource) => string;
}

export const FORMATS: Format[] = [
	{ ending: "", type: "application/json", isFor: () => true, write: ({ items, next }) => JSON.stringify({ items, next }) },
	{ ending: ".csv", type: "text/csv", isFor: () => true, write: table },
	{ ending: ".geojson", type: "application/geo+json", isFor: ({ isPlaced }) => isPlaced ?? false, write: features },
];

interface Shape {
	properties?: Record<string, Shape>;
	anyOf?: Shape[];
}

/** A column for each single thing that the schema names ("village.name"); what is a list stands in one cell. */
function table({ items }: Listed, { schema }: Resource): string {
	const columns = columnsOf(z.toJSONSchema(schema) as Shape);
	const cell = (item: Item, path: string[]) => {
		const value = path.reduce<unknown>((inside, key) => (inside as Item | null)?.[key], item);
		return value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
	};
	return csvFile([columns.map((path) => path.join(".")), ...items.map((item) => columns.map((path) => cell(item, path)))]);
}

function columnsOf({ properties, anyOf }: Shape): string[][] {
	const inner = properties ?? anyOf?.[0]?.properties;
	return inner ? Object.entries(inner).flatMap(([name, shape]) => columnsOf(shape).map((path) => [name, ...path])) : [[]];
}

function features({ items, next, geometries }: Listed): string {
	const all = items.map(({ id, ...properties }, n) => ({ type: "Feature", id, geometry: geometries[n] ?? null, properties }));
	return JSON.stringify({ type: "FeatureCollection", features: all, next });
}
