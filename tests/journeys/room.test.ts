import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { walked } from "#tests/boards.ts";
import { inviteCast } from "#tests/cast.ts";
import { daysAgo, orderedAt } from "#tests/exposure.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { spotOffices } from "#tests/spots.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Awaited<ReturnType<typeof spotOffices>>;
const site = useSite(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	await waiveTotp(cast.staff.wang);
	const { qingshi, donggou } = cast.places;
	const month = monthAfter(monthAt(new Date()), -1);
	await walked(month, month, () => 2, [{ villageId: qingshi.id, hamletId: donggou.id, name: qingshi.name }]);
	await orderedAt(cast, offices, daysAgo(20));
});
const ofStaff = (viewer: Viewer) => signIn(new Visitor(site().origin), viewer);

test("the district reads its figures, how each is computed, and follows them to what is behind: a unit's late spots, a town's hamlets that nobody has seen", async () => {
	const wang = await ofStaff(cast.staff.wang);
	const room = await wang.open("/staff/room");
	expect(room.text).toContain("近三个月 1 张交办单，0 张按期，1 张过了期还没改好");
	expect(room.root.querySelectorAll(".room-how p").every(({ text }) => text.trim().length > 20)).toBe(true);
	const ways = room.root.querySelectorAll("main a").map((link) => link.getAttribute("href") ?? "");
	const unit = await wang.open(ways.find((way) => way.includes("&unit=")) ?? "");
	expect(unit.text).toContain("村口桥头");
	const town = await wang.open(ways.find((way) => way.includes("?place="))?.replace("#hamlets", "") ?? "");
	expect(town.root.querySelectorAll("#hamlets li").map(({ text }) => text.replace(/\s+/g, " ").trim())).toEqual([
		"青石村 · 西坡 抽签还没去过",
		"白杨村 · 桥头 抽签还没去过",
	]);
});

test("a town sees its own villages; who keeps neither town nor district nor audits finds no such page", async () => {
	const tiles = (await (await ofStaff(offices.tao)).open("/staff/room")).root.querySelectorAll(".heat a");
	expect(tiles.map(({ text }) => text.replace(/\s+/g, ""))).toEqual(["青石村2个组，1个没去", "白杨村1个组，1个没去"]);
	expect((await (await ofStaff(offices.yun)).open("/staff/room")).status).toBe(404);
});
