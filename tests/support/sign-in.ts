import { write } from "#db/client.ts";
import { openSession } from "#domain/accounts/sessions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Visitor } from "./visitor.ts";

/** The session that signing in as this member of the cast would open. Sign-in itself has its own journeys. */
export async function sessionFor({ personId, kind }: Pick<Viewer, "personId" | "kind">): Promise<string> {
	return (await write((tx) => openSession(tx, { personId, kind, at: new Date() }))).sessionId;
}

export async function signIn(visitor: Visitor, viewer: Viewer): Promise<Visitor> {
	visitor.cookies.set("session", await sessionFor(viewer));
	return visitor;
}
