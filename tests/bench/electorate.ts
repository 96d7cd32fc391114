import type { Request } from "autocannon";
import { sql } from "drizzle-orm";
import { write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { sha256 } from "#platform/hash.ts";
import { type inviteCast, MORNING } from "#tests/cast.ts";
import { roundOf } from "#tests/rounds.ts";

const HOUSEHOLDS = 40_000;
const A_HAMLET = 9_000;
const DAY = 86_400_000;

export const BALLOT = { method: "POST" as const, path: "/votes/bench/ballot" };

/** An open round on whose roll 40,000 households stand, with their sessions, as rows: nobody signs in 40,000 times. */
export async function settleElectorate({ homes, places }: Awaited<ReturnType<typeof inviteCast>>): Promise<void> {
	const { bao, chen, du, fan } = homes;
	const times = { opensAt: new Date(Date.now() - 1000), closesAt: new Date(Date.now() + DAY) };
	await roundOf("bench", { regionId: places.qingling.id, candidates: [bao, chen, du, fan], roll: [bao, chen, du, fan], ...times });
	const { id: villageId, path } = places.baiyang;
	const numbers = Array.from({ length: HOUSEHOLDS }, (_, n) => [n, sha256(sessionOf(n))]);
	const [from, at] = [sql`from json_each(${JSON.stringify(numbers)})`, MORNING.getTime()];
	const n = sql`(value ->> 0)`;
	const hamlets = Array.from({ length: Math.ceil(HOUSEHOLDS / A_HAMLET) }, (_, k) => `bench-${k}`);
	const hamlet = { codeSource: "local" as const, level: "hamlet" as const, parentId: villageId, validFrom: MORNING };
	await write(async (tx) => {
		await tx.insert(regions).values(hamlets.map((id) => ({ ...hamlet, id, code: `L-${id}`, name: id, path: `${path}${id}/` })));
		await tx.run(sql`insert into households (id, hamlet_id, village_id, number, head_name, public_code, door_token, door_token_since, created_at)
			select 'h' || ${n}, 'bench-' || cast(${n} / ${A_HAMLET} as integer), ${villageId}, printf('%04d', ${n} % ${A_HAMLET}), '户', 'c' || ${n}, printf('t%09d', ${n}), ${at}, ${at} ${from}`);
		await tx.run(sql`insert into people (id, name, created_at) select 'p' || ${n}, '人', ${at} ${from}`);
		await tx.run(
			sql`insert into household_members (id, household_id, person_id, joined_at) select 'm' || ${n}, 'h' || ${n}, 'p' || ${n}, ${at} ${from}`,
		);
		await tx.run(sql`insert into sessions (id, person_id, kind, started_at, last_seen_at, expires_at)
			select value ->> 1, 'p' || ${n}, 'villager', ${at}, ${at}, ${Date.now() + DAY} ${from}`);
		await tx.run(sql`insert into vote_roll (round_id, number, household_id, village_id, added_at)
			select 'bench', 5 + ${n}, 'h' || ${n}, ${villageId}, ${at} ${from}`);
	});
}

export function sessionOf(household: number): string {
	return `bench-session-${household}`;
}

/** Each household once, with one to three of the four candidates. */
export function nextBallotFrom(first: number): (request: Request) => Request {
	let household = first;
	return (request) => {
		const body = ["candidate=1", "candidate=2&candidate=3", "candidate=1&candidate=2&candidate=4"][household % 3] as string;
		return { ...request, body, headers: { ...request.headers, cookie: `session=${sessionOf(household++)}` } };
	};
}
