/** What GeoJSON (RFC 7946) says of a place: longitude before latitude, outer rings counterclockwise. */
export type Geometry = { type: "MultiPolygon"; coordinates: Position[][][] } | { type: "Polygon"; coordinates: Position[][] };
type Position = [longitude: number, latitude: number];

export interface Cell {
	south: number;
	west: number;
}

/** The cell to whose middle a position was rounded; in two thousandths, because halves of thousandths are no exact numbers. */
export function cellAround({ north, east }: { north: number | null; east: number | null }): Cell | null {
	return north === null || east === null ? null : { south: (2 * north - 1) / 2000, west: (2 * east - 1) / 2000 };
}

export function polygonOf({ south, west }: Cell): Geometry {
	const beyond = (edge: number) => Math.round(edge * 2000 + 2) / 2000;
	const [north, east] = [beyond(south), beyond(west)];
	return {
		type: "Polygon",
		coordinates: [
			[
				[west, south],
				[east, south],
				[east, north],
				[west, north],
				[west, south],
			],
		],
	};
}
