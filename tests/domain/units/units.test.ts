import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { gapRequests } from "#db/schema/spots/assignments.ts";
import { areaDuties } from "#db/schema/spots/units.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { answerGap } from "#domain/spots/gaps.ts";
import { spotsIn } from "#domain/spots/lists.ts";
import { spotPage } from "#domain/spots/spot-page.ts";
import { SPOT_LISTS } from "#domain/spots/types.ts";
import { doMilestone, planMilestones } from "#domain/spots/work.ts";
import { endDuty, setDuty, unitFor } from "#domain/units/duties.ts";
import { addMember, endMember } from "#domain/units/members.ts";
import { addUnit, changePhone, closeUnit } from "#domain/units/units.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { assigned, fixed, type Offices, reported, saidFixed, spotOffices } from "#tests/spots.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
const at = minutesAfter(MORNING, 60);
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
});

test("the narrowest place and then the longest beginning of the code decide which unit answers", async () => {
	const { places } = cast;
	const by = offices.tao;
	const water = await addUnit({ regionId: places.shilin.id, name: "柿林镇水务所", phone: "", by, at });
	await setDuty({ unitId: water.unitId, regionId: places.shilin.id, categoryPrefix: "Q2-", by, at });
	const ask = async (path: string, categoryCode: string) => (await unitFor(db, { path, categoryCode }))?.name;
	expect(await ask(places.donggou.path, "Q2-01")).toBe("青石村村委会");
	expect(await ask(places.qiaotou.path, "Q2-01")).toBe("柿林镇水务所");
	expect(await ask(places.qiaotou.path, "Q1-01")).toBeUndefined();
	await setDuty({ unitId: water.unitId, regionId: places.qingshi.id, categoryPrefix: "Q2-", by, at });
	await setDuty({ unitId: water.unitId, regionId: places.qingshi.id, categoryPrefix: "Q2-", by, at });
	expect(await ask(places.donggou.path, "Q2-03")).toBe("柿林镇水务所");
	expect(await ask(places.donggou.path, "Q1-01")).toBe("青石村村委会");
	const [duty] = (await db.select().from(areaDuties)).filter(
		({ regionId, categoryPrefix }) => regionId === places.qingshi.id && categoryPrefix === "Q2-",
	);
	await endDuty({ dutyId: duty?.id ?? "", by, at });
	await endDuty({ dutyId: duty?.id ?? "", by, at });
	expect(await ask(places.donggou.path, "Q2-03")).toBe("青石村村委会");
});

test("a unit is added once, has an office's telephone, and closes only when it answers for nothing", async () => {
	const unit = { regionId: cast.places.qingshi.id, name: "青石村村委会", phone: "0991-8812345", by: offices.tao, at };
	expect(await addUnit(unit)).toEqual({ unitId: offices.unitId });
	await expect(addUnit({ ...unit, name: "保洁队", phone: "138 1234 5678" })).rejects.toMatchObject({ key: "units.phoneOfOffice" });
	await expect(addUnit({ ...unit, name: "队" })).rejects.toMatchObject({ key: "units.nameLength" });
	await expect(addUnit({ ...unit, by: cast.staff.li })).rejects.toMatchObject({ key: "common.notFound" });
	await expect(closeUnit({ unitId: offices.unitId, by: offices.tao, at })).rejects.toMatchObject({ key: "units.hasDuties" });
	const { unitId } = await addUnit({ ...unit, name: "保洁队", phone: "" });
	await closeUnit({ unitId, by: offices.tao, at });
	await closeUnit({ unitId, by: offices.tao, at });
	await expect(setDuty({ unitId, regionId: cast.places.qingshi.id, categoryPrefix: "", by: offices.tao, at })).rejects.toMatchObject({
		key: "spots.unitMissing",
	});
	await expect(addMember({ unitId, personId: cast.staff.li.personId, by: offices.tao, at })).rejects.toMatchObject({ key: "units.closed" });
});

test("a unit answers within its own place, by command and by hand", async () => {
	const { unitId, tao: by } = offices;
	const elsewhere = { regionId: cast.places.baiyang.id, categoryPrefix: "" };
	await expect(setDuty({ ...elsewhere, unitId, by, at })).rejects.toMatchObject({ key: "units.dutyElsewhere" });
	await expect(setDuty({ ...elsewhere, unitId, regionId: cast.places.shilin.id, by, at })).rejects.toMatchObject({
		key: "units.dutyElsewhere",
	});
	const row = { ...elsewhere, unitId, addedBy: by.personId, addedAt: at };
	await expect(write((tx) => tx.insert(areaDuties).values(row))).rejects.toMatchObject({
		cause: { message: expect.stringContaining("in its own place or below it") },
	});
	await setDuty({ unitId, regionId: cast.places.donggou.id, categoryPrefix: "Q2-", by, at });
});

test("a telephone is an office's, changes once, and the unit of a spot in hand stays open", async () => {
	const { unitId, tao: by } = offices;
	const change = { unitId, by, at };
	await expect(changePhone({ ...change, phone: "13812345678" })).rejects.toMatchObject({ key: "units.phoneOfOffice" });
	await expect(changePhone({ ...change, phone: "0991-1", by: cast.staff.li })).rejects.toMatchObject({ key: "common.notFound" });
	for (const _ of [1, 2]) await changePhone({ ...change, phone: "0991-8812399" });
	expect((await db.select().from(auditEntries)).filter(({ action }) => action === "unit.change_phone")).toHaveLength(1);
	await assigned(cast, offices);
	const [duty] = await db.select().from(areaDuties);
	await endDuty({ dutyId: duty?.id ?? "", by, at });
	await expect(closeUnit({ unitId, by, at })).rejects.toMatchObject({ key: "units.hasSpots" });
});

test("whoever an admin does not see among the staff is nobody to them", async () => {
	const { unitId, yun, gu } = offices;
	await expect(addMember({ unitId, personId: gu.personId, by: yun, at })).rejects.toMatchObject({ key: "units.personMissing" });
	await addMember({ unitId, personId: cast.staff.li.personId, by: yun, at });
});

test("nobody joins a unit by their own hand; who left acts for it no more", async () => {
	const { unitId, tao, yun } = offices;
	await expect(addMember({ unitId, personId: tao.personId, by: tao, at })).rejects.toMatchObject({ key: "units.notOneself" });
	await expect(addMember({ unitId, personId: cast.homes.chen.personId, by: tao, at })).rejects.toMatchObject({
		key: "units.personMissing",
	});
	const { spotId } = await assigned(cast, offices);
	expect((await spotPage(yun, spotId)).may).toMatchObject({ triage: false, confirm: false, work: true });
	await endMember({ unitId, personId: yun.personId, by: tao, at });
	await endMember({ unitId, personId: yun.personId, by: tao, at });
	expect((await spotPage(yun, spotId)).may.work).toBe(false);
	expect((await db.select().from(auditEntries)).filter(({ action }) => action === "unit.end_member")).toHaveLength(1);
});

test("a gap in what the village has goes up with its own clock, and is answered once, by somebody else", async () => {
	const { spotId } = await assigned(cast, offices, { cause: "facility_gap", grade: "D" });
	const [gap] = await db.select().from(gapRequests);
	expect(gap).toMatchObject({ spotId, askedOf: cast.places.shilin.id, dueAt: new Date("2026-11-18T00:00:00+08:00") });
	const asked = async (viewer: Viewer) => (await spotsIn(viewer, { list: "gaps", at })).items.map((line) => line.spotId);
	expect([await asked(offices.tao), await asked(offices.yun)]).toEqual([[spotId], []]);
	const answer = { spotId, answer: "planned", words: "列入十二月的计划。", at };
	await expect(answerGap({ ...answer, by: offices.yun })).rejects.toMatchObject({ key: "common.notFound" });
	await expect(answerGap({ ...answer, answer: "perhaps", by: offices.tao })).rejects.toMatchObject({ key: "spots.gapAnswerMissing" });
	await answerGap({ ...answer, by: offices.tao });
	await answerGap({ ...answer, by: offices.tao });
	await expect(answerGap({ ...answer, answer: "refused", by: cast.staff.wang })).rejects.toMatchObject({ key: "spots.answeredAlready" });
});

test("a plan has its steps once, for grade D only, each done once", async () => {
	const { spotId } = await assigned(cast, offices, { grade: "D" });
	const plan = {
		spotId,
		steps: [
			{ words: "清淤", day: "2026-11-10" },
			{ words: "换管子", day: "2026-11-20" },
		],
		by: offices.yun,
		at,
	};
	await expect(planMilestones({ ...plan, steps: [] })).rejects.toMatchObject({ key: "spots.planSteps" });
	await expect(planMilestones({ ...plan, steps: [{ words: "清淤", day: "2026-10-10" }] })).rejects.toMatchObject({ key: "spots.planDay" });
	await planMilestones(plan);
	await expect(planMilestones(plan)).rejects.toMatchObject({ key: "spots.plannedAlready" });
	await doMilestone({ spotId, position: 1, by: offices.yun, at });
	await doMilestone({ spotId, position: 1, by: offices.yun, at: minutesAfter(at, 9) });
	expect((await spotPage(cast.staff.li, spotId)).orders[0]?.milestones.map(({ doneAt }) => doneAt)).toEqual([at, null]);
	const { spotId: other } = await assigned(cast, offices, { grade: "B" });
	await expect(planMilestones({ ...plan, spotId: other })).rejects.toMatchObject({ key: "spots.planForD" });
});

test("each list holds what its office has to do, and nothing of elsewhere", async () => {
	const away = await reported(cast, { hamletId: cast.places.qiaotou.id });
	const { spotId: waiting } = await reported(cast);
	const { spotId: atWork } = await assigned(cast, offices);
	const { spotId: toConfirm } = await assigned(cast, offices);
	await saidFixed(toConfirm, offices.yun);
	const { spotId: done } = await fixed(cast, offices);
	const lists = async (viewer: typeof offices.yun, when = at) =>
		Object.fromEntries(
			await Promise.all(
				SPOT_LISTS.map(async (list) => [list, (await spotsIn(viewer, { list, at: when })).items.map(({ spotId }) => spotId).sort()]),
			),
		);
	expect(await lists(cast.staff.li)).toEqual({
		triage: [waiting],
		again: [],
		confirm: [toConfirm],
		gaps: [],
		work: [],
		late: [],
		all: [waiting, atWork, toConfirm, done].sort(),
	});
	expect(await lists(offices.yun, minutesAfter(MORNING, 5 * 24 * 60))).toMatchObject({
		triage: [],
		confirm: [],
		work: [atWork],
		late: [atWork],
	});
	expect((await lists(cast.staff.meng))["triage"]).toEqual([away.spotId, waiting].sort());
	for (const list of SPOT_LISTS) expect((await spotsIn(cast.homes.chen.viewer, { list, at })).items).toEqual([]);
	await expect(spotPage(cast.homes.chen.viewer, waiting)).rejects.toMatchObject({ key: "common.notFound" });
});

test("the page of a spot tells its offices no word that nobody read yet, and who reported it nobody", async () => {
	const { spotId } = await assigned(cast, offices, { report: { words: "张某某倒的", by: { personId: cast.homes.chen.personId } } });
	expect((await spotPage(offices.yun, spotId)).reports).toMatchObject([{ words: "", heldFor: "personal" }]);
	expect((await spotPage(cast.staff.li, spotId)).reports).toMatchObject([{ words: "张某某倒的" }]);
	expect(JSON.stringify(await spotPage(cast.staff.li, spotId))).not.toContain("chen");
	expect(JSON.stringify(await spotPage(cast.staff.li, spotId))).not.toContain("陈桂兰");
});
