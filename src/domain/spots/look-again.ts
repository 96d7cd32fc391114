import { desc, eq, sql } from "drizzle-orm";
import type { Reader, Tx } from "#db/client.ts";
import { spotSecondLooks } from "#db/schema/spots/spots.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { tellReporters } from "./reporters.ts";
import { changeSpot, type OnSpot, recordOn, requireDeciding, stepOn } from "./spot.ts";

/** Who looks once more at what somebody of a village turned away. */
export const LOOKING_AGAIN: Role[] = ["town_admin", "district_admin"];

/** 复看: what somebody tied to the village turned away is taken up again, or stays turned away. Who reported it is told of the former. */
export function lookAgain({ isReopened, ...on }: OnSpot & { isReopened: boolean }): Promise<void> {
	return changeSpot(async (tx) => {
		const spot = await requireDeciding(tx, on, LOOKING_AGAIN);
		const look = await lastLook(tx, on.spotId);
		if (!look) throw new Refusal("not_found", "common.notFound");
		if (look.lookedBy === on.by.personId && look.isReopened === isReopened) return;
		if (look.lookedAt) throw new Refusal("conflict", "spots.lookedAlready");
		if (await isTied(tx, on.by, spot.villageId)) throw new Refusal("forbidden", "spots.ofVillage");
		const looked = { lookedBy: on.by.personId, lookedAt: on.at, isReopened };
		await tx.update(spotSecondLooks).set(looked).where(eq(spotSecondLooks.stepId, look.stepId));
		if (isReopened) await reopen(tx, on);
		else await recordOn(tx, on, "spot.look_again");
	});
}

async function reopen(tx: Tx, on: OnSpot): Promise<void> {
	await stepOn(tx, { ...on, stage: "reported", verb: "spot.reopen" });
	await tellReporters(tx, on, "report_reopened");
}

async function lastLook(reader: Reader, spotId: string) {
	const ofSpot = reader.select().from(spotSecondLooks).where(eq(spotSecondLooks.spotId, spotId));
	return (await ofSpot.orderBy(desc(sql`rowid`)).limit(1))[0];
}

/** Whether somebody must look once more, and whether the viewer is the one. */
export async function secondLookOf(
	reader: Reader,
	viewer: Viewer,
	{ spotId, villageId, path }: { spotId: string; villageId: string; path: string },
) {
	const look = await lastLook(reader, spotId);
	if (!look || look.lookedAt) return null;
	return { mayLook: mayActIn(viewer, path, ...LOOKING_AGAIN) && !(await isTied(reader, viewer, villageId)) };
}

async function isTied(reader: Reader, { personId }: Viewer, villageId: string): Promise<boolean> {
	const rows = await reader.all(sql`select 1 from tied_to_villages where person_id = ${personId} and village_id = ${villageId} limit 1`);
	return rows.length > 0;
}
