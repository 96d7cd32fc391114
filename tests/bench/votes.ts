import autocannon, { type Request } from "autocannon";
import { count, sql } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { sha256 } from "#platform/hash.ts";
import { type inviteCast, MORNING } from "#tests/cast.ts";
import { roundOf } from "#tests/rounds.ts";
import { type OwnSite, startSite } from "#tests/server.ts";
import { cpuSeconds } from "./cpu.ts";

const HOUSEHOLDS = 100_000;
const A_HAMLET = 9_000;
const RATE = 1_200;
const SECONDS = 6;
const AT_ONCE = 12_000;
const CONNECTIONS = 50;
const DAY = 86_400_000;

type Cast = Awaited<ReturnType<typeof inviteCast>>;
let turn = 0;

/** A county of 100,000 households votes over warm connections while the wall is read: at a rate that an evening has, then as fast as it goes. */
export async function benchVotes(cast: Cast, dataDir: string) {
	const { bao, chen, du, fan } = cast.homes;
	const times = { opensAt: new Date(Date.now() - 1000), closesAt: new Date(Date.now() + DAY) };
	await roundOf("bench", { regionId: cast.places.qingling.id, candidates: [bao, chen, du, fan], roll: [bao, chen, du, fan], ...times });
	await settle(cast.places.baiyang);
	const site = await startSite(dataDir);
	await load(site, { amount: 1_000 });
	const sustained = await load(site, { amount: RATE * SECONDS, overallRate: RATE });
	const saturated = await load(site, { amount: AT_ONCE });
	await site.stop();
	const [{ rows } = { rows: 0 }] = await db.select({ rows: count() }).from(ballots);
	if (rows !== turn) throw new Error(`${rows} ballots are stored, ${turn} were accepted`);
	return { households: HOUSEHOLDS, ballotsStored: rows, sustained, saturated };
}

/** The households with their sessions and their places on the roll, as rows: nobody signs in 100,000 times. */
async function settle({ id: villageId, path }: { id: string; path: string }): Promise<void> {
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

function sessionOf(n: number): string {
	return `bench-session-${n}`;
}

async function load({ origin, pid }: OwnSite, how: { amount: number; overallRate?: number }) {
	const headers = { origin, "content-type": "application/x-www-form-urlencoded" };
	const wall = autocannon({
		...{ url: `${origin}/wall`, connections: 4, overallRate: 100, amount: Math.max(200, Math.round(how.amount / 12)) },
		headers: { "accept-encoding": "br", accept: "text/html" },
	});
	const [cpuBefore, begun] = [cpuSeconds(pid), performance.now()];
	const answers = await autocannon({
		url: origin,
		connections: CONNECTIONS,
		...how,
		requests: [{ ...BALLOT, headers, setupRequest: nextBallot }],
	});
	const seconds = (performance.now() - begun) / 1000;
	const cpuMs = (cpuSeconds(pid) - cpuBefore) * 1000;
	const readers = await wall;
	if (answers["3xx"] !== how.amount) throw new Error(`only ${answers["3xx"]} of ${how.amount} ballots were accepted`);
	const { p50, p99, max } = answers.latency;
	return {
		votesPerSecond: Math.round(how.amount / seconds),
		p50Ms: p50,
		p99Ms: p99,
		maxMs: max,
		wallP99Ms: readers.latency.p99,
		cpuMsPerVote: Math.round((cpuMs / how.amount) * 1000) / 1000,
	};
}

const BALLOT = { method: "POST" as const, path: "/votes/bench/ballot" };

/** Each household once, with one to three of the four candidates. */
function nextBallot(request: Request): Request {
	const household = turn++;
	const body = ["candidate=1", "candidate=2&candidate=3", "candidate=1&candidate=2&candidate=4"][household % 3] as string;
	return { ...request, body, headers: { ...request.headers, cookie: `session=${sessionOf(household)}` } };
}
