import { write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import { type Reading, readClocks } from "#platform/steady-clock.ts";
import { addMark, lastMark } from "./marks.ts";
import { BELIEVED, nextMark } from "./rules.ts";

/** An admin can confirm only a time shown this recently, not one on a page that was left open. */
const SHOWN_MS = 15 * MINUTE_MS;

interface Confirmation {
	by: Viewer;
	shownAt: Date;
	reading?: Reading;
}

export async function confirmClock({ by, shownAt, reading = readClocks() }: Confirmation): Promise<void> {
	if (!by.roles.some(({ role }) => role === "district_admin")) throw new Refusal("forbidden", "common.forbidden");
	const { at } = reading;
	if (!(Math.abs(at.getTime() - shownAt.getTime()) <= SHOWN_MS)) throw new Refusal("conflict", "jobs.clock.shownTooLongAgo");
	await write(async (tx) => {
		const mark = nextMark({ last: await lastMark(tx), newestLine: undefined }, reading);
		if (!mark.doubt) return;
		await addMark(tx, { ...mark, ...BELIEVED });
		await record(tx, { at, actorId: by.personId, action: "clock.confirm", subject: "clock:site" });
	});
}
