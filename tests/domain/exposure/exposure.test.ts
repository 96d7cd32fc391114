import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { EXPOSURE_LIFE, EXPOSURE_STAGES, exposures } from "#db/schema/exposure.ts";
import { photos } from "#db/schema/photos.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { refuse, sign } from "#domain/approvals/answer.ts";
import { corrections, publicCard, publicCards } from "#domain/exposure/cards.ts";
import { exposureDesk, pressedFor } from "#domain/exposure/desk.ts";
import { tendExposures } from "#domain/exposure/leave.ts";
import { adoptPolicy, endPolicy } from "#domain/exposure/policies.ts";
import { EXPOSURE_APPROVAL, proposeExposure } from "#domain/exposure/propose-exposure.ts";
import { spotCase } from "#domain/exposure/spot-case.ts";
import { reviewTakedown, takeDown } from "#domain/exposure/take-down.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { noticesAtWork } from "#domain/notices/notices.ts";
import { answerAppeal, confirmFix } from "#domain/spots/confirm-spot.ts";
import { redactSpot } from "#domain/spots/redact-spot.ts";
import { appealOrder, explain, planMilestones } from "#domain/spots/work.ts";
import { mayBecome } from "#domain/stages.ts";
import { onChange } from "#platform/changes.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { assigned, type Offices, saidFixed, spotOffices } from "#tests/spots.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const days = (count: number) => minutesAfter(MORNING, count * 24 * 60);
/** An order of grade B, given on Monday 2 November, ends with Thursday. */
const LATE = days(5);

freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
	await adoptPolicy({
		villageId: cast.places.qingshi.id,
		documentNumber: "青石村民会〔2026〕3号",
		adoptedOn: "2026-10-20",
		by: offices.tao,
		at: MORNING,
	});
});

const beforeOf = async (spotId: string) =>
	(await db.select().from(spotPhotos).where(eq(spotPhotos.spotId, spotId))).find(({ reportId }) => reportId)?.photoId ?? "";
const WHY = "桥头天天有人过，过了三天还没清。";

async function proposed(spotId: string, more: { by?: Viewer; at?: Date } = {}) {
	return proposeExposure({ spotId, beforeId: await beforeOf(spotId), why: WHY, by: cast.staff.li, at: LATE, ...more });
}

const openApproval = async () => (await db.select({ id: approvals.id }).from(approvals).where(sql`answer is null`))[0]?.id ?? "";
const signed = async (by: Viewer, at = LATE) => sign({ approvalId: await openApproval(), by, at }, { exposure: EXPOSURE_APPROVAL });

/** A spot that nobody fixed in time, proposed by Li of the village and signed by Tao of the town… who is no member of the unit. */
async function shown() {
	const spot = await assigned(cast, offices);
	const { exposureId } = await proposed(spot.spotId);
	await signed(cast.staff.wang);
	return { ...spot, exposureId };
}

const publicIds = async (at: Date) => (await publicCards({ at })).cards.map(({ exposureId }) => exposureId);
const stageOf = async (id: string) => (await db.select({ stage: exposures.stage }).from(exposures).where(eq(exposures.id, id)))[0]?.stage;
const released = async () => (await db.select().from(photos)).filter(({ releasedAt }) => releasedAt !== null).length;

test("a spot that is late, proposed by one office and signed by another, is public with place, kind, picture, unit and deadline, and no person", async () => {
	const { exposureId, dueAt } = await shown();
	const card = await publicCard(exposureId, LATE);
	expect(card).toMatchObject({
		village: "青石村",
		hamlet: "东沟",
		place: "村口桥头",
		unit: "青石村村委会",
		dueAt,
		stage: "shown",
		after: null,
	});
	expect(card?.before?.sources.length).toBeGreaterThan(0);
	expect(JSON.stringify(card)).not.toMatch(/李敏|陈桂兰|person-|household-|latitude|cell/);
	expect(await released()).toBe(1);
	expect((await verifyPublications()).faults).toEqual([]);
	expect((await publicCards({ at: LATE, villageId: cast.places.baiyang.id })).cards).toEqual([]);
});

test("fixed in time it is never public: not proposed, not signed, and refused by the database", async () => {
	const { spotId } = await assigned(cast, offices);
	await expect(proposed(spotId, { at: days(2) })).rejects.toMatchObject({ key: "exposure.notLate" });
	await saidFixed(spotId, offices.yun, days(3));
	// It is said in time; that nobody came to look until Saturday is not the unit's fault.
	await expect(proposed(spotId)).rejects.toMatchObject({ key: "exposure.notLate" });
	const insert = sql`insert into exposures (id, spot_id, assignment_id, policy_id, village_id, before_id, stage_at) select 'x', a.spot_id, a.id, p.id, p.village_id, ${await beforeOf(spotId)}, ${LATE.getTime()} from spot_assignments a, exposure_policies p`;
	await expect(db.run(insert)).rejects.toThrow();
	await confirmFix({ spotId, by: offices.gu, at: LATE });
	await expect(proposed(spotId)).rejects.toMatchObject({ key: "exposure.notLate" });
	expect(await publicIds(LATE)).toEqual([]);
});

const cardByHand = async (spotId: string, at = LATE) =>
	db.run(sql`insert into exposures (id, spot_id, assignment_id, policy_id, village_id, before_id, stage_at)
		select 'x', a.spot_id, a.id, p.id, p.village_id, ${await beforeOf(spotId)}, ${at.getTime()} from spot_assignments a, exposure_policies p where a.spot_id = ${spotId} and p.ended_at is null`);
const whyNot = async (work: Promise<unknown>) =>
	work.then(
		() => "",
		(failure: Error) => String(failure.cause ?? failure),
	);

test("said to be fixed too late, it may be shown until somebody confirms it; appealed, it may not", async () => {
	const late = await assigned(cast, offices);
	await saidFixed(late.spotId, offices.yun, LATE);
	expect(await proposed(late.spotId)).toBeDefined();
	const appealed = await assigned(cast, offices);
	await appealOrder({ spotId: appealed.spotId, words: "这里归公路局管。", by: offices.yun, at: days(1) });
	await expect(proposed(appealed.spotId)).rejects.toMatchObject({ key: "exposure.notLate" });
	expect(await whyNot(cardByHand(appealed.spotId))).toContain("free of appeals");
});

test("the database takes no card under a policy that came after the order", async () => {
	await endPolicy({ villageId: cast.places.qingshi.id, by: offices.tao, at: MORNING });
	const { spotId } = await assigned(cast, offices);
	await adoptPolicy({
		villageId: cast.places.qingshi.id,
		documentNumber: "〔2026〕4号",
		adoptedOn: "2026-11-03",
		by: offices.tao,
		at: days(1),
	});
	expect(await whyNot(cardByHand(spotId))).toContain("adopted a policy before the order");
});

test("what is fixed between the two signatures stays private, for good", async () => {
	const { spotId } = await assigned(cast, offices);
	const { exposureId } = await proposed(spotId);
	await saidFixed(spotId, offices.yun, LATE);
	await confirmFix({ spotId, by: offices.gu, at: LATE });
	await expect(signed(cast.staff.wang)).rejects.toMatchObject({ key: "exposure.notLate" });
	await tendExposures(LATE);
	expect(await stageOf(exposureId)).toBe("dropped");
	expect(await released()).toBe(0);
});

test("without a policy that was adopted before the order, nothing becomes public; when it ends, everything leaves", async () => {
	const { exposureId } = await shown();
	await endPolicy({ villageId: cast.places.qingshi.id, by: offices.tao, at: LATE });
	await endPolicy({ villageId: cast.places.qingshi.id, by: offices.tao, at: LATE });
	await tendExposures(LATE);
	expect(await stageOf(exposureId)).toBe("left");
	const { spotId } = await assigned(cast, offices);
	await expect(proposed(spotId)).rejects.toMatchObject({ key: "exposure.noPolicy" });
	await adoptPolicy({
		villageId: cast.places.qingshi.id,
		documentNumber: "〔2026〕4号",
		adoptedOn: "2026-11-03",
		by: offices.tao,
		at: days(1),
	});
	await expect(proposed(spotId)).rejects.toMatchObject({ key: "exposure.noPolicy" });
	const policy = {
		villageId: cast.places.qingshi.id,
		documentNumber: "〔2026〕4号",
		adoptedOn: "2026-11-03",
		by: offices.tao,
		at: days(1),
	};
	expect(await adoptPolicy(policy)).toEqual(await adoptPolicy(policy));
	for (const [more, key] of [
		[{ documentNumber: "4" }, "exposure.documentMissing"],
		[{ adoptedOn: "2026-12-24" }, "exposure.dayMissing"],
		[{ by: cast.staff.li }, "common.notFound"],
	] as const)
		await expect(adoptPolicy({ ...policy, ...more })).rejects.toMatchObject({ key });
});

test("two offices sign: not the proposer, nobody of the same office, nobody who answers for the spot; twice is once", async () => {
	const { spotId } = await assigned(cast, offices);
	const [first, again] = [await proposed(spotId, { by: cast.staff.meng }), await proposed(spotId, { by: cast.staff.meng })];
	expect(first).toEqual(again);
	// Tao and Meng are both of the town.
	await expect(signed(offices.tao)).rejects.toMatchObject({ key: "exposure.sameOffice" });
	await expect(signed(cast.staff.meng)).rejects.toMatchObject({ key: "common.notFound" });
	await expect(signed(offices.yun)).rejects.toMatchObject({ key: "common.notFound" });
	expect(await publicIds(LATE)).toEqual([]);
	await signed(cast.staff.wang);
	expect(await publicIds(LATE)).toEqual([first.exposureId]);
	await expect(proposed(spotId)).rejects.toMatchObject({ key: "exposure.shownAlready" });
	const { spotId: other } = await assigned(cast, offices);
	await expect(proposed(other, { by: cast.staff.song })).rejects.toMatchObject({ key: "common.notFound" });
});

test("one who refuses keeps it private, and the proposer does not ask again", async () => {
	const { spotId } = await assigned(cast, offices);
	const { exposureId } = await proposed(spotId);
	await refuse(
		{ approvalId: await openApproval(), why: "照片里看得出是谁家。", by: cast.staff.wang, at: LATE },
		{ exposure: EXPOSURE_APPROVAL },
	);
	expect(await stageOf(exposureId)).toBe("dropped");
	await expect(proposed(spotId)).rejects.toMatchObject({ key: "approvals.refusedOnce" });
});

test("corrected, it shows the after picture and leaves seven days later; nobody has to act, and no job has to run", async () => {
	const { exposureId, spotId } = await shown();
	await saidFixed(spotId, offices.yun, days(8));
	await confirmFix({ spotId, isClear: true, by: offices.gu, at: days(9) });
	await tendExposures(days(9), spotId);
	await tendExposures(days(9), spotId);
	const card = await publicCard(exposureId, days(9));
	expect(card).toMatchObject({ stage: "corrected", correctedAt: days(9), leavesAt: days(16) });
	expect(card?.after?.photoId).not.toBe(card?.before?.photoId);
	expect(await released()).toBe(2);
	expect(await publicIds(new Date(days(16).getTime() - 1))).toEqual([exposureId]);
	// No job ran since: the reader's clock alone decides.
	expect(await publicIds(days(16))).toEqual([]);
	expect(await publicCard(exposureId, days(16))).toBeUndefined();
	await tendExposures(days(20));
	expect(await stageOf(exposureId)).toBe("left");
	expect(await released()).toBe(0);
});

test("the picture of after is public only once somebody looked for people on it; until then the card says 已整改 without it", async () => {
	const { exposureId, spotId } = await shown();
	await saidFixed(spotId, offices.yun, days(8));
	await confirmFix({ spotId, by: offices.gu, at: days(9) });
	await tendExposures(days(9), spotId);
	expect(await publicCard(exposureId, days(9))).toMatchObject({ stage: "corrected", after: null });
	expect(await released()).toBe(1);
	const { shown: atDesk } = await exposureDesk(cast.staff.li, days(9));
	const photoId = atDesk[0]?.unseenAfterId ?? "";
	const hidden = { photoId, rectangles: [{ x: 0, y: 0, width: 0.4, height: 0.9 }], startFrom: "current" as const };
	await redactSpot({ ...hidden, spotId, by: cast.staff.li, at: days(9) });
	await tendExposures(days(9), spotId);
	expect((await publicCard(exposureId, days(9)))?.after?.photoId).toBe(photoId);
	expect((await exposureDesk(cast.staff.li, days(9))).shown[0]?.unseenAfterId).toBeNull();
	expect(await released()).toBe(2);
	await takeDown({ exposureId, words: "", at: days(9) });
	expect(await released()).toBe(0);
});

test("a card that cannot leave keeps no other from leaving, and the failure is told once, with its card", async () => {
	const [one, other] = [await shown(), await shown()];
	await rawClient().execute(
		`create trigger broken before insert on exposure_stages when new.exposure_id = '${one.exposureId}' and new.stage = 'left' begin select raise(abort, 'this one is broken'); end`,
	);
	await expect(tendExposures(days(40))).rejects.toThrow(one.exposureId);
	expect([await stageOf(one.exposureId), await stageOf(other.exposureId)]).toEqual(["shown", "left"]);
	await rawClient().execute("drop trigger broken");
	await tendExposures(days(40));
	expect(await stageOf(one.exposureId)).toBe("left");
});

test("who may not see the picture is not told that a signature waits, and does not sign: by command and by hand", async () => {
	const rao = await hired("rao", "village_admin", cast.places.qingshi, cast.staff.wang);
	const { spotId } = await assigned(cast, offices);
	await proposed(spotId, { by: cast.staff.meng });
	const told = async (viewer: Viewer) => (await noticesAtWork(viewer)).filter(({ kind }) => kind === "signature_waits").length;
	expect([await told(rao), await told(offices.tao), await told(cast.staff.wang)]).toEqual([0, 0, 1]);
	await expect(signed(rao)).rejects.toMatchObject({ key: "common.notFound" });
	expect((await spotCase(cast.staff.wang, spotId, LATE)).signers.map(({ personId }) => personId)).not.toContain(rao.personId);
	const approve = `update approvals set answer = 'signed', answered_by = '${rao.personId}', answered_at = 9`;
	await rawClient().execute(approve);
	const show =
		"insert into exposure_stages (id, exposure_id, seq, stage, actor_id, at) select 'x', id, 2, 'shown', 'person-wang', 9 from exposures";
	await expect(rawClient().execute(show)).rejects.toThrow("may see the picture");
});

test("who reviews is told on their first page what was pressed, the oldest first; neither signer is, nor who answers for the spot", async () => {
	const [one, other] = [await shown(), await shown()];
	await takeDown({ exposureId: other.exposureId, words: "", at: LATE });
	await takeDown({ exposureId: one.exposureId, words: "", at: days(6) });
	expect((await pressedFor(cast.staff.meng)).map(({ spotId, reviewDueAt }) => [spotId, reviewDueAt])).toEqual([
		[other.spotId, days(6)],
		[one.spotId, days(7)],
	]);
	for (const viewer of [cast.staff.li, cast.staff.wang, offices.yun, offices.gu]) expect(await pressedFor(viewer)).toEqual([]);
});

test("never corrected, it leaves after thirty days; a clock that went back does not bring it back", async () => {
	const { exposureId } = await shown();
	expect(await publicIds(days(34))).toEqual([exposureId]);
	expect(await publicIds(days(35))).toEqual([]);
	// Nobody was there for three days.
	await tendExposures(days(38));
	expect(await publicIds(days(10))).toEqual([]);
	expect(await released()).toBe(0);
});

test("涉及我 hides it at once, by anybody and once; kept by somebody who did not sign, it comes back; again it needs words; removed, a correction stands in its place", async () => {
	const { exposureId } = await shown();
	const press = (words = "") => takeDown({ exposureId, words, at: days(6) });
	const [one, two] = await Promise.all([press(), press()]);
	expect(one).toEqual(two);
	expect(one.dueAt).toEqual(days(7));
	expect(await publicIds(days(6))).toEqual([]);
	expect(await released()).toBe(0);
	const review = { exposureId, outcome: "kept", words: "照片里没有人。", at: days(7) };
	await expect(reviewTakedown({ ...review, by: cast.staff.li })).rejects.toMatchObject({ key: "exposure.notBySigner" });
	await expect(reviewTakedown({ ...review, by: offices.yun })).rejects.toMatchObject({ key: "common.notFound" });
	await reviewTakedown({ ...review, by: cast.staff.meng });
	await reviewTakedown({ ...review, by: cast.staff.meng });
	expect(await publicIds(days(7))).toEqual([exposureId]);
	expect(await released()).toBe(1);
	await expect(press()).rejects.toMatchObject({ key: "exposure.wordsNeeded" });
	await press("后面那扇门是我家的。");
	await reviewTakedown({ ...review, outcome: "removed", words: "看得出是谁家的门。", by: cast.staff.meng, at: days(8) });
	expect(await publicIds(days(8))).toEqual([]);
	expect(await corrections(days(8))).toMatchObject([{ why: "takedown", village: "青石村", place: "村口桥头" }]);
	expect(await corrections(days(16))).toEqual([]);
	await expect(press("再按一次试试。")).rejects.toMatchObject({ key: "common.notFound" });
});

test("an appeal freezes it at once; rejected, it is shown again; upheld, it leaves with a correction", async () => {
	const { spotId, exposureId } = await shown();
	await appealOrder({ spotId, words: "这里归公路局管。", by: offices.yun, at: days(6) });
	expect(await publicIds(days(6))).toEqual([]);
	expect(await released()).toBe(0);
	await expect(takeDown({ exposureId, words: "", at: days(6) })).resolves.toBeDefined();
	await reviewTakedown({ exposureId, outcome: "kept", words: "没有人。", by: cast.staff.meng, at: days(6) });
	expect(await publicIds(days(6))).toEqual([]);
	await answerAppeal({ spotId, isUpheld: false, words: "是村里管的路段。", by: cast.staff.meng, at: days(7) });
	await tendExposures(days(7), spotId);
	expect(await publicIds(days(7))).toEqual([exposureId]);
	const other = await shown();
	await appealOrder({ spotId: other.spotId, words: "这里归公路局管。", by: offices.yun, at: days(6) });
	await answerAppeal({ spotId: other.spotId, isUpheld: true, words: "确实归公路局。", by: cast.staff.meng, at: days(7) });
	await tendExposures(days(7));
	expect(await publicIds(days(7))).toEqual([exposureId]);
	expect(await corrections(days(7))).toMatchObject([{ why: "appeal" }]);
});

test("what the village cannot mend itself is never exposed, and a plan is late only at its own days", async () => {
	const gap = await assigned(cast, offices, { cause: "facility_gap" });
	await expect(proposed(gap.spotId)).rejects.toMatchObject({ key: "exposure.notLate" });
	const planned = await assigned(cast, offices, { grade: "D" });
	await planMilestones({ spotId: planned.spotId, steps: [{ words: "清淤", day: "2026-11-20" }], by: offices.yun, at: days(1) });
	await expect(proposed(planned.spotId, { at: days(15) })).rejects.toMatchObject({ key: "exposure.notLate" });
	expect(await proposed(planned.spotId, { at: days(20) })).toBeDefined();
	const idle = await assigned(cast, offices, { grade: "D" });
	await expect(proposed(idle.spotId, { at: days(6) })).rejects.toMatchObject({ key: "exposure.notLate" });
	expect(await proposed(idle.spotId, { at: days(9) })).toBeDefined();
});

/** What the database says to each step by hand, from each stage: "" is taken. No signature, no job and no fix stands behind any of them. */
const BY_HAND: Record<string, Partial<Record<(typeof EXPOSURE_STAGES)[number], string>>> = {
	proposed: { shown: "two people of different offices", dropped: "" },
	dropped: {},
	shown: { corrected: "when the fix was confirmed", left: "" },
	corrected: { left: "" },
	left: {},
};

test.each(EXPOSURE_STAGES)("from %s the database takes only the legal steps, whoever takes them", async (from) => {
	const { spotId } = await assigned(cast, offices);
	const { exposureId } = await proposed(spotId);
	if (from !== "proposed" && from !== "dropped") await signed(cast.staff.wang);
	if (from === "corrected") {
		await saidFixed(spotId, offices.yun, days(8));
		await confirmFix({ spotId, by: offices.gu, at: days(9) });
	}
	if (from === "dropped") await endPolicy({ villageId: cast.places.qingshi.id, by: offices.tao, at: LATE });
	await tendExposures(from === "left" ? days(40) : from === "corrected" ? days(9) : LATE);
	expect(await stageOf(exposureId)).toBe(from);
	const wrong: string[] = [];
	const { rows } = await rawClient().execute("select max(seq) as seq from exposure_stages");
	const sql = "insert into exposure_stages (id, exposure_id, seq, stage, actor_id, at) values ('x', ?, ?, ?, ?, ?)";
	for (const to of EXPOSURE_STAGES)
		for (const actor of [null, cast.staff.li.personId, cast.staff.wang.personId, offices.yun.personId, cast.homes.chen.personId]) {
			await rawClient().execute("savepoint tried");
			const said = await whyNot(
				rawClient().execute({ sql, args: [exposureId, Number(rows[0]?.["seq"]) + 1, to, actor, days(10).getTime()] }),
			);
			await rawClient().execute("rollback to tried");
			await rawClient().execute("release tried");
			const wanted = BY_HAND[from]?.[to] ?? "no such step";
			if (wanted === "" ? said !== "" : !said.includes(wanted)) wrong.push(`${to} by ${actor}: ${said || "taken"}`);
		}
	expect(wrong).toEqual([]);
	expect(Object.keys(BY_HAND[from] ?? {}).toSorted()).toEqual(
		EXPOSURE_STAGES.filter((to) => mayBecome(EXPOSURE_LIFE, from, to)).toSorted(),
	);
});

test("no exposure table can hold a person, a door or an exact coordinate; the only people are staff who signed", async () => {
	const { rows } = await rawClient().execute(
		"select m.name || '.' || c.name as place, coalesce((select f.\"table\" from pragma_foreign_key_list(m.name) f where f.\"from\" = c.name), '') as refers from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name like 'exposure%'",
	);
	const columns = rows.map(({ place, refers }) => [String(place), String(refers)] as const);
	expect(
		columns
			.filter(([, refers]) => ["people", "households", "household_members"].includes(refers))
			.map(([place]) => place)
			.sort(),
	).toEqual(["exposure_policies.recorded_by", "exposure_stages.actor_id", "exposure_takedowns.reviewed_by"]);
	expect(
		columns
			.filter(([place]) => /name|phone|door|number_plate|person|household|lat|lon|north|east|address/.test(place.split(".")[1] ?? ""))
			.map(([place]) => place),
	).toEqual([]);
});

test("each deed that changes what is public drops the pages that show it", async () => {
	const heard: string[] = [];
	const stop = onChange((tags) => heard.push(...tags.filter((tag) => tag === "exposure")));
	const drops = async (deed: () => Promise<unknown>) => {
		heard.length = 0;
		await deed();
		return heard.length > 0;
	};
	const { spotId } = await assigned(cast, offices);
	await proposed(spotId);
	expect(await drops(() => signed(cast.staff.wang))).toBe(true);
	expect(await drops(() => explain({ spotId, words: "车坏了。", by: offices.yun, at: LATE }))).toBe(true);
	const hiding = { photoId: await beforeOf(spotId), rectangles: [{ x: 0, y: 0, width: 0.3, height: 0.3 }], startFrom: "current" as const };
	expect(await drops(() => redactSpot({ ...hiding, spotId, by: cast.staff.li, at: LATE }))).toBe(true);
	expect(await drops(() => appealOrder({ spotId, words: "这里归公路局管。", by: offices.yun, at: LATE }))).toBe(true);
	const policy = { villageId: cast.places.qingshi.id, documentNumber: "〔2026〕4号", adoptedOn: "2026-11-03", by: offices.tao, at: LATE };
	expect(await drops(() => adoptPolicy(policy))).toBe(true);
	expect(await drops(() => endPolicy(policy))).toBe(true);
	stop();
});
