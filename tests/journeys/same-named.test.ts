import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { renameRegion } from "#domain/regions/rename.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

// Two villages of two towns bear one name, and both have all that a page can be about.
const TWIN = "高庄村委会";
const HOUR = 3_600_000;
let cast: Awaited<ReturnType<typeof inviteCast>>;

const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const { qingling, qingshi, baiyang } = cast.places;
	const { wang, meng } = cast.staff;
	const { bao, du, fan } = cast.homes;
	const hexi = { id: "hexi", name: "河西镇", parentId: qingling.id, path: `${qingling.path}hexi/` };
	await write(async (tx) => {
		await tx.insert(regions).values({ ...hexi, code: "990101101000", codeSource: "local", level: "town", validFrom: MORNING });
		await tx.insert(roleGrants).values({ personId: meng.personId, role: "moderator", regionId: qingling.id, grantedAt: MORNING });
	});
	await moveRegion({ regionId: baiyang.id, toId: hexi.id, by: wang, at: MORNING });
	for (const { id } of [qingshi, baiyang]) await renameRegion({ regionId: id, name: TWIN, by: wang, at: MORNING });
	const now = Date.now();
	for (const home of [du, fan]) {
		await pairOf(home, `waiting-${home.householdId}`, { isPublished: false, areReleased: false, at: new Date(now - HOUR) });
		await pairOf(home, `shown-${home.householdId}`);
	}
	const times = { opensAt: new Date(now - HOUR), closesAt: new Date(now + 24 * HOUR) };
	await roundOf("june", { regionId: qingling.id, candidates: [du, fan], roll: [bao, du, fan], ...times });
	await roundOf("july", { regionId: qingshi.id, candidates: [du, bao], roll: [bao, du], isAnnounced: false, ...times });
});

/** Where the name stands without its town right before it. On a page about one town all are that town's; who renames a place types its bare name. */
function bareIn(way: string, html: string): string[] {
	if (ABOUT_A_TOWN.test(way)) return [];
	const told = html
		.replaceAll(/<input[^>]*name="name"[^>]*>/g, "")
		.replaceAll(/<\/?(?:bdi|span|b|small|wbr|a)\b[^>]*>/g, "")
		.replaceAll(/\s+/g, " ");
	const places = [...told.matchAll(new RegExp(TWIN, "g"))].map(({ index }) =>
		told.slice(Math.max(0, index - 40), index + TWIN.length + 12),
	);
	return places.filter((around) => !NEAR_ITS_TOWN.test(around)).map((around) => `${way}: ${around}`);
}
const ABOUT_A_TOWN = /[?&]place=(?:hexi|region-990101100000)$/;
// Also one step above it in a trail, or as the heading of its list.
const NEAR_ITS_TOWN = new RegExp(`(?:柿林镇|河西镇)(?: |</li><li>|</h2><ul class="places"><li>)?${TWIN}`);

async function walk(viewer: Viewer | null, from: string[]): Promise<{ pages: string[]; bare: string[] }> {
	const visitor = viewer ? await signIn(new Visitor(site().origin), viewer) : new Visitor(site().origin);
	const [ways, seen, bare] = [[...from], new Set(from), [] as string[]];
	const named: string[] = [];
	for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
		const answer = await visitor.ask(way);
		const html = answer.headers.get("content-type")?.includes("html") ? await answer.text() : ((await answer.body?.cancel()) ?? "");
		if (html.includes(TWIN)) named.push(way);
		bare.push(...bareIn(way, html));
		for (const [, link = ""] of html.matchAll(/href="(\/[^"#]*)/g)) {
			const next = link.replaceAll("&amp;", "&");
			if (seen.has(next) || /\.\w+$|^\/(en|_astro)\b|after=/.test(next)) continue;
			seen.add(next);
			ways.push(next);
		}
	}
	return { pages: named, bare };
}

test.each([
	["a visitor", () => null, ["/", "/wall", "/villages", "/votes"]],
	["a household", () => cast.homes.bao.viewer, ["/me", "/votes/june"]],
	["a moderator", () => cast.staff.meng, ["/moderation", "/moderation/history", "/staff"]],
	["the district's admin", () => cast.staff.wang, ["/admin", "/staff", "/admin/staff", "/admin/regions", "/admin/households"]],
])("%s meets no same-named village without its town", async (_, viewer, from) => {
	const { pages, bare } = await walk(viewer(), from);
	expect(pages.length).toBeGreaterThan(4);
	expect(bare).toEqual([]);
});
