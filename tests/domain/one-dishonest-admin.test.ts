import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { approvals } from "#db/schema/approvals.ts";
import { exposures } from "#db/schema/exposure.ts";
import { householdMembers } from "#db/schema/households.ts";
import { inspectionWalks } from "#db/schema/inspections.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { BOARD_OBJECTIONS } from "#domain/boards/objections.ts";
import { BOARD_APPROVAL, proposeEdition } from "#domain/boards/propose-edition.ts";
import { pressedFor } from "#domain/exposure/desk.ts";
import { EXPOSURE_APPROVAL, proposeExposure } from "#domain/exposure/propose-exposure.ts";
import { reviewTakedown, takeDown } from "#domain/exposure/take-down.ts";
import { drawInspections } from "#domain/inspections/draw-month.ts";
import { villagesWithoutInspector } from "#domain/inspections/inspectors.ts";
import { isBound } from "#domain/models/model-villages.ts";
import { MODEL_APPROVAL, proposeTitle } from "#domain/models/title.ts";
import { answerObjection } from "#domain/objections/answer-objection.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { objectionsAtWork } from "#domain/objections/objections.ts";
import { workWaiting } from "#domain/waiting.ts";
import { boardsOf } from "#tests/boards.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { daysAgo, orderedAt, policyFor } from "#tests/exposure.ts";
import { noticeOver, reviewedModel } from "#tests/models.ts";
import { letIn } from "#tests/slips.ts";
import { type Offices, spotOffices } from "#tests/spots.ts";
import { hired } from "#tests/village.ts";

// What one dishonest admin tries in public places with every account that they can make: each power once, by command and by hand.
let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
/** Tao's, of the town: an editor in the village, an auditor and a moderator of the town. */
let own: { editor: Viewer; auditor: Viewer; reviewer: Viewer };
let spotId: string;

freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	const { qingshi, shilin } = cast.places;
	const by = (username: string, role: Role, place: typeof shilin) => hired(username, role, place, offices.tao);
	own = {
		editor: await by("editor", "moderator", qingshi),
		auditor: await by("auditor", "auditor", shilin),
		reviewer: await by("reviewer", "moderator", shilin),
	};
	await policyFor(cast, offices, daysAgo(90));
	spotId = (await orderedAt(cast, offices, daysAgo(20))).spotId;
});

const byHand = (statement: string) => expect(rawClient().execute(statement)).rejects;
const now = new Date();

/** A proposal that waits, of this kind. */
const waiting = async (kind: string) =>
	(await db.select().from(approvals)).find((one) => one.kind === kind && one.answer === null)?.id ?? "";
const byHandSigned = (by: Viewer) =>
	byHand(`update approvals set answer = 'signed', answered_by = '${by.personId}', answered_at = 9 where answer is null`);

async function proposedBy(by: Viewer): Promise<string> {
	const [picture] = await db.select().from(spotPhotos).where(eq(spotPhotos.spotId, spotId));
	return (await proposeExposure({ spotId, beforeId: picture?.photoId ?? "", why: "桥头天天有人过，还没清。", by, at: now })).exposureId;
}

async function shownBy(by: Viewer): Promise<string> {
	const exposureId = await proposedBy(by);
	await sign({ approvalId: await waiting("exposure"), by: cast.staff.wang, at: now }, { exposure: EXPOSURE_APPROVAL });
	return exposureId;
}

test("a town's admin shows no card by an editor and an auditor of their own making; nor counts it as the village's matter", async () => {
	await proposedBy(own.editor);
	const approvalId = await waiting("exposure");
	await expect(sign({ approvalId, by: own.auditor, at: now }, { exposure: EXPOSURE_APPROVAL })).rejects.toMatchObject({
		key: "accounts.askAnother",
	});
	await byHandSigned(own.auditor).toThrow("independent of who proposes");
	await byHand(
		`insert into approvals (id, kind, subject, region_id, outcome, why, proposed_by, proposed_at) select 'x', kind, subject, '${cast.places.qingshi.id}', outcome, why, proposed_by, proposed_at from approvals`,
	).toThrow("for the town of its village");
	await sign({ approvalId, by: cast.staff.song, at: now }, { exposure: EXPOSURE_APPROVAL });
});

test("who presses 涉及我 again and again hides a card twice; from then on it stays while a third one looks", async () => {
	const exposureId = await shownBy(cast.staff.li);
	const press = () => takeDown({ exposureId, words: "后面那扇门是我家的。", at: now });
	const hiddenAt = async () => (await db.select().from(exposures))[0]?.hiddenAt;
	const kept = (by: Viewer) => reviewTakedown({ exposureId, outcome: "kept", words: "没有谁家的门。", by, at: now });
	for (const by of [cast.staff.meng, offices.min]) {
		expect(await press()).toMatchObject({ isHidden: true });
		expect(await hiddenAt()).toEqual(now);
		await kept(by);
	}
	const third = await press();
	expect([third.isHidden, await press(), await hiddenAt()]).toEqual([false, third, null]);
	expect(await pressedFor(cast.staff.meng)).toHaveLength(1);
	await reviewTakedown({ exposureId, outcome: "removed", words: "是有一扇门。", by: offices.tao, at: now });
	expect((await db.select().from(exposures))[0]?.stage).toBe("left");
});

test("the same one who keeps it twice is one: the third press hides it", async () => {
	const exposureId = await shownBy(cast.staff.li);
	for (const _time of [1, 2]) {
		await takeDown({ exposureId, words: "后面那扇门是我家的。", at: now });
		await reviewTakedown({ exposureId, outcome: "kept", words: "没有谁家的门。", by: cast.staff.meng, at: now });
	}
	expect(await takeDown({ exposureId, words: "真的是我家的门。", at: now })).toMatchObject({ isHidden: true });
});

test("a village takes no card away by a moderator of its own hiring, nor does whoever made the proposer keep one", async () => {
	const puppet = await hired("puppet", "moderator", cast.places.qingshi, offices.yun);
	const exposureId = await shownBy(own.editor);
	await takeDown({ exposureId, words: "", at: now });
	for (const by of [puppet, own.reviewer, offices.tao]) {
		expect(await pressedFor(by)).toEqual([]);
		await expect(reviewTakedown({ exposureId, outcome: "removed", words: "看得出是谁家。", by, at: now })).rejects.toMatchObject({
			key: "exposure.notBySigner",
		});
		await byHand(
			`update exposure_takedowns set outcome = 'removed', outcome_words = 'words', reviewed_by = '${by.personId}', reviewed_at = 9`,
		).toThrow("by no hand of the village");
	}
	expect(await pressedFor(cast.staff.meng)).toHaveLength(1);
});

test("a town's board is not signed by who the proposer's own admin made, whatever help that admin wrote down", async () => {
	const { draft } = await boardsOf(cast);
	const pan = await hired("pan", "publicist", cast.places.shilin, offices.tao);
	await proposeEdition({ editionId: draft, why: "走访都做完了，没有缺的。", by: pan, at: now });
	for (const by of [own.auditor, offices.tao])
		await expect(sign({ approvalId: await waiting("board"), by, at: now }, { board: BOARD_APPROVAL })).rejects.toMatchObject({
			key: "accounts.askAnother",
		});
	await byHandSigned(own.auditor).toThrow("independent of who proposes");
});

test("nobody takes a board away by an invented household: who printed its slip does not answer what it objects", async () => {
	const { published } = await boardsOf(cast);
	const member = await letIn("chen", offices.tao);
	await objectTo(BOARD_OBJECTIONS, {
		subject: published,
		by: { ...member, householdId: cast.homes.chen.householdId },
		words: "这期榜都不对。",
		at: now,
	});
	const answer = { subject: published, number: 1, answer: "是不对。", isUpheld: true, by: offices.tao, at: now };
	expect((await objectionsAtWork(BOARD_OBJECTIONS, published, offices.tao)).all).toMatchObject([{ mayAnswer: false }]);
	await expect(answerObjection(BOARD_OBJECTIONS, answer)).rejects.toMatchObject({ key: "objections.printer" });
	await byHand(`update objections set answer = 'yes', is_upheld = 1, answered_by = '${offices.tao.personId}', answered_at = 9`).toThrow(
		"not by who printed a slip",
	);
	const other = await hired("other", "town_admin", cast.places.shilin, cast.staff.wang);
	expect((await objectionsAtWork(BOARD_OBJECTIONS, published, other)).all).toMatchObject([{ mayAnswer: true }]);
});

test("a title is not signed by who its proposer made", async () => {
	const modelVillageId = await reviewedModel(cast, offices);
	const zhao = await hired("zhao", "district_admin", cast.places.qingling, cast.staff.wang);
	const hand = await hired("hand", "auditor", cast.places.qingling, zhao);
	const at = noticeOver(MORNING);
	await proposeTitle({ modelVillageId, why: "公示没有不同意见，村里做得扎实。", by: zhao, at });
	await expect(sign({ approvalId: await waiting("model_village"), by: hand, at }, { model_village: MODEL_APPROVAL })).rejects.toMatchObject(
		{ key: "accounts.askAnother" },
	);
	await byHandSigned(hand).toThrow("independent of who proposes");
});

test("a second account goes nowhere where its maker belongs: it inspects nothing in that village, and decides nothing about its title", async () => {
	const { qingshi, shilin } = cast.places;
	await write((tx) =>
		tx.insert(householdMembers).values({ householdId: cast.homes.bao.householdId, personId: offices.tao.personId, joinedAt: MORNING }),
	);
	const second = await hired("second", "inspector", shilin, offices.tao);
	for (const days of [31, 0]) await drawInspections(minutesAfter(new Date("2026-12-02T04:00:00+08:00"), -days * 24 * 60));
	const walks = await db.select().from(inspectionWalks);
	const there = walks.filter(({ villageId }) => villageId === qingshi.id);
	expect(there.map(({ inspectorId }) => inspectorId)).toEqual([offices.gu.personId]);
	await byHand(`update inspection_walks set inspector_id = '${second.personId}' where id = '${there[0]?.id}'`).toThrow(
		"bound to the village",
	);
	const barred = async (by: Viewer) => (await villagesWithoutInspector(by)).map(({ village, barred: people }) => [village, people]);
	expect(await barred(cast.staff.wang)).toEqual([]);
	await write((tx) => tx.update(roleGrants).set({ revokedAt: MORNING }).where(eq(roleGrants.personId, offices.gu.personId)));
	const why = [{ name: second.name, ties: [expect.objectContaining({ why: "made", maker: offices.tao.name })] }];
	for (const by of [cast.staff.wang, cast.staff.song, offices.tao]) expect(await barred(by)).toEqual([["青石村", why]]);
	expect(await barred(offices.yun)).toEqual([]);
	expect((await workWaiting(cast.staff.wang, now)).filter(({ key }) => key === "inspections.barred.count")).toHaveLength(1);
	expect([await isBound(db, second.personId, qingshi.id), await isBound(db, offices.gu.personId, qingshi.id)]).toEqual([true, false]);
});
