import type { Deed } from "#domain/audit/trail.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { hashOf } from "#domain/points/ledger.ts";
import { chainHash } from "#platform/hash.ts";
import type { Row } from "./rows.ts";

/** Where a chain stands. */
export interface Link {
	seq: number;
	hash: string;
}

/** What the ledger and the trail say of a pair. */
export interface Sent {
	id: string;
	householdId: string;
	personId: string;
	sentAt: number;
	decision: { id: string; moderatorId: string; at: number; outcome: "published" | "returned" | "declined" } | null;
}

export interface AwardRule {
	id: string;
	points: number;
	/** Of a household in one month. */
	most: number;
}

/** Pays published pairs one after the other under their rule, up to the cap of a month: what was paid, and the entry. */
export function payingFrom({ seq, hash }: Link, rule: AwardRule): (pair: Sent) => { points: number; row?: Row } {
	const [balances, awards] = [new Map<string, number>(), new Map<string, number>()];
	let previousHash = hash;
	let last = seq;
	return ({ id, householdId, decision }) => {
		const month = decision?.outcome === "published" && monthAt(new Date(decision.at));
		const award = `${householdId} ${month}`;
		const paid = awards.get(award) ?? 0;
		if (!decision || !month || paid >= rule.most) return { points: 0 };
		awards.set(award, paid + 1);
		const balanceAfter = (balances.get(householdId) ?? 0) + rule.points;
		balances.set(householdId, balanceAfter);
		last += 1;
		const entry = {
			...{ seq: last, householdId, kind: "issue" as const, points: rule.points, held: 0, balanceAfter, heldAfter: 0 },
			...{ refersTo: null, ruleId: rule.id, source: `decision:${decision.id}`, evidence: `submission:${id}`, month },
			...{ actorId: decision.moderatorId, at: new Date(decision.at), previousHash },
		};
		previousHash = hashOf(entry);
		return { points: rule.points, row: spelt({ ...entry, at: decision.at, hash: previousHash }) };
	};
}

/** Writes deeds down one after the other. */
export function tellingFrom({ seq, hash }: Link): (deed: Deed) => Row {
	let previousHash = hash;
	let last = seq;
	return ({ detail = {}, at, ...deed }) => {
		last += 1;
		const entry = { seq: last, at: at.getTime(), ...deed, detail, previousHash };
		previousHash = chainHash(previousHash, entry);
		return spelt({ ...entry, hash: previousHash });
	};
}

const VERBS = { published: "submission.publish", returned: "submission.return", declined: "submission.decline" } as const;

export function deedsOf({ id, personId, sentAt, decision }: Sent, points: number): Deed[] {
	const subject = `submission:${id}` as const;
	const sent: Deed = { at: new Date(sentAt), actorId: personId, action: "submission.send", subject, detail: { version: 1 } };
	if (!decision) return [sent];
	const { moderatorId: actorId, outcome, at, id: decisionId } = decision;
	const detail = { version: 1, decisionId, ...(outcome === "published" && { points }) };
	return [sent, { at: new Date(at), actorId, action: VERBS[outcome], subject, detail }];
}

function spelt(row: Row): Row {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
	);
}
