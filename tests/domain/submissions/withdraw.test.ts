import { readdirSync } from "node:fs";
import path from "node:path";
import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { photos } from "#db/schema/photos.ts";
import { consents, SUBMISSION_LIFE, submissionStages, submissions } from "#db/schema/submissions.ts";
import { releasePhotos } from "#domain/photos/release.ts";
import { takeStep } from "#domain/stages.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { onChange } from "#platform/changes.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { decided, readyDraft, sentSubmission } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const { dataDir } = freshDatabase(async () => {
	cast = await inviteCast();
});

const LATER = minutesAfter(MORNING, 60);

async function published(): Promise<string> {
	const submissionId = await sentSubmission(cast.homes.bao);
	await decided(submissionId, "published", cast.staff.li.personId);
	const rows = await db.select().from(photos);
	await write((tx) =>
		releasePhotos(
			tx,
			rows.map((row) => row.id),
			{ decidedBy: cast.staff.li.personId, at: MORNING },
		),
	);
	return submissionId;
}

test("a published pair leaves every page and every address, and the pages are told", async () => {
	const { bao } = cast.homes;
	const submissionId = await published();
	const told: string[][] = [];
	const stop = onChange((tags) => told.push([...tags]));
	await withdrawSubmission({ submissionId, by: bao, at: LATER });
	stop();
	expect(told).toEqual([["home", "wall", `village:${cast.places.qingshi.id}`, `submission:${submissionId}`, "courtyard:code-bao"]]);
	expect(await db.select().from(submissions)).toMatchObject([{ stage: "withdrawn", stageAt: LATER }]);
	expect((await db.select().from(photos)).map((row) => [row.releasedAt, row.withdrawnAt])).toEqual([
		[null, LATER],
		[null, LATER],
	]);
	expect(await db.select().from(consents)).toMatchObject([{ withdrawnAt: LATER, withdrawnBy: bao.personId }]);
});

test("taken back twice, and ten times at once, it is taken back once", async () => {
	const submissionId = await published();
	const told: unknown[] = [];
	const stop = onChange((tags) => tags.length > 0 && told.push(tags));
	const withdrawal = { submissionId, by: cast.homes.bao, at: LATER };
	await Promise.all(Array.from({ length: 10 }, () => withdrawSubmission(withdrawal)));
	await withdrawSubmission({ ...withdrawal, at: minutesAfter(LATER, 5) });
	stop();
	expect(told).toHaveLength(1);
	const stages = await db.select().from(submissionStages).orderBy(asc(submissionStages.seq));
	expect(stages.map((row) => row.stage)).toEqual(["draft", "waiting", "published", "withdrawn"]);
	expect((await db.select().from(auditEntries)).filter((entry) => entry.action === "submission.withdraw")).toHaveLength(1);
});

test.each(["waiting", "returned", "declined"] as const)(
	"what is %s can be taken back; its pictures stay with the village, unseen",
	async (stage) => {
		const submissionId = await sentSubmission(cast.homes.bao);
		if (stage !== "waiting") await decided(submissionId, stage, cast.staff.li.personId);
		await withdrawSubmission({ submissionId, by: cast.homes.bao, at: LATER });
		expect(await db.select().from(submissions)).toMatchObject([{ stage: "withdrawn" }]);
		expect((await db.select().from(photos)).map((row) => row.erasedAt)).toEqual([null, null]);
	},
);

test("a draft that nobody has seen is deleted with its pictures", async () => {
	const submissionId = await readyDraft(cast.homes.bao);
	expect(await withdrawSubmission({ submissionId, by: cast.homes.bao, at: LATER })).toEqual({ wasSent: false, wasShown: false });
	expect((await db.select().from(photos)).map((row) => row.erasedAt)).toEqual([LATER, LATER]);
	const files = readdirSync(path.join(dataDir(), "photos"), { recursive: true, withFileTypes: true });
	expect(files.filter((entry) => entry.isFile())).toEqual([]);
});

test("somebody else's stays where it is", async () => {
	const submissionId = await published();
	const attempt = withdrawSubmission({ submissionId, by: cast.homes.chen, at: LATER });
	await expect(attempt).rejects.toMatchObject({ refusal: "not_found" });
	expect(await db.select().from(submissions)).toMatchObject([{ stage: "published" }]);
});

test("withdrawn is for good: the database knows no way back", async () => {
	const submissionId = await published();
	await withdrawSubmission({ submissionId, by: cast.homes.bao, at: LATER });
	const back = write((tx) =>
		takeStep(tx, SUBMISSION_LIFE, { id: submissionId, stage: "published", actorId: cast.staff.li.personId, at: LATER }),
	);
	await expect(back).rejects.toMatchObject({ cause: { message: expect.stringContaining("only when its household disowned") } });
	const byHand = { submissionId, seq: 4, stage: "published", actorId: cast.staff.li.personId, at: LATER } as const;
	await expect(write((tx) => tx.insert(submissionStages).values(byHand))).rejects.toMatchObject({
		cause: { message: expect.stringContaining("no such step") },
	});
});

test.each([
	["given back once it was withdrawn", "UPDATE consents SET withdrawn_at = NULL, withdrawn_by = NULL"],
	["withdrawn anew, at another time", "UPDATE consents SET withdrawn_at = withdrawn_at + 1"],
	["removed", "DELETE FROM consents"],
])("the database lets no consent be %s", async (_how, sentence) => {
	const submissionId = await published();
	await withdrawSubmission({ submissionId, by: cast.homes.bao, at: LATER });
	await expect(rawClient().execute(sentence)).rejects.toThrow(/consents (can only be withdrawn|stay)/);
	expect(await db.select().from(consents)).toMatchObject([{ withdrawnAt: LATER }]);
});
