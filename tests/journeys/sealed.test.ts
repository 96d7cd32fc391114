import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { issuePapers } from "#domain/votes/papers/issue-papers.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { crowdOf } from "#tests/crowd.ts";
import { isFullDrill } from "#tests/drills.ts";
import { openScreen } from "#tests/kiosks.ts";
import { OFFICES, oneOfEachRole } from "#tests/offices.ts";
import { ticked } from "#tests/papers.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sourcesBelow } from "#tests/sources.ts";
import { Visitor } from "#tests/visitor.ts";

// While a round is open nothing that the server says may depend on how people vote. So everybody walks the whole site, then many ballots come in,
// nearly all for one candidate, some at a kiosk with their slips and one on paper, and everybody walks the same way again: what reads otherwise now is a leak.
const ROUND = "openround";
const DAY = 86_400_000;
const FIRST = new Date();

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Record<string, Viewer>;
let crowd: Awaited<ReturnType<typeof crowdOf>>;
/** Of two households that will sit down at the kiosk. */
let pins: string[];
/** On the paper of Du's household. */
let code: string;
const real: Record<string, string> = { "/votes/[id]": ROUND, "/staff/votes/[id]": ROUND };

const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	offices = await oneOfEachRole(cast.places);
	const { donggou, xipo, qiaotou, shilin, qingshi } = cast.places;
	const { bao, chen, du, fan } = cast.homes;
	crowd = await crowdOf(60, [donggou, xipo, qiaotou]);
	await roundOf(ROUND, {
		regionId: shilin.id,
		candidates: [bao, fan, du],
		roll: [chen, bao, fan, du, ...crowd],
		closesAt: new Date(Date.now() + DAY),
	});
	const slip = async (n: number) =>
		(await issueSlip({ householdId: `crowd-${n}`, personId: `crowd-person-${n}`, by: cast.staff.wang, at: new Date() })).pin;
	pins = [await slip(0), await slip(1)];
	const { papers } = await issuePapers({ roundId: ROUND, householdIds: [du.householdId], by: cast.staff.wang, at: FIRST });
	code = papers[0]?.code ?? "";
	await vote(chen.householdId, [1, 2], FIRST);
	await vote(bao.householdId, [3], FIRST);
	Object.assign(real, {
		"/villages/[id]": qingshi.id,
		"/submissions/[id]": `${ROUND}-pair-1`,
		"/courtyards/[code]": "code-bao",
		"/admin/households/[id]": bao.householdId,
		"/admin/staff/[personId]": cast.staff.li.personId,
	});
});

const vote = (householdId: string, numbers: number[], at = new Date()) =>
	castBallot({ roundId: ROUND, householdId, numbers, channel: "phone", at });

// The minute stands there, which a slow machine sees pass, or a code drawn for one sheet.
const OTHERWISE_EACH_TIME = /^(\/en)?\/(admin\/jobs|staff\/stories\/featured|staff\/publicity\/consents\/form)(\?|$)/;
// Where an order or a second language could tell something.
const LISTS = /votes|wall|villages/;
// Who sees the most of each kind; the others walk every page, in Chinese and as it is.
const ASKS_FOR_MORE = /^(visitor|voter|auditor)$/;
// Others see what these see, of a wider or a narrower place; in the full drill they walk as well.
const DRILLED = /^(publicist|inspector|storekeeper|town_admin)$/;

/** Every file in src/pages with the ids of this world in its address, in each language, and with what lists can be asked for. */
function addressesFor(who: string): string[] {
	const routes = sourcesBelow("src/pages").map(({ file }) => file.slice("src/pages".length).replace(/(\/index)?\.(astro|ts)$/, "") || "/");
	const filled = routes.map((route) =>
		Object.keys(real).reduce((address, key) => address.replace(key, key.replace(/\[\w+\]$/, real[key] ?? "")), route),
	);
	const known = filled.map((address) => address.replaceAll(/\[number\]/g, "1").replaceAll(/\[\w+\]/g, ROUND));
	return known
		.filter((address) => !OTHERWISE_EACH_TIME.test(address))
		.flatMap((address) =>
			LISTS.test(address) && ASKS_FOR_MORE.test(who) ? [address, `/en${address}`, `${address}?sort=votes&order=desc`] : [address],
		);
}

async function everybody(): Promise<[string, Visitor][]> {
	const { bao, chen, fan } = cast.homes;
	const viewers = { candidate: bao.viewer, voter: chen.viewer, undecided: fan.viewer, ...offices };
	const walking = Object.entries(viewers).filter(([who]) => isFullDrill || !DRILLED.test(who));
	const visitors = walking.map(async ([who, viewer]) => [who, await signIn(new Visitor(site().origin), viewer)] as [string, Visitor]);
	return [["visitor", new Visitor(site().origin)], ...(await Promise.all(visitors))];
}

// The key of a form (in a field, an address, or the island that has it), the number of a request that broke.
const RANDOM =
	/value="[0-9a-z]{16,26}"|(?<=[?&]key=)[0-9a-z]{16}|uid="\w+"|(?<=请报这个编号，方便查：|so that it can be looked up: )[0-9a-z]{16}/g;

// Whose slip was used yet. At a kiosk that tells that they sat down there.
const UNUSED_SLIPS = /<details><summary>没用过的再打一次[\s\S]*?<\/details>/;

/** What the server says to somebody: of each address its status, its headers and all its bytes but what is random each time. */
async function walk(visitor: Visitor, ways: string[]): Promise<Map<string, string>> {
	const said = new Map<string, string>();
	for (const address of ways) said.set(address, await saidTo(visitor, address));
	return said;
}

async function saidTo(visitor: Visitor, address: string, init: RequestInit = {}): Promise<string> {
	const answer = await visitor.ask(address, init);
	const headers = ["location", "cache-control", "content-type", "retry-after"].map((name) => answer.headers.get(name));
	return JSON.stringify([answer.status, ...headers, (await answer.text()).replaceAll(RANDOM, "").replace(UNUSED_SLIPS, "")]);
}

/** The ways that pages show: to sheets, files and further pages. */
function linksIn(said: Map<string, string>): string[] {
	return [...said.values()].flatMap((page) =>
		[...page.matchAll(/href=\\"(\/[^\\"#]*)/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&")),
	);
}

function isToWalk(address: string, who: string): boolean {
	return !/\/_astro\//.test(address) && !OTHERWISE_EACH_TIME.test(address) && (ASKS_FOR_MORE.test(who) || !/^\/en(\/|$)/.test(address));
}

/** Sends what no form would let through, so that refusals speak too. */
async function provoke(visitor: Visitor): Promise<string[]> {
	const post = (address: string, fields: [string, string][]) =>
		saidTo(visitor, address, {
			method: "POST",
			body: new URLSearchParams(fields),
			headers: { origin: site().origin, "sec-fetch-site": "same-origin" },
		});
	const wrong: [string, string][][] = [[], [["candidate", "9"]], ["1", "2", "3", "9"].map((number) => ["candidate", number])];
	const ballots = await Promise.all(wrong.map((fields) => post(`/votes/${ROUND}/ballot`, fields)));
	const early = ["counts.count", "counts.finish", "rounds.cancel"].map((action) =>
		post(`/staff/votes/${ROUND}?_action=${action}`, [["roundId", ROUND]]),
	);
	return [...ballots, ...(await Promise.all(early))];
}

/** Sits down with the slip of the nth household of the crowd, votes and leaves. */
async function visitKiosk(screen: Visitor, n: number): Promise<void> {
	const door = { doorToken: `c${String(n).padStart(9, "0")}`, secret: pins[n] ?? "" };
	const ballot = await screen.submit(await screen.open("/kiosk"), "进来", door);
	const receipt = await screen.submit(ballot, "投出去", { candidate: "2" });
	expect(receipt.address).toContain(`/kiosk/${ROUND}/receipt`);
	await screen.submit(receipt, "办好了，退出");
}

/** Where two answers part, with what stands there. */
function leak(where: string, then: string, now: string): string[] {
	if (then === now) return [];
	const at = [...then].findIndex((letter, n) => letter !== now[n]);
	return [`${where}: …${then.slice(Math.max(0, at - 60), at + 60)}… now …${now.slice(Math.max(0, at - 60), at + 60)}…`];
}

test("sixty ballots for one candidate change no byte that anybody is told", { timeout: 240_000 }, async () => {
	const people = await everybody();
	const screen = await openScreen(site().origin, cast.staff.wang);
	const before = new Map<string, { said: Map<string, string>; refused: string[] }>();
	for (const [who, visitor] of people) {
		const said = await walk(visitor, addressesFor(who));
		const further = await walk(
			visitor,
			[...new Set(linksIn(said))].filter((address) => !said.has(address) && isToWalk(address, who)),
		);
		before.set(who, { said: new Map([...said, ...further]), refused: await provoke(visitor) });
	}
	for (const n of pins.keys()) await visitKiosk(screen, n);
	for (const [n, { householdId }] of crowd.entries()) await vote(householdId, n % 10 ? [2] : [3, 2]);
	for (const by of [cast.staff.li, cast.staff.meng]) await enterPaper({ roundId: ROUND, code, reading: ticked(1), by, at: new Date() });
	// Those who walk change their own ballots too: whom for they are not told either.
	await vote(cast.homes.chen.householdId, [3], FIRST);
	await vote(cast.homes.bao.householdId, [2], FIRST);
	const leaks: string[] = [];
	for (const [who, visitor] of people) {
		const { said, refused } = before.get(who) ?? { said: new Map(), refused: [] };
		const ways = [...said].filter(([address, then]) => !then.startsWith("[404") || LISTS.test(address));
		for (const [address, then] of ways) leaks.push(...leak(`${who} at ${address}`, then, await saidTo(visitor, address)));
		for (const [n, now] of (await provoke(visitor)).entries()) leaks.push(...leak(`refusal ${n} to ${who}`, refused[n] ?? "", now));
	}
	expect(leaks).toEqual([]);
});

test("the walk goes to every page of votes", () => {
	expect(addressesFor("auditor").filter((address) => address.includes(ROUND) && !address.includes("?")).length).toBeGreaterThan(10);
	expect(OFFICES.length).toBe(8);
});
