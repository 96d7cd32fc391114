import { type Found, type Looked, rollNumbers, spanOf } from "./flag-rules.ts";

interface Hurry {
	/** Fewer households in a row are nothing to ask about. */
	least: number;
	/** So long it takes somebody to type a door's code and a PIN and to read a ballot. */
	seconds: number;
}

/** Households that follow each other at one kiosk faster than people can: perhaps one person votes for all. */
export function hurriedKiosks(ballots: Looked[], { least, seconds }: Hurry): Found[] {
	const atKiosks = ballots.filter(({ channel, deviceMark }) => channel === "kiosk" && deviceMark);
	return [...Map.groupBy(atKiosks, ({ deviceMark }) => deviceMark as string)].flatMap(([mark, group]) =>
		rowsOf(group, seconds * 1000)
			.filter((row) => row.length >= least)
			.map((row) => ({
				subject: `${mark}:${spanOf(row).from}`,
				evidence: { kind: "kiosk", households: rollNumbers(row), ...spanOf(row) },
			})),
	);
}

/** In the order of time, parted wherever there was time enough for the next. */
function rowsOf(ballots: Looked[], enough: number): Looked[][] {
	const rows: Looked[][] = [];
	for (const ballot of ballots.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
		const row = rows.at(-1);
		const last = row?.at(-1);
		if (row && last && ballot.at.getTime() - last.at.getTime() < enough) row.push(ballot);
		else rows.push([ballot]);
	}
	return rows;
}
