import { write } from "#db/client.ts";
import { endOtherSessions, endSessionsOf } from "./sessions.ts";
import type { Viewer } from "./types.ts";

export async function signOutElsewhere(by: Viewer): Promise<void> {
	await write((tx) => endOtherSessions(tx, by));
}

export async function signOutEverywhere(by: Viewer, at: Date): Promise<void> {
	await write((tx) => endSessionsOf(tx, by.personId, at));
}
