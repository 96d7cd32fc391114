import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { consents, submissionVersions } from "#db/schema/submissions.ts";
import { returnToHousehold } from "#domain/moderation/decide.ts";
import { mendSubmission } from "#domain/moderation/mend-submission.ts";
import { removePhoto } from "#domain/submissions/remove-photo.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { decided, sentSubmission, withPhoto } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let submissionId: string;
freshDatabase(async () => {
	cast = await inviteCast();
	submissionId = await sentSubmission(cast.homes.bao);
	await decided(submissionId, "returned", cast.staff.li.personId);
});

const mend = (said: object, by = cast.homes.bao) =>
	mendSubmission({ submissionId, consentsToDisplay: false, isAsIs: false, by, at: MORNING, ...said });
const versions = () => db.select().from(submissionVersions).orderBy(asc(submissionVersions.version));

test("a returned pair goes out changed on the consent that stands; what is left out stays, and twice is once", async () => {
	const [first] = await versions();
	const said = { words: "换了一句。", swap: first?.before[0] };
	expect(await mend(said)).toEqual({ stage: "waiting", version: 2 });
	await expect(mend(said)).rejects.toMatchObject({ key: "submissions.notEditable.waiting" });
	const { categoryCode, startedBy } = first ?? {};
	expect(await versions()).toMatchObject([
		first,
		{ version: 2, words: "换了一句。", categoryCode, startedBy, before: first?.after, after: first?.before },
	]);
	expect(await db.select().from(consents)).toHaveLength(1);
});

test("with the consent taken back it asks for the tick again, and keeps what was changed", async () => {
	const { personId } = cast.homes.bao;
	await write((tx) => tx.update(consents).set({ withdrawnAt: MORNING, withdrawnBy: personId }));
	await expect(mend({ words: "换了一句。" })).rejects.toMatchObject({ key: "submissions.missing.consent" });
	expect(await versions()).toHaveLength(1);
	expect(await mend({ consentsToDisplay: true })).toEqual({ stage: "waiting", version: 2 });
	expect((await versions())[1]).toMatchObject({ words: "换了一句。" });
});

test("nobody mends another household's", async () => {
	await expect(mend({ words: "换了一句。" }, cast.homes.chen)).rejects.toMatchObject({ refusal: "not_found" });
});

test("a photo in question that still stands stops it, until it was replaced or it goes as it is; no photo asked for, nothing stops", async () => {
	expect(await mend({ isAsIs: false })).toMatchObject({ version: 2 });
	const { bao } = cast.homes;
	const back = { submissionId, by: cast.staff.li, sides: { too_dark: "both" }, note: "", at: MORNING } as const;
	await returnToHousehold({ ...back, version: 2, reasons: ["too_dark"] });
	const [{ before = [], after = [] } = {}] = await versions();
	const replace = async (side: "before" | "after", [photoId = ""]: string[], number: number) => {
		await withPhoto(submissionId, bao, side, number);
		await removePhoto({ submissionId, photoId, by: bao, at: MORNING });
	};
	await expect(mend({ isAsIs: false })).rejects.toMatchObject({ key: "submissions.stillOld.both" });
	await replace("before", before, 71);
	await expect(mend({ isAsIs: false })).rejects.toMatchObject({ key: "submissions.stillOld.after", field: "asIs" });
	expect(await versions()).toHaveLength(2);
	await replace("after", after, 72);
	expect(await mend({ isAsIs: false })).toMatchObject({ version: 3 });
	await returnToHousehold({ ...back, version: 3, reasons: ["too_dark"] });
	await expect(mend({ isAsIs: false })).rejects.toMatchObject({ refusal: "conflict" });
	expect(await mend({ isAsIs: true })).toMatchObject({ version: 4 });
});

test("where nobody said which photo is meant, and none measures dark, a new one on either side is enough", async () => {
	expect(await mend({})).toMatchObject({ version: 2 });
	const { bao } = cast.homes;
	const back = { submissionId, by: cast.staff.li, note: "", at: MORNING };
	await returnToHousehold({ ...back, version: 2, reasons: ["too_dark"] });
	await expect(mend({})).rejects.toMatchObject({ key: "submissions.stillOld.both" });
	const replaceBefore = async (number: number) => {
		const photoId = (await versions()).at(-1)?.before[0] ?? "";
		await withPhoto(submissionId, bao, "before", number);
		await removePhoto({ submissionId, photoId, by: bao, at: MORNING });
	};
	await replaceBefore(73);
	expect(await mend({})).toMatchObject({ version: 3 });
	await returnToHousehold({ ...back, version: 3, reasons: ["too_dark", "unfinished"] });
	await replaceBefore(74);
	await expect(mend({})).rejects.toMatchObject({ key: "submissions.stillOld.after" });
});
