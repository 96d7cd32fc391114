import { write } from "#db/client.ts";
import { openSession } from "#domain/accounts/sessions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import type { Visitor } from "./visitor.ts";

/** Gives a visitor the session that signing in as this member of the cast would open. The sign-in itself has its own journeys. */
export async function signIn(visitor: Visitor, { personId, kind }: Viewer): Promise<Visitor> {
	const { sessionId } = await write((tx) => openSession(tx, { personId, kind, at: new Date() }));
	visitor.cookies.set("session", sessionId);
	return visitor;
}
