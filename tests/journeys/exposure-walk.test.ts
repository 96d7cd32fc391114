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
import { walked } from "#tests/walk.ts";

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

/** All that a stranger can reach, by address. */
function walk(): Promise<Map<string, string>> {
	const villages = [cast.places.qingshi.id, cast.places.baiyang.id].flatMap((id) => [
		`/villages/${id}`,
		`/exposure?village=${id}`,
		...["exposure", "exposure.csv", "units"].map((list) => `/api/v1/${list}?village=${id}`),
	]);
	return walked(site().origin, villages);
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
async function tracesOf(fate: Fate, seen: Map<string, string>): Promise<string[]> {
	const pictures = await picturesOf(spots[fate]);
	const own = [SECRET[fate], spots[fate], cards[fate], ...pictures].filter((word) => word !== undefined);
	const told = [...seen]
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
	for (const seen of [await walk(), await walk()]) {
		for (const fate of FATES) expect(await tracesOf(fate, seen), fate).toEqual([]);
		for (const list of ["/exposure", "/api/v1/exposure"]) expect(seen.get(list)).toContain("村口桥头");
		for (const [address, said] of seen) expect(said.includes(SAID), address).toBe(false);
	}
});
