import { eq } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { Refusal } from "#domain/errors.ts";
import { isBound } from "#domain/models/model-villages.ts";
import { noticeEndsAfter } from "#domain/models/rules.ts";
import { CHECK_LENGTH } from "#domain/models/types.ts";
import { retractNotices } from "#domain/notices/notify.ts";
import type { KindRules } from "#domain/objections/kinds.ts";
import { isCloseTo, requireImpartial } from "#domain/recusal.ts";
import { wordsWithin } from "#domain/text.ts";
import { requireOther } from "./grant-title.ts";
import { changing, PROPOSERS, requireStage, requireTitle, stepOn, tellHousehold, titleOf } from "./titles.ts";

interface OnTitle {
	titleId: string;
	by: Viewer;
	at: Date;
}

/** 公示: the village lets its people know, for five working days, once the household said yes. It is named by the courtyard's number alone. */
export function noticeTitle({ titleId, by, at }: OnTitle): Promise<{ until: Date }> {
	return changing(async (tx) => {
		const title = await requireTitle(tx, by, titleId, PROPOSERS);
		await requireImpartial(tx, by, title.householdId);
		if (title.stage === "noticed" && title.noticeEndsAt) return { until: title.noticeEndsAt };
		requireStage(title, "proposed");
		if (!title.agreedAt) throw new Refusal("conflict", "titles.notAgreed");
		// Whoever wrote a household's yes down does not act on it.
		const wroteYes = title.saidBy !== null && title.agreedBy ? [title.agreedBy] : [];
		await requireOther(tx, by, { title, besides: wroteYes, roles: PROPOSERS });
		const until = noticeEndsAfter(at, await workingCalendar(tx));
		await tx.update(courtyardTitles).set({ noticeEndsAt: until }).where(eq(courtyardTitles.id, titleId));
		await stepOn(tx, { titleId, stage: "noticed", verb: "title.notice", personId: by.personId, at });
		await retractNotices(tx, `title:${titleId}`, "title_proposed");
		await tellHousehold(tx, title, { step: "noticed", until, at });
		return { until };
	});
}

/** 不评了: an office says why it goes no further; the household reads it. */
export async function declineTitle({ titleId, why, by, at }: OnTitle & { why: string }): Promise<void> {
	const note = wordsWithin(why, CHECK_LENGTH);
	if (note === undefined) throw new Refusal("invalid", "titles.whyLength", { field: "why", params: CHECK_LENGTH });
	await changing(async (tx) => {
		const title = await requireTitle(tx, by, titleId, PROPOSERS);
		await requireImpartial(tx, by, title.householdId);
		if (title.stage === "declined") return;
		requireStage(title, "proposed", "noticed");
		await stepOn(tx, { titleId, stage: "declined", verb: "title.decline", personId: by.personId, at, note });
		await retractNotices(tx, `title:${titleId}`, "title_asks", "title_proposed");
		await tellHousehold(tx, title, { step: "declined", at });
	});
}

/** Another household of the village may object while the notice runs; the town's admins answer, and nobody of the village or who put it forward. */
export const TITLE_OBJECTIONS: KindRules = {
	kind: "title",
	pages: () => ["titles"],
	published: async (reader, titleId) => {
		const title = await titleOf(reader, titleId);
		if (!title?.noticeEndsAt) throw new Refusal("not_found", "common.notFound");
		const { stage, noticeEndsAt, townId, village } = title;
		const regionPath = await pathOf(reader, townId);
		return { name: village, regionId: townId, regionPath, until: stage === "noticed" ? noticeEndsAt : null };
	},
	mayObject: async (reader, titleId, householdId) => {
		const title = await titleOf(reader, titleId);
		const [home] = await reader.select({ villageId: households.villageId }).from(households).where(eq(households.id, householdId));
		return title !== undefined && title.householdId !== householdId && home?.villageId === title.villageId;
	},
	barred: "titles.notYourVillage",
	hasStake: async (reader, titleId, personId) => {
		const title = await titleOf(reader, titleId);
		if (!title) return false;
		const { nominatedBy, householdId, villageId } = title;
		return nominatedBy === personId || (await isCloseTo(reader, personId, householdId)) || (await isBound(reader, personId, villageId));
	},
	recused: "titles.bound",
	barsPrinters: true,
};

async function pathOf(reader: Reader, regionId: string): Promise<string> {
	const [found] = await reader.select({ path: regions.path }).from(regions).where(eq(regions.id, regionId));
	return found?.path ?? "";
}
