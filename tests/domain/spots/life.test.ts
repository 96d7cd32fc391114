import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { notices } from "#db/schema/notices.ts";
import { SPOT_STAGES, spotReports, spots } from "#db/schema/spots/spots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { assignSpot } from "#domain/spots/assign-spot.ts";
import { answerAppeal, confirmFix, contestFix, findRelapse, sendBack } from "#domain/spots/confirm-spot.ts";
import { reportPage } from "#domain/spots/report-page.ts";
import { checkSpot, mergeSpot, readReport, turnAway } from "#domain/spots/triage.ts";
import type { SpotStage } from "#domain/spots/types.ts";
import { addAfterPhoto, appealOrder, explain, sayFixed, sayHalfDone, takeInHand } from "#domain/spots/work.ts";
import { addMember } from "#domain/units/members.ts";
import { onChange, type Tag } from "#platform/changes.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { assigned, fixed, type Offices, reported, saidFixed, spotAt, spotOffices } from "#tests/spots.ts";
import { smallUpload } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
});

/** What pages heard since it was asked last. */
const told: Tag[] = [];
onChange((tags) => told.push(...tags));
const heard = () => told.splice(0);

const at = minutesAfter(MORNING, 60);
const later = minutesAfter(MORNING, 240);
const stageOf = async (spotId: string) => (await db.select({ stage: spots.stage }).from(spots).where(eq(spots.id, spotId)))[0]?.stage;
const li = () => cast.staff.li;

/** A spot at each stage, brought there by the commands. */
const AT = Object.fromEntries(SPOT_STAGES.map((stage) => [stage, () => spotAt(stage, cast, offices)])) as Record<
	SpotStage,
	() => Promise<string>
>;

const COMMANDS: Record<
	string,
	{ from: SpotStage; to: SpotStage; run: (spotId: string, by?: Viewer) => Promise<unknown>; own: () => Viewer; other: () => Viewer }
> = {
	checkSpot: {
		from: "reported",
		to: "checked",
		run: (spotId, by = li()) => checkSpot({ spotId, by, at: later }),
		own: li,
		other: () => cast.staff.song,
	},
	turnAway: {
		from: "checked",
		to: "not_ours",
		run: (spotId, by = li()) => turnAway({ spotId, door: "not_found", why: "去了两次，没有看到。", by, at: later }),
		own: li,
		other: () => offices.gu,
	},
	takeInHand: {
		from: "assigned",
		to: "in_hand",
		run: (spotId, by = offices.yun) => takeInHand({ spotId, by, at: later }),
		own: () => offices.yun,
		other: li,
	},
	sayHalfDone: {
		from: "in_hand",
		to: "half_done",
		run: (spotId, by = offices.yun) => sayHalfDone({ spotId, by, at: later }),
		own: () => offices.yun,
		other: li,
	},
	confirmFix: {
		from: "said_fixed",
		to: "confirmed",
		run: (spotId, by = offices.gu) => confirmFix({ spotId, by, at: later }),
		own: () => offices.gu,
		other: () => cast.homes.chen.viewer,
	},
	sendBack: {
		from: "said_fixed",
		to: "in_hand",
		run: (spotId, by = offices.gu) => sendBack({ spotId, why: "桥下还有一堆。", by, at: later }),
		own: () => offices.gu,
		other: () => cast.staff.song,
	},
	findRelapse: {
		from: "confirmed",
		to: "relapsed",
		run: (spotId, by = offices.gu) => findRelapse({ spotId, why: "又堆上了。", by, at: later }),
		own: () => offices.gu,
		other: () => cast.staff.song,
	},
};

test.each(Object.keys(COMMANDS))("%s does it once, however often it is said, and for nobody else", async (name) => {
	const { from, to, run, other } = COMMANDS[name] as (typeof COMMANDS)[string];
	const spotId = await AT[from]();
	await expect(run(spotId, other())).rejects.toMatchObject({ key: "common.notFound" });
	expect(await stageOf(spotId)).toBe(from);
	heard();
	await Promise.all([run(spotId), run(spotId), run(spotId)]);
	expect(heard()).toContain("exposure");
	expect(await stageOf(spotId)).toBe(to);
	const { rows } = await rawClient().execute({
		sql: "select count(*) as steps from spot_stages where spot_id = ? and stage = ?",
		args: [spotId, to],
	});
	expect(rows[0]?.["steps"]).toBe(1);
});

test("a reported spot goes to the unit by the duty map, with a clock, is fixed, confirmed by another, relapses, and is assigned anew", async () => {
	const { spotId, reference, dueAt } = await assigned(cast, offices, {
		report: { phone: "13812345678", by: { personId: cast.homes.chen.personId } },
	});
	expect(dueAt).toEqual(new Date("2026-11-06T00:00:00+08:00"));
	expect(await db.select({ kind: notices.kind, personId: notices.personId }).from(notices)).toContainEqual({
		kind: "spot_assigned",
		personId: offices.yun.personId,
	});
	await saidFixed(spotId, offices.yun);
	expect(await reportPage(reference, MORNING)).toMatchObject({ stage: "said_fixed", unit: "青石村村委会" });
	await confirmFix({ spotId, by: offices.gu, at: later });
	expect((await db.select().from(spotReports))[0]?.phoneSealed).toBeNull();
	expect((await db.select().from(notices)).map(({ kind, personId }) => [kind, personId])).toEqual([
		["report_closed", cast.homes.chen.personId],
	]);
	await findRelapse({ spotId, why: "又堆满了。", by: li(), at: later });
	const again = { unitId: offices.unitId, cause: "behavior", grade: "A", words: "", orders: 1, by: li(), at: later };
	heard();
	await assignSpot({ spotId, ...again });
	expect(heard()).toContain("exposure");
	expect(await reportPage(reference, MORNING)).toMatchObject({ stage: "assigned", dueAt: minutesAfter(later, 24 * 60) });
});

test("whoever acts for the unit neither checks, nor turns away, nor confirms, nor answers: by command and by hand", async () => {
	// Li, who moderates the village, also acts for its committee; so does Tao of the town.
	await addMember({ unitId: offices.unitId, personId: li().personId, by: offices.tao, at: MORNING });
	const { spotId } = await reported(cast);
	for (const run of [checkSpot({ spotId, by: li(), at }), turnAway({ spotId, door: "no_problem", why: "没有问题。", by: li(), at })])
		await expect(run).rejects.toMatchObject({ key: "spots.ownUnit" });
	const step = (stage: string, actor: string, seq: number) =>
		rawClient().execute({
			sql: "insert into spot_stages (id, spot_id, seq, stage, actor_id, at, note) values ('x', ?, ?, ?, ?, 9, 'why')",
			args: [spotId, seq, stage, actor],
		});
	for (const stage of ["checked", "not_ours"]) await expect(step(stage, li().personId, 2)).rejects.toThrow("who answers for it");
	await checkSpot({ spotId, by: cast.staff.meng, at });
	await assignSpot({ spotId, unitId: offices.unitId, cause: "legacy", grade: "B", words: "", orders: 0, by: cast.staff.meng, at });
	await saidFixed(spotId, offices.yun);
	await expect(confirmFix({ spotId, by: li(), at })).rejects.toMatchObject({ key: "spots.ownUnit" });
	for (const actor of [li().personId, offices.yun.personId])
		await expect(step("confirmed", actor, 5)).rejects.toThrow("who answers for it");
});

test("nobody whom the unit's own officer made confirms its fix, whatever role they hold", async () => {
	const { hired } = await import("#tests/village.ts");
	const puppet = await hired("puppet", "inspector", cast.places.qingshi, offices.yun);
	const spotId = await AT.said_fixed();
	await expect(confirmFix({ spotId, by: puppet, at: later })).rejects.toMatchObject({ refusal: "forbidden" });
	const sql = "insert into spot_stages (id, spot_id, seq, stage, actor_id, at) values ('x', ?, 5, 'confirmed', ?, 9)";
	await expect(rawClient().execute({ sql, args: [spotId, puppet.personId] })).rejects.toThrow("independent");
	expect(await stageOf(spotId)).toBe("said_fixed");
});

test("a fix without a picture of now is refused; the picture of the report is none", async () => {
	const upload = () => smallUpload(77);
	const { spotId } = await assigned(cast, offices, { report: { uploads: [await upload()] } });
	await expect(sayFixed({ spotId, by: offices.yun, at })).rejects.toMatchObject({ key: "spots.noPhoto" });
	await expect(addAfterPhoto({ spotId, upload: await upload(), by: offices.yun, at })).rejects.toMatchObject({ key: "spots.sameAsBefore" });
	await expect(addAfterPhoto({ spotId, upload: await smallUpload(78), by: li(), at })).rejects.toMatchObject({ key: "common.notFound" });
	const sql = "insert into spot_stages (id, spot_id, seq, stage, actor_id, at) values ('x', ?, 4, 'said_fixed', ?, 9)";
	await expect(rawClient().execute({ sql, args: [spotId, offices.yun.personId] })).rejects.toThrow("shown by a picture");
	const [one, two] = [
		await addAfterPhoto({ spotId, upload: await smallUpload(79), by: offices.yun, at }),
		await addAfterPhoto({ spotId, upload: await smallUpload(79), by: offices.yun, at }),
	];
	expect(one).toEqual(two);
});

test("who reported it says once that it is not fixed; it goes back into hand, and late or twice nothing happens", async () => {
	const { spotId, reference } = await assigned(cast, offices);
	await expect(contestFix({ reference, words: "", at })).rejects.toMatchObject({ key: "spots.nothingToContest" });
	await expect(contestFix({ reference: "0000-0000-0000", words: "", at })).rejects.toMatchObject({ key: "spots.referenceUnknown" });
	await saidFixed(spotId, offices.yun);
	heard();
	await Promise.all([1, 2, 3].map(() => contestFix({ reference, words: "还堵着。", at: later })));
	expect(heard()).toContain("exposure");
	expect(await stageOf(spotId)).toBe("in_hand");
	await saidFixed(spotId, offices.yun, later);
	await confirmFix({ spotId, by: offices.gu, at: later });
	await contestFix({ reference, words: "再说一遍", at: later });
	expect(await stageOf(spotId)).toBe("confirmed");
	const other = await fixed(cast, offices);
	await expect(contestFix({ reference: other.reference, words: "", at: minutesAfter(MORNING, 8 * 24 * 60) })).rejects.toMatchObject({
		key: "spots.nothingToContest",
	});
});

test("a merged report is served by the fix of the other: nothing is photographed twice", async () => {
	const [one, other] = [await reported(cast), await reported(cast)];
	await expect(mergeSpot({ spotId: one.spotId, into: one.spotId, by: li(), at })).rejects.toMatchObject({ key: "spots.mergedWithItself" });
	await mergeSpot({ spotId: one.spotId, into: other.spotId, by: li(), at });
	await mergeSpot({ spotId: one.spotId, into: other.spotId, by: li(), at });
	await checkSpot({ spotId: other.spotId, by: li(), at });
	expect(await reportPage(one.reference, MORNING)).toMatchObject({ stage: "checked", isMerged: true, spotId: other.spotId });
	await expect(mergeSpot({ spotId: other.spotId, into: one.spotId, by: li(), at })).rejects.toMatchObject({ key: "spots.closedMeanwhile" });
	await expect(rawClient().execute(`update spots set merged_into_id = id where id = '${other.spotId}'`)).rejects.toThrow();
});

test("what is inside a yard becomes a private notice to the household, and no table of spots names it", async () => {
	const { spotId } = await reported(cast);
	const away = { spotId, door: "yard", why: "是院子里的，已经悄悄告诉这家。", by: li(), at };
	await expect(turnAway({ ...away, householdId: cast.homes.fan.householdId })).rejects.toMatchObject({ key: "spots.householdElsewhere" });
	await turnAway({ ...away, householdId: cast.homes.chen.householdId });
	expect(await db.select().from(notices)).toMatchObject([{ kind: "yard_reported", householdId: cast.homes.chen.householdId }]);
	const all = await Promise.all(
		["spots", "spot_stages", "spot_reports", "spot_photos"].map((table) => rawClient().execute(`select * from ${table}`)),
	);
	expect(JSON.stringify(all.map(({ rows }) => rows))).not.toContain("household-chen");
});

test("held words wait for a person; struck, they are gone for good", async () => {
	const { spotId } = await reported(cast, { words: "张某某倒的" });
	const [report] = await db.select().from(spotReports);
	const reading = { reportId: report?.id ?? "", by: li(), at };
	await expect(readReport({ ...reading, isStruck: true, by: cast.staff.song })).rejects.toMatchObject({ key: "common.notFound" });
	await readReport({ ...reading, isStruck: true });
	await readReport({ ...reading, isStruck: true });
	await expect(readReport({ ...reading, isStruck: false })).rejects.toMatchObject({ key: "spots.readAlready" });
	expect((await db.select().from(spotReports))[0]).toMatchObject({ words: "", isStruck: true, spotId });
});

test("two clerks give one order; the same one twice gives one; a unit elsewhere gets none", async () => {
	const spotId = await AT.checked();
	const order = { spotId, unitId: offices.unitId, cause: "legacy", grade: "C", words: "", orders: 0, at };
	const both = await Promise.allSettled([
		assignSpot({ ...order, by: li() }),
		assignSpot({ ...order, by: cast.staff.meng }),
		assignSpot({ ...order, by: li() }),
	]);
	expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
	expect(both.flatMap((one) => (one.status === "rejected" ? [one.reason.key] : []))).toEqual(["spots.assignedMeanwhile"]);
	for (const [more, key] of [
		[{ unitId: "none" }, "spots.unitMissing"],
		[{ cause: "bad" }, "spots.causeMissing"],
		[{ grade: "E" }, "spots.gradeMissing"],
		[{ cause: "facility_gap" }, "spots.gapWordsMissing"],
	] as const)
		await expect(assignSpot({ ...order, orders: 1, ...more, by: li() })).rejects.toMatchObject({ key });
});

test("an order is explained once and appealed once, by the unit; another person answers, independent of both, by the third working day", async () => {
	const { spotId } = await assigned(cast, offices);
	await expect(explain({ spotId, words: "姓马的倒的", by: offices.yun, at })).rejects.toMatchObject({ key: "spots.namesSomebody" });
	await explain({ spotId, words: "吊车坏了，周四修好。", by: offices.yun, at });
	await explain({ spotId, words: "吊车坏了，周四修好。", by: offices.yun, at });
	await expect(explain({ spotId, words: "换个说法。", by: offices.yun, at })).rejects.toMatchObject({ key: "spots.explainedAlready" });
	await expect(answerAppeal({ spotId, isUpheld: true, words: "成立，重新交办。", by: cast.staff.meng, at })).rejects.toMatchObject({
		key: "spots.noAppeal",
	});
	const appeal = { spotId, words: "这里归公路局管，不归我们。", by: offices.yun, at };
	expect((await appealOrder(appeal)).dueAt).toEqual(new Date("2026-11-06T00:00:00+08:00"));
	await appealOrder(appeal);
	await expect(appealOrder({ ...appeal, words: "另一个理由。" })).rejects.toMatchObject({ key: "spots.appealedAlready" });
	const answer = { spotId, isUpheld: true, words: "成立，重新交办。", at: later };
	await expect(answerAppeal({ ...answer, by: li() })).rejects.toMatchObject({ refusal: "forbidden" });
	await expect(answerAppeal({ ...answer, by: offices.yun })).rejects.toMatchObject({ key: "common.notFound" });
	heard();
	await answerAppeal({ ...answer, by: cast.staff.meng });
	expect(heard()).toContain("exposure");
	await answerAppeal({ ...answer, by: cast.staff.meng });
	await expect(answerAppeal({ ...answer, isUpheld: false, by: cast.staff.meng })).rejects.toMatchObject({ key: "spots.answeredAlready" });
});
