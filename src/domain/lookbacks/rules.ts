import { addDays } from "#domain/calendar/rules.ts";
import type { Day } from "#domain/calendar/types.ts";
import { lot } from "#domain/draws/draws.ts";
import type { Stratum } from "#domain/inspections/types.ts";
import { isWithin } from "#domain/regions/scope.ts";
import { MOST_LOST } from "#domain/rule-sets/types.ts";
import type { Cause } from "#domain/spots/types.ts";
import { sha256 } from "#platform/hash.ts";
import { TIMES, WINDOW_DAYS } from "./types.ts";

/** With which chance, in percent, a check of this stratum is drawn, if so many in a hundred of the last one are. */
export function chanceOf(stratum: Stratum, share: number): number {
	return Math.min(100, TIMES[stratum] * share);
}

/** Whether a check is made: the first 13 hex digits of its ticket, as a fraction, lie below its chance. It depends on no other check, so its weight is 100 ÷ chance. */
export function isDrawn(seed: string, { id, chance }: { id: string; chance: number }): boolean {
	return Number.parseInt(sha256(`${seed}:lookback:${id}`).slice(0, 13), 16) * 100 < chance * 16 ** 13;
}

export interface ToMake {
	id: string;
	stratum: Stratum;
	villageId: string;
	householdId: string;
	/** Of the hamlet. */
	path: string;
}

export interface Inspector {
	personId: string;
	path: string;
	bound: { has(villageId: string): boolean };
	close: { has(householdId: string): boolean };
}

interface Assigning {
	seed: string;
	today: Day;
	most: number;
	checks: ToMake[];
	inspectors: Inspector[];
	/** What each has to do already: `person day`. */
	taken: ReadonlyMap<string, number>;
}

export const slotOf = (personId: string, day: Day) => `${personId} ${day}`;

/**
 * Who goes where, and on which day: stratum by stratum, in the order of the tickets, each check goes to whoever is free of village and household and has room
 * first; on one day to whoever has the least to do. Nobody where all of a week is full.
 */
export function assigned({
	seed,
	today,
	most,
	checks,
	inspectors,
	taken,
}: Assigning): Map<string, { personId: string; onDay: Day } | null> {
	const load = new Map(taken);
	const order = lot(
		seed,
		"order",
		checks.map(({ id }) => id),
	);
	const inTurn = checks.toSorted((a, b) => a.stratum - b.stratum || order.indexOf(a.id) - order.indexOf(b.id));
	return new Map(
		inTurn.map((check) => {
			const place = firstRoom(check, { seed, today, most, inspectors, load });
			if (place) load.set(slotOf(place.personId, place.onDay), (load.get(slotOf(place.personId, place.onDay)) ?? 0) + 1);
			return [check.id, place];
		}),
	);
}

function firstRoom(
	check: ToMake,
	{ seed, today, most, inspectors, load }: Omit<Assigning, "checks" | "taken"> & { load: Map<string, number> },
) {
	const free = inspectors.filter(
		(one) => isWithin(check.path, one.path) && !one.bound.has(check.villageId) && !one.close.has(check.householdId),
	);
	const people = lot(seed, `inspector of ${check.id}`, [...new Set(free.map(({ personId }) => personId))]);
	for (let n = 0; n < WINDOW_DAYS; n++) {
		const onDay = addDays(today, n);
		const loadOf = (personId: string) => load.get(slotOf(personId, onDay)) ?? 0;
		const personId = people.toSorted((a, b) => loadOf(a) - loadOf(b))[0];
		if (personId !== undefined && loadOf(personId) < most) return { personId, onDay };
	}
	return null;
}

/** What lies with the village, with others or with works is not the household's fault. */
export function isHouseholds(cause: Cause | null): boolean {
	return cause === "behavior" || cause === "cleaning_duty";
}

interface Breach {
	/** As the line says, 0 or below. */
	points: number;
	/** How often a quarter. */
	capCount: number | null;
	/** In this quarter before, and how many points that cost. */
	times: number;
	lost: number;
	balance: number;
}

/** How many points it costs: never more than there are, nor than twenty a quarter, also where the rules changed in between. */
export function breachOf({ points, capCount, times, lost, balance }: Breach): number {
	if (capCount !== null && times >= capCount) return 0;
	return Math.max(0, Math.min(-points, balance, MOST_LOST - lost));
}
