import { db, type Tx, write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { MINUTE_MS } from "#platform/clock.ts";
import { endLease, lease, liveClaim } from "./claims.ts";
import { requireItem } from "./item.ts";
import type { Claim } from "./types.ts";

interface Opening {
	by: Viewer;
	submissionId: string;
	at: Date;
}

/** Opens an item and claims it for ten minutes. If somebody else has it open, their claim is returned. An item that does not wait is not claimed. */
export async function openItem(by: Viewer, submissionId: string, at: Date): Promise<Claim | null> {
	const { stage } = await requireItem(db, by, submissionId);
	if (stage !== "waiting") return null;
	const asked = { submissionId, personId: by.personId, at };
	const claim = await liveClaim(db, asked);
	if (claim && (!claim.isMine || !isHalfOver(claim, at))) return claim;
	return write(async (tx) => (await claimOfOther(tx, asked)) ?? claimed(tx, asked));
}

export async function takeOver({ by, submissionId, at }: Opening): Promise<void> {
	await write(async (tx) => {
		const { stage } = await requireItem(tx, by, submissionId);
		if (stage !== "waiting") throw new Refusal("conflict", "moderation.notWaiting");
		const asked = { submissionId, personId: by.personId, at };
		const other = await claimOfOther(tx, asked);
		await lease(tx, asked);
		if (!other) return;
		const detail = { from: other.moderatorId };
		await record(tx, { at, actorId: by.personId, action: "claim.take_over", subject: `submission:${submissionId}`, detail });
	});
}

export async function letGo({ by, submissionId, at }: Opening): Promise<void> {
	await write(async (tx) => {
		const claim = await liveClaim(tx, { submissionId, personId: by.personId, at });
		if (claim?.isMine) await endLease(tx, submissionId);
	});
}

// Renews a claim only in its second half, because reloading a page should not cost a commit.
function isHalfOver({ expiresAt }: Claim, at: Date): boolean {
	return expiresAt.getTime() - at.getTime() < 5 * MINUTE_MS;
}

type Asked = { submissionId: string; personId: string; at: Date };

async function claimOfOther(tx: Tx, asked: Asked): Promise<Claim | null> {
	const claim = await liveClaim(tx, asked);
	return claim && !claim.isMine ? claim : null;
}

async function claimed(tx: Tx, asked: Asked): Promise<Claim | null> {
	await lease(tx, asked);
	return liveClaim(tx, asked);
}
