import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { verifyFigures } from "#domain/campaign/verify.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { closeHousehold } from "#domain/households/close-household.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { mergeRegion } from "#domain/households/merge-region.ts";
import { moveHousehold } from "#domain/households/move-household.ts";
import { splitHousehold } from "#domain/households/split-household.ts";
import { takeBackHousehold } from "#domain/households/take-back-household.ts";
import { decline, publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { undoDecision } from "#domain/moderation/undo.ts";
import { verifyPublications } from "#domain/moderation/verify.ts";
import { closeRegion } from "#domain/regions/close.ts";
import { moveRegion } from "#domain/regions/move.ts";
import { splitRegion } from "#domain/regions/split.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import type { Member } from "#domain/submissions/types.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { sentPair } from "#tests/pairs.ts";

// Whatever people and offices do, in any order, what was counted is what is there. A refusal is an answer; any other error is not.
freshDatabase();

interface Step {
	act: keyof typeof ACTS;
	one: number;
	other: number;
}
let days = 0;
let homes = 0;
let wang: Viewer;
let meng: Viewer;
// Each step has a day of its own, because of the caps of a day.
const today = () => minutesAfter(MORNING, days * 24 * 60);

const householdAt = (n: number) => nth("select id from households where closed_at is null order by rowid", n);
const regionAt = (level: string, n: number) =>
	nth(`select id from regions where level = '${level}' and valid_to is null order by rowid`, n);
const order = async ({ one }: Step) => ({ householdId: await householdAt(one), by: null, at: today() });

async function nth(query: string, n: number): Promise<string> {
	const rows = await db.all<{ id: string }>(sql.raw(query));
	return rows[n % Math.max(1, rows.length)]?.id ?? "none";
}

async function memberAt(n: number): Promise<Member> {
	const personId = await nth("select person_id as id from household_members where left_at is null order by rowid", n);
	return {
		personId,
		householdId: await nth(
			`select household_id as id from household_members where person_id = '${personId}' and left_at is null order by rowid`,
			0,
		),
	};
}

async function ofOwn(stages: string, { one, other }: Step) {
	const by = await memberAt(one);
	return {
		by,
		at: today(),
		submissionId: await nth(
			`select id from submissions where household_id = '${by.householdId}' and stage in (${stages}) order by rowid`,
			other,
		),
	};
}

async function waitingAt(n: number) {
	const submissionId = await nth("select id from submissions where stage = 'waiting' order by rowid", n);
	const version = Number(await nth(`select version as id from submissions where id = '${submissionId}'`, 0));
	return { by: meng, submissionId, version: Number.isNaN(version) ? 1 : version, at: today() };
}

const VACANT = `select id from regions r where valid_to is null and level <> 'town' and not exists (
	select 1 from regions below where below.parent_id = r.id and below.valid_to is null) and not exists (
	select 1 from households where hamlet_id = r.id and closed_at is null) order by rowid`;

const ACTS = {
	send: async ({ one }: Step) => sentPair(await memberAt(one), { at: today() }),
	sendAgain: async (step: Step) => sendSubmission({ ...(await ofOwn("'returned'", step)), consentsToDisplay: true }),
	publish: async ({ one }: Step) => publish(await waitingAt(one)),
	return: async ({ one }: Step) => returnToHousehold({ ...(await waitingAt(one)), reasons: [], note: "请再拍一张。" }),
	decline: async ({ one }: Step) => decline({ ...(await waitingAt(one)), reasons: [], note: "不是自家的院子。" }),
	undo: async ({ one }: Step) => {
		const { decisionId } = await publish(await waitingAt(one));
		return undoDecision({ by: meng, decisionId, at: today() });
	},
	withdraw: async (step: Step) => withdrawSubmission(await ofOwn("'published', 'waiting', 'returned'", step)),
	add: async ({ one }: Step) =>
		carryOut(addHousehold, {
			hamletId: await regionAt("hamlet", one),
			number: "",
			headName: `新户${++homes}`,
			status: "lived_in",
			by: null,
			at: today(),
		}),
	move: async (step: Step) =>
		carryOut(moveHousehold, { ...(await order(step)), hamletId: await regionAt("hamlet", step.other), number: "" }),
	split: async (step: Step) => {
		const home = await order(step);
		const personId = await nth(
			`select person_id as id from household_members where household_id = '${home.householdId}' and left_at is null order by rowid`,
			0,
		);
		return carryOut(splitHousehold, { ...home, personIds: [personId], headName: "分户主", number: "", status: "lived_in" });
	},
	merge: async (step: Step) => carryOut(mergeHouseholds, { ...(await order(step)), intoId: await householdAt(step.other) }),
	close: async (step: Step) => carryOut(closeHousehold, { ...(await order(step)), why: "other" }),
	takeBack: async (step: Step) => carryOut(takeBackHousehold, await order(step)),
	hamletMoves: async ({ one, other }: Step) =>
		moveRegion({ regionId: await regionAt("hamlet", one), toId: await regionAt("village", other), by: wang, at: today() }),
	villageMoves: async ({ one, other }: Step) =>
		moveRegion({ regionId: await regionAt("village", one), toId: await regionAt("town", other), by: wang, at: today() }),
	placesMerge: async ({ one, other }: Step) => {
		const level = one % 3 === 0 ? "village" : "hamlet";
		return mergeRegion({ regionId: await regionAt(level, one), intoId: await regionAt(level, other), by: wang, at: today() });
	},
	hamletSplits: async ({ one }: Step) => {
		const regionId = await regionAt("hamlet", one);
		const goes = [await nth(`select id from households where hamlet_id = '${regionId}' and closed_at is null order by rowid`, 0)];
		return splitRegion({ regionId, name: `新组${days}`, code: String(100 + (days % 800)), goes, by: wang, at: today() });
	},
	placeCloses: async ({ one }: Step) => closeRegion({ regionId: await nth(VACANT, one), by: wang, at: today() }),
};

const SEEN_OFTEN: Step["act"][] = ["send", "send", "send", "publish", "publish", "publish", "move", "merge", "undo", "withdraw"];
const step = fc.record({
	act: fc.constantFrom(...SEEN_OFTEN, ...(Object.keys(ACTS) as Step["act"][])),
	one: fc.nat(11),
	other: fc.nat(11),
});

test("whatever households, moderators and offices do, what was counted is what a fresh count finds", async () => {
	const { staff, places } = await inviteCast();
	wang = staff.wang;
	meng = as(staff.meng, "moderator", places.qingling);
	const id = newId();
	const town = { id, code: "990101101000", codeSource: "local" as const, level: "town" as const, name: "柳河镇" };
	await write((tx) =>
		tx.insert(regions).values({ ...town, parentId: places.qingling.id, path: `${places.qingling.path}${id}/`, validFrom: MORNING }),
	);
	const done = new Set<string>();
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
			for (const one of [0, 1, 2]) await ACTS.add({ act: "add", one, other: 0 });
			for (const one of steps) {
				days += 1;
				const outcome = await ACTS[one.act](one).then(
					() => "done",
					(error) => error.refusal ?? error,
				);
				expect(typeof outcome === "string" ? "an answer" : outcome).toBe("an answer");
				if (outcome === "done") done.add(one.act);
				expect((await verifyFigures()).faults, `after ${one.act}`).toEqual([]);
			}
			expect((await verifyPublications()).faults).toEqual([]);
		}),
		{ numRuns: 30, seed: 20_261_201 },
	);
	expect([...done].sort()).toEqual(Object.keys(ACTS).sort());
});
