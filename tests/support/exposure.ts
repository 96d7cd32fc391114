import { eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { spotPhotos } from "#db/schema/spots/photos.ts";
import { sign } from "#domain/approvals/answer.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import { adoptPolicy } from "#domain/exposure/policies.ts";
import { EXPOSURE_APPROVAL, proposeExposure } from "#domain/exposure/propose-exposure.ts";
import type { inviteCast } from "#tests/cast.ts";
import { minutesAfter } from "#tests/cast.ts";
import { assigned, type Offices } from "#tests/spots.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;

export const daysAgo = (count: number) => minutesAfter(new Date(), -count * 24 * 60);

export function policyFor(cast: Cast, { tao }: Offices, at: Date) {
	return adoptPolicy({ villageId: cast.places.qingshi.id, documentNumber: "青石村民会〔2026〕3号", adoptedOn: dayAt(at), by: tao, at });
}

/** A spot that was reported, and ordered of the committee, at this time. */
export function orderedAt(cast: Cast, offices: Offices, at: Date, place = "村口桥头") {
	return assigned(cast, offices, { at, report: { at, place } });
}

/** Proposed by Li of the village. */
export async function proposedCard(cast: Cast, spotId: string, at: Date): Promise<string> {
	const [picture] = await db.select().from(spotPhotos).where(eq(spotPhotos.spotId, spotId));
	const why = "桥头天天有人过，过了三天还没清。";
	return (await proposeExposure({ spotId, beforeId: picture?.photoId ?? "", why, by: cast.staff.li, at })).exposureId;
}

/** The same, signed by Wang of the district. */
export async function shownCard(cast: Cast, spotId: string, at: Date): Promise<string> {
	const exposureId = await proposedCard(cast, spotId, at);
	const [open] = await db
		.select({ id: approvals.id })
		.from(approvals)
		.where(sql`answer is null and subject like ${`${spotId}/%`}`);
	await sign({ approvalId: open?.id ?? "", by: cast.staff.wang, at }, { exposure: EXPOSURE_APPROVAL });
	return exposureId;
}
