import { existsSync } from "node:fs";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { servedPhoto } from "#domain/photos/served.ts";
import { addGood, endGood } from "#domain/store/goods.ts";
import { addKeeper } from "#domain/store/keepers.ts";
import { goodToShow, photographGood, removeGoodPhoto } from "#domain/store/photos.ts";
import { goodsIn } from "#domain/store/shop.ts";
import { storedPath } from "#platform/storage.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { photoOf, uploadOf } from "#tests/pictures.ts";
import { pairOf } from "#tests/published.ts";
import { recordedStatements } from "#tests/statements.ts";
import { openStore } from "#tests/store.ts";

const asked: string[] = [];
recordedStatements((statement) => asked.push(statement));
let cast: Awaited<ReturnType<typeof inviteCast>>;
let store: Awaited<ReturnType<typeof openStore>>;
freshDatabase(async () => {
	cast = await inviteCast();
	store = await openStore(cast);
});

const at = MORNING;
const put = async (number = 1, more: object = {}) =>
	photographGood({
		...{ goodId: store.soapId, isLookedAt: true, by: cast.staff.li, at },
		upload: await uploadOf(await photoOf(number, { width: 640, height: 480 })),
		...more,
	});
const shown = async () => (await goodsIn(store.villageId)).find(({ goodId }) => goodId === store.soapId)?.picture ?? null;
const files = async () => (await shown())?.sources.map(({ url }) => url.replace("/photos/", "")) ?? [];
const areThere = (names: string[]) => names.map((name) => existsSync(storedPath("photos", name)));
const audienceOf = async ([name = ""]: string[]) => (await servedPhoto(name))?.audience ?? null;
const causeOf = (work: Promise<unknown>) =>
	work.then(
		() => "",
		(failure: Error) => String(failure.cause ?? failure),
	);

test("a keeper's photo of a good is public with its price; the same one again stays, another one takes its place, and the files of the first are gone", async () => {
	await put();
	const first = await files();
	expect([first.length > 1, await audienceOf(first), new Set(areThere(first))]).toEqual([true, "public", new Set([true])]);
	await put();
	expect(await files()).toEqual(first);
	await put(2, { by: cast.staff.wang });
	const second = await files();
	expect([second.some((name) => first.includes(name)), new Set(areThere(first)), await audienceOf(first)]).toEqual([
		false,
		new Set([false]),
		null,
	]);
	expect(await audienceOf(second)).toBe("public");
	expect((await verifyPublications()).faults).toEqual([]);
	asked.length = 0;
	await goodsIn(store.villageId);
	expect(asked).toHaveLength(1);
});

test("it is taken down with its files, also twice, and goes with a good that ends; one that ended takes none", async () => {
	await put();
	const first = await files();
	const remove = () => removeGoodPhoto({ goodId: store.soapId, by: cast.staff.li, at });
	await remove();
	await remove();
	expect([await shown(), new Set(areThere(first))]).toEqual([null, new Set([false])]);
	await put(2);
	const second = await files();
	await endGood({ goodId: store.soapId, by: cast.staff.wang, at });
	expect([new Set(areThere(second)), await audienceOf(second)]).toEqual([new Set([false]), null]);
	await expect(put(3)).rejects.toMatchObject({ key: "storeDesk.photoEnded" });
	expect(await goodToShow(cast.staff.li, store.soapId)).toMatchObject({ picture: null, isEnded: true });
	const left = await db.all(sql`select id from photos where erased_at is null`);
	expect(left).toEqual([]);
});

test("nobody puts one up unlooked at; neither another village's keeper, nor a moderator who keeps no store, nor a household may", async () => {
	await expect(put(1, { isLookedAt: false })).rejects.toMatchObject({ key: "storeDesk.photoLook", field: "isLookedAt" });
	const { meng, song, wang } = cast.staff;
	await addKeeper({ villageId: cast.places.baiyang.id, personId: meng.personId, by: wang, at });
	await put();
	const kept = await files();
	for (const by of [meng, song, cast.homes.chen.viewer] as Viewer[]) {
		await expect(put(2, { by })).rejects.toMatchObject({ refusal: "not_found" });
		await expect(removeGoodPhoto({ goodId: store.soapId, by, at })).rejects.toMatchObject({ refusal: "not_found" });
		await expect(goodToShow(by, store.soapId)).rejects.toMatchObject({ refusal: "not_found" });
	}
	expect(await files()).toEqual(kept);
	const good = { villageId: cast.places.baiyang.id, name: "毛巾", unit: "条", description: "", points: "2", by: wang, at };
	await put(2, { goodId: (await addGood(good)).goodId, by: meng });
	await expect(put(1, { goodId: "none" })).rejects.toMatchObject({ refusal: "not_found" });
});

test.each([
	[
		"a household's picture as that of a good",
		"update store_goods set photo_id = (select photo_id from submission_photos limit 1) where name = '盐'",
	],
	[
		"one that was erased",
		"update photos set erased_at = 2, released_at = null where id = 'free'; update store_goods set photo_id = 'free' where name = '盐'",
	],
	["a photo of a good that ended", "update store_goods set photo_id = 'free', ended_at = 1 where name = '盐'"],
	[
		"a good's photo in a story",
		"update store_goods set photo_id = 'free' where name = '盐'; insert into story_photos (photo_id, story_id, words, taken_by, added_by, added_at) values ('free', 'x', '盐', '', 'person-li', 1)",
	],
	[
		"one of no good let out",
		"insert into photo_redactions select 'x', 'free', 0, '[]', 'person-li', 1; update photos set released_at = 1 where id = 'free'",
	],
])("the database refuses %s", async (what, statements) => {
	await pairOf(cast.homes.chen, "pair-chen");
	await rawClient().execute(
		"insert into photos (id, received_by, received_at, sha256, format, width, height, thumbhash, average_colour, brightness, sharpness) values ('free', 'person-li', 1, 'x', 'jpeg', 9, 9, '', '#fff', 100, 100)",
	);
	const all = statements.split("; ");
	for (const one of all.slice(0, -1)) await rawClient().execute(one);
	expect(await causeOf(rawClient().execute(all.at(-1) ?? "")), what).toMatch(
		/store_goods: a photo|story_photos: not of|photos: of a spot only/,
	);
});

test("what a good shows no more is let out no more, also by hand", async () => {
	await put();
	await rawClient().execute("update store_goods set photo_id = null");
	expect(await db.all(sql`select released_at as released from photos`)).toEqual([{ released: null }]);
});
