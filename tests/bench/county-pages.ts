import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { closeDatabase, db, openDatabase } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { env } from "#platform/env.ts";
import { startSite } from "#tests/server.ts";
import { sessionFor } from "#tests/sign-in.ts";
import { makeCounty } from "./county.ts";
import { cpuSeconds } from "./cpu.ts";

/** What a page of staff may cost. */
const LIMIT_MS = 60;
const ROUNDS = 5;
const REQUESTS = 8;
/** The plainest page of staff: a session, a frame, no list. Asked in turn with each other page, it says what the machine is like just then. */
const PLAIN = "/staff/security";

interface PageOf {
	/** Who asks, by username. */
	who: string;
	address: string;
}

/** The pages of admins and moderators in a county of full size: CPU ms a request, medians of rounds that alternate with the plainest page. */
export async function benchCountyPages() {
	const dataDir = mkdtempSync(path.join(tmpdir(), "tingyuan-bench-county-"));
	await makeCounty({ dataDir, published: 400, waiting: 100 });
	process.env["DATA_DIR"] = dataDir;
	await openDatabase(env.databaseFile);
	const sessions = new Map<string, string>();
	for (const who of ["guanli", "cun-0001", "shenhe"]) sessions.set(who, await sessionOf(who));
	const pages = await pagesOfStaff();
	await closeDatabase();
	const site = await startSite(dataDir);
	const cost = async ({ who, address }: PageOf) => {
		const headers = { cookie: `session=${sessions.get(who)}`, accept: "text/html", "accept-encoding": "br" };
		const before = cpuSeconds(site.pid);
		for (let n = 0; n < REQUESTS; n++) {
			const answer = await fetch(site.origin + encodeURI(address), { headers });
			await answer.arrayBuffer();
			if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
		}
		return ((cpuSeconds(site.pid) - before) * 1000) / REQUESTS;
	};
	const results: Record<string, unknown> = {};
	for (const page of pages) results[`${page.who} ${page.address}`] = await measured(page, cost);
	await site.stop();
	rmSync(dataDir, { recursive: true, force: true });
	return { limitMs: LIMIT_MS, pages: results };
}

async function measured(page: PageOf, cost: (page: PageOf) => Promise<number>) {
	await cost(page);
	const [own, plain]: [number[], number[]] = [[], []];
	for (let round = 0; round < ROUNDS; round++) {
		plain.push(await cost({ ...page, address: PLAIN }));
		own.push(await cost(page));
	}
	const [cpuMs, plainCpuMs] = [median(own), median(plain)];
	return {
		cpuMs,
		least: Math.min(...own),
		most: Math.max(...own),
		plainCpuMs,
		ofLimit: rounded(cpuMs / LIMIT_MS),
		isWithin: cpuMs <= LIMIT_MS,
	};
}

async function sessionOf(username: string): Promise<string> {
	const [person] = await db.select({ personId: people.id, name: people.name }).from(people).where(eq(people.username, username));
	if (!person) throw new Error(`nobody is called ${username}`);
	return sessionFor({ ...person, kind: "staff", sessionId: "", householdId: null, roles: [] });
}

async function pagesOfStaff(): Promise<PageOf[]> {
	const one = async (level: "town" | "village") =>
		(await db.select({ id: regions.id }).from(regions).where(eq(regions.level, level)).limit(1))[0]?.id;
	const [town, village] = [await one("town"), await one("village")];
	const [home] = await db.select({ id: households.id }).from(households).limit(1);
	const county = [
		"/admin",
		"/admin?search=高庄",
		"/admin?search=王秀英",
		"/admin?search=gaozhuang",
		"/admin/households",
		"/admin/households?search=王",
	];
	const places = [
		`/admin/regions?place=${town}`,
		`/admin/households?place=${town}`,
		`/admin/door-codes?place=${town}`,
		`/admin/door-codes?place=${village}`,
	];
	const rest = [
		`/admin/households/${home?.id}`,
		"/admin/staff",
		`/admin/staff?near=${town}`,
		"/admin/staff?search=高庄",
		"/admin/door-codes",
		"/admin/jobs",
		"/staff",
	];
	return [
		...[...county, ...places, ...rest, "/staff/votes/new", "/villages"].map((address) => ({ who: "guanli", address })),
		...["/admin", "/admin/households", "/staff"].map((address) => ({ who: "cun-0001", address })),
		...["/moderation", "/moderation/history"].map((address) => ({ who: "shenhe", address })),
	];
}

function median(values: number[]): number {
	return rounded(values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0);
}

function rounded(value: number): number {
	return Math.round(value * 100) / 100;
}
