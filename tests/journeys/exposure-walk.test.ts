import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { photoDerivatives } from "#db/schema/photos.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { refuse } from "#domain/approvals/answer.ts";
import { tendExposures } from "#domain/exposure/leave.ts";
import { EXPOSURE_APPROVAL } from "#domain/exposure/propose-exposure.ts";
import { confirmFix } from "#domain/spots/confirm-spot.ts";
import { appealOrder, explain } from "#domain/spots/work.ts";
import { inviteCast, minutesAfter } from "#tests/cast.ts";
import { daysAgo, orderedAt, policyFor, proposedCard, shownCard } from "#tests/exposure.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { saidFixed, spotOffices } from "#tests/spots.ts";
import { Visitor } from "#tests/visitor.ts";

// A stranger walks every address that any page names, twice, so that the second time comes from kept pages: of what was fixed in time, dropped, hidden, left or
// appealed there is no word, no picture and no page.
const SECRET = { fixed: "甲字沟", dropped: "乙字沟", hidden: "丙字沟", left: "丁字沟", appealed: "戊字沟" };
type Fate = keyof typeof SECRET;
const FATES = Object.keys(SECRET) as Fate[];
const SAID = "清沟的车坏在半路上了。";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const spots = {} as Record<Fate | "shown", string>;
const cards: Partial<Record<Fate | "shown", string>> = {};
const site = useSite(async () => {
	cast = await inviteCast();
	await pairOf(cast.homes.bao, "firewood");
	const offices = await spotOffices(cast);
	await policyFor(cast, offices, daysAgo(120));
	for (const fate of FATES) {
		const at = daysAgo(fate === "left" ? 80 : 20);
		spots[fate] = (await orderedAt(cast, offices, at, SECRET[fate])).spotId;
		await explain({ spotId: spots[fate], words: SAID, by: offices.yun, at: minutesAfter(at, 60) });
	}
	spots.shown = (await orderedAt(cast, offices, daysAgo(20), "村口桥头")).spotId;
	await saidFixed(spots.fixed, offices.yun, daysAgo(19));
	await confirmFix({ spotId: spots.fixed, isClear: true, by: offices.gu, at: daysAgo(2) });
	await proposedCard(cast, spots.dropped, daysAgo(2));
	const [open] = await db.select({ id: approvals.id }).from(approvals);
	const no = { approvalId: open?.id ?? "", why: "照片里看得出是谁家。", by: cast.staff.wang, at: daysAgo(2) };
	await refuse(no, { exposure: EXPOSURE_APPROVAL });
	for (const fate of ["hidden", "appealed", "shown"] as const) cards[fate] = await shownCard(cast, spots[fate], daysAgo(2));
	cards.left = await shownCard(cast, spots.left, daysAgo(60));
	await tendExposures(new Date());
	await appealOrder({ spotId: spots.appealed, words: "这里归公路局管。", by: offices.yun, at: daysAgo(1) });
});

const stranger = () => new Visitor(site().origin);

/** Everything that a page names on this site, itself a page or a picture. */
function namedOn(html: string): string[] {
	const attributes = [...html.matchAll(/\b(?:href|src|content|action)="([^"]+)"/g)].map(([, address = ""]) => address);
	// In data and feeds addresses stand as they are.
	const plain = html.startsWith("<!") ? [] : html.split(/[\s"<>]+/).filter((word) => word.startsWith(`${site().origin}/`));
	const sets = [...html.matchAll(/\bsrcset="([^"]+)"/g)].flatMap(([, set = ""]) => set.split(", ").map((one) => one.split(" ")[0] ?? ""));
	return [...attributes, ...sets, ...plain]
		.map((address) => address.replace(site().origin, "").replaceAll("&amp;", "&").replaceAll("&#38;", "&").replace(/#.*/, ""))
		.filter((address) => address.startsWith("/") && !address.startsWith("//") && !address.includes("_action="));
}

/** All that a stranger can reach, by address. */
async function walk(): Promise<Map<string, string>> {
	const begun = [
		"/",
		"/en",
		"/wall",
		"/villages",
		"/exposure",
		"/exposure/policy",
		"/robots.txt",
		"/sitemap.xml",
		"/sitemap-index.xml",
		"/feed.xml",
		"/open-data",
		"/api/v1/openapi.json",
		...["regions", "pairs", "exposure", "policies", "boards", "models"].flatMap((list) => [`/api/v1/${list}`, `/api/v1/${list}.csv`]),
		"/api/v1/regions.geojson",
		...["wall", "boards", "models"].map((feed) => `/feeds/${feed}.xml`),
	];
	const villages = [cast.places.qingshi.id, cast.places.baiyang.id].flatMap((id) => [
		`/villages/${id}`,
		`/exposure?village=${id}`,
		...["exposure", "exposure.csv", "units"].map((list) => `/api/v1/${list}?village=${id}`),
	]);
	const waiting = [...begun, ...villages];
	const seen = new Map<string, string>();
	for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
		if (seen.has(address)) continue;
		const answer = await stranger().ask(address);
		const said = /text|json|xml/.test(answer.headers.get("content-type") ?? "") ? await answer.text() : "";
		if (!said) await answer.body?.cancel();
		seen.set(address, `${answer.status} ${said}`);
		const next = answer.headers.get("location");
		waiting.push(...namedOn(said), ...(next ? namedOn(`href="${next}"`) : []));
	}
	return seen;
}

async function picturesOf(spotId: string): Promise<string[]> {
	const files = await db
		.select({ name: photoDerivatives.name })
		.from(photoDerivatives)
		.innerJoin(spotPhotos, eq(spotPhotos.photoId, photoDerivatives.photoId))
		.where(eq(spotPhotos.spotId, spotId));
	return files.map(({ name }) => `/photos/${name}`);
}

/** Where something of a spot is found. */
async function tracesOf(fate: Fate, walked: Map<string, string>): Promise<string[]> {
	const pictures = await picturesOf(spots[fate]);
	const own = [SECRET[fate], spots[fate], cards[fate], ...pictures].filter((word) => word !== undefined);
	const told = [...walked]
		.filter(([address, said]) => own.some((word) => address.includes(word) || said.includes(word)))
		.map(([address]) => address);
	const loaded: string[] = [];
	for (const address of [...pictures, `/exposure/${cards[fate] ?? spots[fate]}`]) {
		const answer = await stranger().ask(address);
		await answer.body?.cancel();
		if (answer.status !== 404) loaded.push(address);
	}
	return [...told, ...loaded];
}

test("of what was fixed in time, dropped, left, appealed or hidden, a stranger who walks everything finds nothing, in kept pages either", {
	timeout: 120_000,
}, async () => {
	const first = await walk();
	expect([...first.keys()]).toContain(`/exposure/${cards.shown}`);
	// Public until somebody presses 涉及我: what this walk would find of a card that must not be found.
	for (const list of ["/exposure", "/api/v1/exposure", "/api/v1/exposure.csv"]) expect(await tracesOf("hidden", first)).toContain(list);
	for (const fate of ["fixed", "dropped", "left", "appealed"] as const) expect(await tracesOf(fate, first), fate).toEqual([]);

	const visitor = stranger();
	await visitor.submit(await visitor.open(`/exposure/${cards.hidden}`), "涉及我，撤下");
	for (const walked of [await walk(), await walk()]) {
		for (const fate of FATES) expect(await tracesOf(fate, walked), fate).toEqual([]);
		for (const list of ["/exposure", "/api/v1/exposure"]) expect(walked.get(list)).toContain("村口桥头");
		for (const [address, said] of walked) expect(said.includes(SAID), address).toBe(false);
	}
});
