export type Chromaticity = [x: number, y: number];
export type Xyz = [number, number, number];

export interface Primaries {
	red: Chromaticity;
	green: Chromaticity;
	blue: Chromaticity;
	white: Chromaticity;
}

export const D50: Xyz = [0.9642, 1, 0.8249];

/** Bradford's adaptation, as the profile format prescribes. */
const BRADFORD: Xyz[] = [
	[0.8951, 0.2664, -0.1614],
	[-0.7502, 1.7135, 0.0367],
	[0.0389, -0.0685, 1.0296],
];
const CONES: [Xyz, Xyz, Xyz] = [0, 1, 2].map((n) => BRADFORD.map((row) => row[n])) as [Xyz, Xyz, Xyz];

/** Red, green and blue as they stand in the light of D50, in which profiles are written. */
export function colorantsOf({ red, green, blue, white }: Primaries): Xyz[] {
	const columns = [red, green, blue].map(xyzOf);
	const shares = solved(columns as [Xyz, Xyz, Xyz], xyzOf(white));
	return columns.map((column, n) => adapted(scaled(column, shares[n] as number), xyzOf(white)));
}

function xyzOf([x, y]: Chromaticity): Xyz {
	return [x / y, 1, (1 - x - y) / y];
}

function adapted(colour: Xyz, white: Xyz): Xyz {
	const cones = (xyz: Xyz) => BRADFORD.map((row) => row[0] * xyz[0] + row[1] * xyz[1] + row[2] * xyz[2]);
	const [from, to, own] = [cones(white), cones(D50), cones(colour)];
	return solved(CONES, own.map((value, n) => (value * (to[n] as number)) / (from[n] as number)) as Xyz);
}

/** How much of each column makes the sum (Cramer). */
function solved([a, b, c]: [Xyz, Xyz, Xyz], sum: Xyz): Xyz {
	const whole = determinant(a, b, c);
	return [determinant(sum, b, c) / whole, determinant(a, sum, c) / whole, determinant(a, b, sum) / whole];
}

function determinant(a: Xyz, b: Xyz, c: Xyz): number {
	return a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) + c[0] * (a[1] * b[2] - a[2] * b[1]);
}

function scaled(triple: Xyz, by: number): Xyz {
	return triple.map((value) => value * by) as Xyz;
}
