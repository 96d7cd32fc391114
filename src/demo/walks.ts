import { and, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { inspectionWalks, PLACES } from "#db/schema/inspections.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { addDays, monthAt, startOf } from "#domain/calendar/rules.ts";
import type { Month } from "#domain/calendar/types.ts";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import { findFault, seePlace } from "#domain/inspections/walks.ts";
import { type Told, uploadsOf } from "./deeds.ts";
import type { Fault } from "./faults.ts";
import { seededRandom } from "./random.ts";
import type { Drawing, Snapshot } from "./snapshots.ts";
import { hoursAfter, type Step, step } from "./steps.ts";

/** A fault with the spot that it becomes, and its picture. */
export interface Found {
	fault: Fault;
	told: Told;
	walkedAt: Date;
	drawing: Drawing;
	shots: () => Promise<Snapshot[]>;
}

interface Rota {
	seed: string;
	inspector: Viewer;
	villages: { id: string; name: string }[];
	until: Date;
	found: Found[];
}

const MONTHS = 4;

/** Each month is drawn by a seed that was sealed a month before; in the months that are over all but the last village were walked, in this one the first three. */
export function walkSteps({ until, ...rota }: Rota): Step[] {
	const draws = [MONTHS + 1, ...monthsAgo()].map((ago) => step(hoursAfter(startOf(`${monthBefore(until, ago)}-01`), 4), drawInspections));
	const walks = monthsAgo().flatMap((ago) =>
		rota.villages.flatMap((village, nth) => {
			const isLeftOut = ago === 0 ? nth > 2 : ago === 1 && nth === rota.villages.length - 1;
			const isBegun = ago === 0 && nth === 2;
			return isLeftOut ? [] : [walkStep({ ...rota, until, village, ago, nth, isBegun })];
		}),
	);
	return [...draws, ...walks].filter(({ at }) => at < until);
}

const monthsAgo = () => Array.from({ length: MONTHS + 1 }, (_, n) => MONTHS - n);

const monthBefore = (until: Date, months: number): Month => monthAfter(monthAt(until), -months);

/** When the inspector has seen the tenth place of a village. */
export function walkedAt(until: Date, ago: number, nth: number): Date {
	const first = `${monthBefore(until, ago)}-01`;
	const day = ago === 0 ? addDays(first, 1 + nth) : addDays(first, 2 + ((nth * 2 + ago * 5) % 23));
	return hoursAfter(startOf(day), 10 + (nth % 6) + 0.3 * ago);
}

interface Walking extends Rota {
	village: { id: string; name: string };
	ago: number;
	nth: number;
	/** Only five places have been seen. */
	isBegun: boolean;
}

const EVERY_MINUTES = 4;
/** What not every hamlet has. */
const RARE: Partial<Record<(typeof PLACES)[number], number>> = { pond: 0.35, square: 0.2, toilet: 0.15 };

function walkStep({ seed, inspector: by, village, until, ago, nth, isBegun, found }: Walking): Step {
	const at = walkedAt(until, ago, nth);
	const own = found.filter(({ fault }) => fault.village === village.name && fault.monthsAgo === ago);
	const random = seededRandom(`${seed}/walk/${village.name}/${ago}`);
	const take = async () => {
		const walkId = await walkOf(village.id, monthAt(at));
		for (const [n, place] of PLACES.slice(0, isBegun ? 5 : PLACES.length).entries()) {
			const seeing = { walkId, place, by, at: hoursAfter(at, ((n + 1 - PLACES.length) * EVERY_MINUTES) / 60) };
			const fault = own.find((one) => one.fault.seen === place);
			const isThere = !random.chance(RARE[place] ?? 0);
			if (fault) await report(fault, seeing);
			else await seePlace({ ...seeing, found: isThere ? "clean" : "none" });
		}
		return [];
	};
	const prepare =
		own.length > 0 ? { draws: own.map(({ drawing }) => drawing), prepare: () => Promise.all(own.map(({ shots }) => shots())) } : {};
	return { at, ...prepare, take };
}

async function walkOf(villageId: string, month: Month): Promise<string> {
	const [walk] = await db
		.select({ id: inspectionWalks.id })
		.from(inspectionWalks)
		.where(and(eq(inspectionWalks.villageId, villageId), eq(inspectionWalks.month, month)));
	return walk?.id ?? "";
}

async function report({ fault, told, shots }: Found, seeing: { walkId: string; place: string; by: Viewer; at: Date }): Promise<void> {
	const { cause, category: categoryCode, words } = fault;
	({ spotId: told.spotId } = await findFault({ ...seeing, cause, categoryCode, words, uploads: await uploadsOf(await shots()) }));
}
