import { desc } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdChecks } from "#db/schema/checks.ts";
import { record } from "#domain/audit/trail.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { inviteCast } from "#tests/cast.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
	await waiveTotp(cast.staff.wang);
	const [householdId, regionId, at] = ["household-chen", cast.places.qingshi.id, new Date()];
	for (const name of ["陈大海", "陈小满"])
		await write(async (tx) => {
			const detail = { from: name, why: "died" };
			await record(tx, { at, actorId: "person-wang", action: "member.leave", subject: `household:${householdId}`, detail });
			const [line] = await tx.select({ seq: auditEntries.seq }).from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1);
			await tx.insert(householdChecks).values({ entrySeq: line?.seq ?? 0, householdId, regionId, changedBy: "person-wang", drawnAt: at });
		});
});
const open = useBrowser();

test("an auditor is led from home to what was drawn, writes down what the household said without JavaScript, and what was not true is told", async () => {
	const song = await signIn(new Visitor(site().origin), cast.staff.song);
	expect((await song.open("/staff")).text).toContain("2 件户的变动等着您问一问");
	const page = await song.open("/staff/checks");
	expect(page.text).toContain("青石村 东沟 0002 陈桂兰");
	expect(page.text).toContain("陈大海");
	const [{ entrySeq = 0 } = {}] = await db.select({ entrySeq: householdChecks.entrySeq }).from(householdChecks);
	const form = `form:has(input[name=entrySeq][value='${entrySeq}'])`;
	const silent = await song.submit(page, form, { answer: "untrue", how: "visit", words: "" });
	expect([silent.status, silent.text.includes("请写这户怎么说的")]).toEqual([422, true]);
	const noted = await song.submit(silent, form, { answer: "untrue", how: "visit", words: "人好好的，在地里干活。" });
	expect(noted.text).toContain("记下了");
	expect(noted.text).toContain("人好好的，在地里干活。");
	expect((await song.open("/staff")).text).toContain("1 件户的变动，问下来不是真的");
	const wang = await signIn(new Visitor(site().origin), cast.staff.wang);
	expect((await wang.open("/staff")).text).not.toContain("问下来不是真的");
});

test("the page of drawn checks is clean for axe at 360 pixels, in large letters and in the dark", async () => {
	const page = await open({ site: site(), width: 360, viewer: cast.staff.song });
	await page.context().addCookies([{ name: "care", value: "1", url: site().origin }]);
	await page.emulateMedia({ colorScheme: "dark" });
	await page.goto("/staff/checks");
	expect(await faultsOn(page)).toEqual([]);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
