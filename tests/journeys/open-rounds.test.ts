import { expect, test } from "vitest";
import { castBallot, withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { inviteCast } from "#tests/cast.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

const HOUR = 3_600_000;
const closesAt = new Date("2099-12-04T20:00:00+08:00");
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	const { bao, chen, fan } = cast.homes;
	const times = { opensAt: new Date(Date.now() - HOUR), closesAt };
	await roundOf("autumn", { regionId: cast.places.shilin.id, candidates: [bao, fan, chen], roll: [bao, chen, fan], ...times });
});
const stranger = () => new Visitor(site().origin);
const villager = (home: "bao" | "chen" | "du") => signIn(stranger(), cast.homes[home].viewer);
const say = (numbers: number[]) =>
	castBallot({ roundId: "autumn", householdId: cast.homes.bao.householdId, numbers, channel: "phone", at: new Date() });

test("while a round is open the home page leads to it, right below its two buttons, in either language", async () => {
	const page = await stranger().open("/");
	const strip = page.root.querySelector(".hero-words .row + .open-round");
	expect(strip?.text.replaceAll(/\s+/g, "")).toContain("金秋最美庭院，正在投票一户一票，12月4日晚上8点截止去投票");
	expect(strip?.querySelector("a.button")?.getAttribute("href")).toBe("/votes/autumn");
	expect((await stranger().open("/en")).text).toContain("One ballot a household, until 4 December, 8 pm");
});

test("who is not signed in finds the way in before the steps, and the photos before the rules", async () => {
	const { html } = await stranger().open("/votes/autumn");
	const places = ["登录去投票", "登录自己家", 'id="candidates"', 'id="rules"', 'id="how-chosen"', "给懂电脑的人：自己查一遍抽签"].map(
		(words) => html.indexOf(words),
	);
	expect(places).not.toContain(-1);
	expect(places).toEqual([...places].sort((a, b) => a - b));
});

test("a household reads on each of its pages that it has voted, that it took it back, and how to go on; strangers' pages say the same as before", async () => {
	const bao = await villager("bao");
	const pages = ["/me", "/votes", "/"];
	const before = await Promise.all(["/", "/votes"].map(async (address) => (await stranger().open(address)).html));
	for (const address of pages) expect((await bao.open(address)).text).toContain("去投票");
	await say([2]);
	for (const address of pages) {
		const page = await bao.open(address);
		expect(page.text, address).toMatch(/您家已经投了（\d+月\d+日\D+\d+ 点.*）。12月4日晚上 8 点前还能改。/);
		const ways = page.root.querySelectorAll(".ballot-state a").map((way) => [way.text, way.getAttribute("href")]);
		expect(ways).toEqual([
			["看回执", "/votes/autumn/receipt"],
			["改一改", "/votes/autumn"],
		]);
		expect(page.text).not.toContain("去投票");
	}
	await withdrawBallot({ roundId: "autumn", householdId: cast.homes.bao.householdId, channel: "phone", at: new Date() });
	for (const address of pages) expect((await bao.open(address)).text, address).toMatch(/您家的票已经撤回，现在算没投。\s*再投一次/);
	expect(await Promise.all(["/", "/votes"].map(async (address) => (await stranger().open(address)).html))).toEqual(before);
	expect((await (await villager("chen")).open("/me")).root.querySelector(".ballot-state")).toBeNull();
});

test("who is not on the roll is led to no vote on the home page", async () => {
	expect((await (await villager("du")).open("/")).text).not.toContain("正在投票");
});
