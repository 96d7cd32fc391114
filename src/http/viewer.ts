import type { Viewer } from "#domain/accounts/types.ts";

interface Cookies {
	get(name: string): { value: string } | undefined;
}

/** Who holds the session of this cookie; null for a visitor. */
export async function viewerOf(_cookies: Cookies, _at: Date): Promise<Viewer | null> {
	return null;
}
