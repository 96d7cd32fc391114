import { existsSync } from "node:fs";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { closeDatabase, db, openDatabase, rawClient } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { askedOf } from "#domain/consents/consents.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { takeBackPair } from "#domain/consents/take-back.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { mayLoad } from "#domain/photos/rules.ts";
import { servedPhoto } from "#domain/photos/served.ts";
import { told } from "#domain/publicity/story-told.ts";
import { handIn } from "#domain/stories/decide-story.ts";
import { storyCase } from "#domain/stories/desk.ts";
import { addStoryPhoto, redactStoryPhoto, removeStoryPhoto, storyPicture } from "#domain/stories/photos.ts";
import { publicStory } from "#domain/stories/public-stories.ts";
import { dropStory, endStory, publishStory } from "#domain/stories/publish-story.ts";
import { MOST_PHOTOS } from "#domain/stories/types.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { stories as words } from "#i18n/zh-CN/stories.ts";
import { env } from "#platform/env.ts";
import { storedPath } from "#platform/storage.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { photoOf, uploadOf } from "#tests/pictures.ts";
import { recordedStatements } from "#tests/statements.ts";
import {
	agreed,
	block,
	later,
	paperOwnPhoto,
	passedBy,
	picturedStory,
	type StoryOffices,
	storyOffices,
	typedStory,
	writtenStory,
} from "#tests/stories.ts";

const asked: string[] = [];
recordedStatements((sql) => asked.push(sql));
let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: StoryOffices;
let storyId = "";
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await storyOffices(cast);
	storyId = await writtenStory(cast, offices);
});

const upload = async (number = 1) => uploadOf(await photoOf(number, { width: 640, height: 480 }));
const add = async (more: object = {}, number = 1) =>
	addStoryPhoto({
		...{ storyId, words: "村口的水塘", takenBy: "乔同事" },
		upload: await upload(number),
		by: offices.pan,
		at: later(3),
		...more,
	});
const own = async () => [...(await storyCase(offices.pan, storyId)).photos.values()];
const shows = (photoId: string, more: object = {}) =>
	typedStory({ blocks: [...typedStory().blocks, block("b4", "picture", "清出来的水塘", `own/${photoId}`)], ...more });
const say = (photoId: string, beganFrom = 1) => writeStory({ storyId, beganFrom, typed: shows(photoId), by: offices.pan, at: later(5) });
const fileOf = async () => (await own())[0]?.picture.sources[0]?.url.replace("/photos/", "") ?? "";
const audience = async (name: string) => (await servedPhoto(name))?.audience;

const paper = (photoId: string) => paperOwnPhoto(storyId, { photoId, by: offices.pan });

test("a picture that the office took is added once, and is public only while its story is; its maker is named beside it", async () => {
	await add();
	await add();
	const [one] = await own();
	expect(await own()).toMatchObject([{ words: "村口的水塘", takenBy: "乔同事" }]);
	const name = await fileOf();
	expect(await audience(name)).toMatchObject({ isOfPlace: true, regionPath: cast.places.qingshi.path });
	await say(one?.photoId ?? "");
	await handIn({ storyId, by: offices.pan, at: later(6) });
	await passedBy(storyId, [offices.li, offices.qiao], 2, 7);
	await expect(add({}, 2)).rejects.toMatchObject({ key: "stories.notNow" });
	await passedBy(storyId, [offices.tang], 2, 9);
	await agreed(cast, storyId, later(11));
	expect(await audience(name)).not.toBe("public");
	await publishStory({ storyId, by: offices.pan, at: later(12) });
	expect(await audience(name)).toBe("public");
	const faults = (await verifyPublications()).faults.map(({ fault }) => fault);
	expect(faults).not.toContain("released_unpublished");
	const story = await publicStory(storyId, later(13));
	expect(story && told(story, words).parts.at(-1)).toMatchObject({
		kind: "pictures",
		caption: [{ text: "清出来的水塘" }, { text: "（摄影 乔同事）" }],
	});
	// More may be hidden of it at any time.
	await redactStoryPhoto({
		storyId,
		photoId: one?.photoId ?? "",
		rectangles: [{ x: 0.1, y: 0.1, width: 0.2, height: 0.2 }],
		startFrom: "current",
		by: offices.pan,
		at: later(14),
	});
	expect([await servedPhoto(name), await audience(await fileOf())]).toEqual([null, "public"]);
	await endStory({ storyId, by: offices.pan, at: later(15) });
	expect(await audience(await fileOf())).not.toBe("public");
});

test("a household that the story tells of looks at its pictures once it is asked; nobody else does, not before, and not once its pair is taken back", async () => {
	await add();
	const photoId = (await own())[0]?.photoId ?? "";
	const name = await fileOf();
	await paper("unused");
	await say(photoId);
	const { chen, bao } = cast.homes;
	const may = async (file = name) => {
		const to = await audience(file);
		return [chen.viewer, bao.viewer, null].map((viewer: Viewer | null) => to !== undefined && mayLoad(viewer, to));
	};
	const seen = async (home = "household-chen") =>
		(await askedOf(home)).flatMap(({ story }) => story?.blocks.flatMap(({ own }) => own?.words ?? []) ?? []);
	await handIn({ storyId, by: offices.pan, at: later(6) });
	await passedBy(storyId, [offices.li, offices.qiao], 2, 7);
	expect([await may(), await seen()]).toEqual([[false, false, false], []]);
	await passedBy(storyId, [offices.tang], 2, 9);
	expect([await may(), await seen(), await seen("household-bao")]).toEqual([[true, false, false], ["村口的水塘"], []]);
	expect(await may("unused-480.jpeg")).toEqual([false, false, false]);
	await takeBackPair({ submissionId: "pair-chen", by: chen, at: later(10) });
	expect([await may(), await seen()]).toEqual([[false, false, false], []]);
});

test("a story with pairs and own pictures asks three times, also when no picture is in memory", async () => {
	const shown = await picturedStory(cast, offices, storyId);
	await closeDatabase();
	await openDatabase(env.databaseFile);
	asked.length = 0;
	const story = await publicStory(shown, later(13));
	expect([story?.pairs.get("pair-chen")?.before.length, [...(story?.photos.keys() ?? [])]]).toEqual([1, ["pond"]]);
	expect(asked).toHaveLength(3);
});

test("it is deleted with its files once the text does not show it, also twice; a story that is given up takes its pictures along", async () => {
	await add();
	const photoId = (await own())[0]?.photoId ?? "";
	const path = storedPath("photos", await fileOf());
	await say(photoId);
	const remove = (more: object = {}) => removeStoryPhoto({ storyId, photoId, by: offices.pan, at: later(7), ...more });
	await expect(remove()).rejects.toMatchObject({ key: "stories.photoShown" });
	await writeStory({ storyId, beganFrom: 2, typed: typedStory({ title: "不用它了" }), by: offices.pan, at: later(6) });
	await expect(remove({ by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
	expect(existsSync(path)).toBe(true);
	await remove();
	await remove();
	expect([existsSync(path), (await own()).length]).toEqual([false, 0]);
	await expect(say(photoId, 3)).rejects.toMatchObject({ key: "stories.photoGone", field: "block-b4" });
	await add({}, 2);
	await dropStory({ storyId, by: offices.pan, at: later(9) });
	const gone = await db.select().from(photos).where(eq(photos.receivedBy, offices.pan.personId));
	expect(gone.every(({ erasedAt }) => erasedAt !== null)).toBe(true);
});

test("nobody elsewhere adds or hides one, no telephone stands below it, and there are at most twelve", async () => {
	await expect(add({ by: cast.homes.chen.viewer })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(add({ words: "塘" })).rejects.toMatchObject({ key: "stories.photoWords", field: "words" });
	await expect(add({ takenBy: "13800138000" })).rejects.toMatchObject({ key: "stories.hasNumber", field: "takenBy" });
	const photoId = await paper("pond");
	await expect(storyPicture(cast.staff.li, { storyId, photoId })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(storyPicture(offices.pan, { storyId, photoId: "none" })).rejects.toMatchObject({ refusal: "not_found" });
	const hiding = { storyId, photoId, rectangles: [], startFrom: "current" as const, at: later(4) };
	await expect(redactStoryPhoto({ ...hiding, by: cast.staff.li })).rejects.toMatchObject({ refusal: "not_found" });
	for (let n = 1; n < MOST_PHOTOS; n += 1) await paper(`pond-${n}`);
	await expect(add()).rejects.toMatchObject({ key: "stories.tooManyPhotos" });
});

test("a household agrees to the pictures too: another one asks it anew", async () => {
	await paper("pond");
	await agreed(cast, storyId);
	expect((await storyCase(offices.pan, storyId)).missing).toEqual([]);
	await say("pond");
	expect((await storyCase(offices.pan, storyId)).missing).toEqual(["consent"]);
	await giveConsents({ agreed: [`story:${storyId}@2/site`], textEdition: "1", by: cast.homes.chen, at: later(6) });
	expect((await storyCase(offices.pan, storyId)).missing).toEqual([]);
});

test.each([
	[
		"a household's picture is the office's own",
		"insert into story_photos select p.photo_id, s.id, '村口', '', 'person-pan', 1 from submission_photos p, stories s limit 1",
		"not of a household",
	],
	[
		"one is added while it is read",
		"insert into story_photos select photo_id, (select id from stories), '村口', '', 'person-pan', 1 from story_photos",
		"while it is being written",
	],
	["its words change", "update story_photos set words = '别的'", "never change"],
	["one that the text shows goes", "delete from story_photos", "that the newest version shows"],
	[
		"it is public before its story",
		"insert into photo_redactions select 'x', id, 0, '[]', 'person-li', 1 from photos where id = 'pond'; update photos set released_at = 1 where id = 'pond'",
		"of a story only while it is public",
	],
])("the database refuses that %s", async (_what, statement, why) => {
	await paper("pond");
	await say("pond");
	await handIn({ storyId, by: offices.pan, at: later(6) });
	await expect(rawClient().executeMultiple(statement)).rejects.toThrow(why);
});

test("the database keeps a version that shows another story's picture out", async () => {
	const bare = `insert into story_versions select story_id, 2, title, summary, json_array(json_object('id', 'b', 'kind', 'picture', 'text', '', 'more', 'own/none')),
		lead_id, cost, how_to, credits, written_by, 1, 0 from story_versions`;
	await expect(rawClient().executeMultiple(bare)).rejects.toThrow("own pictures of this story");
});

test("the database lets no story out with a picture at which nobody looked", async () => {
	await paper("pond");
	await say("pond");
	await handIn({ storyId, by: offices.pan, at: later(6) });
	await passedBy(storyId, [offices.li, offices.qiao], 2, 7);
	const bare = `insert into story_decisions values ('x', '${storyId}', 2, 'final', 'passed', '', '${offices.tang.personId}', 1);
		insert into story_stages (id, story_id, seq, stage, actor_id, at) values ('x', '${storyId}', 5, 'approved', '${offices.tang.personId}', 1)`;
	await expect(rawClient().executeMultiple(bare)).rejects.toThrow("somebody looked at");
});

test("that a machine helped to draft it is kept with the version, and told wherever the story is set", async () => {
	const typed = typedStory({ isMachineDrafted: true });
	for (const beganFrom of [1, 2])
		expect(await writeStory({ storyId, beganFrom, typed, by: offices.pan, at: later(3) })).toEqual({ number: 2 });
	await handIn({ storyId, by: offices.pan, at: later(4) });
	await passedBy(storyId, [offices.li, offices.qiao, offices.tang], 2, 5);
	await agreed(cast, storyId, later(9));
	await publishStory({ storyId, by: offices.pan, at: later(10) });
	const story = await publicStory(storyId, later(11));
	expect(story && told(story, words).credits).toEqual(["供稿 潘同事", "由人工智能辅助起草"]);
});
