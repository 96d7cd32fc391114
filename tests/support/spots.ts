import { eq, sql } from "drizzle-orm";
import { write } from "#db/client.ts";
import { spots } from "#db/schema/spots/spots.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { assignSpot } from "#domain/spots/assign-spot.ts";
import { confirmFix, findRelapse } from "#domain/spots/confirm-spot.ts";
import { reportSpot, type SpotReport } from "#domain/spots/report-spot.ts";
import { spotPage } from "#domain/spots/spot-page.ts";
import { checkSpot, mergeSpot, turnAway } from "#domain/spots/triage.ts";
import type { SpotStage } from "#domain/spots/types.ts";
import { addAfterPhoto, sayFixed, sayHalfDone, takeInHand } from "#domain/spots/work.ts";
import { setDuty } from "#domain/units/duties.ts";
import { addMember } from "#domain/units/members.ts";
import { addUnit } from "#domain/units/units.ts";
import { type inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { smallUpload } from "#tests/submissions.ts";
import { hired } from "#tests/village.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;

/**
 * 青石村 with its committee as the unit for all kinds, for which Yun, its admin, acts. Tao runs the town, Meng and Li moderate (cast), Gu inspects for the town, and
 * Wang's Min for the district.
 */
export async function spotOffices({ places, staff }: Cast) {
	const tao = await hired("tao", "town_admin", places.shilin, staff.wang);
	const yun = await hired("yun", "village_admin", places.qingshi, tao);
	const gu = await hired("gu", "inspector", places.shilin, staff.wang);
	const min = await hired("min", "moderator", places.qingling, staff.wang);
	const { unitId } = await addUnit({ regionId: places.qingshi.id, name: "青石村村委会", phone: "0991-8812345", by: tao, at: MORNING });
	await addMember({ unitId, personId: yun.personId, by: tao, at: MORNING });
	await setDuty({ unitId, regionId: places.qingshi.id, categoryPrefix: "", by: tao, at: MORNING });
	return { tao, yun, gu, min, unitId };
}

export type Offices = Awaited<ReturnType<typeof spotOffices>>;

let keys = 0;

/** A report of a dirty ditch in 东沟 by somebody without an account, unless it says otherwise. */
export async function ditchReport(cast: Cast, more: Partial<SpotReport> = {}): Promise<SpotReport> {
	keys += 1;
	return {
		...{ idempotencyKey: `report-key-${String(keys).padStart(8, "0")}`, hamletId: cast.places.donggou.id, categoryCode: "Q2-01" },
		...{ place: "村口桥头", words: "水沟堵了，下雨漫到路上。", phone: "", uploads: [await smallUpload(100 + keys)], by: null, at: MORNING },
		...more,
	};
}

export async function reported(cast: Cast, more: Partial<SpotReport> = {}) {
	return reportSpot(await ditchReport(cast, more));
}

/** Checked by Li and assigned to the committee, by grade B unless said otherwise. */
export async function assigned(
	cast: Cast,
	{ unitId }: Offices,
	more: { grade?: string; cause?: string; report?: Partial<SpotReport>; at?: Date } = {},
) {
	const { spotId, reference } = await reported(cast, more.report);
	const at = more.at ?? minutesAfter(MORNING, 30);
	await checkSpot({ spotId, by: cast.staff.li, at });
	const order = { grade: more.grade ?? "B", cause: more.cause ?? "cleaning_duty", words: "清沟，把垃圾拉走。", orders: 0 };
	const { dueAt } = await assignSpot({ spotId, unitId, ...order, by: cast.staff.li, at });
	return { spotId, reference, dueAt };
}

// Far from those of reports, because the files of a worker count on.
let pictures = 100_000;

export async function saidFixed(spotId: string, by: Viewer, at = minutesAfter(MORNING, 120)): Promise<void> {
	pictures += 1;
	await addAfterPhoto({ spotId, upload: await smallUpload(pictures), by, at });
	await sayFixed({ spotId, by, at });
}

export async function fixed(cast: Cast, offices: Offices, report: Partial<SpotReport> = {}) {
	const spot = await assigned(cast, offices, { report });
	await saidFixed(spot.spotId, offices.yun);
	await confirmFix({ spotId: spot.spotId, by: offices.gu, at: minutesAfter(MORNING, 180) });
	return spot;
}

/** A spot at this stage, brought there by the commands. */
export async function spotAt(stage: SpotStage, cast: Cast, offices: Offices, report: Partial<SpotReport> = {}): Promise<string> {
	const at = minutesAfter(MORNING, 60);
	const { li } = cast.staff;
	if (stage === "confirmed" || stage === "relapsed") {
		const { spotId } = await fixed(cast, offices, report);
		if (stage === "relapsed") await findRelapse({ spotId, why: "又堆满了。", by: offices.gu, at: minutesAfter(MORNING, 240) });
		return spotId;
	}
	if (["reported", "checked", "merged", "not_ours"].includes(stage)) {
		const { spotId } = await reported(cast, report);
		if (stage === "checked") await checkSpot({ spotId, by: li, at });
		if (stage === "merged") await mergeSpot({ spotId, into: (await reported(cast)).spotId, by: li, at });
		if (stage === "not_ours") await turnAway({ spotId, door: "other_office", why: "归公路局管。", by: li, at });
		return spotId;
	}
	const { spotId } = await assigned(cast, offices, { report });
	if (stage === "in_hand") await takeInHand({ spotId, by: offices.yun, at });
	if (stage === "half_done") await sayHalfDone({ spotId, by: offices.yun, at });
	if (stage === "said_fixed") await saidFixed(spotId, offices.yun);
	return spotId;
}

/** One of each that somebody can act on, in 东沟, whose unit is one for which this person acts. */
export async function spotsToDoWith(cast: Cast, personId: string) {
	const { wang: by, li } = cast.staff;
	const { unitId } = await addUnit({ regionId: cast.places.qingshi.id, name: "青石村保洁队", phone: "0991-8812346", by, at: MORNING });
	await addMember({ unitId, personId, by, at: MORNING });
	const [waiting, known] = [await reported(cast, { words: "张某某倒的", phone: "13812345678" }), await reported(cast)];
	const [given, away] = [await reported(cast), await reported(cast)];
	await turnAway({ spotId: away.spotId, door: "no_problem", why: "去看了，没有问题。", by: cast.baoAsModerator, at: MORNING });
	for (const { spotId } of [known, given]) await checkSpot({ spotId, by: li, at: MORNING });
	const order = { cause: "facility_gap", grade: "D", words: "缺一个桶。", orders: 0 };
	await assignSpot({ spotId: given.spotId, unitId, ...order, by: li, at: MORNING });
	const { reports, pictures } = await spotPage(li, waiting.spotId);
	const first = { reportId: reports[0]?.reportId ?? "", photoId: pictures.before[0]?.photoId ?? "" };
	return { waiting: waiting.spotId, ...first, away: away.spotId, known: known.spotId, given: given.spotId, unitId };
}

/** So many more like a spot that was assigned once, as rows under all triggers: by hand each would take its photos. */
export async function assignedLike(spotId: string, key: string, count: number): Promise<void> {
	const ids = Array.from({ length: count }, (_, n) => `${key}-${n}`);
	await write(async (tx) => {
		const [row] = await tx.select().from(spots).where(eq(spots.id, spotId));
		if (!row) throw new Error(`no spot ${spotId}`);
		const blank = { ...row, stage: "reported" as const, unitId: null, cause: null, grade: null, dueAt: null };
		for (const id of ids) await tx.insert(spots).values({ ...blank, id });
		const step = (seq: number, stage: string, actor: string | null) =>
			tx.run(sql`insert into spot_stages (id, spot_id, seq, stage, actor_id, at)
				select ${`s${seq}`} || value, value, ${seq}, ${stage}, ${actor}, 1 from json_each(${JSON.stringify(ids)})`);
		await step(1, "reported", null);
		await step(2, "checked", "person-wang");
		await tx.run(sql`insert into spot_assignments (id, spot_id, number, unit_id, cause, grade, assigned_by, assigned_at, due_at)
			select 'a' || value, value, 1, a.unit_id, a.cause, a.grade, a.assigned_by, a.assigned_at, a.due_at
			from json_each(${JSON.stringify(ids)}), spot_assignments a where a.spot_id = ${spotId} and a.number = 1`);
		await step(3, "assigned", "person-wang");
	});
}
