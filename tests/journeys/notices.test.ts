import { beforeEach, expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { notices } from "#db/schema/notices.ts";
import { notify } from "#domain/notices/notify.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	for (const n of [1, 2, 3, 4, 5, 6]) await pairOf(cast.homes.chen, `pair-${n}`, { at: new Date(MORNING.getTime() + n * 86_400_000) });
	const { bao, chen, fan } = cast.homes;
	const times = { opensAt: new Date(Date.now() - 3_600_000), closesAt: new Date("2099-12-04T20:00:00+08:00") };
	await roundOf("autumn", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [chen], ...times });
});
const chen = () => signIn(new Visitor(site().origin), cast.homes.chen.viewer);

async function tell(n: number): Promise<void> {
	const { householdId } = cast.homes.chen;
	const at = new Date(MORNING.getTime() + (n + 1) * 86_400_000);
	await write((tx) => notify(tx, { kind: "pair_shown", params: { points: 5 }, subject: `submission:pair-${n}`, to: { householdId }, at }));
}

beforeEach(async () => {
	await write((tx) => tx.delete(notices));
	for (const n of [1, 2, 3, 4, 5]) await tell(n);
});

test("the two newest messages stand on /me, each with the pair that it means, and the earlier ones in a fold", async () => {
	const me = await (await chen()).open("/me");
	const lines = me.root.querySelectorAll("[aria-labelledby=notices] > .notices > li").map((line) => line.querySelector("a")?.textContent);
	expect(lines).toEqual(["您家的“柴草杂物码齐了”（11月7日那组）展示了，记 5 分", "您家的“柴草杂物码齐了”（11月6日那组）展示了，记 5 分"]);
	expect(me.root.querySelector("[aria-labelledby=notices] summary")?.textContent).toBe("更早的 3 条");
	expect(me.root.querySelectorAll("[aria-labelledby=notices] details li")).toHaveLength(3);
	const english = await (await chen()).open("/en/me");
	expect(english.text).toContain("(7 November); 5 points were added");
});

test("a vote that waits for the household comes before its messages, and goes below them with the ballot", async () => {
	const visitor = await chen();
	const placesOf = async (words: string[]) => {
		const { text } = await visitor.open("/me");
		return words.map((one) => text.lastIndexOf(one));
	};
	const waiting = await placesOf(["去投票", "给您家的消息", "家里现有积分"]);
	expect([waiting.includes(-1), waiting.toSorted((a, b) => a - b)]).toEqual([false, waiting]);
	const { householdId } = cast.homes.chen;
	await castBallot({ roundId: "autumn", householdId, numbers: [1], channel: "phone", at: new Date() });
	const said = await placesOf(["给您家的消息", "家里现有积分", "您家已经投了"]);
	expect([said.includes(-1), said.toSorted((a, b) => a - b)]).toEqual([false, said]);
});

test("one button says that all were read, without JavaScript; pressed twice it takes nothing that came since", async () => {
	const visitor = await chen();
	const me = await visitor.open("/me");
	const done = await visitor.submit(me, "5 条都知道了");
	expect([done.address, done.text.includes("给您家的消息")]).toEqual(["/me", false]);
	await tell(6);
	expect((await visitor.submit(me, "5 条都知道了")).text).toContain("您家的“柴草杂物码齐了”（11月8日那组）展示了");
	expect(await db.select().from(notices)).toHaveLength(1);
	const one = await visitor.open("/me");
	expect(one.text).not.toContain("都知道了");
});

test("nobody puts away another household's by its button", async () => {
	const bao = await signIn(new Visitor(site().origin), cast.homes.bao.viewer);
	const shown = await (await chen()).open("/me");
	const ids = shown.root.querySelectorAll("[name=noticeIds]").map((field) => field.getAttribute("value") ?? "");
	expect(new Set(ids).size).toBe(5);
	expect((await bao.post("/me?_action=notices.dismiss", new URLSearchParams(ids.map((id) => ["noticeIds", id])))).status).toBe(200);
	expect(await db.select().from(notices)).toHaveLength(5);
});
