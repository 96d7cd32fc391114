import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { decisions } from "#db/schema/moderation.ts";
import { publishTogether, returnTogether } from "#domain/moderation/batch.ts";
import { MAX_TOGETHER } from "#domain/moderation/rules.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { type Pair, sentPair } from "#tests/pairs.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let pairs: Pair[];

freshDatabase(async () => {
	cast = await inviteCast();
	pairs = [await sentPair(cast.homes.chen), await sentPair(cast.homes.du), await sentPair(cast.homes.fan)];
});

const items = () => pairs.map(({ submissionId, version }) => ({ submissionId, version }));
const publishAll = () => publishTogether({ by: cast.staff.li, items: items(), at: MORNING });

test("several are published together, each for itself: what is refused says why and leaves the others done", async () => {
	await withdrawSubmission({ submissionId: pairs[0]?.submissionId ?? "", by: cast.homes.chen, at: MORNING });
	expect(await publishAll()).toMatchObject([
		{ submissionId: pairs[0]?.submissionId, refusal: { key: "moderation.withdrawnMeanwhile" } },
		{ submissionId: pairs[1]?.submissionId, decisionId: expect.any(String) },
		{ submissionId: pairs[2]?.submissionId, refusal: { key: "common.notFound" } },
	]);
	expect(await db.select().from(decisions)).toMatchObject([{ submissionId: pairs[1]?.submissionId, outcome: "published" }]);
});

test("the same batch twice decides once", async () => {
	expect(await publishAll()).toEqual(await publishAll());
	expect(await db.select().from(decisions)).toHaveLength(2);
});

test("several are returned together with one reason", async () => {
	const results = await returnTogether({ by: cast.staff.meng, items: items(), reasons: ["too_dark"], note: "", at: MORNING });
	expect(results.every((result) => "decisionId" in result)).toBe(true);
	expect((await db.select().from(decisions)).map(({ outcome }) => outcome)).toEqual(["returned", "returned", "returned"]);
});

test("a batch of none or of too many is refused whole", async () => {
	const batch = (count: number) => {
		const many = Array.from({ length: count }, (_, n) => ({ submissionId: `s${n}`, version: 1 }));
		return publishTogether({ by: cast.staff.li, items: many, at: MORNING });
	};
	await expect(batch(0)).rejects.toMatchObject({ refusal: "invalid", key: "moderation.nothingSelected" });
	await expect(batch(MAX_TOGETHER + 1)).rejects.toMatchObject({ refusal: "invalid", key: "moderation.tooManySelected" });
});
