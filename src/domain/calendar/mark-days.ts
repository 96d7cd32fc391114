import { and, gte, lte } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { calendarDays } from "#db/schema/calendar.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { lineWithin } from "#domain/text.ts";
import { daysOf } from "./calendar.ts";
import { daysBetween, isDay } from "./rules.ts";
import type { Mark } from "./types.ts";

interface Days {
	from: string;
	until: string;
	by: Viewer;
	at: Date;
}

export const NAME_LENGTH = { least: 1, most: 20 };
const MOST_DAYS = 15;

/** The newest entry for a day holds. */
export async function markDays({ name, mark, by, at, ...typed }: Days & { name: string; mark: Mark }): Promise<void> {
	requireDistrictAdmin(by);
	const { from, until } = requireSpan(typed);
	const said = lineWithin(name, NAME_LENGTH);
	if (said === undefined) throw new Refusal("invalid", "calendar.wrong.name", { field: "name", params: { most: NAME_LENGTH.most } });
	await write(async (tx) => {
		const known = new Map((await daysWithin(tx, { from, until })).map((row) => [row.day, row]));
		const isSaid = daysOf({ from, until }).every((day) => known.get(day)?.mark === mark && known.get(day)?.name === said);
		if (isSaid) return;
		const change = { mark, name: said, markedBy: by.personId, markedAt: at };
		for (const day of daysOf({ from, until }))
			await tx
				.insert(calendarDays)
				.values({ day, ...change })
				.onConflictDoUpdate({ target: calendarDays.day, set: change });
		await record(tx, { at, actorId: by.personId, action: "calendar.mark", subject: `calendar:${from}`, detail: { until, mark } });
	});
}

export async function unmarkDays({ by, at, ...typed }: Days): Promise<void> {
	requireDistrictAdmin(by);
	const { from, until } = requireSpan(typed);
	await write(async (tx) => {
		const { rowsAffected } = await tx.delete(calendarDays).where(and(gte(calendarDays.day, from), lte(calendarDays.day, until)));
		if (rowsAffected === 0) return;
		await record(tx, { at, actorId: by.personId, action: "calendar.unmark", subject: `calendar:${from}`, detail: { until } });
	});
}

function requireDistrictAdmin(by: Viewer): void {
	if (!by.roles.some((held) => held.role === "district_admin")) throw new Refusal("forbidden", "common.forbidden");
}

function requireSpan({ from, until }: { from: string; until: string }): { from: string; until: string } {
	if (!isDay(from)) throw new Refusal("invalid", "calendar.wrong.from", { field: "from" });
	const end = until === "" ? from : until;
	if (!isDay(end) || end < from || daysBetween(from, end) >= MOST_DAYS)
		throw new Refusal("invalid", "calendar.wrong.until", { field: "until", params: { most: MOST_DAYS } });
	return { from, until: end };
}

function daysWithin(tx: Tx, { from, until }: { from: string; until: string }) {
	return tx
		.select()
		.from(calendarDays)
		.where(and(gte(calendarDays.day, from), lte(calendarDays.day, until)));
}
