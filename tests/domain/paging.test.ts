import { expect, test } from "vitest";
import { staffUnder } from "#domain/accounts/staff.ts";
import { doorSheet } from "#domain/households/door-sheet.ts";
import { householdList } from "#domain/households/list.ts";
import { history } from "#domain/moderation/history.ts";
import { queue } from "#domain/moderation/queue.ts";
import { statement } from "#domain/points/statement.ts";
import { householdSubmissions } from "#domain/submissions/household-submissions.ts";
import { wallPage } from "#domain/submissions/wall.ts";
import { nominablePairs } from "#domain/votes/rounds/nominations.ts";
import { rollOfVillage } from "#domain/votes/rounds/roll.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { crowdOf } from "#tests/crowd.ts";
import { freshDatabase } from "#tests/database.ts";
import { forgedCursors } from "#tests/forged.ts";
import { sentPair } from "#tests/pairs.ts";
import { pairOf } from "#tests/published.ts";
import { roundOf } from "#tests/rounds.ts";

freshDatabase();
type Cast = Awaited<ReturnType<typeof inviteCast>>;
type Page = (cast: Cast, after: string | undefined) => Promise<unknown>;

/** Every list that goes on where an address says that it ended. */
const LISTS: [list: string, page: Page][] = [
	["wall", (_cast, after) => wallPage({ after })],
	["own", ({ homes }, after) => householdSubmissions(homes.bao.householdId, after)],
	["points", ({ homes }, after) => statement(homes.bao.householdId, { cursor: after })],
	["queue", ({ staff }, after) => queue(staff.meng, { at: MORNING, cursor: after })],
	["decisions", ({ staff }, after) => history(staff.song, { cursor: after })],
	["households", ({ staff }, after) => householdList(staff.wang, { after, at: MORNING })],
	["doors", ({ staff, places }, after) => doorSheet(staff.wang, { hamletId: places.donggou.id, after })],
	["staff", ({ staff }, after) => staffUnder(staff.wang, { after })],
	["nominable", async ({ staff }, after) => nominablePairs(staff.wang, await roundFor("draft"), { after })],
	["roll", ({ staff, places }, after) => rollOfVillage(staff.wang, "june", { villageId: places.qingshi.id, after })],
];

test.each(LISTS)('a cursor that the list "%s" did not make shows its first page', async (list, page) => {
	const cast = await inviteCast();
	const { bao, chen, du } = cast.homes;
	await pairOf(chen, "shown");
	await sentPair(bao, { at: MORNING });
	await roundOf("june", { regionId: cast.places.qingshi.id, candidates: [bao, du], roll: [bao, chen, du] });
	await roundOf("draft", { regionId: cast.places.qingshi.id, candidates: [bao], roll: [bao], isAnnounced: false });
	const first = await page(cast, undefined);
	for (const forged of forgedCursors(list)) {
		const shown = await page(cast, forged);
		// A text or a number of one's own may name a place in a list of texts or numbers: what lies beyond it is no more than the list itself.
		if (!Buffer.from(forged, "base64url").toString().startsWith(`["${list}",`)) expect(shown).toEqual(first);
	}
});

test("lists go on where their pages ended, to the end, each line once", async () => {
	const cast = await inviteCast();
	const roll = await crowdOf(130, [cast.places.donggou, cast.places.xipo]);
	await roundOf("june", { regionId: cast.places.qingshi.id, candidates: [cast.homes.bao, cast.homes.du], roll });
	const villageId = cast.places.qingshi.id;
	const walked = async <Line>(
		page: (after: string | undefined) => Promise<{ lines: Line[]; next: string | null }>,
		key: (line: Line) => unknown,
	) => {
		const seen: unknown[] = [];
		for (let after: string | undefined; ; ) {
			const { lines, next } = await page(after);
			seen.push(...lines.map(key));
			if (next === null) return [seen.length, new Set(seen).size];
			after = next;
		}
	};
	expect(
		await walked(
			(after) => rollOfVillage(cast.staff.wang, "june", { villageId, after }),
			({ rollNumber }) => rollNumber,
		),
	).toEqual([130, 130]);
	expect(
		await walked(
			(after) => householdList(cast.staff.wang, { after, at: MORNING }),
			({ householdId }) => householdId,
		),
	).toEqual([134, 134]);
});
