import { perDatabase } from "#db/remembered.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import { log } from "#platform/log.ts";
import { issueAt, type PrintedSlips, requireDoors } from "./issue-slips.ts";

/** Slips of many households, made one after another while their admin looks at the page, leaves it or reloads it. */
export interface SlipRun extends PrintedSlips {
	startedAt: Date;
	state: "running" | "done" | "broken";
	/** How many households were asked for. */
	count: number;
	villageId: string | undefined;
	/** How many of the village wait for the next run. */
	left: number;
}

type Order = Pick<SlipRun, "villageId" | "left"> & { householdIds: string[]; by: Viewer; at: Date };

/** So many are made while somebody waits for the page: half a second. */
export const SLIPS_AT_ONCE = 20;

// Only in memory, and for the session that asked, because the PINs stand nowhere else.
const runs = perDatabase(() => new Map<string, SlipRun>());
const KEPT_MS = 10 * MINUTE_MS;

/** If one household lies outside the admin's region, nothing begins. */
export async function startSlips({ householdIds, by, at, ...told }: Order): Promise<void> {
	const doors = await requireDoors(new Set(householdIds), by);
	if (slipRun(by, at)?.state === "running") throw new Refusal("busy", "admin.slips.oneAtATime", { retryAfterSeconds: 10 });
	const run: SlipRun = { ...told, startedAt: at, state: "running", count: doors.length, slips: [], without: [] };
	runs().set(by.sessionId, run);
	void carry(run, issueAt(doors, run, { by, at }));
}

export function slipRun({ sessionId }: Viewer, at: Date): SlipRun | null {
	for (const [id, run] of runs()) if (run.state !== "running" && at.getTime() - run.startedAt.getTime() > KEPT_MS) runs().delete(id);
	return runs().get(sessionId) ?? null;
}

/** What was made before it broke off can be printed. */
async function carry(run: SlipRun, issuing: Promise<void>): Promise<void> {
	try {
		await issuing;
		run.state = "done";
	} catch (error) {
		log.error({ err: error }, "making slips broke off");
		run.state = "broken";
	}
}
