import { eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { courtyardTitleChecks } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { closeRating } from "#domain/ratings/close-rating.ts";
import { settleRating } from "#domain/ratings/settle-rating.ts";
import { checkTitle } from "#domain/titles/check-title.ts";
import { grantTitle } from "#domain/titles/grant-title.ts";
import { agreeToTitle } from "#domain/titles/household-word.ts";
import { noticeTitle } from "#domain/titles/notice-title.ts";
import { applyForTitle, proposeTitle } from "#domain/titles/propose-title.ts";
import { type inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { daysAgo } from "#tests/exposure.ts";
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

/** One title for each thing that may be done with it, in the state for it: Chen's is asked about, Du's was warned; the others are of households that nobody else of a test needs. */
export async function titlesToDoWith(cast: Cast, offices: Offices) {
	await settledYards(cast, {});
	const { titleId: asked } = await proposeTitle({ householdId: "household-chen", by: offices.yun, at: daysAgo(40) });
	const warned = await grantedTitle(cast, offices, daysAgo(200), "du");
	await warnedTitle(warned, offices, daysAgo(20));
	const failed = await lateTitle(cast, offices, "范平");
	const fail = { result: "failed", words: "柴草还堆着，路过不去。", help: "", days: "" };
	await checkTitle({ titleId: failed, ...fail, by: offices.tao, at: daysAgo(30) });
	const titled = (await ownTitle(cast, "葛青")).titleId;
	await noticedAndGranted(titled, cast, offices);
	const noticed = (await ownTitle(cast, "韩松")).titleId;
	await noticeTitle({ titleId: noticed, by: offices.yun, at: daysAgo(25) });
	const [toNotice, toDecline, toHear] = [await ownTitle(cast, "季萍"), await ownTitle(cast, "康民"), await ownTitle(cast, "罗英")];
	const [check] = await db
		.select({ id: courtyardTitleChecks.id })
		.from(courtyardTitleChecks)
		.where(eq(courtyardTitleChecks.titleId, warned));
	const applied = { toNotice: toNotice.titleId, toDecline: toDecline.titleId, toHear: toHear.titleId };
	return {
		asked,
		warned,
		checkId: check?.id ?? "",
		failed,
		titled,
		noticed,
		...applied,
		without: await poorHome(cast, "马兰"),
	};
}

/** The term of Gu's warning is over, and nobody looked since. */
export async function lateTitle(cast: Cast, offices: Offices, headName: string): Promise<string> {
	const { titleId, householdId } = await ownTitle(cast, headName);
	await noticedAndGranted(titleId, cast, offices);
	await write((tx) => tx.update(households).set({ isHardship: false }).where(eq(households.id, householdId)));
	await warnedTitle(titleId, offices, daysAgo(100));
	return titleId;
}

/** In hardship, so that it may ask without a rating. */
async function poorHome({ places }: Cast, headName: string): Promise<string> {
	const place = { hamletId: places.donggou.id, number: "", headName, status: "lived_in" as const };
	const householdId = await carryOut(addHousehold, { ...place, by: null, at: MORNING });
	await write((tx) => tx.update(households).set({ isHardship: true }).where(eq(households.id, householdId)));
	return householdId;
}

/** Asked for by a household itself. */
async function ownTitle(cast: Cast, headName: string) {
	const householdId = await poorHome(cast, headName);
	const by = { personId: cast.homes.bao.personId, householdId };
	return { householdId, ...(await applyForTitle({ householdId, by, at: daysAgo(300) })) };
}

async function noticedAndGranted(titleId: string, { staff }: Cast, { yun }: Offices): Promise<void> {
	await noticeTitle({ titleId, by: yun, at: daysAgo(290) });
	await grantTitle({ titleId, ...SAID, by: staff.wang, at: daysAgo(260) });
}
