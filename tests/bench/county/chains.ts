import type { Tx } from "#db/client.ts";
import type { Deed } from "#domain/audit/trail.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { hashOf } from "#domain/points/ledger.ts";
import { chainHash } from "#platform/hash.ts";
import { type Pair, publishedPairRule } from "./pairs.ts";
import { insertRows, type Row } from "./rows.ts";

interface Told extends Pair {
	/** What was paid for it. */
	points: number;
}

/** Pays each published pair under its rule, up to the cap of a month, as one chain. */
export async function payPairs(tx: Tx, pairs: Pair[]): Promise<Told[]> {
	const rule = await publishedPairRule(tx);
	const [balances, awards] = [new Map<string, number>(), new Map<string, number>()];
	const rows: Row[] = [];
	let previousHash = "";
	const told = pairs.map((pair) => {
		const { decision, by } = pair;
		const month = decision && monthAt(new Date(decision.at));
		const award = `${by.householdId} ${month}`;
		const paid = awards.get(award) ?? 0;
		if (!decision || !month || paid >= rule.most) return { ...pair, points: 0 };
		awards.set(award, paid + 1);
		const balanceAfter = (balances.get(by.householdId) ?? 0) + rule.points;
		balances.set(by.householdId, balanceAfter);
		const entry = {
			...{
				seq: rows.length + 1,
				householdId: by.householdId,
				kind: "issue" as const,
				points: rule.points,
				held: 0,
				balanceAfter,
				heldAfter: 0,
			},
			...{ refersTo: null, ruleId: rule.id, source: `decision:${decision.id}`, evidence: `submission:${pair.id}`, month },
			...{ actorId: decision.moderatorId, at: new Date(decision.at), previousHash },
		};
		previousHash = hashOf(entry);
		rows.push(spelt({ ...entry, at: decision.at, hash: previousHash }));
		return { ...pair, points: rule.points };
	});
	await insertRows(tx, "point_entries", rows);
	return told;
}

/** Writes the deeds as one chain. */
export async function tellDeeds(tx: Tx, deeds: Deed[]): Promise<void> {
	let previousHash = "";
	const rows = deeds.map(({ detail = {}, at, ...deed }, n) => {
		const entry = { seq: n + 1, at: at.getTime(), ...deed, detail, previousHash };
		previousHash = chainHash(previousHash, entry);
		return spelt({ ...entry, hash: previousHash });
	});
	await insertRows(tx, "audit_entries", rows);
}

export function publications(pairs: Told[]): Deed[] {
	return pairs.flatMap(({ id, by, sentAt, decision, points }): Deed[] => [
		{ at: new Date(sentAt), actorId: by.personId, action: "submission.send", subject: `submission:${id}`, detail: { version: 1 } },
		...(decision
			? [
					{
						...{ at: new Date(decision.at), actorId: decision.moderatorId, action: "submission.publish" as const },
						...{ subject: `submission:${id}` as const, detail: { version: 1, decisionId: decision.id, points } },
					},
				]
			: []),
	]);
}

function spelt(row: Row): Row {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
	);
}
