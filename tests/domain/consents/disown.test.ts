import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { photos } from "#db/schema/photos.ts";
import { consents, submissionStages, submissions } from "#db/schema/submissions.ts";
import { pairTakeBacks } from "#db/schema/take-backs.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { verifyFigures } from "#domain/campaign/verify.ts";
import { disownTakeBack } from "#domain/consents/disown.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { issue, leadsTo } from "#domain/consents/issue.ts";
import { postCopy } from "#domain/consents/post.ts";
import { takeBackPairFor } from "#domain/consents/take-back.ts";
import { takenBackFrom, takenBackOf } from "#domain/consents/taken-back.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { noticesAtWork, noticesFor } from "#domain/notices/notices.ts";
import { publishedPairs } from "#domain/submissions/published.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { onChange } from "#platform/changes.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";
import { letIn } from "#tests/slips.ts";
import { hired } from "#tests/village.ts";

// An officer takes a shown pair back on a word that nobody said.
let cast: Awaited<ReturnType<typeof inviteCast>>;
let ling: Viewer;
let token: string;
freshDatabase(async () => {
	cast = await inviteCast();
	ling = await hired("ling", "village_admin", cast.places.qingshi, cast.staff.wang);
	await pairOf(cast.homes.bao, "firewood");
	await pairOf(cast.homes.bao, "waiting", { isPublished: false, areReleased: false });
	const agreed = ["submission:firewood/village_board", "submission:firewood/press"];
	await giveConsents({ agreed, textEdition: "2026-12", by: cast.homes.bao, at: MORNING });
	const made = {
		subject: "submission:firewood",
		kind: "poster",
		design: "persimmon",
		channel: "village_board",
		contentHash: "one",
	} as const;
	const poster = await issue({ ...made, by: ling, at: MORNING });
	token = poster.token;
	await postCopy({ issuedId: poster.issuedId, place: "小卖部外墙", by: ling, at: MORNING });
});

const TAKEN = minutesAfter(MORNING, 60);
const days = (count: number) => minutesAfter(TAKEN, count * 24 * 60);
const pair = { householdId: "household-bao", submissionId: "firewood" };
const takesBack = (more: object = {}) => takeBackPairFor({ ...pair, saidBy: "鲍春生", by: ling, at: TAKEN, ...more });
const own = (more: object = {}) => disownTakeBack({ ...pair, by: { ...cast.homes.bao, ...more }, at: days(3) });
const heard = (by: Viewer, more: object = {}) => disownTakeBack({ ...pair, by, saidBy: "鲍春生", at: days(3), ...more });
const stage = async () => (await db.select().from(submissions).where(eq(submissions.id, "firewood")))[0]?.stage;
const deeds = async () => (await db.select().from(auditEntries)).filter(({ action }) => action === "consent.disown");
const rows = async () => ({
	pair: (await db.select().from(submissions).where(eq(submissions.id, "firewood"))).map(({ stageAt: _, ...row }) => row),
	consents: await db.select().from(consents).orderBy(asc(consents.id)),
	channels: await db.select().from(channelConsents).orderBy(asc(channelConsents.id)),
	photos: (await db.select().from(photos).orderBy(asc(photos.id))).map(({ releasedAt, ...row }) => ({
		...row,
		isOut: releasedAt !== null,
	})),
	points: await db.all("select * from point_entries"),
	shown: await publishedPairs(eq(submissions.householdId, "household-bao"), { limit: 9 }),
	way: await leadsTo(token),
});

test("what an officer took back is hidden at once; the household says that it did not say so, and it is as it was", async () => {
	const before = await rows();
	await takesBack();
	expect((await rows()).shown).toEqual([]);
	expect([await stage(), await leadsTo(token)]).toEqual(["withdrawn", "fallen"]);
	expect(await noticesFor(cast.homes.bao.viewer)).toMatchObject([{ kind: "pair_taken_back", params: { until: days(14).getTime() } }]);
	expect(await takenBackFrom(cast.homes.bao, days(3))).toMatchObject([
		{ saidBy: "鲍春生", helper: ling.name, finalAt: days(14), names: null },
	]);
	const told: unknown[] = [];
	const stop = onChange((tags) => told.push(...tags));
	for (const _time of [1, 2]) await own();
	stop();
	expect(await rows()).toEqual(before);
	expect(told).toEqual(expect.arrayContaining(["home", "wall", "submission:firewood", "courtyard:code-bao"]));
	expect([(await deeds()).length, await takenBackFrom(cast.homes.bao, days(3))]).toEqual([1, []]);
	expect((await db.select().from(submissionStages).where(eq(submissionStages.submissionId, "firewood"))).map((row) => row.stage)).toEqual([
		...["draft", "waiting", "published", "withdrawn", "published"],
	]);
	expect(await noticesFor(cast.homes.bao.viewer)).toEqual([]);
	expect((await noticesAtWork(ling)).map(({ kind }) => kind)).toEqual(["word_disowned"]);
	expect([(await verifyPublications()).faults, (await verifyFigures()).faults]).toEqual([[], []]);
});

test("an officer writes it down who is independent of whoever took it back; the household hears so, and may still withdraw", async () => {
	const puppet = await hired("puppet", "village_admin", cast.places.qingshi, ling);
	await takesBack();
	for (const by of [ling, puppet]) await expect(heard(by)).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(heard(cast.baoAsModerator)).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(heard(as(cast.staff.meng, "moderator", cast.places.baiyang))).rejects.toMatchObject({ refusal: "not_found" });
	await expect(heard(cast.staff.meng, { saidBy: "" })).rejects.toMatchObject({ field: "saidBy" });
	expect(await takenBackOf("household-bao", puppet, days(3))).toMatchObject([{ names: expect.stringContaining("孟和") }]);
	expect(await takenBackOf("household-bao", cast.staff.meng, days(3))).toMatchObject([{ names: null }]);
	for (const _time of [1, 2]) await heard(cast.staff.meng);
	expect([await stage(), (await deeds()).map(({ actorId }) => actorId)]).toEqual(["published", ["person-meng"]]);
	expect(await noticesFor(cast.homes.bao.viewer)).toMatchObject([{ kind: "pair_put_back", params: { helper: "孟和" } }]);
	await withdrawSubmission({ submissionId: "firewood", by: cast.homes.bao, at: days(4) });
	await expect(own()).rejects.toMatchObject({ key: "consents.disown.tooLate" });
	expect(await db.select().from(pairTakeBacks)).toMatchObject([{ disownedSaidBy: "鲍春生", disownedBy: "person-meng" }]);
});

test("a session that whoever took it back let in puts nothing back; nor does another household, nor anybody after two weeks", async () => {
	await takesBack();
	const session = await letIn("bao", ling, TAKEN);
	await expect(own(session)).rejects.toMatchObject({ key: "households.ownWord.otherWay" });
	expect(await takenBackFrom(session, days(3))).toMatchObject([{ names: expect.stringContaining("李敏") }]);
	await expect(disownTakeBack({ ...pair, by: cast.homes.chen, at: days(3) })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(disownTakeBack({ ...pair, by: cast.homes.bao, at: days(14) })).rejects.toMatchObject({ key: "consents.disown.tooLate" });
	expect(await takenBackFrom(cast.homes.bao, days(14))).toEqual([]);
	expect(await stage()).toBe("withdrawn");
});

test("whom the household disowned takes that pair back no more: by command and by hand", async () => {
	await takesBack();
	await own();
	await expect(takesBack({ at: days(4) })).rejects.toMatchObject({ key: "consents.disown.notAgain" });
	expect(await stage()).toBe("published");
	await withdrawSubmission({ submissionId: "firewood", by: { personId: ling.personId, householdId: "household-bao" }, at: days(4) });
	const again = `insert into pair_take_backs (submission_id, number, helper_id, taken_at, final_at) values ('firewood', 2, '${ling.personId}', ${days(4).getTime()}, ${days(18).getTime()})`;
	await expect(rawClient().execute(again)).rejects.toThrow("not again by whom the household disowned");
});

test("taken back by two officers it may be disowned twice; what the household withdrew itself it may not", async () => {
	await takesBack();
	await own();
	await takesBack({ by: cast.staff.meng, at: days(4) });
	await disownTakeBack({ ...pair, by: cast.homes.bao, at: days(5) });
	expect([await stage(), (await deeds()).length]).toEqual(["published", 2]);
	await withdrawSubmission({ submissionId: "firewood", by: cast.homes.bao, at: days(6) });
	await expect(own()).rejects.toMatchObject({ key: "consents.disown.tooLate" });
});

test("on a household's word an officer takes back what is shown, and nothing that waits", async () => {
	await expect(takesBack({ submissionId: "waiting" })).rejects.toMatchObject({ key: "consents.notShown" });
});

const UNTIL = days(14).getTime();
const disowned = (by: string, more = "") => `update pair_take_backs set disowned_at = ${days(3).getTime()}, disowned_by = '${by}'${more}`;

test.each<[string, string, string]>([
	[
		"shown again without a word",
		"only when its household disowned",
		`insert into submission_stages (id, submission_id, seq, stage, actor_id, at, note) values ('x', 'firewood', 5, 'published', 'person-bao', 9, '')`,
	],
	["let out again", "withdrawn and erased are for good", `update photos set withdrawn_at = null where id = 'firewood-before-1'`],
	[
		"agreed to again by the same row",
		"consents can only be withdrawn",
		`update consents set withdrawn_at = null where submission_id = 'firewood'`,
	],
	[
		"agreed to again in a channel",
		"channel_consents can only be withdrawn",
		`update channel_consents set withdrawn_at = null, withdrawn_by = null`,
	],
	["disowned by a stranger", "disowned by the household", disowned("person-chen")],
	["disowned by the hand that took it", "not by the hand", disowned("LING", ", disowned_said_by = '鲍春生'")],
	["disowned in a session that this hand let in", "not by the hand", disowned("person-bao", ", disowned_let_in_by = 'LING'")],
	["disowned by somebody close to it", "not close to it", disowned("person-bao", ", disowned_said_by = '鲍春生'")],
	["disowned too late", "once and in time", `update pair_take_backs set disowned_at = ${UNTIL}, disowned_by = 'person-bao'`],
	["given more time", "nothing else of them changes", disowned("person-bao", ", final_at = final_at + 1")],
	["forgotten", "stay", "delete from pair_take_backs"],
	[
		"taken back by whoever did not",
		"just took back",
		`insert into pair_take_backs (submission_id, number, helper_id, taken_at, final_at) values ('firewood', 2, 'person-li', ${TAKEN.getTime()}, ${UNTIL})`,
	],
])("the database refuses that a pair that an officer took back is %s", async (_what, words, statement) => {
	await takesBack();
	await expect(rawClient().execute(statement.replace("LING", ling.personId))).rejects.toThrow(new RegExp(words));
});

test("the database keeps a taking back of two weeks, by who did it, and not by who is close to the household", async () => {
	const insert = (helper: string, until = UNTIL) =>
		rawClient().execute(
			`insert into pair_take_backs (submission_id, number, helper_id, taken_at, final_at) values ('firewood', 1, '${helper}', ${TAKEN.getTime()}, ${until})`,
		);
	await withdrawSubmission({ submissionId: "firewood", by: cast.homes.bao, at: TAKEN });
	await expect(insert("person-li")).rejects.toThrow("just took back");
	await expect(insert("person-bao")).rejects.toThrow("own household");
	await withdrawSubmission({ submissionId: "waiting", by: cast.homes.bao, at: TAKEN });
	await expect(insert("person-bao", UNTIL + 1)).rejects.toThrow(/own household|begin with two weeks/);
});
