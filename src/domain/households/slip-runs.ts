import { write } from "#db/client.ts";
import { perDatabase } from "#db/remembered.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { placeView } from "#domain/regions/places.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import { log } from "#platform/log.ts";
import { issueAt, type PrintedSlips, requireDoors } from "./issue-slips.ts";
import { householdsWithUnusedSlips } from "./without-slip.ts";

/** Slips of many households, made one after another while their admin looks at the page, leaves it or reloads it. */
export interface SlipRun extends PrintedSlips {
	startedAt: Date;
	state: "running" | "done" | "broken";
	/** How many households were asked for. */
	count: number;
	placeId: string | undefined;
	/** How many of the place wait for the next run. */
	left: number;
	/** Of slips printed again: those older than this. */
	before?: Date;
}

type Order = Pick<SlipRun, "placeId" | "left" | "before"> & { householdIds: string[]; by: Viewer; at: Date };

/** So many are made while somebody waits for the page: half a second. */
export const SLIPS_AT_ONCE = 20;

// Only in memory, and for the session that asked, because the PINs stand nowhere else. Whoever asks next for any run drops those whose time is over.
const runs = perDatabase(() => new Map<string, SlipRun>());
const KEPT_MS = 10 * MINUTE_MS;

/** If one household lies outside the admin's region, nothing begins. */
export async function startSlips({ householdIds, by, at, ...told }: Order): Promise<void> {
	const doors = await requireDoors(new Set(householdIds), by);
	if (slipRun(by, at)?.state === "running" || isRunningFor(told.placeId))
		throw new Refusal("busy", "admin.slips.oneAtATime", { retryAfterSeconds: 10 });
	const run: SlipRun = { ...told, startedAt: at, state: "running", count: doors.length, slips: [], without: [] };
	runs().set(by.sessionId, run);
	void carry(run, issueAt(doors, run, { by, at }));
}

// Two colleagues at once would void each other's papers.
function isRunningFor(placeId: string | undefined): boolean {
	return placeId !== undefined && [...runs().values()].some((run) => run.placeId === placeId && run.state === "running");
}

interface Reprint {
	/** A village or hamlet. */
	placeId: string;
	/** When the page with the button was made, so that its button pressed again asks for nothing new. */
	before: Date;
	by: Viewer;
	at: Date;
}

/** 没用过的再打一次: households that never used a slip get a new one, and the old one ends; whoever signed in keeps what they have. */
export async function reprintUnused({ placeId, before, by, at }: Reprint): Promise<void> {
	const view = await placeView(by, placeId);
	if (!view?.place || !view.mayChange) throw new Refusal("not_found", "common.notFound");
	const { householdIds, count } = await householdsWithUnusedSlips(by, { place: view.place, before });
	if (count === 0) throw new Refusal("conflict", "admin.slips.noneUnused");
	await startSlips({ householdIds, placeId, left: count - householdIds.length, before, by, at });
	const detail = { households: householdIds.length };
	await write((tx) => record(tx, { at, actorId: by.personId, action: "slip.reprint", subject: `region:${placeId}`, detail }));
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
