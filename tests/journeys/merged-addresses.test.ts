import { beforeAll, expect, test } from "vitest";
import { carryOut } from "#domain/households/change-household.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { DOORS, inviteCast } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";

// What a household's old addresses do after it was merged into another one.
let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await pairOf(cast.homes.bao, "bao-pair");
	await carryOut(mergeHouseholds, { householdId: "household-bao", intoId: "household-chen", by: cast.staff.wang, at: new Date() });
});
let passerBy: Visitor;
beforeAll(() => {
	passerBy = new Visitor(site().origin);
});

test("the courtyard's page leads on for good, where the pairs of both stand", async () => {
	const answer = await passerBy.ask("/courtyards/code-bao");
	expect([answer.status, answer.headers.get("location")]).toEqual([301, "/courtyards/code-chen"]);
	const page = await passerBy.open("/courtyards/code-bao");
	expect([page.status, page.address]).toEqual([200, "/courtyards/code-chen"]);
	expect((await passerBy.open("/courtyards/code-nobody")).status).toBe(404);
});

test("the old plate opens the door of the household that goes on, and tells no other code", async () => {
	const { pin } = await issueSlip({ householdId: "household-chen", by: cast.staff.wang, at: new Date() });
	const chen = new Visitor(site().origin);
	const door = await chen.open(`/h/${DOORS.bao}`);
	expect(door.status).toBe(200);
	expect(door.html).not.toContain(DOORS.chen);
	const inside = await chen.submit(door, "form[action*=signInVillager]", { secret: pin });
	expect(inside.address).toContain("/me");
	expect(inside.text).toContain("陈桂兰");
});
