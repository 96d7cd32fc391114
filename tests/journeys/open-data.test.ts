import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { households } from "#db/schema/households.ts";
import { regionOutlines } from "#db/schema/outlines.ts";
import { sign } from "#domain/approvals/answer.ts";
import { draftEdition } from "#domain/boards/draft-edition.ts";
import { BOARD_APPROVAL, proposeEdition } from "#domain/boards/propose-edition.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { EARLIER, twelveVillages, walked } from "#tests/boards.ts";
import { inviteCast } from "#tests/cast.ts";
import { daysAgo, policyFor, shownCard } from "#tests/exposure.ts";
import { titledModel } from "#tests/models.ts";
import { atomOf, Documented, faultsOfDocument, faultsOfGeoJson } from "#tests/open-data.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { assigned, spotOffices } from "#tests/spots.ts";
import { Visitor } from "#tests/visitor.ts";

const PHONE = "13900004321";
const SAID = "水沟堵在老宋家门前。";
const SQUARE = [
	[
		[110, 35],
		[110.1, 35],
		[110.1, 35.1],
		[110, 35.1],
		[110, 35],
	],
];

let cast: Awaited<ReturnType<typeof inviteCast>>;
let board = "";
let card = "";
const site = useSite(async () => {
	cast = await inviteCast();
	const { bao, chen, du } = cast.homes;
	for (const [n, home] of [bao, chen, du].entries()) await pairOf(home, `pair-${n}`, { content: { words: "=1+1，柴火码齐了。" } });
	board = await boardOfHamlets();
	const offices = await spotOffices(cast);
	await titledModel(cast, offices, daysAgo(200));
	await policyFor(cast, offices, daysAgo(60));
	const at = daysAgo(20);
	const { spotId } = await assigned(cast, offices, { at, report: { at, place: "村口桥头", phone: PHONE, words: SAID } });
	card = await shownCard(cast, spotId, daysAgo(2));
	await db.insert(regionOutlines).values({ regionId: cast.places.qingshi.id, shape: JSON.stringify([SQUARE]) });
});

/** The hamlet of 3号村 lags. */
async function boardOfHamlets(): Promise<string> {
	const [fromMonth, untilMonth] = [-4, -1].map((months) => monthAfter(monthAt(new Date()), months)) as [string, string];
	await walked(fromMonth, untilMonth, EARLIER, await twelveVillages(cast));
	const by = { by: cast.staff.wang, at: new Date() };
	const months = { fromMonth, untilMonth, level: "hamlet", label: "加油榜" };
	const { editionId } = await draftEdition({ regionId: cast.places.qingling.id, ...months, ...by });
	const { approvalId } = await proposeEdition({ editionId, why: "走访都做完了，没有缺的。", ...by });
	await sign({ approvalId, by: cast.staff.song, at: by.at }, { board: BOARD_APPROVAL });
	return editionId;
}

const asked = (address: string, headers: Record<string, string> = {}) => fetch(site().origin + address, { headers });
const read = async (address: string) => (await asked(address)).json() as Promise<{ items: Record<string, unknown>[]; next: string | null }>;
/** The addresses of a document with the parameters that they need. */
const whole = (address: string) =>
	`/api/v1${address}${address.includes("board-places") ? `?board=${board}` : address.includes("units") ? `?village=${cast.places.qingshi.id}` : ""}`;
const documentOf = async (language = "") => (await asked(`${language}/api/v1/openapi.json`)).json() as Promise<Record<string, unknown>>;

test("the document is OpenAPI 3.1, and each answer is as it says", async () => {
	const document = await documentOf();
	expect(faultsOfDocument(document)).toEqual([]);
	expect(faultsOfDocument(await documentOf("/en"))).toEqual([]);
	expect(faultsOfDocument({ ...document, info: { version: 1 } })).not.toEqual([]);
	const documented = new Documented(document);
	const lists = documented.addresses.filter((address) => !address.includes("."));
	expect(lists).toEqual(["/regions", "/pairs", "/exposure", "/policies", "/boards", "/board-places", "/models", "/units"]);
	for (const list of lists) {
		const said = await read(whole(list));
		expect(documented.faultsOf(list, said), list).toEqual([]);
		expect(said.items.length, list).toBeGreaterThan(0);
		const [first = {}] = said.items;
		const without = { ...said, items: [Object.fromEntries(Object.entries(first).slice(1))] };
		expect(documented.faultsOf(list, without), list).not.toEqual([]);
	}
});

test("whoever reads it from anywhere may, and asks anew only what changed", async () => {
	const first = await asked("/api/v1/pairs");
	expect(first.headers.get("access-control-allow-origin")).toBe("*");
	expect(first.headers.get("access-control-allow-credentials")).toBeNull();
	expect(first.headers.get("set-cookie")).toBeNull();
	const etag = first.headers.get("etag") ?? "";
	expect((await asked("/api/v1/pairs", { "if-none-match": etag })).status).toBe(304);
	// Made for one who asks, it has the same mark.
	expect((await asked("/api/v1/pairs?after=", { "if-none-match": etag })).status).toBe(304);
});

test("a list of many is read page by page, each thing once; a cursor that was made up begins at the top", async () => {
	const seen: unknown[] = [];
	for (let n = 0; n < 60; n += 1) await pairOf(cast.homes.fan, `more-${n}`);
	const village = cast.places.baiyang.id;
	let next: string | null = `${site().origin}/api/v1/pairs?village=${village}`;
	for (let page = 0; next && page < 5; page += 1) {
		const answer = await fetch(next);
		const said = (await answer.json()) as Awaited<ReturnType<typeof read>>;
		seen.push(...said.items.map(({ id }) => id));
		expect(answer.headers.get("link")).toBe(said.next && `<${said.next}>; rel="next"`);
		next = said.next;
	}
	expect(new Set(seen).size).toBe(60);
	expect(seen.length).toBe(60);
	for (const forged of ["x", "WyJ3YWxsIiwxLDJd", "%00"]) {
		if (forged === "%00") expect((await asked(`/api/v1/pairs?after=${forged}`)).status).toBe(400);
		else expect((await read(`/api/v1/pairs?village=${village}&after=${forged}`)).items[0]?.["id"]).toBe(seen[0]);
	}
});

test("what a household takes back is gone", async () => {
	const of = (said: { items: Record<string, unknown>[] }) => said.items.map(({ id }) => id);
	const at = `/api/v1/pairs?village=${cast.places.qingshi.id}`;
	expect(of(await read(at))).toContain("pair-2");
	await withdrawSubmission({ submissionId: "pair-2", by: cast.homes.du, at: new Date() });
	expect(of(await read(at))).not.toContain("pair-2");
});

test("tables are safe in a spreadsheet, and have a heading for each thing", async () => {
	const answer = await asked(`/api/v1/pairs.csv?village=${cast.places.qingshi.id}`);
	expect(answer.headers.get("content-type")).toContain("text/csv");
	const text = await answer.text();
	expect(text.split("\r\n")[0]).toContain("id,url,courtyard,village.id,village.name");
	expect(text).toContain("'=1+1");
	expect(text).not.toMatch(/(^|,)"?=1/m);
	expect((await (await asked(whole("/units.csv"))).text()).split("\r\n")[0]).toContain("duties");
});

test("places are GeoJSON; of a card nothing tells where it lies but its place's name, as on its page", async () => {
	const answer = await asked("/api/v1/regions.geojson");
	expect(answer.headers.get("content-type")).toContain("application/geo+json");
	const found = (await answer.json()) as { features: { id: string; geometry: unknown }[] };
	expect(faultsOfGeoJson(found)).toEqual([]);
	const { features } = found;
	expect(features.find(({ id }) => id === cast.places.qingshi.id)?.geometry).toEqual({ type: "MultiPolygon", coordinates: [SQUARE] });
	for (const list of ["policies", "exposure"]) expect((await asked(`/api/v1/${list}.geojson`)).status).toBe(404);
	expect(await (await asked("/api/v1/exposure")).text()).not.toMatch(/cell|north|south|latitude/);
});

test("feeds are Atom: titles and addresses, and no word or picture that could be taken back", async () => {
	for (const [name, most] of [
		["wall", 30],
		["boards", 1],
		["models", 1],
	] as const)
		for (const language of ["", "/en"]) {
			const answer = await asked(`${language}/feeds/${name}.xml`);
			expect(answer.headers.get("content-type")).toContain("application/atom+xml");
			const text = await answer.text();
			const { faults, entries } = atomOf(text);
			expect(faults, name).toEqual([]);
			expect(entries, name).toBe(most);
			expect(text).not.toMatch(/柴火码齐了|photos/);
		}
	expect((await asked("/feeds/exposure.xml")).status).toBe(404);
	expect(atomOf("<feed><entry></feed>").faults).not.toEqual([]);
});

test("a page tells people what there is, and each of its links leads somewhere", async () => {
	const guest = new Visitor(site().origin);
	for (const language of ["", "/en"]) {
		const page = await guest.open(`${language}/open-data`);
		expect(page.status).toBe(200);
		const links = page.root.querySelectorAll("main a").map((link) => link.getAttribute("href") ?? "");
		const own = links.filter((link) => /\/(api|feeds)\//.test(link));
		expect(own.length).toBeGreaterThan(15);
		for (const link of own) expect((await asked(link)).status, link).toBe(200);
	}
	expect((await guest.open("/")).root.querySelector('footer a[href="/open-data"]')).not.toBeNull();
});

test("what is not there is told in words, also to a script elsewhere", async () => {
	for (const [address, status] of [
		["/api/v1/households", 404],
		["/api/v1/constructor", 404],
		["/api/v1/units", 400],
		["/api/v1/board-places?board=none", 404],
		["/api/v2/pairs", 404],
	] as const) {
		const answer = await asked(address);
		expect(answer.status, address).toBe(status);
		expect(answer.headers.get("access-control-allow-origin"), address).toBe("*");
		expect(((await answer.json()) as { message: string }).message, address).not.toBe("");
	}
});

test("each list asks the database three times at most", async () => {
	const { addresses } = new Documented(await documentOf());
	for (const address of addresses) {
		const anew = whole(address) + (whole(address).includes("?") ? "&unknown=1" : "?unknown=1");
		await asked(anew);
		await site().asked();
		expect((await asked(anew)).status, address).toBe(200);
		expect((await site().asked()).length, address).toBeLessThanOrEqual(3);
	}
});

test("no answer names a person, a door or a household's number", async () => {
	const persons = await db.select({ name: people.name }).from(people);
	const homes = await db.select({ token: households.doorToken, id: households.id }).from(households);
	const wires = [...persons.map(({ name }) => name), ...homes.flatMap(({ token, id }) => [token, id]), PHONE, SAID, "person-"];
	const { addresses } = new Documented(await documentOf());
	for (const address of addresses) {
		const answer = await asked(whole(address));
		expect(answer.status, address).toBe(200);
		const said = await answer.text();
		expect(
			wires.filter((wire) => said.includes(wire)),
			address,
		).toEqual([]);
	}
	expect(JSON.stringify(await read("/api/v1/exposure"))).toContain(card);
});
