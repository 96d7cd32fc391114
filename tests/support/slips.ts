import { sessionHolder } from "#domain/accounts/sessions.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { DOORS, MORNING } from "#tests/cast.ts";

let guests = 0;

/** A household's session that a slip of this printer opened. */
export async function letIn(key: keyof typeof DOORS, by: Viewer, at = MORNING): Promise<Viewer & { householdId: string }> {
	const householdId = `household-${key}`;
	const { pin } = await issueSlip({ householdId, by, at });
	guests++;
	const { sessionId } = await signInWithSlip({ doorToken: DOORS[key], pin, address: `10.2.${guests >> 8}.${guests & 255}`, at });
	return { ...((await sessionHolder(sessionId, at)) as Viewer), householdId };
}
