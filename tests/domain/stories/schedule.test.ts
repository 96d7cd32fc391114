import { eq } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { db } from "#db/client.ts";
import { stories } from "#db/schema/stories/stories.ts";
import { endConsents } from "#domain/consents/end-consents.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { handIn } from "#domain/stories/decide-story.ts";
import { publicStory } from "#domain/stories/public-stories.ts";
import { scheduleStory } from "#domain/stories/publish-story.ts";
import { tendStories } from "#domain/stories/tend-stories.ts";
import { DAY_MS, MINUTE_MS } from "#platform/clock.ts";
import { STEADY_MS, watchClock } from "#platform/steady-clock.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { approvedStory, later, passedBy, type StoryOffices, storyOffices, writtenStory } from "#tests/stories.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: StoryOffices;
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await storyOffices(cast);
});

const at = (moment: string) => new Date(`${moment}:00+08:00`);
const stageOf = async (id: string) => (await db.select().from(stories).where(eq(stories.id, id)))[0]?.stage;
const planned = (storyId: string, startsAt: string, endsAt: string) =>
	scheduleStory({ storyId, startsAt, endsAt, by: offices.pan, at: later(20) });

/** A machine whose clock is set, and which is restarted; its two jobs run by it each minute. */
function machine(start: Date) {
	const clock = { wall: start.getTime(), monotonic: 0 };
	const watched = () => watchClock({ wall: () => clock.wall, monotonic: () => clock.monotonic });
	let forget = watched();
	onTestFinished(() => forget());
	const tend = async () => {
		await tendStories(new Date(clock.wall));
		await endConsents(new Date(clock.wall));
	};
	return {
		set: (moment: Date) => {
			clock.wall = moment.getTime();
		},
		restart: () => {
			forget();
			clock.monotonic = 0;
			forget = watched();
		},
		runs: async (ms: number) => {
			for (const step of [MINUTE_MS, ms - MINUTE_MS]) {
				clock.wall += step;
				clock.monotonic += step;
				await tend();
			}
		},
	};
}

/** Where the machine stands, a day begins at another moment. */
function standsIn(zone: string, offsetMinutes: number): void {
	const before = process.env["TZ"];
	onTestFinished(() => {
		if (before === undefined) delete process.env["TZ"];
		else process.env["TZ"] = before;
	});
	process.env["TZ"] = zone;
	expect(new Date("2026-11-06T00:00:00Z").getTimezoneOffset()).toBe(offsetMinutes);
}

test.each([
	["America/New_York", 300],
	["UTC", 0],
	["Pacific/Kiritimati", -840],
])("a plan is of Beijing's hours, and so is the last day of a consent, on a machine in %s", async (zone, offset) => {
	standsIn(zone, offset);
	const storyId = await writtenStory(cast, offices);
	await handIn({ storyId, by: offices.pan, at: later(3) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang]);
	await giveConsents({ agreed: [`story:${storyId}@1/site`], textEdition: "1", until: "2026-11-10", by: cast.homes.chen, at: later(8) });
	await expect(planned(storyId, "2026-11-06T18:00", "2026-11-11T00:01")).rejects.toMatchObject({ params: { month: 11, day: 10 } });
	await planned(storyId, "2026-11-06T18:00", "2026-11-11T00:00");
	const own = machine(at("2026-11-06T17:54"));
	await own.runs(5 * MINUTE_MS);
	expect(await stageOf(storyId)).toBe("approved");
	await own.runs(2 * MINUTE_MS);
	expect([await stageOf(storyId), (await publicStory(storyId, at("2026-11-06T18:01")))?.publishedAt]).toEqual([
		"published",
		at("2026-11-06T18:00"),
	]);
	expect(await publicStory(storyId, at("2026-11-10T23:59"))).not.toBeNull();
	expect(await publicStory(storyId, at("2026-11-11T00:00"))).toBeNull();
	await own.runs(at("2026-11-11T00:00").getTime() - at("2026-11-06T18:01").getTime());
	expect(await stageOf(storyId)).toBe("ended");
});

test("a clock that jumps ahead publishes nothing, ends nothing and takes no consent away; set right, all goes by plan", async () => {
	const storyId = await approvedStory(cast, offices);
	await giveConsents({ agreed: [`story:${storyId}@1/wechat`], textEdition: "1", until: "2026-11-12", by: cast.homes.chen, at: later(8) });
	await planned(storyId, "2026-11-06T18:00", "2026-11-09T00:00");
	const own = machine(at("2026-11-06T12:00"));
	await own.runs(STEADY_MS);
	own.set(at("2026-11-07T12:00"));
	await own.runs(2 * MINUTE_MS);
	expect(await stageOf(storyId)).toBe("approved");
	own.set(at("2026-11-06T17:50"));
	await own.runs(9 * MINUTE_MS);
	expect(await stageOf(storyId)).toBe("approved");
	await own.runs(2 * MINUTE_MS);
	expect(await stageOf(storyId)).toBe("published");
	own.set(at("2026-11-20T12:00"));
	await own.runs(2 * MINUTE_MS);
	expect(await publicStory(storyId, at("2026-11-20T12:02"))).toBeNull();
	own.set(at("2026-11-06T18:10"));
	await own.runs(2 * STEADY_MS);
	expect([await stageOf(storyId), await publicStory(storyId, at("2026-11-06T18:20"))]).toEqual(["published", expect.anything()]);
	await own.runs(7 * DAY_MS);
	expect(await stageOf(storyId)).toBe("ended");
});

test("a clock that goes back ends nothing, and a restart makes up for the hour it missed once its clock is believed", async () => {
	const storyId = await approvedStory(cast, offices);
	await planned(storyId, "2026-11-06T18:00", "");
	const own = machine(at("2026-11-06T12:00"));
	await own.runs(STEADY_MS);
	own.set(at("2026-11-06T19:30"));
	own.restart();
	await own.runs(4 * MINUTE_MS);
	expect(await stageOf(storyId)).toBe("approved");
	await own.runs(2 * MINUTE_MS);
	expect((await publicStory(storyId, at("2026-11-06T19:36")))?.publishedAt).toEqual(at("2026-11-06T19:35"));
	own.set(at("2026-11-05T09:00"));
	for (let twice = 0; twice < 2; twice += 1) await own.runs(STEADY_MS);
	expect([await stageOf(storyId), await publicStory(storyId, at("2026-11-06T19:40"))]).toEqual(["published", expect.anything()]);
});
