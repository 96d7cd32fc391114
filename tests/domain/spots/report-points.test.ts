import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { householdMembers } from "#db/schema/households.ts";
import { pointEntries } from "#db/schema/points.ts";
import { spotReports, spotStages } from "#db/schema/spots/spots.ts";
import { append } from "#domain/points/ledger.ts";
import { ruleInForce } from "#domain/points/rulebook.ts";
import { verifyLedger } from "#domain/points/verify.ts";
import { claimPoints, reportPoints } from "#domain/spots/report-points.ts";
import { PROVED_TRUE } from "#domain/spots/rules.ts";
import type { SpotStage } from "#domain/spots/types.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { assigned, type Offices, reported, spotAt, spotOffices } from "#tests/spots.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Offices;
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await spotOffices(cast);
});

const LATER = minutesAfter(MORNING, 300);
const bao = () => cast.homes.bao;
const byBao = () => ({ report: { by: { personId: bao().personId } } });
const claim = (reference: string, by: { personId: string; householdId: string } = bao(), at = LATER) => claimPoints({ reference, by, at });
const seen = (reference: string, by: { personId: string; householdId: string } = bao()) => reportPoints({ reference, by, at: LATER });
const paid = async () => (await db.select().from(pointEntries)).map(({ householdId, points }) => [householdId, points]);

test("whoever reported it first is asked on their own page, and gets the points once; the entry tells neither spot nor place nor person", async () => {
	const { spotId, reference } = await assigned(cast, offices, byBao());
	expect(await seen(reference)).toEqual({ state: "offered", points: 3 });
	for (const _ of ["once", "twice"]) expect(await claim(reference)).toMatchObject({ points: 3 });
	expect([await paid(), await seen(reference)]).toEqual([[["household-bao", 3]], { state: "given", points: 3 }]);
	const [entry] = await db.select().from(pointEntries);
	expect(entry?.actorId).toBeNull();
	expect(JSON.stringify(entry)).not.toMatch(new RegExp(`${spotId}|${bao().personId}|${reference}|东沟|Q2-01`));
	expect((await verifyLedger()).faults).toEqual([]);
	const many = await assigned(cast, offices, byBao());
	await Promise.all(Array.from({ length: 10 }, () => claim(many.reference)));
	expect(await paid()).toHaveLength(2);
});

test("ten a month, as the rule says; the eleventh waits for the next month", async () => {
	for (let n = 0; n < 10; n += 1)
		await claim(
			(await assigned(cast, offices, { report: { by: { personId: bao().personId }, at: minutesAfter(MORNING, -n * 1440) }, at: MORNING }))
				.reference,
		);
	const { reference } = await assigned(cast, offices, byBao());
	expect(await seen(reference)).toEqual({ state: "full", points: 0 });
	expect(await claim(reference)).toEqual({ points: 0, isPastCap: true });
	expect(await paid()).toHaveLength(10);
	expect(await claim(reference, bao(), minutesAfter(MORNING, 60 * 24 * 30))).toMatchObject({ points: 3 });
});

test.each([
	"reported",
	"checked",
	"merged",
	"not_ours",
	"assigned",
	"in_hand",
	"half_done",
	"said_fixed",
	"confirmed",
	"relapsed",
] as SpotStage[])("a spot that is %s is asked about only if it proved true", async (stage) => {
	const spotId = await spotAt(stage, cast, offices, { by: { personId: bao().personId } });
	const [report] = await db.select().from(spotReports).where(eq(spotReports.spotId, spotId));
	const source = `report:${report?.id}`;
	const { id: ruleId } = await ruleInForce(db, "P06", LATER);
	const about = { householdId: bao().householdId, ruleId, points: 3, held: 0, refersTo: null, month: "2026-11", actorId: null, at: LATER };
	const byHand = write((tx) => append(tx, { ...about, kind: "issue", source, evidence: source }));
	if (PROVED_TRUE.includes(stage)) await byHand;
	else await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("a report that proved true pays") } });
});

test("nobody else claims it: without the account that reported it, as a further witness, or who checked it themselves; nor does another household", async () => {
	const stranger = await assigned(cast, offices);
	for (const deed of [claim(stranger.reference), claim("000000000000")]) await expect(deed).rejects.toMatchObject({ refusal: "not_found" });
	const { spotId, reference } = await assigned(cast, offices, byBao());
	await expect(claim(reference, cast.homes.chen)).rejects.toMatchObject({ refusal: "not_found" });
	expect(await seen(reference, cast.homes.chen)).toBeNull();
	const witness = await reported(cast, { joins: spotId, by: { personId: cast.homes.chen.personId } });
	await expect(claim(witness.reference, cast.homes.chen)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(claim(reference, { ...bao(), householdId: "household-chen" })).rejects.toMatchObject({
		cause: { message: expect.stringContaining("a report that proved true pays") },
	});
	const { li } = cast.staff;
	await write((tx) => tx.insert(householdMembers).values({ householdId: "household-du", personId: li.personId, joinedAt: MORNING }));
	const own = await assigned(cast, offices, { report: { by: { personId: li.personId } } });
	expect(await db.$count(spotStages, eq(spotStages.actorId, li.personId))).toBeGreaterThan(0);
	await expect(claim(own.reference, { personId: li.personId, householdId: "household-du" })).rejects.toMatchObject({
		refusal: "not_found",
	});
	expect(await paid()).toEqual([]);
});
