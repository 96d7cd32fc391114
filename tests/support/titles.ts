import type { Viewer } from "#domain/accounts/types.ts";
import { closeRating } from "#domain/ratings/close-rating.ts";
import { settleRating } from "#domain/ratings/settle-rating.ts";
import { checkTitle } from "#domain/titles/check-title.ts";
import { grantTitle } from "#domain/titles/grant-title.ts";
import { agreeToTitle } from "#domain/titles/household-word.ts";
import { noticeTitle } from "#domain/titles/notice-title.ts";
import { proposeTitle } from "#domain/titles/propose-title.ts";
import { type inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { drawnRating, markedBy } from "#tests/ratings.ts";
import type { Offices } from "#tests/spots.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;
type Rated = "bao" | "chen" | "du";

export const daysAfter = (moment: Date, count: number) => minutesAfter(moment, count * 24 * 60);
/** When the rating of 青石村 was settled. */
export const SETTLED = daysAfter(MORNING, 9);
export const SAID = { words: "去看过：门前院里都干净，东西摆得齐。" };

/** 青石村 is rated: Bao and Du with full marks, Chen with three stars unless said otherwise. */
export async function settledYards(cast: Cast, ofChen: Record<string, string> = { A1: "6" }): Promise<void> {
	const { bao, chen, du } = cast.homes;
	const viewers: Viewer[] = [cast.staff.li, chen.viewer, du.viewer];
	const ratingId = await drawnRating(cast);
	await markedBy(viewers, bao.householdId);
	await markedBy(viewers, du.householdId);
	await markedBy(viewers, chen.householdId, { 李敏: ofChen, 陈桂兰: ofChen, 杜长河: ofChen });
	await closeRating({ ratingId, by: cast.staff.wang, at: MORNING });
	await settleRating({ ratingId, by: cast.staff.wang, at: SETTLED });
}

/** Bao's, or another's, put forward by Yun and agreed to. */
export async function agreedTitle(cast: Cast, { yun }: Pick<Offices, "yun">, at = SETTLED, key: Rated = "bao"): Promise<string> {
	const { householdId, viewer } = cast.homes[key];
	const { titleId } = await proposeTitle({ householdId, by: yun, at });
	await agreeToTitle({ titleId, by: { ...viewer, householdId }, at });
	return titleId;
}

export async function noticedTitle(cast: Cast, offices: Pick<Offices, "yun">, at = SETTLED, key: Rated = "bao"): Promise<string> {
	const titleId = await agreedTitle(cast, offices, at, key);
	await noticeTitle({ titleId, by: offices.yun, at });
	return titleId;
}

/** By Wang of the district, who made neither Yun nor the household. */
export async function grantedTitle(cast: Cast, offices: Pick<Offices, "yun">, at = SETTLED, key: Rated = "bao"): Promise<string> {
	const titleId = await noticedTitle(cast, offices, at, key);
	await grantTitle({ titleId, ...SAID, by: cast.staff.wang, at: daysAfter(at, 20) });
	return titleId;
}

/** By Gu, who inspects for the town; 30 days, with help. */
export function warnedTitle(titleId: string, { gu }: Offices, at: Date): Promise<void> {
	const found = { result: "warned", words: "柴草又堆到门口了。", help: "村里周六来两个人帮着码，找村妇联。", days: "30" };
	return checkTitle({ titleId, ...found, by: gu, at });
}
