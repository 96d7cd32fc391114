import { expect, test } from "vitest";
import { publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { undoDecision } from "#domain/moderation/undo.ts";
import { type PublicationFault, verifyPublications } from "#domain/moderation/verify.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sendAgain, sentPair } from "#tests/pairs.ts";
import { tamper } from "#tests/tamper.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
	const { homes, staff } = cast;
	const on = { by: staff.li, at: MORNING };
	for (const home of [homes.chen, homes.du]) await publish({ ...on, ...(await sentPair(home)) });
	const { decisionId } = await publish({ ...on, ...(await sentPair(homes.bao)) });
	await undoDecision({ ...on, decisionId });
	await sentPair(homes.chen);
});

test("honest work leaves nothing to find", async () => {
	expect(await verifyPublications()).toEqual({ checks: 13, faults: [] });
});

test("a clock that was set back between two sendings makes nothing faulty", async () => {
	const { homes, staff } = cast;
	const pair = await sentPair(homes.du, { at: minutesAfter(MORNING, 20) });
	await returnToHousehold({ ...pair, by: staff.li, at: minutesAfter(MORNING, 21), reasons: ["blurred"], note: "" });
	expect(await sendAgain(pair, homes.du, minutesAfter(MORNING, 10))).toBe(2);
	expect((await verifyPublications()).faults).toEqual([]);
});

const chens = "(SELECT id FROM submissions WHERE household_id = 'household-chen' AND stage = 'published')";
const chensPhotos = `(SELECT photo_id FROM submission_photos WHERE submission_id = ${chens})`;

test.each<[string, PublicationFault, number]>([
	["UPDATE submissions SET stage = 'declined' WHERE stage = 'waiting'", "stage_differs", 2],
	[`UPDATE submissions SET version = 2 WHERE id = ${chens}`, "version_differs", 1],
	[`UPDATE submissions SET sent_at = 5 WHERE id = ${chens}`, "sent_differs", 1],
	[`UPDATE decisions SET village_id = 'village-elsewhere' WHERE submission_id = ${chens}`, "decision_astray", 1],
	[`DELETE FROM decisions WHERE submission_id = ${chens}`, "published_without_decision", 1],
	[`UPDATE consents SET withdrawn_at = 1 WHERE submission_id = ${chens}`, "published_without_consent", 1],
	[`UPDATE photos SET revision = 1 WHERE id IN ${chensPhotos}`, "published_without_redaction", 2],
	[`UPDATE photos SET released_at = NULL WHERE id IN ${chensPhotos}`, "published_unreleased", 2],
	["UPDATE photos SET released_at = 1 WHERE household_id = 'household-bao'", "released_unpublished", 2],
	["UPDATE point_entries SET source = 'decision:none' WHERE household_id = 'household-du' AND kind = 'issue'", "paid_without_decision", 1],
	["DELETE FROM point_entries WHERE kind = 'reverse'", "undone_but_kept", 2],
	[
		"UPDATE point_entries SET source = 'holding:decision:none' WHERE household_id = 'household-du' AND kind = 'hold'",
		"paid_without_decision",
		1,
	],
	["DELETE FROM point_entries WHERE kind = 'hold'", "decided_but_unpaid", 3],
	["DELETE FROM point_entries WHERE seq >= 3", "decided_but_unpaid", 2],
])("verification finds what no command can do: %s", async (sql, fault, count) => {
	await tamper(sql);
	const { faults } = await verifyPublications();
	expect(faults.filter((found) => found.fault === fault)).toHaveLength(count);
});
