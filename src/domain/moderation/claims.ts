import { and, eq, gt, ne, type Placeholder, type SQL } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { claims } from "#db/schema/moderation.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { leaseEnd } from "./rules.ts";
import type { Claim } from "./types.ts";

export async function liveClaim(
	reader: Reader,
	{ submissionId, personId, at }: { submissionId: string; personId: string; at: Date },
): Promise<Claim | null> {
	const [claim] = await reader
		.select({ moderatorId: claims.moderatorId, name: people.name, expiresAt: claims.expiresAt })
		.from(claims)
		.innerJoin(people, eq(people.id, claims.moderatorId))
		.where(and(eq(claims.submissionId, submissionId), gt(claims.expiresAt, at)));
	return claim ? { ...claim, isMine: claim.moderatorId === personId } : null;
}

/** Gives the item to this moderator, even if another one has it. */
export async function lease(tx: Tx, { submissionId, personId, at }: { submissionId: string; personId: string; at: Date }): Promise<void> {
	const claim = { moderatorId: personId, claimedAt: at, expiresAt: leaseEnd(at) };
	await tx
		.insert(claims)
		.values({ submissionId, ...claim })
		.onConflictDoUpdate({ target: claims.submissionId, set: claim });
}

export async function endLease(tx: Tx, submissionId: string): Promise<void> {
	await tx.delete(claims).where(eq(claims.submissionId, submissionId));
}

export function isLiveClaimOfOther({ personId }: Viewer, at: Date | Placeholder): SQL {
	return and(gt(claims.expiresAt, at), ne(claims.moderatorId, personId)) as SQL;
}
