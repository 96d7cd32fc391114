import { expect, test } from "vitest";
import { rawClient } from "#db/client.ts";
import { takeDown } from "#domain/exposure/take-down.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { orderedAt, policyFor, shownCard } from "#tests/exposure.ts";
import { spotOffices } from "#tests/spots.ts";

// A card that is hidden, because somebody pressed 涉及我.
freshDatabase(async () => {
	const cast = await inviteCast();
	const offices = await spotOffices(cast);
	await policyFor(cast, offices, MORNING);
	const { spotId } = await orderedAt(cast, offices, minutesAfter(MORNING, 30));
	const late = minutesAfter(MORNING, 5 * 24 * 60);
	const exposureId = await shownCard(cast, spotId, late);
	await takeDown({ exposureId, words: "", at: late });
});

test.each([
	[
		"a card goes back to where it was not",
		"insert into exposure_stages (id, exposure_id, seq, stage, at) select 'x', id, 3, 'proposed', 9 from exposures",
		"no such step",
	],
	[
		"a card is corrected without a confirmed fix",
		"insert into exposure_stages (id, exposure_id, seq, stage, at) select 'x', id, 3, 'corrected', 9 from exposures",
		"corrected when the fix was confirmed",
	],
	["a card stays longer", "update exposures set leaves_at = leaves_at + 1", "exposures"],
	["a card appears again", "update exposures set shown_at = shown_at + 1", "shown and corrected once"],
	["a card shows another picture", "update exposures set before_id = 'x'", "what was signed does not change"],
	["a card is deleted", "delete from exposures", "exposures stay"],
	[
		"a takedown is reviewed by who proposed it",
		"update exposure_takedowns set outcome = 'kept', outcome_words = 'words', reviewed_by = 'person-li', reviewed_at = 9",
		"reviewed by neither signer",
	],
	["a takedown is taken away", "delete from exposure_takedowns", "exposure_takedowns stay"],
	["a card is shown again while somebody looks into it", "update exposures set hidden_at = null", "hidden while somebody looks"],
	["a picture of a hidden card is let out", "update photos set released_at = 9", "only with a card that is shown"],
	["a policy is written over", "update exposure_policies set adopted_on = '2026-01-01'", "end once"],
])("the database refuses that %s", async (_what, statement, why) => {
	await expect(rawClient().execute(statement)).rejects.toThrow(why);
});
