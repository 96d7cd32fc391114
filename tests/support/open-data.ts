import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import sax from "sax";

// The document's own meta-schema, and formats, which say nothing about what is data here, are not known to the validator.
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

type Json = Record<string, unknown>;

/** What a validator finds wrong with an OpenAPI 3.1 document. */
export function faultsOfDocument(document: Json): unknown[] {
	const schema = JSON.parse(readFileSync(new URL("fixtures/openapi-3.1.json", import.meta.url), "utf8"));
	const isDocument = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
	return isDocument(document) ? [] : (isDocument.errors ?? []);
}

/** Validates answers against the schemas that a document names. */
export class Documented {
	readonly #document: Json;
	readonly #paths: Record<string, Json>;

	constructor(document: Json) {
		this.#document = { ...document, $id: "https://open.example/openapi.json" };
		this.#paths = document["paths"] as Record<string, Json>;
		ajv.removeSchema("https://open.example/openapi.json");
		ajv.addSchema(this.#document);
	}

	get addresses(): string[] {
		return Object.keys(this.#paths);
	}

	faultsOf(address: string, body: unknown): unknown[] {
		const place = ["paths", address, "get", "responses", "200", "content", "application/json", "schema"];
		const pointer = place.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/");
		const isSo = ajv.compile({ $ref: `https://open.example/openapi.json#/${pointer}` }) as ValidateFunction;
		return isSo(body) ? [] : (isSo.errors ?? []);
	}
}

/** What RFC 4287 asks of a feed and finds lacking, by a parser that forgives nothing; and how many entries there are. */
export function atomOf(text: string): { faults: string[]; entries: number } {
	const faults: string[] = [];
	const elements: string[] = [];
	const open: string[] = [];
	const parser = sax.parser(true);
	parser.onerror = (error) => {
		faults.push(error.message);
		parser.resume();
	};
	parser.onopentag = ({ name, attributes }) => {
		open.push(name);
		elements.push(open.join(">"));
		if (name === "link" && !URL.canParse(attributes["href"] ?? "")) faults.push("a link without an address");
	};
	parser.onclosetag = () => void open.pop();
	parser.ontext = (words) => {
		if (open.at(-1) === "updated" && new Date(words).toISOString() !== words) faults.push(`no moment: ${words}`);
	};
	parser.write(text).close();
	const count = (element: string) => elements.filter((one) => one === element).length;
	const entries = count("feed>entry");
	for (const one of ["id", "title", "updated"]) if (count(`feed>${one}`) !== 1) faults.push(`no ${one}`);
	if (count("feed>author>name") === 0) faults.push("no author");
	for (const one of ["id", "title", "updated", "link"]) if (count(`feed>entry>${one}`) !== entries) faults.push(`entries without ${one}`);
	return { faults, entries };
}

type Position = number[];
interface Geometry {
	type: string;
	coordinates: unknown;
}

/** What RFC 7946 forbids in a collection of polygons. */
export function faultsOfGeoJson(said: unknown): string[] {
	const { type, features } = said as { type?: string; features?: Json[] };
	if (type !== "FeatureCollection" || !Array.isArray(features)) return ["no collection"];
	return features.flatMap((feature, n) => faultsOfFeature(feature).map((fault) => `${n}: ${fault}`));
}

function faultsOfFeature(feature: Json): string[] {
	if (feature["type"] !== "Feature") return ["no feature"];
	if (!("geometry" in feature) || typeof feature["properties"] !== "object") return ["without geometry or properties"];
	if ("coordinates" in feature || "crs" in feature) return ["members of another type"];
	const geometry = feature["geometry"] as Geometry | null;
	if (geometry === null) return [];
	if (geometry.type === "Polygon") return faultsOfPolygon(geometry.coordinates as Position[][]);
	if (geometry.type === "MultiPolygon") return (geometry.coordinates as Position[][][]).flatMap(faultsOfPolygon);
	return [`a ${geometry.type}`];
}

function faultsOfPolygon(rings: Position[][]): string[] {
	return rings.flatMap((ring, n) => {
		const isClosed = ring.length >= 4 && String(ring[0]) === String(ring.at(-1));
		const isOnEarth = ring.every(([east = 999, north = 999]) => Math.abs(east) <= 180 && Math.abs(north) <= 90);
		const isRightHanded = areaOf(ring) > 0 === (n === 0);
		return [...(isClosed ? [] : ["open ring"]), ...(isOnEarth ? [] : ["not on earth"]), ...(isRightHanded ? [] : ["wound the wrong way"])];
	});
}

function areaOf(ring: Position[]): number {
	return ring.reduce((sum, [east = 0, north = 0], n) => {
		const [nextEast = 0, nextNorth = 0] = ring[(n + 1) % ring.length] ?? [];
		return sum + (east * nextNorth - nextEast * north);
	}, 0);
}
