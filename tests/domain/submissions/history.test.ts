import { expect, test } from "vitest";
import { db, rawClient } from "#db/client.ts";
import { submissionStages, submissions, submissionVersions } from "#db/schema/submissions.ts";
import { inviteCast } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentPair } from "#tests/pairs.ts";

freshDatabase();

test.each([
	["a step is changed", "UPDATE submission_stages SET stage = 'draft'", "submission_stages is append-only"],
	["a step is removed", "DELETE FROM submission_stages", "submission_stages is append-only"],
	["what was sent is changed", "UPDATE submission_versions SET words = '改了'", "submission_versions is append-only"],
	["what was sent is removed", "DELETE FROM submission_versions", "submission_versions is append-only"],
	["the stage is set without a step", "UPDATE submissions SET stage = 'published'", "follows submission_stages"],
	["a version is left out", "UPDATE submissions SET version = 3", "counts one up"],
	["a version is taken back", "UPDATE submissions SET version = 0", "counts one up"],
	["it waits since another moment", "UPDATE submissions SET sent_at = 5", "that of the newest version"],
	["a photo changes its side", "UPDATE submission_photos SET side = 'after'", "added and removed"],
	["life begins in the middle", `INSERT INTO submissions ${inTheMiddle()}`, "begin as draft"],
])("the database refuses that %s", async (_what, sentence, words) => {
	const { homes } = await inviteCast();
	await sentPair(homes.bao);
	const before = await everything();
	await expect(rawClient().execute(sentence)).rejects.toThrow(words);
	expect(await everything()).toEqual(before);
});

/** A copy of the one that is there, waiting from its first day. */
function inTheMiddle(): string {
	const [same, own] = ["household_id, village_id, hamlet_id, words, created_by, created_at, edited_at, stage_at", "id, idempotency_key"];
	return `(${own}, stage, ${same}) SELECT 'copy', 'copy', 'waiting', ${same} FROM submissions`;
}

function everything() {
	return Promise.all([submissions, submissionStages, submissionVersions].map((table) => db.select().from(table)));
}
