import { isNull, sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { Refusal } from "#domain/errors.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { changeHead } from "#domain/households/change-head.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { addMember, memberLeaves, memberMoves } from "#domain/households/change-members.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { splitHousehold } from "#domain/households/split-household.ts";
import { takeBackHousehold } from "#domain/households/take-back-household.ts";
import { credit } from "#domain/points/credit.ts";
import { PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { verifyLedger } from "#domain/points/verify.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

// Whatever an office does with households, in any order, some things stay true. A refusal is an answer; any other error is not.
freshDatabase();

interface Step {
	act: keyof typeof ACTS;
	one: number;
	other: number;
	who: number;
}

const HAMLETS = ["region-990101100201001", "region-990101100201002", "region-990101100202001"];
let minutes = 0;
const order = async ({ one }: Step) => ({ householdId: await homeAt(one), by: null, at: minutesAfter(MORNING, ++minutes) });

const ACTS = {
	add: async ({ one }: Step) =>
		carryOut(addHousehold, {
			hamletId: HAMLETS[one % 3] ?? "",
			number: "",
			headName: `户${++minutes}`,
			status: "lived_in",
			by: null,
			at: minutesAfter(MORNING, minutes),
		}),
	join: async (step: Step) => carryOut(addMember, { ...(await order(step)), name: `人${++minutes}`, isUnder14: false }),
	leave: async (step: Step) => carryOut(memberLeaves, { ...(await order(step)), personId: await personAt(step), why: "left" }),
	elsewhere: async (step: Step) =>
		carryOut(memberMoves, { ...(await order(step)), personId: await personAt(step), intoId: await homeAt(step.other) }),
	head: async (step: Step) => carryOut(changeHead, { ...(await order(step)), why: "died", name: `主${++minutes}` }),
	move: async (step: Step) => carryOut(moveHousehold, { ...(await order(step)), hamletId: HAMLETS[step.other % 3] ?? "", number: "" }),
	split: async (step: Step) =>
		carryOut(splitHousehold, {
			...(await order(step)),
			personIds: [await personAt(step)],
			headName: `分${++minutes}`,
			number: "",
			status: "lived_in",
		}),
	merge: async (step: Step) => carryOut(mergeHouseholds, { ...(await order(step)), intoId: await homeAt(step.other) }),
	close: async (step: Step) => carryOut(closeHousehold, { ...(await order(step)), why: "other" }),
	takeBack: async (step: Step) => carryOut(takeBackHousehold, await order(step)),
	earn: async (step: Step) => {
		const award = { rule: PUBLISHED_PAIR, source: `decision:${++minutes}`, evidence: `submission:${minutes}`, decidedBy: null };
		const householdId = await homeAt(step.one);
		// All were closed: nothing of the portal gives points to a household that is none.
		if (householdId === "none") throw new Refusal("not_found", "common.notFound");
		await write(async (tx) => credit(tx, { ...award, householdId, at: new Date(Date.UTC(2026 + minutes, 3)) }));
	},
};

async function homeAt(n: number): Promise<string> {
	const open = await db
		.select({ id: households.id })
		.from(households)
		.where(isNull(households.closedAt))
		.orderBy(households.createdAt, households.id);
	return open[n % Math.max(1, open.length)]?.id ?? "none";
}

async function personAt({ one, who }: Step): Promise<string> {
	const rows = await db.all<{ id: string }>(
		sql`select person_id as id from household_members where household_id = ${await homeAt(one)} and left_at is null order by joined_at, id`,
	);
	return rows[who % Math.max(1, rows.length)]?.id ?? "nobody";
}

const count = async (query: string) => (await db.all<{ n: number }>(sql.raw(query)))[0]?.n ?? 0;

const step = fc.record({
	act: fc.constantFrom(...(Object.keys(ACTS) as (keyof typeof ACTS)[])),
	one: fc.nat(5),
	other: fc.nat(5),
	who: fc.nat(3),
});

test("whatever happens to households, nobody lives in two, no points appear or vanish, and every old address is one step from where it goes on", async () => {
	await inviteCast();
	const done = new Set<string>();
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
			// An office does not run out of households.
			for (const one of [0, 1, 2]) await ACTS.add({ act: "add", one, other: 0, who: 0 });
			for (const one of steps) {
				if ((await homeAt(0)) === "none") await ACTS.add({ ...one, act: "add" });
				const earned = await count("select coalesce(sum(points), 0) as n from point_entries where kind = 'issue'");
				const outcome = await ACTS[one.act](one).then(
					() => "done",
					(error) => error.refusal ?? error,
				);
				expect(typeof outcome === "string" ? "an answer" : outcome).toBe("an answer");
				if (outcome === "done") done.add(one.act);
				const now = await count("select coalesce(sum(points), 0) as n from point_entries");
				expect(now - earned).toBe(one.act === "earn" && outcome === "done" ? 5 : 0);
			}
			expect(
				await count(
					"select count(*) as n from household_members m join households h on h.id = m.household_id where m.left_at is null and h.closed_at is not null",
				),
			).toBe(0);
			expect(
				await count("select count(*) as n from households a join households b on b.id = a.goes_on_id where b.goes_on_id is not null"),
			).toBe(0);
			expect((await verifyLedger()).faults).toEqual([]);
		}),
		{ numRuns: 8, seed: 20_261_201 },
	);
	expect([...done].sort()).toEqual(Object.keys(ACTS).sort());
});
