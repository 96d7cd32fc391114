import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { Refusal } from "#domain/errors.ts";
import { handNoticesOn } from "#domain/notices/notify.ts";
import { transferAll } from "#domain/points/transfer.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { type Acting, type Changed, nameOf, noteOn, onHousehold, pagesOf, tellOf } from "./change-household.ts";
import { leaveDraftVotes } from "./draft-votes.ts";
import { requireSettled } from "./hindrances.ts";
import { type HouseholdRow, requireHousehold } from "./household.ts";
import { leaveTitleBehind } from "./leave-title.ts";
import { membersOf, moveMember } from "./membership.ts";
import { inheritRelatives } from "./stay-close.ts";

/** 并户: this household ends in another one, which goes on with the people, the record and the points of both. Old addresses lead there. */
export function mergeHouseholds(tx: Tx, { intoId, ...acting }: Acting & { intoId: string }): Promise<Changed> {
	const { by, at } = acting;
	return onHousehold(tx, acting, async (home, note) => {
		const into = await requireOther(tx, { intoId, ...acting });
		await requireSettled(tx, home, at);
		const [from, to] = [home.householdId, into.householdId];
		const pages = await pagesOf(tx, home);
		for (const { personId } of await membersOf(tx, from)) await moveMember(tx, { personId, from, to, at });
		await leaveDraftVotes(tx, { ...acting, path: null });
		await inheritRelatives(tx, { from, to, at });
		await goOn(tx, { from, into, at });
		pages.push(...(await leaveTitleBehind(tx, acting)));
		const points = await transferAll(tx, { from, to, actorId: by?.personId ?? null, at });
		const became = { from: nameOf(home), to: nameOf(into), points };
		await note("household.merge", { ...became, householdId: to }, into.hamlet.regionId);
		await noteOn(tx, { householdId: to, by, at })("household.take_in", { ...became, householdId: from }, home.hamlet.regionId);
		await tellOf(tx, { ...acting, householdId: to }, { what: "merged", from: became.from, to: became.to });
		return { householdId: to, pages: [...pages, ...(await pagesOf(tx, into))] };
	});
}

async function requireOther(tx: Tx, { intoId, householdId, by }: Acting & { intoId: string }): Promise<HouseholdRow> {
	if (intoId === householdId) throw new Refusal("invalid", "households.life.intoItself", { field: "into" });
	const into = await requireHousehold(tx, by, intoId);
	if (by) await requireImpartial(tx, by, intoId);
	return into;
}

/** Ends the household and hands its record on. Households that had ended in it go on in the same one, so that every old address is one step away. */
async function goOn(tx: Tx, { from, into, at }: { from: string; into: HouseholdRow; at: Date }): Promise<void> {
	const { householdId: to, hamlet, village } = into;
	await tx.update(households).set({ closedAt: at, goesOnId: to }).where(eq(households.id, from));
	await tx.update(households).set({ goesOnId: to }).where(eq(households.goesOnId, from));
	const place = sql`hamlet_id = ${hamlet.regionId}, village_id = ${village.regionId}`;
	await tx.run(sql`update submissions set household_id = ${to}, ${place} where household_id = ${from}`);
	await tx.run(sql`update photos set household_id = ${to} where household_id = ${from}`);
	await handNoticesOn(tx, from, to);
}
