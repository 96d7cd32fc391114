import { beforeAll, expect, test } from "vitest";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt, startOf } from "#domain/calendar/rules.ts";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";
import { csv, householdLine } from "#tests/roster.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

// After whatever somebody does on the site, each kept page says what one that is made anew says.
type Cast = Awaited<ReturnType<typeof inviteCast>>;
const HOUR = 3_600_000;
let cast: Cast;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	const { bao, chen, du, fan } = cast.homes;
	for (const [home, id] of [
		[bao, "firewood"],
		[chen, "henhouse"],
		[du, "ditch"],
		[fan, "vines"],
	] as const)
		await pairOf(home, id);
	const times = { opensAt: new Date(Date.now() - HOUR), closesAt: new Date(Date.now() + HOUR) };
	await roundOf("june", {
		regionId: cast.places.shilin.id,
		candidates: [
			{ ...bao, submissionId: "firewood" },
			{ ...du, submissionId: "ditch" },
		],
		roll: [bao, chen, du, fan],
		...times,
	});
	// The walks of the month before stand on a page too.
	for (const back of [-2, -1]) await drawInspections(startOf(`${monthAfter(monthAt(new Date()), back)}-01`));
	waiting = await sentSubmission(chen, { key: "waiting", number: 700, at: new Date() });
});
let waiting = "";
let addresses: string[] = [];
let wang: Visitor;
let li: Visitor;
beforeAll(async () => {
	const { qingshi, baiyang, shilin } = cast.places;
	addresses = [
		...["/", "/wall", "/villages", "/how", "/privacy", "/votes", "/votes/june", "/votes/june/objections", "/votes/june/receipts"],
		...["/inspections", "/exposure"],
		...[`/wall?village=${qingshi.id}`, `/wall?village=${baiyang.id}`, `/wall?town=${shilin.id}`],
		...[`/villages/${qingshi.id}`, `/villages/${baiyang.id}`],
		...["firewood", "henhouse", "ditch", "vines", waiting].map((id) => `/submissions/${id}`),
		...["bao", "chen", "du", "fan"].map((name) => `/courtyards/code-${name}`),
	];
	[wang, li] = [await as(cast.staff.wang), await as(cast.staff.li)];
});
const as = (viewer: Parameters<typeof signIn>[1]) => signIn(new Visitor(site().origin), viewer);

/** What strangers are served at each address: from the kept pages, or made anew. */
async function served(headers: Record<string, string> = {}): Promise<Map<string, string>> {
	const pages = await Promise.all(
		addresses.map(async (address): Promise<[string, string]> => {
			const { status, address: at, text } = await new Visitor(site().origin).open(address, headers);
			return [address, `${status} ${at} ${text}`];
		}),
	);
	return new Map(pages);
}
const anew = () => served({ cookie: "session=never-opened" });
const differing = (one: Map<string, string>, other: Map<string, string>) =>
	addresses.filter((address) => one.get(address) !== other.get(address));

const DEEDS: [deed: string, act: () => Promise<{ status: number }>][] = [
	["publishes a pair", () => li.open(`/moderation/${waiting}`).then((page) => li.submit(page, "form[action*='moderation.publish']"))],
	["undoes it", () => li.open("/moderation").then((page) => li.submit(page, "form[action*='moderation.undo']"))],
	["publishes it again", () => li.open(`/moderation/${waiting}`).then((page) => li.submit(page, "form[action*='moderation.publish']"))],
	[
		"takes a pair back",
		() => as(cast.homes.du.viewer).then(async (du) => du.submit(await du.open("/me/submissions/ditch"), "想好了，撤回")),
	],
	["gives the site a name", () => set("siteName", "柿林美丽庭院")],
	["gives a number to call", () => set("contactPhone", "0571-8800 1234")],
	["keeps originals for half a year", () => set("originalDays", "180")],
	["adds a village by file", () => importOf(csv(householdLine({ number: "1" }).replace("990101100201,青石村", "990101100209,杏花村")))],
	["renames a hamlet", () => rename(cast.places.donggou.id, "新东沟")],
	["renames a village", () => rename(cast.places.qingshi.id, "青石社区")],
	["renames a town", () => rename(cast.places.shilin.id, "柿子林镇")],
	[
		"cancels the vote",
		() => wang.open("/staff/votes/june").then((page) => wang.submit(page, "form[action*='cancel']", { why: "名单有误，重新来。" })),
	],
	["moves a household", () => change(cast.homes.chen.householdId, "move", "搬过去", { hamletId: cast.places.xipo.id, number: "9" })],
	[
		"splits a hamlet",
		() =>
			wang
				.open(`/admin/regions/${cast.places.xipo.id}/split`)
				.then((page) => wang.submit(page, "分出去", { name: "西坡上", goes: [cast.homes.chen.householdId] })),
	],
	["merges two households", () => change(cast.homes.du.householdId, "merge", "并过去", { into: "code-chen" })],
	[
		"puts one village below another",
		() =>
			wang
				.open(`/admin/regions/${cast.places.baiyang.id}/merge?into=${cast.places.qingshi.id}`)
				.then((page) => wang.submit(page, "form[action*='regions.merge']")),
	],
];

const set = async (key: string, value: string) => wang.submit(await wang.open("/admin/settings"), "保存", { [key]: value });
const rename = async (id: string, name: string) => wang.submit(await wang.open(`/admin/regions?place=${id}`), "改名", { name });
/** The page once the import is through, as its refresh would show it. */
async function settled(page: Seen): Promise<Seen> {
	let now = page;
	while (now.root.querySelector("progress")) now = await wang.open("/admin/import");
	return now;
}
const importOf = async (table: Buffer) => {
	const compared = await settled(
		await wang.submit(await wang.open("/admin/import"), "上传", { file: new File([new Uint8Array(table)], "杏花村.csv") }),
	);
	return settled(await wang.submit(compared, "照着办这 3 处"));
};
const change = async (id: string, act: string, button: string, fields: Record<string, string>) =>
	wang.submit(await wang.open(`/admin/households/${id}/changes?do=${act}`), button, fields);

test.each(DEEDS)("somebody %s: no kept page is older than that", async (_, act) => {
	const before = await served();
	expect(differing(before, await anew())).toEqual([]);
	expect((await act()).status).toBe(200);
	const after = await served();
	expect(differing(after, await anew())).toEqual([]);
	expect(differing(after, before)).not.toEqual([]);
});

// Cards are kept by what they show, also for pages that are made anew.
test("a card that was rendered before tells the new name of its hamlet and its village", async () => {
	const cards = async () =>
		(await new Visitor(site().origin).open("/wall")).root.querySelectorAll(".album .pair-place").map(({ text }) => text);
	expect((await cards()).length).toBeGreaterThan(0);
	await rename(cast.places.donggou.id, "再新东沟");
	await rename(cast.places.qingshi.id, "再新青石村");
	const told = (await cards()).join();
	expect(told).toContain("再新东沟");
	expect(told).toContain("再新青石村");
});
