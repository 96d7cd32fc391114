import sharp from "sharp";
import { expect, test } from "vitest";
import { publish } from "#domain/moderation/decide.ts";
import { queue } from "#domain/moderation/queue.ts";
import { reviewItem } from "#domain/moderation/review.ts";
import { addPhoto } from "#domain/submissions/add-photo.ts";
import { describe } from "#domain/submissions/describe.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import type { Member } from "#domain/submissions/types.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { photoOf, uploadOf } from "#tests/pictures.ts";
import { draftOf } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;

freshDatabase(async () => {
	cast = await inviteCast();
});

const at = MORNING;
const drawn = (number: number) => photoOf(number, { width: 640, height: 480 });
const mirrored = async (number: number) =>
	sharp(await drawn(number))
		.flop()
		.jpeg()
		.toBuffer();
const copied = async (number: number) =>
	sharp(await drawn(number))
		.jpeg({ quality: 60 })
		.toBuffer();

async function sent(by: Member, before: Buffer, after: Buffer, key = "first"): Promise<string> {
	const submissionId = await draftOf(by, { key });
	await addPhoto({ submissionId, side: "before", upload: await uploadOf(before), by, at });
	await addPhoto({ submissionId, side: "after", upload: await uploadOf(after), by, at });
	await describe({ submissionId, words: "", categoryCode: "Q3-01", startedBy: "self", by, at });
	await sendSubmission({ submissionId, consentsToDisplay: true, by, at });
	return submissionId;
}

const duplicatesOn = async (submissionId: string) => (await reviewItem(cast.staff.li, submissionId, at)).duplicates;
const hintsOf = async (submissionId: string) =>
	(await queue(cast.staff.li, { at })).items.find((item) => item.submissionId === submissionId)?.hints;

test("a picture that another household of the region sent stands beside, with where and how it is alike", async () => {
	const first = await sent(cast.homes.chen, await drawn(1), await drawn(2));
	const second = await sent(cast.homes.du, await drawn(3), await mirrored(2));
	const place = { village: "青石村", hamlet: "东沟", courtyard: "code-chen" };
	expect(await duplicatesOn(second)).toMatchObject([{ likeness: "mirrored", place, isOwnHousehold: false }]);
	expect(await hintsOf(second)).toEqual(["near_duplicate"]);
	expect(await duplicatesOn(first)).toMatchObject([{ likeness: "mirrored", place: { courtyard: "code-du" } }]);
});

test("of another village it is told that much and no more, and its picture is inside the page while it is not public", async () => {
	const foreign = await sent(cast.homes.fan, await drawn(1), await drawn(2));
	const own = await sent(cast.homes.chen, await drawn(3), await copied(2));
	const [hidden] = await duplicatesOn(own);
	expect(hidden).toMatchObject({ likeness: "same", place: null, isOwnHousehold: false });
	expect(hidden?.picture?.sources).toEqual([
		{ format: "jpeg", width: expect.any(Number), url: expect.stringMatching(/^data:image\/jpeg;base64,/) },
	]);
	expect(JSON.stringify(hidden)).not.toContain("code-fan");
	await publish({ by: cast.staff.meng, submissionId: foreign, version: 1, at });
	expect((await duplicatesOn(own))[0]?.picture?.sources[0]?.url).toMatch(/^\/photos\//);
});

test("what a household withdrew is told without its picture; what nobody sent is not told", async () => {
	const gone = await sent(cast.homes.du, await drawn(1), await drawn(2));
	await withdrawSubmission({ submissionId: gone, by: cast.homes.du, at });
	const draft = await draftOf(cast.homes.fan);
	await addPhoto({ submissionId: draft, side: "before", upload: await uploadOf(await drawn(3)), by: cast.homes.fan, at });
	const own = await sent(cast.homes.chen, await copied(3), await copied(2));
	expect(await duplicatesOn(own)).toMatchObject([{ likeness: "same", picture: null }]);
});

test("the household's own earlier picture is told as its own", async () => {
	await sent(cast.homes.chen, await drawn(1), await drawn(2));
	const again = await sent(cast.homes.chen, await drawn(3), await copied(2), "second");
	expect(await duplicatesOn(again)).toMatchObject([{ likeness: "same", isOwnHousehold: true }]);
});

test("before and after that are one picture are told, and not as somebody's copy", async () => {
	const own = await sent(cast.homes.chen, await drawn(1), await copied(1));
	expect(await hintsOf(own)).toEqual(["same_picture"]);
	expect(await reviewItem(cast.staff.li, own, at)).toMatchObject({ duplicates: [], hints: [{ kind: "same_picture" }] });
});
