import { write } from "#db/client.ts";
import { endOtherSessions, endSessionsOf } from "./sessions.ts";
import type { Viewer } from "./types.ts";

export async function signOutElsewhere(viewer: Viewer): Promise<void> {
	await write((tx) => endOtherSessions(tx, viewer));
}

/** Ends this session too. */
export async function signOutEverywhere(viewer: Viewer, at: Date): Promise<void> {
	await write((tx) => endSessionsOf(tx, viewer.personId, at));
}
