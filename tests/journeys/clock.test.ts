import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { inviteCast } from "#tests/cast.ts";
import { roundOf } from "#tests/rounds.ts";
import { useOwnSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

const HOUR = 3_600_000;

// The server's time of day goes an hour forward at a signal, as when somebody sets the machine's clock; the clock that only runs on stays.
const SETTABLE = `
	const Real = Date;
	let ahead = 0;
	globalThis.Date = class extends Real {
		constructor(...at) {
			if (at.length > 0) super(...at);
			else super(Real.now() + ahead);
		}
		static now() {
			return Real.now() + ahead;
		}
		static [Symbol.hasInstance](value) {
			return Real[Symbol.hasInstance].call(Real, value);
		}
	};
	process.on("SIGUSR2", () => { ahead += ${HOUR}; });`;

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useOwnSite(
	async () => {
		cast = await inviteCast();
		const { bao, chen, du, fan } = cast.homes;
		const of = { regionId: cast.places.shilin.id, candidates: [bao, fan, du], roll: [bao, chen, du, fan] };
		const closesAt = new Date(Date.now() + 24 * HOUR);
		await roundOf("may", { ...of, opensAt: new Date(Date.now() - HOUR), closesAt });
		await roundOf("june", { ...of, opensAt: new Date(Date.now() + HOUR / 2), closesAt });
	},
	{ NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(SETTABLE)}` },
);

test("when the server's clock is set past an opening, a ballot is asked to come again in minutes with every tick; the open round goes on", async () => {
	const chen = await signIn(new Visitor(site().origin), cast.homes.chen.viewer);
	expect((await chen.open("/votes/june")).text).toContain("还没有开始投票");
	process.kill(site().pid, "SIGUSR2");
	await expect.poll(async () => (await chen.open("/votes/june")).text).toContain("投出去");
	const paper = await chen.open("/votes/june");
	const refused = await chen.submit(paper, "投出去", { candidate: ["1", "3"] });
	expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "300"]);
	expect(refused.root.querySelector("[role=alert]")?.text).toContain("服务器的时间刚调过");
	const ticks = refused.root.querySelectorAll("[name=candidate][checked]").map((tick) => tick.getAttribute("value"));
	expect(ticks.sort()).toEqual(["1", "3"]);
	expect((await chen.submit(await chen.open("/votes/may"), "投出去", { candidate: ["2"] })).text).toContain("投好了");
	expect((await db.select().from(ballots)).map(({ roundId }) => roundId)).toEqual(["may"]);
});
