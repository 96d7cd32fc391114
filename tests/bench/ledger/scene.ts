import { eq, sql } from "drizzle-orm";
import { db, withoutWaitingForDisk, write } from "#db/client.ts";
import { pointRules } from "#db/schema/point-rules.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import type { Month } from "#domain/calendar/types.ts";
import { hashOf } from "#domain/points/ledger.ts";
import { type inviteCast, MORNING } from "#tests/cast.ts";
import { insertRows, type Row } from "../county/rows.ts";

/** The first live in 青石村, whose fund stands for their points; the others in 白杨村, which has none. */
export const OF_THE_VILLAGE = 2_000;
const HOUSEHOLDS = 40_000;
const MONTHS = 13;
const POINTS = 5;
const AWARDS_A_MONTH = 2;
const ROWS_AT_ONCE = 20_000;
const FIRST = "2026-11" as Month;

export const months = Array.from({ length: MONTHS }, (_, n) => monthAfter(FIRST, n));
export const householdIdOf = (n: number) => `h${n}`;
/** One member each, for whoever redeems. */
export const personIdOf = (n: number) => `p${n}`;

/** Households and a member each, as rows: nobody enters 40,000 by hand. */
export async function settleHouseholds({ places }: Awaited<ReturnType<typeof inviteCast>>): Promise<void> {
	const [numbers, at] = [JSON.stringify(Array.from({ length: HOUSEHOLDS }, (_, n) => n)), MORNING.getTime()];
	const { qingshi, baiyang } = places;
	const hamlets = [qingshi, ...Array.from({ length: 5 }, () => baiyang)].map((village, n) => ({
		...{ id: `ledger-${n}`, code: `L-ledger-${n}`, name: `组${n}`, code_source: "local", level: "hamlet", parent_id: village.id },
		...{ path: `${village.path}ledger-${n}/`, valid_from: at },
	}));
	const hamlet = sql`'ledger-' || iif(value < ${OF_THE_VILLAGE}, 0, 1 + value / 9000)`;
	await write(async (tx) => {
		await insertRows(tx, "regions", hamlets);
		await tx.run(sql`insert into households (id, hamlet_id, village_id, number, head_name, public_code, door_token, door_token_since, created_at)
			select 'h' || value, ${hamlet}, iif(value < ${OF_THE_VILLAGE}, ${qingshi.id}, ${baiyang.id}), printf('%04d', value % 9000), '户', 'c' || value, printf('t%09d', value), ${at}, ${at}
			from json_each(${numbers})`);
		await tx.run(sql`insert into people (id, name, created_at) select 'p' || value, '人', ${at} from json_each(${numbers})`);
		await tx.run(
			sql`insert into household_members (id, household_id, person_id, joined_at) select 'm' || value, 'h' || value, 'p' || value, ${at} from json_each(${numbers})`,
		);
	});
}

/**
 * Writes a million entries month after month: one award a household in the first month and two in each later one, so that 25 × 40,000 are there at the end.
 * Rows under all triggers; the chain goes on from where the ledger stands.
 */
export async function awardsOf(month: Month): Promise<number> {
	const [rule] = await db.select({ id: pointRules.id }).from(pointRules).where(eq(pointRules.code, "P01"));
	const turns = month === FIRST ? 1 : AWARDS_A_MONTH;
	const rows = entriesOf(month, turns, { ruleId: rule?.id ?? "", ...(await standing()) });
	await withoutWaitingForDisk(async () => {
		for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
			await write((tx) => insertRows(tx, "point_entries", rows.slice(from, from + ROWS_AT_ONCE)));
	});
	return rows.length;
}

interface Standing {
	ruleId: string;
	seq: number;
	hash: string;
	balances: Map<string, number>;
}

async function standing(): Promise<Omit<Standing, "ruleId">> {
	const [last] = await db.all<{ seq: number; hash: string }>(sql`select seq, hash from point_entries order by seq desc limit 1`);
	const held = await db.all<{ id: string; balance: number }>(
		sql`select household_id as id, balance_after as balance from point_entries where seq in (select max(seq) from point_entries group by household_id)`,
	);
	return { seq: last?.seq ?? 0, hash: last?.hash ?? "", balances: new Map(held.map(({ id, balance }) => [id, balance])) };
}

function entriesOf(month: Month, turns: number, { ruleId, balances, ...last }: Standing): Row[] {
	let { seq, hash } = last;
	return Array.from({ length: turns * HOUSEHOLDS }, (_, place) => {
		const [n, turn] = [place % HOUSEHOLDS, Math.floor(place / HOUSEHOLDS)];
		const [householdId, name] = [householdIdOf(n), `ledger:${month}:${turn}:${n}`];
		const balanceAfter = (balances.get(householdId) ?? 0) + POINTS;
		balances.set(householdId, balanceAfter);
		seq += 1;
		const entry = {
			...{ seq, householdId, kind: "issue" as const, points: POINTS, held: 0, redeemable: n < OF_THE_VILLAGE ? POINTS : 0 },
			...{ balanceAfter, heldAfter: 0, refersTo: null, ruleId, source: name, evidence: name, month, actorId: null },
			...{ at: new Date(`${month}-1${turn}T10:00:00+08:00`), previousHash: hash },
		};
		hash = hashOf(entry);
		return {
			...{
				seq,
				household_id: householdId,
				kind: "issue",
				points: POINTS,
				held: 0,
				redeemable: entry.redeemable,
				balance_after: balanceAfter,
			},
			...{ held_after: 0, refers_to: null, rule_id: ruleId, source: name, evidence: name, month, actor_id: null, at: entry.at.getTime() },
			...{ previous_hash: entry.previousHash, hash },
		};
	});
}
