import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { commitmentOf, seedOf } from "#domain/draws/draws.ts";
import { requireSoundDraw, urnOf } from "#domain/draws/urn.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { sha256 } from "#platform/hash.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pairOf } from "#tests/published.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});
const urn = (minutes = 60) => urnOf(db, { regionPath: cast.places.qingshi.path, from: MORNING, until: minutesAfter(MORNING, minutes) });

test("a household has one ticket, with its newest pair of the period; who published elsewhere or at another time has none", async () => {
	const { bao, chen, du, fan } = cast.homes;
	await pairOf(bao, "bao-1");
	await pairOf(bao, "bao-2", { at: minutesAfter(MORNING, 5) });
	await pairOf(bao, "bao-late", { at: minutesAfter(MORNING, 60) });
	await pairOf(chen, "chen-early", { at: minutesAfter(MORNING, -1) });
	await pairOf(du, "du-unpublished", { isPublished: false });
	await pairOf(fan, "fan-elsewhere");
	expect([...(await urn())]).toEqual([["code-bao", { householdId: "household-bao", submissionId: "bao-2" }]]);
	expect((await urn(61)).get("code-bao")?.submissionId).toBe("bao-late");
});

test("what was withdrawn is in no urn", async () => {
	const { bao } = cast.homes;
	await pairOf(bao, "bao-1");
	await withdrawSubmission({ submissionId: "bao-1", by: bao, at: minutesAfter(MORNING, 1) });
	expect(await urn()).toEqual(new Map());
});

test("a seed stays, differs from thing to thing, and is bound by its commitment", () => {
	expect(seedOf("one")).toBe(seedOf("one"));
	expect(seedOf("one")).not.toBe(seedOf("other"));
	expect(commitmentOf(seedOf("one"))).toBe(sha256(seedOf("one")));
});

test.each([
	["a period that ends before it begins", { until: minutesAfter(MORNING, -1) }, "draws.wrong.period"],
	["a period without a beginning", { from: new Date(Number.NaN) }, "draws.wrong.period"],
	["nobody", { wanted: 0 }, "draws.wrong.count"],
	["a part of somebody", { wanted: 1.5 }, "draws.wrong.count"],
	["more than are drawn at once", { wanted: 101 }, "draws.wrong.count"],
])("a draw of %s is refused", (_what, wrong, key) => {
	const sound = { from: MORNING, until: minutesAfter(MORNING, 1), wanted: 3 };
	requireSoundDraw(sound);
	expect(() => requireSoundDraw({ ...sound, ...wrong })).toThrow(expect.objectContaining({ refusal: "invalid", key }));
});
