import { write } from "#db/client.ts";
import { endOtherSessions, endSessionsOf } from "./sessions.ts";
import type { Viewer } from "./types.ts";

/** Signs out on all other devices. */
export async function signOutElsewhere(viewer: Viewer): Promise<void> {
	await write((tx) => endOtherSessions(tx, viewer));
}

/** Signs out everywhere, here too. */
export async function signOutEverywhere(viewer: Viewer, at: Date): Promise<void> {
	await write((tx) => endSessionsOf(tx, viewer.personId, at));
}
