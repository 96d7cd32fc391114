import type { Viewer } from "#domain/accounts/types.ts";
import { confirmOutlines, lookThroughOutlines } from "#domain/maps/outline-file.ts";
import type { Position } from "#domain/maps/types.ts";
import type { SeededRandom } from "./random.ts";

/** From north to south, each row half a village beside the one above; the number says how many halves it begins from the west. */
const ROWS: [halves: number, villages: string][] = [
	[2, "杏花村 白杨村 青石村"],
	[1, "竹溪村 上河村 柳湾村 后坡村"],
	[2, "枣园村 石桥村 南河社区 前坡村"],
	[7, "槐荫社区"],
];
/** Of a village in the honeycomb of these rows, around its middle. */
const CORNERS: Position[] = [
	[0, -2],
	[1, -1],
	[1, 1],
	[0, 2],
	[-1, 1],
	[-1, -1],
];
/** From one corner to the next, as the crow flies, in kilometres. */
const SIDE = 2.3;
// In the sea, where no county lies.
const NORTH_WEST = { east: 123, north: 32 };
const KM_A_DEGREE = 111.2;

/** The borders of the demo's villages as a file, sent by the district's admin. */
export async function sendOutlines(random: SeededRandom, { by, at }: { by: Viewer; at: Date }): Promise<void> {
	await lookThroughOutlines({ buffer: outlinesDrawn(random), fileName: "青岭区村界.geojson", by, at });
	await confirmOutlines({ by, at });
}

/** GeoJSON in which neighbours share each position of their border. */
export function outlinesDrawn(random: SeededRandom): Buffer {
	const features = ROWS.flatMap(([halves, villages], row) =>
		villages.split(" ").map((name, n) => ({
			...{ type: "Feature", properties: { name } },
			geometry: { type: "Polygon", coordinates: [borderAround([halves + 2 * n, 3 * row], random)] },
		})),
	);
	return Buffer.from(JSON.stringify({ type: "FeatureCollection", features }));
}

function borderAround([x, y]: Position, random: SeededRandom): Position[] {
	const corners = CORNERS.map(([right, down]): Position => [x + right, y + down]);
	const ring = corners.flatMap((corner, n) => lineBetween(corner, corners[(n + 1) % corners.length] as Position, random).slice(0, -1));
	return [...ring, ring[0] as Position].map(inDegrees);
}

/** Drawn from the western end, so that both neighbours draw the same line. */
function lineBetween(from: Position, to: Position, random: SeededRandom): Position[] {
	const isWestward = from[0] > to[0] || (from[0] === to[0] && from[1] > to[1]);
	if (isWestward) return lineBetween(to, from, random).reverse();
	const own = random.fork(`${from}/${to}`);
	return [...winding(cornerAt(from, random), cornerAt(to, random), own), cornerAt(to, random)];
}

/** In lengths of a side: off the honeycomb by chance, and nearer to each other where people live close together. */
function cornerAt([x, y]: Position, random: SeededRandom): Position {
	const own = random.fork(`${x} ${y}`);
	const [east, south] = [x * Math.sqrt(0.75) + own.between(-0.27, 0.27), y / 2 + own.between(-0.27, 0.27)];
	const [right, down] = [5.9 - east, 3.5 - south];
	const pull = 0.25 * Math.exp(-(right ** 2 + down ** 2) / 2);
	return [east + pull * right, south + pull * down];
}

/** As streams and ridges run: each half is bent again. Without its end. */
function winding([east, south]: Position, [toEast, toSouth]: Position, random: SeededRandom, halvings = 4): Position[] {
	if (halvings === 0) return [[east, south]];
	const [right, down, bend] = [toEast - east, toSouth - south, random.between(-0.2, 0.2)];
	const half: Position = [east + right / 2 - down * bend, south + down / 2 + right * bend];
	return [...winding([east, south], half, random, halvings - 1), ...winding(half, [toEast, toSouth], random, halvings - 1)];
}

function inDegrees([east, south]: Position): Position {
	const { east: west, north } = NORTH_WEST;
	const narrower = Math.cos((north * Math.PI) / 180);
	return [west + (east * SIDE) / KM_A_DEGREE / narrower, north - (south * SIDE) / KM_A_DEGREE];
}
