/** What GeoJSON (RFC 7946) says of a place: longitude before latitude, outer rings counterclockwise. */
export type Geometry = { type: "MultiPolygon"; coordinates: [longitude: number, latitude: number][][][] };
