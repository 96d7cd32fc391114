import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { issued, issuedShows, postedCopies } from "#db/schema/consents.ts";
import { consents } from "#db/schema/submissions.ts";
import { giveConsents, type Recording, recordConsents } from "#domain/consents/give.ts";
import { type Issuing, issue, leadsTo } from "#domain/consents/issue.ts";
import { postCopy, takeDownCopy } from "#domain/consents/post.ts";
import { copiesHanging, copiesToTakeDown, countToTakeDown, issuedToHang } from "#domain/consents/posted.ts";
import { takeBackConsent, takeBackPair, takeBackPairFor } from "#domain/consents/take-back.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { noticesAtWork, noticesFor } from "#domain/notices/notices.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";
import { publishedStory, storyOffices } from "#tests/stories.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
	await pairOf(cast.homes.bao, "firewood");
	await pairOf(cast.homes.chen, "well");
	for (const [by, item] of [[cast.homes.bao, "firewood"] as const, [cast.homes.chen, "well"] as const])
		await giveConsents({ agreed: [`submission:${item}/village_board`], textEdition: "2026-12", by, at: MORNING });
});
const LATER = minutesAfter(MORNING, 60);
const publicist = () => as(cast.staff.li, "publicist", cast.places.qingshi);
const elsewhere = () => as(cast.staff.meng, "publicist", cast.places.baiyang);
const poster = (more: Partial<Issuing> = {}) =>
	issue({
		...{ subject: "submission:firewood", kind: "poster", design: "persimmon", channel: "village_board", contentHash: "one" },
		...{ by: publicist(), at: LATER, ...more },
	});
const album = (more: Partial<Issuing> = {}) =>
	poster({ subject: `region:${cast.places.qingshi.id}`, kind: "album", shows: ["submission:firewood", "submission:well"], ...more });
const baoTakesBack = () => takeBackConsent({ agreed: "submission:firewood/village_board", by: cast.homes.bao, at: LATER });
const refused = (words: string) => ({ cause: { message: expect.stringContaining(words) } });

async function hung(place = "村委会门口左边", issuedId?: string) {
	const one = issuedId ?? (await poster()).issuedId;
	await postCopy({ issuedId: one, place, by: publicist(), at: LATER });
	return one;
}

test("what is made for a channel gets an address, the same one when it is made again alike", async () => {
	const one = await poster();
	expect(await poster()).toEqual(one);
	expect((await poster({ design: "eave" })).token).not.toBe(one.token);
	expect(await leadsTo(one.token.toUpperCase())).toBe("/submissions/firewood");
	expect(await leadsTo((await album()).token)).toBe(`/villages/${cast.places.qingshi.id}`);
	expect(await leadsTo("nothing000")).toBeNull();
	expect((await db.select().from(auditEntries)).filter(({ action }) => action === "issued.make")).toHaveLength(3);
});

test("whatever was made can be hung, however old and however many came after; made again on another day it is as new as that", async () => {
	const first = await poster({ contentHash: "first" });
	for (let n = 0; n < 24; n += 1) await poster({ contentHash: `more-${n}`, at: minutesAfter(LATER, n) });
	const top = await issuedToHang(publicist(), {});
	const rest = await issuedToHang(publicist(), { after: top.next });
	expect([top.made.length, rest.made.length, rest.next]).toEqual([20, 5, null]);
	expect(new Set([...top.made, ...rest.made].map(({ issuedId }) => issuedId)).size).toBe(25);
	const asked = { token: first.token.toUpperCase() };
	expect((await issuedToHang(publicist(), asked)).asked).toMatchObject({ issuedId: first.issuedId });
	expect((await issuedToHang(elsewhere(), asked)).asked).toBeNull();
	const day = minutesAfter(LATER, 60 * 24 * 90);
	for (let twice = 0; twice < 2; twice += 1) expect(await poster({ contentHash: "first", at: day })).toEqual(first);
	expect((await verifyPublications()).faults).toEqual([]);
	const back = write((tx) => tx.update(issued).set({ lastIssuedAt: LATER }).where(eq(issued.id, first.issuedId)));
	await expect(back).rejects.toMatchObject(refused("only be issued again later"));
	const other = write((tx) => tx.update(issued).set({ contentHash: "other" }).where(eq(issued.id, first.issuedId)));
	await expect(other).rejects.toMatchObject(refused("it stays as it is"));
	await write((tx) =>
		tx
			.update(issued)
			.set({ lastIssuedAt: minutesAfter(day, 1) })
			.where(eq(issued.id, first.issuedId)),
	);
	expect((await verifyPublications()).faults).toEqual([{ fault: "issued_otherwise_dated", id: first.issuedId }]);
	expect((await issuedToHang(publicist(), {})).made[0]).toMatchObject({ issuedId: first.issuedId, issuedAt: minutesAfter(day, 1) });
	expect((await db.select().from(auditEntries)).filter(({ subject }) => subject === `issued:${first.issuedId}`)).toHaveLength(2);
	await baoTakesBack();
	expect((await issuedToHang(publicist(), asked)).asked).toBeNull();
});

test("every copy that hangs is found, a page after the other", async () => {
	const { issuedId } = await poster();
	for (let n = 0; n < 53; n += 1) await hung(`第${n}面墙`, issuedId);
	const pages = async (list: typeof copiesHanging) => {
		const top = await list(publicist());
		const rest = await list(publicist(), top.next);
		return [top.copies.length, rest.copies.length, rest.next];
	};
	expect(await pages(copiesHanging)).toEqual([50, 3, null]);
	await baoTakesBack();
	expect([await pages(copiesToTakeDown), await countToTakeDown(publicist())]).toEqual([[50, 3, null], 53]);
});

test("an address falls when anybody on it takes the channel back, and stands again with a new consent", async () => {
	const [one, both, onSite] = [await poster(), await album(), await poster({ channel: "site" })];
	await baoTakesBack();
	expect([await leadsTo(one.token), await leadsTo(both.token)]).toEqual(["fallen", "fallen"]);
	expect(await leadsTo(onSite.token)).toBe("/submissions/firewood");
	await giveConsents({ agreed: ["submission:firewood/village_board"], textEdition: "2026-12", by: cast.homes.bao, at: LATER });
	expect(await leadsTo(one.token)).toBe("/submissions/firewood");
	await takeBackPair({ submissionId: "firewood", by: cast.homes.bao, at: LATER });
	for (const { token } of [one, both, onSite]) expect(await leadsTo(token)).toBe("fallen");
});

test.each<[string, object, () => Promise<unknown>]>([
	["for a channel to which its household did not agree", { key: "consents.lacking.wechat" }, () => poster({ channel: "wechat" })],
	["of a pair that is not shown", { key: "consents.lacking.site" }, async () => [await gone(), await poster({ channel: "site" })]],
	["that shows somebody who did not agree", { key: "consents.lacking.village_board" }, async () => [await baoTakesBack(), await album()]],
	["outside their places", { refusal: "not_found" }, () => poster({ by: elsewhere() })],
	["by a moderator", { refusal: "not_found" }, () => poster({ by: cast.staff.li })],
	["of nothing", { refusal: "not_found" }, () => poster({ subject: "submission:none" })],
])("nothing is made %s", async (_what, refusal, deed) => {
	await expect(deed()).rejects.toMatchObject(refusal);
	expect(await db.select().from(issued)).toEqual([]);
});
const gone = () => takeBackPair({ submissionId: "firewood", by: cast.homes.bao, at: LATER });

test.each(["wechat", "press"] as const)(
	"a yes that one person heard goes to %s by another's hand, or on paper; what another issued, they fetch",
	async (channel) => {
		const yun = await hired("yun", "village_admin", cast.places.qingshi, cast.staff.wang);
		const pu = await hired("pu", "publicist", cast.places.qingshi, yun);
		const heard = (item: string, more: Partial<Recording> = {}) =>
			recordConsents({
				...{
					householdId: "household-bao",
					agreed: [`${item}/${channel}`],
					textEdition: "1",
					saidBy: "鲍春生",
					how: "spoken",
					paperCode: "",
				},
				...{ by: yun, at: LATER, ...more },
			});
		await heard("submission:firewood");
		const alone = { refusal: "forbidden", key: "consents.heardAlone" };
		await expect(poster({ channel, by: yun })).rejects.toMatchObject(alone);
		await expect(album({ channel, shows: ["submission:firewood"], by: yun })).rejects.toMatchObject(alone);
		const hand = (personId: string) =>
			write((tx) =>
				tx.insert(issued).values({ ...ROW(), channel, issuedBy: personId, token: personId.slice(0, 10), contentHash: personId }),
			);
		await expect(hand(yun.personId)).rejects.toMatchObject(refused("not by whoever alone heard the yes"));
		await expect(poster({ channel, by: pu })).rejects.toMatchObject(alone);
		await expect(hand(pu.personId)).rejects.toMatchObject(refused("not by whoever alone heard the yes"));
		expect(await db.select().from(issued)).toEqual([]);
		const other = await poster({ channel });
		for (let twice = 0; twice < 2; twice += 1) expect(await poster({ channel, by: yun })).toEqual(other);
		await takeBackConsent({ agreed: `submission:firewood/${channel}`, by: cast.homes.bao, at: LATER });
		await heard("submission:firewood", { how: "paper", paperCode: "abcdefgh" });
		await poster({ channel, contentHash: "two", by: yun });
		expect(await db.select().from(issued)).toHaveLength(2);
	},
);

test("of a story it is the same: who heard its household's yes does not issue it alone", async () => {
	const offices = await storyOffices(cast);
	const storyId = await publishedStory(cast, offices);
	const yes = {
		householdId: "household-chen",
		textEdition: "1",
		saidBy: "陈桂兰",
		how: "spoken",
		paperCode: "",
		by: offices.pan,
		at: LATER,
	};
	await giveConsents({ agreed: ["submission:pair-chen/wechat"], textEdition: "1", by: cast.homes.chen, at: LATER });
	await recordConsents({ ...yes, agreed: [`story:${storyId}@1/wechat`] });
	const made = (by = offices.pan) => poster({ subject: `story:${storyId}`, channel: "wechat", by });
	await expect(made()).rejects.toMatchObject({ key: "consents.heardAlone" });
	const row = {
		...ROW(),
		subject: `story:${storyId}`,
		channel: "wechat" as const,
		issuedBy: offices.pan.personId,
	};
	await expect(write((tx) => tx.insert(issued).values(row))).rejects.toMatchObject(refused("not by whoever alone heard the yes"));
	expect((await made(offices.qiao)).token).toHaveLength(10);
});

test("a copy that hangs is listed, is to be taken down once somebody took it back, and is ticked off once", async () => {
	const issuedId = await hung();
	await hung("村委会门口左边", issuedId);
	await hung("小卖部外墙", issuedId);
	expect((await copiesHanging(publicist())).copies.map(({ place }) => place).sort()).toEqual(["小卖部外墙", "村委会门口左边"]);
	expect((await copiesHanging(elsewhere())).copies).toEqual([]);
	expect((await issuedToHang(publicist(), {})).made).toMatchObject([{ issuedId, region: "青石村" }]);
	await baoTakesBack();
	expect([await countToTakeDown(publicist()), await countToTakeDown(elsewhere())]).toEqual([2, 0]);
	expect([(await copiesHanging(publicist())).copies, (await issuedToHang(publicist(), {})).made]).toEqual([[], []]);
	const told = async () => (await noticesAtWork(publicist())).filter(({ kind }) => kind === "copy_to_take_down");
	expect(await told()).toHaveLength(2);
	const [copy] = (await copiesToTakeDown(publicist())).copies;
	for (const at of [LATER, minutesAfter(LATER, 9)]) await takeDownCopy({ copyId: copy?.copyId ?? "", by: publicist(), at });
	expect(await countToTakeDown(publicist())).toBe(1);
	expect(await told()).toHaveLength(1);
	const verbs = (await db.select().from(auditEntries)).map(({ action }) => action).filter((action) => action.startsWith("posted."));
	expect(verbs).toEqual(["posted.hang", "posted.hang", "posted.take_down"]);
});

test.each(["village_board", "wechat", "press"] as const)(
	"whoever made something for %s hears that a household takes that back, once, and of no other channel",
	async (channel) => {
		const agreed = `submission:firewood/${channel}`;
		await giveConsents({ agreed: [agreed], textEdition: "2026-12", by: cast.homes.bao, at: LATER });
		await poster({ channel });
		await poster({ channel: "site" });
		const other = channel === "press" ? "wechat" : "press";
		await giveConsents({ agreed: [`submission:firewood/${other}`], textEdition: "2026-12", by: cast.homes.bao, at: LATER });
		await poster({ channel: other, by: as(cast.staff.wang, "publicist", cast.places.qingshi) });
		for (const at of [LATER, minutesAfter(LATER, 9)]) await takeBackConsent({ agreed, by: cast.homes.bao, at });
		expect(await noticesAtWork(publicist())).toMatchObject([{ kind: "made_fell", params: { channel } }]);
		expect(await noticesAtWork(as(cast.staff.wang, "publicist", cast.places.qingshi))).toEqual([]);
		await giveConsents({ agreed: [agreed], textEdition: "2026-12", by: cast.homes.bao, at: minutesAfter(LATER, 20) });
		expect(await noticesAtWork(publicist())).toEqual([]);
	},
);

test("an officer takes the whole pair back on the household's word, once; nobody elsewhere does", async () => {
	await hung();
	const word = { householdId: "household-bao", submissionId: "firewood", saidBy: "鲍春生", by: cast.staff.li, at: LATER };
	await expect(takeBackPairFor({ ...word, saidBy: " " })).rejects.toMatchObject({ field: "saidBy" });
	await expect(takeBackPairFor({ ...word, by: elsewhere() })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(takeBackPairFor({ ...word, householdId: "household-chen", saidBy: "陈桂兰" })).rejects.toMatchObject({
		refusal: "not_found",
	});
	for (const at of [LATER, minutesAfter(LATER, 9)]) await takeBackPairFor({ ...word, at });
	const [consent] = await db.select().from(consents).where(eq(consents.submissionId, "firewood"));
	expect(consent).toMatchObject({ withdrawnAt: LATER, withdrawnBy: "person-li", withdrawnSaidBy: "鲍春生" });
	expect((await noticesFor(cast.homes.bao.viewer)).map(({ kind }) => kind)).toEqual(["pair_taken_back"]);
	expect(await countToTakeDown(publicist())).toBe(1);
});

test("a pair that is withdrawn as a whole tells who hung something of it", async () => {
	await hung();
	await gone();
	expect(await noticesAtWork(publicist())).toMatchObject([{ kind: "copy_to_take_down" }]);
	expect(await countToTakeDown(publicist())).toBe(1);
});

test("of a story everybody of whom it tells agrees to the channel, and its pairs too; taken back, its codes fall and its writer hears so", async () => {
	const offices = await storyOffices(cast);
	const storyId = await publishedStory(cast, offices);
	const made = (channel: Issuing["channel"]) => poster({ subject: `story:${storyId}`, channel, by: offices.pan });
	const say = (agreed: string[]) => giveConsents({ agreed, textEdition: "2026-12", by: cast.homes.chen, at: LATER });
	await expect(made("wechat")).rejects.toMatchObject({ key: "consents.lacking.wechat" });
	await say([`story:${storyId}@1/wechat`]);
	await expect(made("wechat")).rejects.toMatchObject({ key: "consents.lacking.wechat" });
	await say(["submission:pair-chen/wechat"]);
	const codes = [(await made("wechat")).token, (await made("site")).token];
	expect(await Promise.all(codes.map(leadsTo))).toEqual([`/stories/${storyId}`, `/stories/${storyId}`]);
	await takeBackConsent({ agreed: `story:${storyId}/site`, by: cast.homes.chen, at: LATER });
	expect(await Promise.all(codes.map(leadsTo))).toEqual(["over", "fallen"]);
	expect(await noticesAtWork(offices.pan)).toMatchObject([{ kind: "story_left_by" }]);
	await takeBackPair({ submissionId: "pair-chen", by: cast.homes.chen, at: LATER });
	expect(await leadsTo(codes[0] ?? "")).toBe("fallen");
});

test.each<[string, object, () => Promise<unknown>]>([
	["without a place", { field: "place" }, () => hung(" ")],
	[
		"outside their places",
		{ refusal: "not_found" },
		async () => postCopy({ ...(await poster()), place: "桥头", by: elsewhere(), at: LATER }),
	],
	["of which somebody took the consent back", { key: "consents.fallen" }, async () => hung("桥头", await fallen())],
	[
		"of what was made for this site",
		{ key: "consents.hangsNowhere" },
		async () => hung("桥头", (await poster({ channel: "site" })).issuedId),
	],
])("no copy is hung %s", async (_what, refusal, deed) => {
	await expect(deed()).rejects.toMatchObject(refusal);
	expect(await db.select().from(postedCopies)).toEqual([]);
});
async function fallen(): Promise<string> {
	const { issuedId } = await poster();
	await baoTakesBack();
	return issuedId;
}

test("nobody of another place ticks a copy off", async () => {
	await hung();
	const [copy] = (await copiesHanging(publicist())).copies;
	await expect(takeDownCopy({ copyId: copy?.copyId ?? "", by: elsewhere(), at: LATER })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(takeDownCopy({ copyId: "none", by: publicist(), at: LATER })).rejects.toMatchObject({ refusal: "not_found" });
});

const ROW = () => ({
	...{ token: "0123456789", kind: "poster", design: "persimmon", channel: "village_board" as const, subject: "submission:firewood" },
	...{ regionId: cast.places.qingshi.id, contentHash: "one", issuedBy: "person-li", issuedAt: LATER },
});
const insert = (more: Partial<typeof issued.$inferInsert>) => write((tx) => tx.insert(issued).values({ ...ROW(), ...more }));
const COPY = { place: "桥头", postedBy: "person-li", postedAt: LATER };
const DOWN = { takenDownAt: LATER, takenDownBy: "person-li" };

test.each<[string, string, () => Promise<unknown>]>([
	["something is made without the consent of whom it shows", "only with a standing consent", () => insert({ channel: "press" })],
	[
		"a place shows a pair without its consent",
		"only with a standing consent",
		async () => {
			const { issuedId } = await album({ shows: [] });
			await baoTakesBack();
			await write((tx) => tx.insert(issuedShows).values({ issuedId, householdId: "household-bao", item: "submission:firewood" }));
		},
	],
	[
		"a pair is shown as another household's",
		"a pair or a story of this household",
		async () => {
			const { issuedId } = await album({ shows: [] });
			await write((tx) => tx.insert(issuedShows).values({ issuedId, householdId: "household-chen", item: "submission:firewood" }));
		},
	],
	["it is of another village", "of a pair in its village", () => insert({ regionId: cast.places.baiyang.id })],
	["it is of nothing", "of a pair in its village", () => insert({ subject: "story:none" })],
	[
		"its token changes",
		"it stays as it is",
		async () => [await poster(), await write((tx) => tx.update(issued).set({ token: "abcdefghjk" }))],
	],
	["whom it shows is forgotten", "append-only", async () => [await poster(), await write((tx) => tx.delete(issuedShows))]],
	[
		"a fallen one is hung",
		"hung while everybody on it agrees",
		async () => {
			const issuedId = await fallen();
			await write((tx) => tx.insert(postedCopies).values({ issuedId, ...COPY }));
		},
	],
	[
		"what was made for this site is hung",
		"hangs nowhere",
		async () => {
			const { issuedId } = await poster({ channel: "site" });
			await write((tx) => tx.insert(postedCopies).values({ issuedId, ...COPY }));
		},
	],
	[
		"a copy moves",
		"can only be taken down",
		async () => [await hung(), await write((tx) => tx.update(postedCopies).set({ place: "别处", ...DOWN }))],
	],
	[
		"it is taken down by nobody",
		"can only be taken down",
		async () => [await hung(), await write((tx) => tx.update(postedCopies).set({ takenDownAt: null }))],
	],
	["it is forgotten", "stay", async () => [await hung(), await write((tx) => tx.delete(postedCopies))]],
])("the database refuses that %s", async (_what, words, deed) => {
	await expect(deed()).rejects.toMatchObject(refused(words));
});
