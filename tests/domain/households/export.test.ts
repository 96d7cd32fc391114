import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { exportRoster } from "#domain/households/export.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { as } from "#tests/admins.ts";
import { DOORS, inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { csv, householdLine } from "#tests/roster.ts";

freshDatabase();
const at = minutesAfter(MORNING, 5);

async function fileOf(regionId: string, by: Viewer): Promise<string> {
	let text = "";
	for await (const piece of (await exportRoster({ regionId, by, at })).pieces) text += piece;
	return text;
}

test("a roster imports again without a change, whatever it holds, and places in which nobody lives are in it", async () => {
	const { staff, places } = await inviteCast();
	const lines = Array.from({ length: 2_050 }, (_, n) => householdLine({ number: String(n + 10), rest: "外出,是,是" }));
	await importRegionsAndHouseholds({ buffer: csv(...lines, householdLine({ head: "阿依古丽·吐尔逊" })), by: null, at });
	await importRegionsAndHouseholds({ buffer: csv("990101,青岭区,990101100,柿林镇,990101100203,（原）王家庄村委会,,,,,,,"), by: null, at });
	await write((tx) => tx.update(households).set({ status: "empty" }).where(eq(households.id, "household-bao")));
	const text = await fileOf(places.qingling.id, staff.wang);
	expect(text).toContain("（原）王家庄村委会");
	const outcome = await importRegionsAndHouseholds({ buffer: Buffer.from(text), dryRun: true, by: null, at });
	expect(outcome).not.toHaveProperty("errors");
	expect(outcome).toMatchObject({ households: 0, villages: 0, hamlets: 0, renamed: 0, updated: 0 });
	const homes = await db.select({ id: households.id }).from(households);
	expect(text.split("\r\n").filter((line) => line !== "")).toHaveLength(homes.length + 2);
});

test("closed places and households stay behind, and so do door codes, public codes and passphrases", async () => {
	const { staff, places } = await inviteCast();
	await write(async (tx) => {
		await tx.update(households).set({ closedAt: at }).where(eq(households.id, "household-fan"));
		await tx.update(regions).set({ validTo: at }).where(eq(regions.id, places.qiaotou.id));
	});
	const text = await fileOf(places.shilin.id, staff.wang);
	for (const absent of ["范秋菊", "桥头", ...Object.values(DOORS), "code-bao"]) expect(text).not.toContain(absent);
	expect(text).toContain("鲍春生");
});

test("who took a roster along stands in the trail; nobody takes what is not theirs", async () => {
	const { staff, places } = await inviteCast();
	const hu = as(staff.wang, "village_admin", places.qingshi);
	const text = await fileOf(places.qingshi.id, hu);
	expect(text).toContain("杜长河");
	expect(text).not.toContain("范秋菊");
	const [deed] = await db.select().from(auditEntries).where(eq(auditEntries.action, "roster.export"));
	expect(deed).toMatchObject({ actorId: hu.personId, subject: `region:${places.qingshi.id}` });
	for (const [regionId, by] of [
		[places.baiyang.id, hu],
		[places.qingling.id, hu],
		[places.qingshi.id, staff.song],
		["nowhere", staff.wang],
	] as const)
		await expect(exportRoster({ regionId, by, at })).rejects.toMatchObject({ refusal: "not_found" });
});
