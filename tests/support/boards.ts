import { sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { inspectionPools, inspections, inspectionWalks, PLACES } from "#db/schema/inspections.ts";
import { regions } from "#db/schema/regions.ts";
import { spotStages, spots } from "#db/schema/spots/spots.ts";
import { sign } from "#domain/approvals/answer.ts";
import { record } from "#domain/audit/trail.ts";
import { draftEdition } from "#domain/boards/draft-edition.ts";
import { BOARD_APPROVAL, proposeEdition } from "#domain/boards/propose-edition.ts";
import { monthAfter, monthsIn } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { type inviteCast, MORNING } from "#tests/cast.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;
export interface Inspected {
	villageId: string;
	hamletId: string;
	name: string;
}

/** 柿林镇 with ten villages more, of one hamlet each: twelve with 青石村 (its hamlet 东沟) and 白杨村. */
export function twelveVillages({ places: { shilin, qingshi, baiyang, donggou, qiaotou } }: Cast): Promise<Inspected[]> {
	return write(async (tx) => {
		const own = [
			{ villageId: qingshi.id, hamletId: donggou.id, name: qingshi.name },
			{ villageId: baiyang.id, hamletId: qiaotou.id, name: baiyang.name },
		];
		for (let n = 3; n <= 12; n += 1) {
			const code = `9901011002${String(n).padStart(2, "0")}`;
			const village = { id: `region-${code}`, path: `${shilin.path}region-${code}/`, name: `${n}号村` };
			const common = { codeSource: "local", validFrom: MORNING } as const;
			await tx.insert(regions).values({ ...village, ...common, code, level: "village", parentId: shilin.id });
			const hamlet = { id: `${village.id}001`, code: `${code}001`, name: `${n}组`, path: `${village.path}${village.id}001/` };
			await tx.insert(regions).values({ ...hamlet, ...common, level: "hamlet", parentId: village.id });
			own.push({ villageId: village.id, hamletId: hamlet.id, name: village.name });
		}
		return own;
	});
}

/** Finished walks as rows under all triggers, one a month in each place, ten inspections each, with so many faults in all. The draw itself has its own tests. */
export function walked(from: string, until: string, faultsOf: (place: Inspected) => number, among: Inspected[]): Promise<void> {
	const months = Array.from({ length: monthsIn(from, until) }, (_, n) => monthAfter(from, n));
	const walks = among.flatMap((place) =>
		months.map((month, n) => walkOf(place, month, Math.min(10, Math.max(0, faultsOf(place) - 10 * n)))),
	);
	return write(async (tx) => {
		await tx.insert(people).values({ id: "person-walker", name: "走访的人", createdAt: MORNING }).onConflictDoNothing();
		for (const month of months) await seal(tx, month);
		await tx
			.insert(inspectionPools)
			.values(walks.map(({ walk: { month, hamletId, villageId } }) => ({ month, hamletId, villageId, stratum: 1, isDrawn: true })));
		await tx.insert(inspectionWalks).values(walks.map(({ walk }) => walk));
		const faulty = walks.flatMap(({ spot, faults }) => (faults > 0 ? [spot] : []));
		if (faulty.length > 0) {
			await tx.insert(spots).values(faulty);
			await tx
				.insert(spotStages)
				.values(faulty.map(({ id, stageAt }) => ({ id: `step-${id}`, spotId: id, seq: 1, stage: "reported" as const, at: stageAt })));
		}
		await tx.insert(inspections).values(walks.flatMap(({ found }) => found));
		await tx.run(sql`update inspection_walks set done_at = drawn_at where done_at is null`);
	});
}

async function seal(tx: Tx, month: string): Promise<void> {
	const subject = `inspection:${month}` as const;
	const lines = await tx.all(sql`select 1 from audit_entries where subject = ${subject}`);
	if (lines.length === 0) await record(tx, { at: MORNING, actorId: null, action: "inspection.seal", subject });
}

function walkOf({ villageId, hamletId }: Inspected, month: string, faults: number) {
	const [id, spotId, at] = [`walk-${month}-${hamletId}`, `spot-${month}-${hamletId}`, new Date(`${month}-12T09:00:00+08:00`)];
	const where = { hamletId, villageId };
	const fault = { found: "fault", cause: "behavior", spotId } as const;
	return {
		faults,
		walk: { id, month, ...where, inspectorId: "person-walker", drawnAt: at },
		spot: { id: spotId, ...where, categoryCode: "Q2-01", foundAt: at, stageAt: at },
		found: PLACES.map((place, n) => ({
			walkId: id,
			place,
			at,
			...(n < faults ? fault : { found: "clean" as const, cause: null, spotId: null }),
		})),
	};
}

/** 青石村 30 faults in 40, 白杨村 none, 3号村 far fewer than before, the others 8. */
export const CLEAR = ({ name }: Inspected): number => ({ 青石村: 30, 白杨村: 0 })[name] ?? 8;
export const EARLIER = ({ name }: Inspected): number => ({ "3号村": 26 })[name] ?? 8;

/** Of 柿林镇's two villages: an edition in public, in which nobody stands out, and the draft of the next; made by Wang, signed by Song. */
export async function boardsOf({ places, staff }: Cast): Promise<{ published: string; draft: string }> {
	const [last, at] = [monthAfter(monthAt(new Date()), -1), new Date()];
	const both = [places.donggou, places.qiaotou].map(({ id, parent }) => ({ hamletId: id, villageId: parent?.id ?? "", name: "" }));
	await walked(monthAfter(last, -1), last, () => 1, both);
	// So that everybody reads who was drawn.
	const detail = { seed: "seed", perVillage: 1, hamlets: 2, drawn: 2 };
	await write((tx) => record(tx, { at, actorId: null, action: "inspection.draw", subject: `inspection:${last}`, detail }));
	const by = { by: staff.wang, at };
	const months = (month: string) => ({
		regionId: places.shilin.id,
		level: "village",
		fromMonth: month,
		untilMonth: month,
		label: "加油榜",
		...by,
	});
	const published = (await draftEdition(months(monthAfter(last, -1)))).editionId;
	const { approvalId } = await proposeEdition({ editionId: published, why: "走访都做完了，没有缺的。", ...by });
	await sign({ approvalId, by: staff.song, at }, { board: BOARD_APPROVAL });
	return { published, draft: (await draftEdition(months(last))).editionId };
}
