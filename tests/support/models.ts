import { eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { modelPairs } from "#db/schema/models.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { sign } from "#domain/approvals/answer.ts";
import { noticeModel, reviewModel } from "#domain/models/notice.ts";
import { proposeModel } from "#domain/models/propose-model.ts";
import { writeStory } from "#domain/models/stories.ts";
import { MODEL_APPROVAL, proposeTitle, recheckModel } from "#domain/models/title.ts";
import { type inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { paperPhoto } from "#tests/paper-photos.ts";
import type { Offices } from "#tests/spots.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;

export const storyOf = ({ unitId }: Pick<Offices, "unitId">) => ({
	why: "原来进村的路两边堆满柴草，下雨没法走。",
	what: "二十户开院坝会商量，各家清门前，村里拉走。",
	stays: "每月一号各家扫自己门前，轮到谁谁记在黑板上。",
	deeds: "清走柴草四十车\n修水沟三百米",
	route: "从柿林镇往北，过了石桥右转，两公里。",
	costs: { state: "12000", village: "3,000", others: "", households: "0" },
	unitId,
});

/** A pair as rows, with pictures that pages name but no files. */
export async function paperPair(cast: Cast, pairId: string, { by, at = MORNING }: { by: Viewer; at?: Date }): Promise<void> {
	await write(async (tx) => {
		for (const side of ["before", "after"])
			await paperPhoto(tx, { photoId: `${pairId}-${side}`, by: { householdId: null, personId: by.personId }, at });
		const villageId = cast.places.qingshi.id;
		const sides = { beforeId: `${pairId}-before`, afterId: `${pairId}-after` };
		await tx.insert(modelPairs).values({ id: pairId, villageId, words: "进村的主巷", ...sides, addedBy: by.personId, addedAt: at });
	});
}

/** 青石村, proposed by Yun, its admin, with a story and one pair. */
export async function proposedModel(cast: Cast, offices: Offices, at = MORNING): Promise<string> {
	const { yun: by } = offices;
	const { modelVillageId } = await proposeModel({ villageId: cast.places.qingshi.id, by, at });
	await writeStory({ modelVillageId, ...storyOf(offices), by, at });
	await paperPair(cast, "lane-main", { by, at });
	return modelVillageId;
}

/** By Tao, of the town. */
export async function noticedModel(cast: Cast, offices: Offices, at = MORNING): Promise<string> {
	const modelVillageId = await proposedModel(cast, offices, at);
	await noticeModel({ modelVillageId, by: offices.tao, at });
	return modelVillageId;
}

/** Whatever holidays lie between. */
export const noticeOver = (at: Date) => minutesAfter(at, 20 * 24 * 60);

export async function reviewedModel(cast: Cast, offices: Offices, at = MORNING): Promise<string> {
	const modelVillageId = await noticedModel(cast, offices, at);
	await reviewModel({ modelVillageId, by: offices.tao, at: noticeOver(at) });
	return modelVillageId;
}

/** Proposed by Wang and signed by Song, both of the district. */
export async function signedTitle(cast: Cast, modelVillageId: string, at: Date): Promise<void> {
	await proposeTitle({ modelVillageId, why: "公示没有不同意见，村里做得扎实。", by: cast.staff.wang, at });
	await signOpen(cast.staff.song, at);
}

export async function signOpen(by: Viewer, at: Date): Promise<void> {
	const open = (await db.select().from(approvals).where(eq(approvals.kind, "model_village"))).find(({ answer }) => answer === null);
	await sign({ approvalId: open?.id ?? "", by, at }, { model_village: MODEL_APPROVAL });
}

export async function titledModel(cast: Cast, offices: Offices, at = MORNING): Promise<string> {
	const modelVillageId = await reviewedModel(cast, offices, at);
	await signedTitle(cast, modelVillageId, noticeOver(at));
	return modelVillageId;
}

/** By Gu, who inspects for the town; 30 days. */
export function warnedAt(modelVillageId: string, { gu }: Offices, at: Date): Promise<void> {
	return recheckModel({ modelVillageId, result: "warned", words: "主巷又堆了建筑垃圾。", days: "30", by: gu, at });
}
