import { expect, test } from "vitest";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { crowdOf } from "#tests/crowd.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";
import { closeRound } from "#tests/votes.ts";

// Thirty households voted at the kiosk in the hall, every twenty seconds one; the round closed an hour ago.
const HOUR = 3_600_000;
const PAGE = "/staff/votes/hall/doubts";
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	const { bao, chen, du } = cast.homes;
	const crowd = await crowdOf(30, [cast.places.donggou, cast.places.xipo]);
	const opensAt = new Date(Date.now() - 9 * HOUR);
	const closesAt = new Date(Date.now() - HOUR);
	await roundOf("hall", { regionId: cast.places.qingshi.id, candidates: [bao, chen, du], roll: crowd, opensAt, closesAt });
	for (const [n, { householdId }] of crowd.entries()) {
		const at = new Date(opensAt.getTime() + HOUR + n * 20_000);
		await castBallot({ roundId: "hall", householdId, numbers: [1 + (n % 3)], channel: "kiosk", mark: "hall", at });
	}
	await closeRound("hall", new Date());
});
const comeAs = (who: "wang" | "song" | "meng") => signIn(new Visitor(site().origin), cast.staff[who]);

test("who runs the round finds the hurried kiosk and draws whom to visit, prints both lists, and writes down the answer", async () => {
	const wang = await comeAs("wang");
	const before = await wang.open(PAGE);
	expect(before.text).toMatch(/回访还没有抽：纸质选票录到 .+，过了以后按“找一遍线索”，就会抽/);
	expect((await wang.open("/staff/votes/hall/count")).text).toContain("要上门回访的户还没有抽");
	const found = await wang.submit(before, "找一遍线索");
	expect(found.text).toContain("30 户在同一处自助台上一户接一户投");
	const drawn = found.root.querySelector(".drawn");
	expect(drawn?.textContent).toContain("抽签抽到 5 户");
	expect(drawn?.textContent).toContain("抽到的户没有一点可疑");
	expect(drawn?.querySelectorAll("a[href*='rollNumber=']")).toEqual([]);
	expect(found.root.querySelectorAll(".cases a[href*='rollNumber=']").length).toBe(30);
	const field = drawn?.querySelector("textarea")?.getAttribute("id");
	const noted = await wang.submit(found, `form:has(#${field})`, { note: "问了 5 户，都说投过。" });
	expect(noted.root.querySelector(".drawn")?.textContent).toMatch(/问了 5 户，都说投过。\s*王立新 记于/);
	expect((await wang.submit(noted, "找一遍线索")).text).toContain("没有新的线索");
});

test("a search that finds many says how many, and how to find fewer", async () => {
	const wang = await comeAs("wang");
	const many = await wang.open(`${PAGE}?search=户主`);
	expect(many.text).toContain("找到 30 户，先列 20 户。写全户主名字，或者写户编号，就少了。");
	expect(many.root.querySelectorAll(".deeds li")).toHaveLength(20);
	expect((await wang.open(`${PAGE}?search=户主29`)).text).not.toContain("先列");
});

test("the list to walk with says at the door why one comes, and asks only whether; hamlet by hamlet; nobody else gets it", async () => {
	const wang = await comeAs("wang");
	const page = await wang.submit(await wang.open(PAGE), "找一遍线索");
	const [visit, sample] = ["走访单", "回访单"].map((sheet) => {
		const link = page.root.querySelectorAll("a").find(({ textContent }) => textContent === `打印${sheet}`);
		return link?.getAttribute("href") ?? "";
	}) as [string, string];
	const asked = await wang.open(sample);
	expect(asked.text).toContain("抽到谁全凭签，谁也挑不了，不是怀疑您家。");
	expect(asked.text).toContain("投给了谁是您家的秘密，不用说，我们也不问。");
	expect(asked.root.querySelectorAll("tbody tr").map((row) => row.textContent.replace(/\s+/g, " ").trim())).toEqual(
		Array(5).fill(expect.stringMatching(/^青石村 (东沟|西坡)10\d\d户主\d+$/)),
	);
	const doors = (await wang.open(visit)).root.querySelectorAll("tbody td:first-child").map(({ textContent }) => textContent);
	expect(doors).toEqual([...Array(15).fill("青石村 东沟"), ...Array(15).fill("青石村 西坡")]);
	expect(asked.root.querySelectorAll("tbody .tick-box").length).toBe(15);
	expect((await wang.open(`/en${sample}`)).root.querySelector(".sheet")?.getAttribute("lang")).toBe("zh-CN");
	expect((await (await comeAs("song")).open(sample)).status).toBe(200);
	expect((await (await comeAs("meng")).open(sample)).status).toBe(404);
	expect((await new Visitor(site().origin).open(sample)).address).toContain("/staff/sign-in");
	expect((await wang.open(`${PAGE}/visits/none`)).status).toBe(404);
});
