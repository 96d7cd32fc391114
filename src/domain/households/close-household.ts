import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { handNoticesOn } from "#domain/notices/notify.ts";
import { type Acting, type Changed, nameOf, onHousehold, pagesOf } from "./change-household.ts";
import { leaveDraftVotes } from "./draft-votes.ts";
import { requireSettled } from "./hindrances.ts";
import { leaveTitleBehind } from "./leave-title.ts";
import { letGo, membersOf } from "./membership.ts";
import { stayClose } from "./stay-close.ts";
import type { CloseReason } from "./types.ts";

/** 注销. What it showed stays public until its consent is taken back, and its points stay in the ledger as they are; nobody signs in for it any more. */
export function closeHousehold(tx: Tx, { why, ...acting }: Acting & { why: CloseReason }): Promise<Changed> {
	const { at } = acting;
	return onHousehold(tx, acting, async (home, note) => {
		const { householdId } = home;
		await requireSettled(tx, home, at);
		for (const member of await membersOf(tx, householdId)) {
			await letGo(tx, { member, householdId, why: why === "died_out" ? "died" : "left", by: acting.by, at });
			if (member.username !== null) await stayClose(tx, { personId: member.personId, householdId, at });
		}
		await leaveDraftVotes(tx, { ...acting, path: null });
		await handNoticesOn(tx, householdId, null);
		await tx.update(households).set({ closedAt: at }).where(eq(households.id, householdId));
		await note("household.close", { from: nameOf(home), why });
		return { pages: [...(await pagesOf(tx, home)), ...(await leaveTitleBehind(tx, acting))] };
	});
}
