import type { OwnSite } from "#tests/server.ts";
import { layOutDistrict, layOutYards } from "./district/scene.ts";
import { YARD_PAGES } from "./district/yards.ts";
import { type Line, lineOf } from "./lines.ts";
import { Client, READER } from "./load.ts";
import { benchPlainMisses } from "./miss.ts";
import type { Place } from "./place.ts";
import { duel } from "./rounds.ts";

const MOST_MS = 25;
const AMOUNT = 12;
const PAGES = [
	...[
		"/staff/room",
		"/staff/spots?list=late",
		"/staff/spots?list=all",
		"/staff/spots/spot-10",
		"/staff/spots/round",
		"/staff/boards",
		"/staff/boards/draft",
	],
	...["/villages", "/villages?figure=in_time&town=town-3", "/boards", "/boards/village", "/boards/hamlet", "/inspections", "/exposure"],
	...["/staff", "/staff/publicity", "/staff/publicity/calendar", "/staff/publicity/broadcast", "/staff/publicity/documents/circular"],
	...["/staff/publicity/documents/rows?figure=clean", "/staff/publicity/figures", "/staff/publicity/figures/file"],
	...["/api/v1/regions.geojson", "/api/v1/regions.csv", "/api/v1/exposure", "/api/v1/board-places?board=hamlet"],
];
/** For CI: those that read what grows. */
const GUARDED = ["/staff/room", "/villages", "/boards/hamlet"];

const anew = (path: string) => `${path}${path.includes("?") ? "&" : "?"}bench=1`;

/** What a district of 5,000 hamlets and 10,000 spots asks most, made anew each time. Afterwards nobody else can use the place. */
export async function benchDistrict({ onSite, admin }: Place): Promise<Line[]> {
	const headers = await layOutDistrict(admin, new Date());
	const pages = PAGES.map((path) => ({ name: `district, ${path}`, path: anew(path), headers }));
	const cost = (asked: typeof pages) => onSite((site) => benchPlainMisses(site, asked, { atMost: MOST_MS, amount: AMOUNT }));
	const found = await cost(pages);
	await layOutYards(admin, new Date());
	return [...found, ...(await cost(YARD_PAGES.map((path) => ({ name: `district, ${path}`, path: anew(path), headers }))))];
}

/** The same beside the home page there, because a slow machine is slow for both. */
export async function guardDistrict({ onSite, admin }: Place, rounds: number): Promise<Line[]> {
	const headers = await layOutDistrict(admin, new Date());
	return onSite(async (site) => {
		const [client, lines] = [new Client(), [] as Line[]];
		for (const path of GUARDED) {
			const found = await duel(costOf(client, site, path, headers), costOf(client, site, "/", headers, 5 * AMOUNT), rounds);
			lines.push(lineOf(`district, ${path} beside home`, "CPU ms", found, { figure: "cpuMs" }));
		}
		client.end();
		return lines;
	});
}

function costOf(client: Client, { pid, origin }: OwnSite, path: string, headers: Record<string, string>, amount = AMOUNT) {
	return () => client.cost(pid, { url: origin + anew(path), connections: 4, amount, headers: { ...READER, ...headers } });
}
