import { db } from "#db/client.ts";
import { lastMark, settledMark } from "./marks.ts";
import type { ClockStanding } from "./types.ts";

export async function clockStanding(): Promise<ClockStanding> {
	const last = await lastMark();
	if (!last) return { standing: "settling" };
	if (last.doubt && last.doubtedAfter) return { standing: last.doubt, after: last.doubtedAfter };
	return { standing: (await settledMark(db, last)) ? "proven" : "settling" };
}
