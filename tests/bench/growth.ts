import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inArray, sql } from "drizzle-orm";
import { closeDatabase, db, openDatabase } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { CHECKS, type Check } from "#domain/verify.ts";
import { env } from "#platform/env.ts";
import { type OwnSite, startSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { addPairs } from "./county/many.ts";
import { makeCounty } from "./county.ts";
import { cpuSeconds } from "./cpu.ts";
import { type Line, lineOf, plainLine } from "./lines.ts";
import { Client, READER } from "./load.ts";
import { picturesIn } from "./miss.ts";
import { duelOf, inTurn, sideOf, spreadOf, type Turn } from "./rounds.ts";

type Say = (what: string) => void;

// The clock of CPU time knows 10 ms, and most public pages cost one or two.
const AMOUNT = { public: 100, staff: 40 };
const START_ROUNDS = 3;
const STAFF = ["guanli", "shenhe", "shenji", "cun-0001"];

interface County {
	pairs: number;
	dataDir: string;
	sessions: Record<string, string>;
	/** Places, courtyards and pairs whose pages show the same in each county, by name. */
	names: Record<string, string>;
}

export interface Growth {
	lines: Line[];
	/** CPU ms of each page by how many pairs there are. */
	curves: Record<string, { pairs: number; cpuMs: number }[]>;
}

/** The same pages in counties of 200,000 households and more and more published pairs: the largest beside the smallest. */
export async function benchGrowth(sizes: number[], { keep, say }: { keep?: string | undefined; say: Say }): Promise<Growth> {
	const folder = keep ? path.resolve(keep) : mkdtempSync(path.join(tmpdir(), "tingyuan-bench-county-"));
	const { counties, lines } = await countiesIn(folder, sizes, say);
	const sites = await Promise.all(counties.map(({ dataDir }) => startSite(dataDir)));
	const client = new Client();
	const curves: Growth["curves"] = {};
	for (const [name, pageOf] of Object.entries(pages())) {
		const sides = counties.map(
			(county, at) => [String(county.pairs), () => costOf(client, sites[at] as OwnSite, pageOf(county), county)] as const,
		);
		await requireSamePictures(counties.map((county, at) => askOf(sites[at] as OwnSite, pageOf(county), county)));
		const turns = await inTurn(Object.fromEntries(sides));
		const [most, least] = [turns[sizes.at(-1) ?? 0] as Turn[], turns[sizes[0] ?? 0] as Turn[]];
		const line = lineOf(`page ${name}`, "CPU ms", duelOf({ ours: most, limit: least }), { figure: "cpuMs", aim: { atMost: 1.1 } });
		lines.push(line);
		curves[name] = Object.entries(turns).map(([pairs, own]) => ({ pairs: Number(pairs), cpuMs: sideOf(own)["cpuMs"]?.median ?? 0 }));
		say(`${name}: ${curves[name]?.map(({ cpuMs }) => cpuMs).join(" → ")} CPU ms`);
	}
	client.end();
	for (const site of sites) await site.stop();
	lines.push(...(await starts(counties)));
	if (!keep) rmSync(folder, { recursive: true, force: true });
	return { lines, curves };
}

async function costOf(client: Client, site: OwnSite, page: Page, county: County): Promise<Turn> {
	return client.cost(site.pid, { ...askOf(site, page, county), connections: 2, amount: page.who ? AMOUNT.staff : AMOUNT.public });
}

function askOf({ origin }: OwnSite, { who, address }: Page, { sessions }: County): { url: string; headers: Record<string, string> } {
	const cookie = who && { cookie: `session=${sessions[who]}` };
	// An address that no page knows the parameter of is made anew.
	const url = origin + encodeURI(who ? address : `${address}${address.includes("?") ? "&" : "?"}bench=1`);
	return { url, headers: { ...READER, ...cookie } };
}

/** A page that shows more in a larger county would seem to grow with it. */
async function requireSamePictures(asks: { url: string; headers: Record<string, string> }[]): Promise<void> {
	const shown = await Promise.all(asks.map(async ({ url, headers }) => picturesIn(await (await fetch(url, { headers })).text())));
	if (new Set(shown).size > 1) throw new Error(`${asks[0]?.url} shows ${shown.join(", ")} pictures`);
}

/** Builds a county without pairs, and each from a copy of it; those that were kept stay as they are. */
async function countiesIn(folder: string, sizes: number[], say: Say): Promise<{ counties: County[]; lines: Line[] }> {
	const [until, base, lines] = [new Date(), path.join(folder, "base"), [] as Line[]];
	const timed = async (what: string, work: () => Promise<unknown>, most?: number) => {
		const begun = performance.now();
		await work();
		const seconds = (performance.now() - begun) / 1000;
		lines.push(plainLine(what, "s", spreadOf([seconds]), most ? { atMost: most } : undefined));
		say(`${what}: ${seconds.toFixed(1)} s`);
	};
	const settled = () => timed("county of 200,000 households", () => makeCounty({ dataDir: base, published: 0, waiting: 0, until }));
	const counties: County[] = [];
	for (const pairs of sizes) {
		const dataDir = path.join(folder, String(pairs));
		if (!existsSync(dataDir)) {
			if (!existsSync(base)) await settled();
			cpSync(base, dataDir, { recursive: true });
			await timed(`loading ${pairs} pairs`, () => addPairs({ dataDir, published: pairs, until }), 600);
			await timed(`verifying ${pairs} pairs`, () => requireSound(dataDir));
		}
		counties.push({ pairs, dataDir, ...(await known(dataDir)) });
	}
	return { counties, lines };
}

/** Everything but the files, for the pairs' photos have none: looking for four million of them takes three quarters of the time. */
async function requireSound(dataDir: string): Promise<void> {
	const { files: _, ...checks } = CHECKS;
	await opened(dataDir, async () => {
		for (const [name, check] of Object.entries<Check>(checks)) {
			const { faults } = await check(() => undefined, new Date());
			if (faults.length > 0) throw new Error(`the county is not sound: ${name} ${JSON.stringify(faults).slice(0, 500)}`);
		}
	});
}

async function known(dataDir: string): Promise<Pick<County, "sessions" | "names">> {
	return opened(dataDir, async () => {
		const staff = await db.select({ personId: people.id, username: people.username }).from(people).where(inArray(people.username, STAFF));
		const sessions: County["sessions"] = {};
		for (const { username, personId } of staff) sessions[username ?? ""] = await sessionFor({ personId, kind: "staff" });
		const [names] = await db.all<
			County["names"]
		>(sql`select h.id as household, h.public_code as courtyard, h.village_id as village, v.parent_id as town, s.id as pair
			from households h join regions v on v.id = h.village_id join submissions s on s.household_id = h.id and s.stage = 'published'
			where h.id = (select min(household_id) from household_members) order by s.published_at desc limit 1`);
		return { sessions, names: names ?? {} };
	});
}

async function opened<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
	process.env["DATA_DIR"] = dataDir;
	await openDatabase(env.databaseFile);
	try {
		return await work();
	} finally {
		await closeDatabase();
	}
}

interface Page {
	/** Staff, by username; anybody without. */
	who?: string;
	address: string;
}

/** Public pages, and those of staff, by the names of a county. */
function pages(): Record<string, (county: County) => Page> {
	const fixed: Record<string, string[]> = {
		"": ["/", "/wall", "/wall?category=Q3-01", "/wall?category=Q3", "/villages", "/how", "/votes"],
		shenhe: ["/moderation", "/moderation/history", "/moderation/history?outcome=declined", "/staff"],
		guanli: [
			"/admin",
			"/admin?search=高庄",
			"/admin/households",
			"/admin/households?search=王",
			"/admin/staff",
			"/admin/jobs",
			"/staff/votes/new",
		],
		"cun-0001": ["/admin", "/admin/households", "/staff"],
		shenji: ["/staff/trail"],
	};
	const named: [string, string, (names: County["names"]) => string][] = [
		["", "/wall of a village", ({ village }) => `/wall?village=${village}`],
		["", "/villages/…", ({ village }) => `/villages/${village}`],
		["", "/courtyards/… of 12 pairs", ({ courtyard }) => `/courtyards/${courtyard}`],
		["", "/submissions/…", ({ pair }) => `/submissions/${pair}`],
		["guanli", "/admin/households of a town", ({ town }) => `/admin/households?place=${town}`],
		["guanli", "/admin/households/…", ({ household }) => `/admin/households/${household}`],
	];
	const all: [string, (county: County) => Page][] = [
		...Object.entries(fixed).flatMap(([who, addresses]) => addresses.map((address) => [who, address, () => address] as const)),
		...named,
	].map(([who, name, addressOf]) => [who ? `${who} ${name}` : name, ({ names }) => ({ address: addressOf(names), ...(who && { who }) })]);
	return Object.fromEntries(all);
}

/** From the command to the first answer. */
async function starts(counties: County[]): Promise<Line[]> {
	const sides = counties.map(({ pairs, dataDir }) => {
		const start = async () => {
			const begun = performance.now();
			const site = await startSite(dataDir);
			const seconds = (performance.now() - begun) / 1000;
			const cpuS = cpuSeconds(site.pid);
			await site.stop();
			return { seconds, cpuS };
		};
		return [String(pairs), start] as const;
	});
	const turns = await inTurn(Object.fromEntries(sides), START_ROUNDS);
	return Object.entries(turns).flatMap(([pairs, own]) =>
		Object.entries(sideOf(own)).map(([figure, spread]) =>
			plainLine(`start with ${pairs} pairs`, figure === "cpuS" ? "CPU s" : "s", spread, figure === "seconds" ? { atMost: 2 } : undefined),
		),
	);
}
