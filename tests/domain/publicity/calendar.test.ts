import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { calendarEntries } from "#db/schema/publicity.ts";
import { endFeed, feedFile, feedTokenOf, newFeedAddress } from "#domain/publicity/calendar/feed.ts";
import { deskMonth, goingOut } from "#domain/publicity/calendar/month.ts";
import { callOffEntry, choicesFor, entryOf, moveEntry, planEntry } from "#domain/publicity/calendar/plan.ts";
import { handIn } from "#domain/stories/decide-story.ts";
import { scheduleStory } from "#domain/stories/publish-story.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { agreed, later, passedBy, type StoryOffices, storyOffices, writtenStory } from "#tests/stories.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: StoryOffices;
let storyId = "";
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await storyOffices(cast);
	storyId = await writtenStory(cast, offices);
});

const NOVEMBER = { from: new Date("2026-11-01T00:00+08:00"), until: new Date("2026-12-01T00:00+08:00") };
type Typed = Partial<Parameters<typeof planEntry>[0]>;
const plan = (more: Typed = {}) =>
	planEntry({
		...{
			regionId: cast.places.qingshi.id,
			kind: "broadcast",
			title: "院子净，过年兴",
			startsAt: "2026-11-10T18:30",
			who: "妇联李姐",
			storyId: "",
		},
		...{ weeks: 1, by: offices.pan, at: MORNING, ...more },
	});
const told = async (by = offices.pan, span = NOVEMBER) =>
	(await goingOut(by, span)).map(({ kind, title, place, lacks }) => [kind, title, place, lacks.join("+")].join(" ").trim());
const only = async () => (await db.select().from(calendarEntries))[0] as typeof calendarEntries.$inferSelect;
const verbs = async () =>
	(await db.select({ action: auditEntries.action }).from(auditEntries).orderBy(auditEntries.seq))
		.map(({ action }) => action)
		.filter((one) => one.startsWith("plan."));

test("an entry stands on its day for whoever has the place, each week if wanted, and the same again is none", async () => {
	await plan({ weeks: 4 });
	await plan({ weeks: 4 });
	const line = "broadcast 院子净，过年兴 青石村";
	expect(await told()).toEqual([line, line, line]);
	expect(await told(await hired("elsewhere", "publicist", cast.places.baiyang, cast.staff.wang))).toEqual([]);
	const days = (await deskMonth(offices.pan, "2026-12")).flat().filter(({ going }) => going.length > 0);
	expect(days.map(({ day, going }) => [day, going[0]?.who])).toEqual([["2026-12-01", "妇联李姐"]]);
	expect(await verbs()).toEqual(["plan.enter", "plan.enter", "plan.enter", "plan.enter"]);
});

test.each<[string, Typed, string]>([
	["no kind", { kind: "shout" }, "deskCalendar.kindMissing"],
	["no name", { title: " 院 " }, "deskCalendar.titleMissing"],
	["a long who", { who: "李".repeat(31) }, "deskCalendar.whoTooLong"],
	["no moment", { startsAt: "明天" }, "deskCalendar.noMoment"],
	["a past moment", { startsAt: "2026-11-01T18:30" }, "deskCalendar.past"],
	["quiet hours", { startsAt: "2026-11-10T20:00" }, "deskCalendar.quiet"],
	["too many weeks", { weeks: 14 }, "deskCalendar.weeksWrong"],
	["half a week", { weeks: 1.5 }, "deskCalendar.weeksWrong"],
	["no place", { regionId: "" }, "deskCalendar.placeMissing"],
	["a place that is none", { regionId: "nowhere" }, "common.notFound"],
	["a foreign story", { storyId: "nothing" }, "common.notFound"],
])("refused: %s", async (_, typed, key) => {
	await expect(plan(typed)).rejects.toMatchObject({ key });
	expect(await told()).toEqual([]);
});

test("another office's place is refused, by command and by hand", async () => {
	const fan = await hired("elsewhere", "publicist", cast.places.baiyang, cast.staff.wang);
	await expect(plan({ by: fan })).rejects.toMatchObject({ key: "common.notFound" });
	await plan();
	const { id: entryId } = await only();
	await expect(entryOf(fan, entryId)).rejects.toMatchObject({ key: "common.notFound" });
	await expect(moveEntry({ entryId, startsAt: "2026-11-11T18:30", by: fan, at: MORNING })).rejects.toMatchObject({
		key: "common.notFound",
	});
	await expect(callOffEntry({ entryId, by: fan, at: MORNING })).rejects.toMatchObject({ key: "common.notFound" });
	const quiet = write((tx) => tx.run(sql`update calendar_entries set starts_at = starts_at + 2 * 3600000`));
	await expect(quiet).rejects.toMatchObject({ cause: { message: expect.stringContaining("calendar_entries_quiet") } });
	const gone = write((tx) => tx.run(sql`delete from calendar_entries`));
	await expect(gone).rejects.toMatchObject({ cause: { message: expect.stringContaining("called off, not deleted") } });
});

test("an entry is moved, also twice, but not onto its like or into quiet hours; called off it is no more, and stays so", async () => {
	await plan();
	const { id: entryId } = await only();
	const move = (startsAt: string) => moveEntry({ entryId, startsAt, by: offices.qiao, at: MORNING });
	await move("2026-11-12T07:30");
	await move("2026-11-12T07:30");
	expect((await only()).startsAt).toEqual(new Date("2026-11-12T07:30+08:00"));
	await plan();
	await expect(move("2026-11-10T18:30")).rejects.toMatchObject({ key: "deskCalendar.thereAlready" });
	await expect(move("2026-11-12T21:00")).rejects.toMatchObject({ key: "deskCalendar.quiet" });
	const off = () => callOffEntry({ entryId, by: offices.qiao, at: MORNING });
	await off();
	await off();
	await expect(move("2026-11-13T07:30")).rejects.toMatchObject({ key: "deskCalendar.calledOffAlready" });
	const again = write((tx) => tx.run(sql`update calendar_entries set called_off_at = null, called_off_by = null where id = ${entryId}`));
	await expect(again).rejects.toMatchObject({ cause: { message: expect.stringContaining("what was called off stays so") } });
	expect(await told()).toHaveLength(1);
	expect(await verbs()).toEqual(["plan.enter", "plan.move", "plan.enter", "plan.call_off"]);
});

test("it says what a story lacks on the channel that an entry takes; the story's own time stands there too", async () => {
	await plan({ kind: "wechat", title: "公众号推送", storyId });
	expect(await told()).toEqual(["wechat 公众号推送 青石村 review+consent"]);
	await handIn({ storyId, by: offices.pan, at: later(3) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang]);
	await agreed(cast, storyId);
	await scheduleStory({ storyId, startsAt: "2026-11-08T08:00", endsAt: "2026-11-30T20:00", by: offices.pan, at: later(9) });
	const title = "陈家的柴火码齐了";
	expect(await told()).toEqual([`of_story ${title} 青石村`, "wechat 公众号推送 青石村 consent", `of_story_ends ${title} 青石村`]);
	expect((await choicesFor(offices.pan)).stories).toMatchObject([{ storyId, title }]);
});

test("what ends at midnight stands on the day that it ends, in a program's calendar too", async () => {
	await handIn({ storyId, by: offices.pan, at: later(3) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang]);
	await agreed(cast, storyId);
	await scheduleStory({ storyId, startsAt: "2026-11-09T00:00", endsAt: "2026-12-01T00:00", by: offices.pan, at: later(9) });
	const found = async (month: string) =>
		(await deskMonth(offices.pan, month))
			.flat()
			.flatMap(({ day, isOfMonth, going }) => (isOfMonth ? going.map(({ kind }) => `${day} ${kind}`) : []));
	expect(await found("2026-11")).toEqual(["2026-11-09 of_story", "2026-11-30 of_story_ends"]);
	expect(await found("2026-12")).toEqual([]);
	await newFeedAddress({ by: offices.pan, at: MORNING });
	const words = { name: "宣传日历", summary: ({ kind }: { kind: string }) => kind, origin: "" };
	const file = await feedFile((await feedTokenOf(offices.pan)) ?? "", { at: MORNING, words });
	// 23:30 to 24:00 of 30 November in Beijing.
	expect(file).toMatch(/DTSTART:20261130T153000Z\r\nDTEND:20261130T160000Z/);
});

test("a secret address shows the calendar to its owner's own program, without names, as long as the owner wants it and holds the office", async () => {
	await plan({ startsAt: "2026-11-10T07:30" });
	expect(await feedTokenOf(offices.pan)).toBe(null);
	await newFeedAddress({ by: offices.pan, at: MORNING });
	const old = await feedTokenOf(offices.pan);
	await newFeedAddress({ by: offices.pan, at: MORNING });
	const token = (await feedTokenOf(offices.pan)) ?? "";
	const words = { name: "宣传日历", summary: ({ title }: { title: string }) => title, origin: "https://x.test" };
	const file = (await feedFile(token, { at: MORNING, words })) ?? "";
	const unfolded = file.replaceAll("\r\n ", "").split("\r\n");
	expect(unfolded).toEqual(
		expect.arrayContaining(["BEGIN:VCALENDAR", "VERSION:2.0", "DTSTART:20261109T233000Z", "SUMMARY:院子净，过年兴", "LOCATION:青石村"]),
	);
	expect(unfolded.filter((line) => line.startsWith("UID:"))).toHaveLength(1);
	expect(file).not.toMatch(/李姐|陈/);
	expect(file).toBe(await feedFile(token, { at: later(5), words }));
	expect(await feedFile(old ?? "", { at: MORNING, words })).toBe(null);
	await write((tx) => tx.run(sql`update role_grants set revoked_at = ${later(1).getTime()} where person_id = ${offices.pan.personId}`));
	expect(await feedFile(token, { at: later(2), words })).not.toContain("BEGIN:VEVENT");
	await endFeed({ by: offices.pan, at: MORNING });
	await endFeed({ by: offices.pan, at: MORNING });
	expect(await feedFile(token, { at: MORNING, words })).toBe(null);
	expect(await verbs()).toEqual(["plan.enter", "plan.subscribe", "plan.subscribe", "plan.unsubscribe"]);
});

test("what the address tells of a story names no household, neither by the story's title nor by that of an entry that takes it out", async () => {
	await handIn({ storyId, by: offices.pan, at: later(3) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang]);
	await agreed(cast, storyId);
	await scheduleStory({ storyId, startsAt: "2026-11-08T08:00", endsAt: "2026-11-30T20:00", by: offices.pan, at: later(9) });
	await plan({ kind: "wechat", title: "推送陈家的柴火", storyId });
	await newFeedAddress({ by: offices.pan, at: MORNING });
	const words = { name: "宣传日历", summary: ({ kind, title }: { kind: string; title: string }) => `${kind} ${title}`.trim(), origin: "" };
	const file = (await feedFile((await feedTokenOf(offices.pan)) ?? "", { at: MORNING, words })) ?? "";
	expect(file.split("\r\n").filter((line) => line.startsWith("SUMMARY:"))).toEqual(
		["of_story", "wechat", "of_story_ends"].map((kind) => `SUMMARY:${kind}`),
	);
	expect(file).not.toContain("陈");
});

test("an address ends with its owner's account, also if that comes back", async () => {
	await newFeedAddress({ by: offices.pan, at: MORNING });
	const token = (await feedTokenOf(offices.pan)) ?? "";
	const words = { name: "宣传日历", summary: () => "", origin: "https://x.test" };
	expect(await feedFile(token, { at: MORNING, words })).toContain("BEGIN:VCALENDAR");
	const disable = (at: number | null) =>
		write((tx) => tx.run(sql`update people set disabled_at = ${at} where id = ${offices.pan.personId}`));
	await disable(MORNING.getTime());
	await disable(null);
	expect(await feedFile(token, { at: later(5), words })).toBe(null);
});
