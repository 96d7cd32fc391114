import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { photos } from "#db/schema/photos.ts";
import { toMend } from "#domain/moderation/mending.ts";
import { RETURN_REASONS, type Reason, type SaidSides } from "#domain/moderation/types.ts";
import { ownSubmission } from "#domain/submissions/own-submission.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentSubmission } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let submissionId: string;
freshDatabase(async () => {
	cast = await inviteCast();
	submissionId = await sentSubmission(cast.homes.bao);
});

async function mendingFor(reasons: Reason[], sides: SaidSides = {}) {
	const own = await ownSubmission(cast.homes.bao.viewer, submissionId);
	const ids = (side: "before" | "after") => own[side].map(({ photoId }) => photoId);
	return toMend({ before: ids("before"), after: ids("after"), feedback: { outcome: "returned", reasons, sides, note: "" } });
}

async function measure(side: "before" | "after", measured: { brightness: number; sharpness: number }): Promise<void> {
	const own = await ownSubmission(cast.homes.bao.viewer, submissionId);
	await write((tx) =>
		tx
			.update(photos)
			.set(measured)
			.where(eq(photos.id, own[side][0]?.photoId ?? "")),
	);
	expect(await db.select().from(photos).where(eq(photos.brightness, measured.brightness))).not.toEqual([]);
}

test.each<[Reason, object]>([
	["unfinished", { sides: { before: [], after: ["unfinished"] } }],
	["other_place", { sides: { before: [], after: ["other_place"] } }],
	["people_in_picture", { sides: { before: ["people_in_picture"], after: ["people_in_picture"] } }],
	["private_words", { sides: { before: [], after: [] }, words: ["private_words"] }],
	["wrong_category", { sides: { before: [], after: [] }, category: ["wrong_category"] }],
	["swapped", { sides: { before: [], after: [] }, swap: ["swapped"] }],
])("for %s only that is asked", async (reason, asked) => {
	expect(await mendingFor([reason])).toMatchObject({ isUnnamed: false, ...asked });
});

test("of two photos the dark one is asked for; if both are bright, either may be meant", async () => {
	await measure("before", { brightness: 120, sharpness: 500 });
	await measure("after", { brightness: 20, sharpness: 500 });
	expect((await mendingFor(["too_dark"])).sides).toEqual({ before: [], after: ["too_dark"] });
	await measure("after", { brightness: 121, sharpness: 500 });
	expect((await mendingFor(["too_dark"])).sides).toEqual({ before: ["too_dark"], after: ["too_dark"] });
});

test("the side that the moderator named is asked for, whatever was measured", async () => {
	await measure("after", { brightness: 20, sharpness: 500 });
	expect((await mendingFor(["too_dark"], { too_dark: "before" })).sides).toEqual({ before: ["too_dark"], after: [] });
	expect((await mendingFor(["too_dark"], { too_dark: "both" })).sides).toEqual({ before: ["too_dark"], after: ["too_dark"] });
	const mixed = await mendingFor(["blurred", "other_place"], { blurred: "after", other_place: "before" });
	expect(mixed.sides).toEqual({ before: ["other_place"], after: ["blurred"] });
});

test("no reason to return a pair leaves the household without anything to mend", async () => {
	const idle: Reason[] = [];
	for (const reason of RETURN_REASONS) {
		const { sides, words, category, swap } = await mendingFor([reason]);
		if ([sides.before, sides.after, words, category, swap].every((asked) => asked.length === 0)) idle.push(reason);
	}
	expect(idle).toEqual([]);
});

test("without a reason everything that can be seen may be meant", async () => {
	expect(await mendingFor([])).toMatchObject({ isUnnamed: true });
});
