import { and, inArray, isNull, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Tx } from "#db/client.ts";
import { householdMembers, households } from "#db/schema/households.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { ofHamlets } from "#domain/regions/joined.ts";
import { noteOn, tellOf } from "../change-household.ts";
import { numberOf } from "../rules.ts";
import { LineRefused, onLine } from "./line-refused.ts";
import { DEEDS_AT_ONCE, eachOf, eachPieceOf } from "./pieces.ts";
import type { Renumbered } from "./plan.ts";

/** Households under another number, in their hamlet or another one of the village; the trail and the household read from where to where. */
export async function renumber(tx: Tx, renumbered: Renumbered[], acting: { by: Viewer | null; at: Date }): Promise<void> {
	if (renumbered.length === 0) return;
	// Out of each other's way first, because they change places.
	await number(tx, await spareNumbers(tx, renumbered));
	await number(tx, renumbered);
	const lived = await livedIn(tx, renumbered);
	await eachOf(renumbered, DEEDS_AT_ONCE, async ({ id: householdId, was, headName, ...told }) => {
		const { by } = acting;
		if (by) await onLine(told, () => requireImpartial(tx, by, householdId));
		const became = { from: `${was} ${headName}`, to: `${told.where} ${headName}` };
		await noteOn(tx, { householdId, ...acting })("household.move", became);
		if (lived.has(householdId)) await tellOf(tx, { householdId, ...acting }, { what: "moved", ...became });
	});
}

/** The households of which somebody has come in, who can read what they are told. */
async function livedIn(tx: Tx, renumbered: Renumbered[]): Promise<Set<string>> {
	const { householdId: id, leftAt } = householdMembers;
	const those = inArray(id, among(renumbered.map((home) => home.id)));
	const rows = await tx
		.selectDistinct({ id })
		.from(householdMembers)
		.where(and(isNull(leftAt), those));
	return new Set(rows.map((row) => row.id));
}

/** For each a number from the end that nobody has in its hamlet, now or then. */
async function spareNumbers(tx: Tx, renumbered: Renumbered[]): Promise<Numbered[]> {
	const told = new Map(renumbered.map((home) => [home.id, home]));
	const { hamletId, id, number } = households;
	const rows = await tx
		.select({ hamletId, id, number })
		.from(households)
		.where(ofHamlets(sql`(select hamlet_id from households where id in ${among(told.keys())})`));
	const taken = new Set([...rows, ...renumbered].map((home) => `${home.hamletId} ${home.number}`));
	const last = new Map<string, number>();
	return rows.flatMap(({ id, hamletId }) => {
		const home = told.get(id);
		if (!home) return [];
		let n = last.get(hamletId ?? "") ?? 9999;
		while (taken.has(`${hamletId} ${numberOf(n)}`)) n -= 1;
		if (n < 1) throw new LineRefused(home, new Refusal("conflict", "households.life.numbersUsedUp"));
		last.set(hamletId ?? "", n - 1);
		return [{ id, number: numberOf(n) }];
	});
}

type Numbered = Pick<Renumbered, "id" | "number"> & { hamletId?: string };

async function number(tx: Tx, homes: Numbered[]): Promise<void> {
	await eachPieceOf(homes, 200, async (some) => {
		const rows = some.map(({ id, number, hamletId }) => ({ id, number, hamletId }));
		await tx.run(sql`
			update households set number = value ->> 'number', hamlet_id = coalesce(value ->> 'hamletId', hamlet_id),
				village_id = coalesce((select parent_id from regions where regions.id = value ->> 'hamletId'), village_id)
			from json_each(${JSON.stringify(rows)}) where households.id = value ->> 'id'`);
	});
}
