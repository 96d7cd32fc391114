import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { householdMembers } from "#db/schema/households.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { inviteCast } from "#tests/cast.ts";
import { openScreen, sitDown } from "#tests/kiosks.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

const HOUR = 3_600_000;
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	const { bao, chen, du, fan } = cast.homes;
	const times = { opensAt: new Date(Date.now() - HOUR), closesAt: new Date(Date.now() + 24 * HOUR) };
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan, du], roll: [bao, chen, du, fan], ...times });
});

/** Bao lives with Chen from now on. */
async function move(): Promise<void> {
	const now = new Date();
	const { bao, chen } = cast.homes;
	await write(async (tx) => {
		await tx.update(householdMembers).set({ leftAt: now }).where(eq(householdMembers.personId, bao.personId));
		await tx.insert(householdMembers).values({ householdId: chen.householdId, personId: bao.personId, joinedAt: now });
	});
}

test("who moves house while a round is open reads why the new household cannot be voted for, and its others still vote", async () => {
	const { bao, chen } = cast.homes;
	const mover = await signIn(new Visitor(site().origin), bao.viewer);
	await mover.submit(await mover.open("/votes/june"), "投出去", { candidate: ["2"] });
	const neighbour = await signIn(new Visitor(site().origin), chen.viewer);
	const paper = await neighbour.open("/votes/june");
	await neighbour.submit(paper, "投出去", { candidate: ["1"] });

	// A form belongs to whoever opened it; without one, the rule of the box is heard.
	await move();
	const page = await mover.open("/votes/june");
	expect(page.text).toContain("一个人一轮只能替一户投");
	expect(page.root.querySelectorAll("[name=candidate]")).toEqual([]);
	expect((await mover.submit(paper, "投出去", { candidate: ["3"] })).status).toBe(409);
	const refused = await mover.post("/votes/june/ballot", new URLSearchParams({ candidate: "3" }));
	expect([refused.status, refused.text.includes("一个人一轮只能替一户投")]).toEqual([403, true]);
	expect((await mover.submit(await neighbour.open("/votes/june"), "撤回我家的票")).status).toBe(409);
	expect(await db.$count(ballots)).toBe(2);
	const changed = await neighbour.submit(await neighbour.open("/votes/june"), "重新投出去", { candidate: ["3"] });
	expect(changed.text).toContain("投好了");
});

test("nor do they vote for it at a kiosk, by whatever way they come", async () => {
	const { bao, chen } = cast.homes;
	const screen = await openScreen(site().origin, cast.staff.wang);
	await sitDown(screen, { householdId: chen.householdId, personId: bao.personId, key: "chen", admin: cast.staff.wang });
	const booth = await screen.open("/kiosk/june");
	expect(booth.text).toContain("一个人一轮只能替一户投");
	expect(booth.root.querySelectorAll("[name=candidate]")).toEqual([]);
	const refused = await screen.post("/votes/june/ballot", new URLSearchParams({ candidate: "2" }));
	expect([refused.status, refused.text.includes("一个人一轮只能替一户投")]).toEqual([403, true]);
});
