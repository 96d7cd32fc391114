import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { decisions } from "#db/schema/moderation.ts";
import { pointEntries } from "#db/schema/points.ts";
import { publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { openItem } from "#domain/moderation/open.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { verifyLedger } from "#domain/points/verify.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentPair } from "#tests/pairs.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;

freshDatabase(async () => {
	cast = await inviteCast();
});

/** Warm connections: both moderators have just looked at the queue's item. */
async function warmPair(home: "chen" | "du") {
	const pair = await sentPair(cast.homes[home]);
	for (const viewer of [cast.staff.li, cast.staff.meng]) await openItem(viewer, pair.submissionId, MORNING);
	return { ...pair, at: minutesAfter(MORNING, 11) };
}

test("fifty approvals at once by two moderators pay once, and everybody hears what happened", async () => {
	for (const home of ["chen", "du"] as const) {
		const pair = await warmPair(home);
		const viewers = Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? cast.staff.li : cast.staff.meng));
		const answers = await Promise.allSettled(viewers.map((viewer) => publish({ ...pair, by: viewer })));
		const ids = new Set(answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value.decisionId : [])));
		const refused = answers.flatMap((answer) => (answer.status === "rejected" ? answer.reason.key : []));
		expect(ids.size).toBe(1);
		expect(refused).toEqual(Array(25).fill("moderation.decidedMeanwhile"));
		expect(await accountOf(db, cast.homes[home].householdId)).toEqual({ balance: 2, held: 3 });
	}
	expect(await db.select().from(decisions)).toHaveLength(2);
	expect(await db.select().from(pointEntries)).toHaveLength(4);
	expect([...(await verifyLedger()).faults, ...(await verifyPublications()).faults]).toEqual([]);
});

test("approvals and returns of one item at once end in one decision", async () => {
	const pair = await warmPair("chen");
	const approve = publish({ ...pair, by: cast.staff.li });
	const giveBack = returnToHousehold({ ...pair, by: cast.staff.meng, reasons: ["blurred"], note: "" });
	const answers = await Promise.allSettled([approve, giveBack]);
	expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
	expect(await db.select().from(decisions)).toHaveLength(1);
});
