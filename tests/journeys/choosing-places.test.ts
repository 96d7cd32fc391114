import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast } from "#tests/cast.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { addTown } from "#tests/towns.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

// A county with more places than anybody looks through, and no scripts.
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	await addTown(cast.places.qingling, 70, 2);
	const { bao, du } = cast.homes;
	await roundOf("june", { regionId: cast.places.qingshi.id, candidates: [bao, du], roll: [bao, du], isAnnounced: false });
});
let admin: Visitor;
beforeAll(async () => {
	admin = await signIn(new Visitor(site().origin), cast.staff.wang);
});

const offered = ({ root }: Seen, name: string) =>
	root.querySelectorAll(`select[name=${name}] option[value]:not([value=""])`).map(({ text }) => text);

const stepsOf = ({ root }: Seen) => root.querySelectorAll("main h2").map(({ text }) => text.trim());

test("a household moves to a hamlet of another town, by town, village and hamlet", async () => {
	const { householdId } = cast.homes.fan;
	const own = await admin.open(`/admin/households/${householdId}/changes?do=move`);
	expect([offered(own, "hamletId"), own.text.includes("搬过去")]).toEqual([[], false]);
	expect(stepsOf(own)).toEqual(["找到搬去的村"]);
	expect(own.root.querySelectorAll("main form input[type=search], main form select").map((one) => one.getAttribute("name"))).toEqual([
		"find",
		"near",
	]);
	const within = await admin.open(own.root.querySelector("main a.button")?.getAttribute("href") ?? "");
	expect(offered(within, "hamletId")).toEqual(["东沟", "西坡", "桥头"]);
	const town = await admin.submit(own, "列出这个镇的村", { near: "hexi" });
	expect(offered(town, "hamletId")).toEqual([]);
	const village = await admin.submit(town, "列出这个村的组", { near: "hexi-3" });
	expect(offered(village, "hamletId")).toEqual(["1组", "2组"]);
	expect(stepsOf(village)).toEqual(["找到搬去的村", "选组", "定户编号，搬过去"]);
	const refused = await admin.submit(village, "搬过去", { hamletId: "hexi-3-1", number: "一" });
	expect([refused.status, offered(refused, "hamletId")]).toEqual([422, ["1组", "2组"]]);
	const moved = await admin.submit(village, "搬过去", { hamletId: "hexi-3-1", number: "" });
	expect(moved.text).toContain("白杨村 桥头 0001 范秋菊 → 第3村 2组 0001 范秋菊");
	const [row] = await db.select().from(households).where(eq(households.id, householdId));
	expect([row?.hamletId, row?.villageId]).toEqual(["hexi-3-1", "hexi-3"]);
});

test("or the hamlet is found by name, and stands chosen in the form", async () => {
	const form = await admin.open(`/admin/households/${cast.homes.chen.householdId}/changes?do=move`);
	const found = await admin.submit(form, "查找", { find: "第5村 2组" });
	const way =
		found.root
			.querySelectorAll(".ways-down a")
			.find(({ text }) => text.includes("第5村"))
			?.getAttribute("href") ?? "";
	const near = await admin.open(way.replace(/#.*/, ""));
	expect(near.root.querySelector("select[name=hamletId] option[selected]")?.getAttribute("value")).toBe("hexi-5-1");
});

test("a village is moved or merged without a list of all; what a vote holds is named and cannot be chosen", async () => {
	const merge = await admin.open("/admin/regions/hexi-1/merge");
	expect([offered(merge, "into"), merge.html.length < 20_000]).toEqual([[], true]);
	const near = await admin.submit(merge, "列出这个镇的村", { near: cast.places.shilin.id });
	expect(offered(near, "into")).toEqual(["白杨村"]);
	expect(near.text).toMatch(/青石村现在不能调整：正在准备的“金秋最美庭院”已经生成投票户名册，打算投票 \d+月\d+日 \d\d:\d\d 截止。先作废/);
	const looked = await admin.submit(near, "看看会怎样", { into: cast.places.baiyang.id });
	expect(looked.text).toContain("第1村并入白杨村以后");
	const hamlet = await admin.open("/admin/regions/hexi-1-0/move");
	expect(hamlet.root.querySelectorAll(".crumbs a").map(({ text }) => text)).toEqual(["管理", "村和组", "青岭区", "河西镇", "第1村", "1组"]);
	const village = await admin.submit(hamlet, "列出这个镇的村", { near: cast.places.shilin.id });
	expect(offered(village, "toId")).toEqual(["白杨村"]);
	const moved = await admin.submit(village, "调过去", { toId: cast.places.baiyang.id });
	expect(moved.text).toContain("已调过来");
});
