import type { Tx } from "#db/client.ts";
import { deedsOf, payingFrom, tellingFrom } from "./chains.ts";
import { type Pair, publishedPairRule } from "./pairs.ts";
import { insertRows, type Row } from "./rows.ts";

interface Founding {
	admin: string | null;
	region: string;
	at: Date;
}

/** Pays each published pair, and writes down its founding and what was done in the county. */
export async function tellPairs(tx: Tx, pairs: Pair[], { admin, region, at }: Founding): Promise<void> {
	const pay = payingFrom({ seq: 0, hash: "" }, await publishedPairRule(tx));
	const write = tellingFrom({ seq: 0, hash: "" });
	const paid: Row[] = [];
	const told = [write({ at, actorId: admin, action: "site.set_up", subject: `region:${region}` })];
	for (const { by, decision, ...pair } of pairs) {
		const sent = { ...pair, ...by, decision: decision && { ...decision, outcome: "published" as const } };
		const { points, row } = pay(sent);
		if (row) paid.push(row);
		for (const deed of deedsOf(sent, points)) told.push(write(deed));
	}
	await insertRows(tx, "point_entries", paid);
	await insertRows(tx, "audit_entries", told);
}
