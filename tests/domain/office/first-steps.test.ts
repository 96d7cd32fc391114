import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { firstSteps } from "#domain/office/first-steps.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

test("an admin's place lacks its households, a moderator and slips, until it has them", async () => {
	const { wang } = cast.staff;
	expect(await firstSteps(wang)).toEqual(["slips"]);
	await write((tx) => tx.update(roleGrants).set({ revokedAt: MORNING }).where(eq(roleGrants.role, "moderator")));
	expect(await firstSteps(wang)).toEqual(["moderator", "slips"]);
	const nowhere = { ...wang, roles: wang.roles.map((held) => ({ ...held, path: "/elsewhere/", regionId: "elsewhere" })) };
	expect(await firstSteps(nowhere)).toEqual(["import", "moderator", "slips"]);
	await issueSlip({ householdId: cast.homes.bao.householdId, by: wang, at: MORNING });
	expect(await firstSteps(wang)).toEqual(["moderator"]);
});
