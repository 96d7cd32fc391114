import { expect, test } from "vitest";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const { bao, chen } = cast.homes;
	await pairOf(bao, "shown");
	const regionId = cast.places.qingshi.id;
	await roundOf("june", {
		regionId,
		candidates: [bao, chen],
		roll: [bao, chen],
		opensAt: new Date("2099-12-04"),
		closesAt: new Date("2099-12-06"),
	});
	await roundOf("draft", {
		regionId,
		candidates: [bao],
		roll: [bao, chen],
		isAnnounced: false,
		opensAt: new Date("2099-12-04"),
		closesAt: new Date("2099-12-06"),
	});
});

type Who = "visitor" | "bao" | "meng" | "wang";
const PAGES: [who: Who, address: () => string][] = [
	["visitor", () => "/wall?after="],
	["visitor", () => "/titles?after="],
	["visitor", () => `/titles?village=${cast.places.qingshi.id}&after=`],
	["bao", () => "/me?older="],
	["bao", () => "/me/points?older="],
	["meng", () => "/moderation?after="],
	["meng", () => "/moderation/history?before="],
	["wang", () => "/admin/households?after="],
	["wang", () => "/admin/staff?after="],
	["wang", () => "/staff/stories?after="],
	["wang", () => `/admin/door-codes/sheet?hamlet=${cast.places.donggou.id}&after=`],
	["wang", () => "/staff/votes/draft/nominations?after="],
	["wang", () => `/staff/votes/june/roll?place=${cast.places.qingshi.id}&after=`],
];
// A NUL as such goes no further than the front; one is written as JSON here.
const FORGED = [
	"x",
	"-1",
	"NaN",
	"1e999",
	"WyJob3VzZWhvbGRzIiwiYVx1MDAwMGIiLCIwMDAxIl0",
	"1700000000000-abc",
	"99999999999999999999-a",
	"9".repeat(3000),
	"院子🙂",
	"1'%20or%201=1",
];

test.each(PAGES)("whatever an address of %s says of the page before, the page is there", async (who, address) => {
	const visitor = new Visitor(site().origin);
	if (who !== "visitor") await signIn(visitor, who === "bao" ? cast.homes.bao.viewer : cast.staff[who]);
	const first = await visitor.open(address().replace(/[?&]\w+=$/, ""));
	expect(first.status).toBe(200);
	for (const forged of FORGED) expect([forged, (await visitor.open(address() + forged)).status]).toEqual([forged, 200]);
});
