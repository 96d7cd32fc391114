import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { passphraseLinks, people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { regions } from "#db/schema/regions.ts";
import { openLink } from "#domain/accounts/links.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { setUp, setupLink } from "#domain/accounts/set-up.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { recodeRegion } from "#domain/regions/recode.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { PASSPHRASE, waiveTotp } from "#tests/accounts.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

const at = MORNING;
const typed = { name: "王立新", username: "wang", passphrase: PASSPHRASE, districtName: "青岭区", code: "330199000000", at };

async function link(moment = at): Promise<string> {
	return (await setupLink(moment))?.token ?? "";
}

test("the link of an empty site makes its district and its first admin, who owes a bound app", async () => {
	const { sessionId } = await setUp({ ...typed, token: await link() });
	expect(await db.select().from(regions)).toMatchObject([
		{ code: "330199000000", codeSource: "national", level: "district", name: "青岭区", parentId: null },
	]);
	const admin = await sessionHolder(sessionId, at);
	expect(admin).toMatchObject({ name: "王立新", kind: "staff", owes: "totp" });
	expect(await db.select().from(auditEntries)).toMatchObject([{ action: "site.set_up", actorId: admin?.personId }]);
	expect(await setupLink(at)).toBeNull();
});

test("where the code is not known, the district gets a local one; six digits are as good as twelve", async () => {
	await expect(setUp({ ...typed, code: "12345", token: await link() })).rejects.toMatchObject({
		refusal: "invalid",
		field: "code",
	});
	await expect(setUp({ ...typed, districtName: " ", token: await link() })).rejects.toMatchObject({
		refusal: "invalid",
		field: "districtName",
	});
	await setUp({ ...typed, code: "", token: await link() });
	expect(await db.select().from(regions)).toMatchObject([{ codeSource: "local", name: "青岭区" }]);
});

test("a village alone is a village, with the town and the county that it lies in, by its own code or by local ones", async () => {
	const village = { ...typed, districtName: "青岭县", townName: "柿林镇", villageName: "青石村", code: "330199100201" };
	await expect(setUp({ ...village, townName: "", token: await link() })).rejects.toMatchObject({ refusal: "invalid", field: "townName" });
	await expect(setUp({ ...village, code: "330199", token: await link() })).rejects.toMatchObject({ refusal: "invalid", field: "code" });
	const { sessionId } = await setUp({ ...village, token: await link() });
	const rows = await db.select().from(regions).orderBy(regions.path);
	expect(rows.map(({ level, name, code }) => [level, name, code])).toEqual([
		["district", "青岭县", "330199000000"],
		["town", "柿林镇", "330199100000"],
		["village", "青石村", "330199100201"],
	]);
	expect(await sessionHolder(sessionId, at)).toMatchObject({ kind: "staff" });
});

test("a village without a code takes in its roster by the local codes that its places show", async () => {
	await setUp({ ...typed, districtName: "青岭县", townName: "柿林镇", villageName: "青石村", code: "", token: await link() });
	const file = Buffer.from("区县代码,镇街代码,村代码,组代码,组,户编号,户主\nL-1,L-2,L-3,001,东沟,1,马小川\n");
	expect(await importRegionsAndHouseholds({ buffer: file, by: null, at })).toMatchObject({ hamlets: 1, households: 1 });
});

test("a district that began without a code takes in towns with national ones, and gets its own later", async () => {
	await setUp({ ...typed, code: "", token: await link() });
	const [district] = await db.select().from(regions);
	const [admin] = await db.select().from(people);
	const path = district?.path ?? "";
	const roles = [{ role: "district_admin" as const, regionId: district?.id ?? "", regionName: "青岭区", path }];
	const by = { personId: admin?.id ?? "", name: "王立新", kind: "staff" as const, sessionId: "", householdId: null, roles };
	const towns = (code: string) => Buffer.from(`区县代码,区县,镇街代码,镇街\n${code},青岭区,330199100,柿林镇\n`);
	expect(await importRegionsAndHouseholds({ buffer: towns("L-1"), by, at })).toMatchObject({ towns: 1 });
	expect(await importRegionsAndHouseholds({ buffer: towns("330199"), by, at })).toMatchObject({ errorCount: 1 });
	await recodeRegion({ regionId: district?.id ?? "", code: "330199", by, at });
	expect(await importRegionsAndHouseholds({ buffer: towns("330199"), by, at })).toMatchObject({ towns: 0, unchanged: 2 });
});

test("where there is a district already, it is the admin's", async () => {
	const id = "d";
	await write((tx) =>
		tx
			.insert(regions)
			.values({ id, code: "330199000000", codeSource: "national", level: "district", name: "青岭区", path: "/d/", validFrom: at }),
	);
	await setUp({ ...typed, districtName: "", code: "", token: await link() });
	expect(await db.select().from(regions)).toHaveLength(1);
});

test("the link works once, even at twenty tries at once, and only its hash is kept", async () => {
	const token = await link();
	expect(JSON.stringify(await db.select().from(passphraseLinks))).not.toContain(token);
	const tries = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => setUp({ ...typed, username: `wang${n}`, token })));
	expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
	expect(await db.select().from(people)).toHaveLength(1);
	await expect(setUp({ ...typed, username: "another", token })).rejects.toMatchObject({ refusal: "not_found", key: "accounts.deadLink" });
});

test("a link is good for a day, and a new start voids the one before", async () => {
	const old = await link();
	const tomorrow = minutesAfter(at, 24 * 60);
	expect([await openLink(old, minutesAfter(tomorrow, -1)), await openLink(old, tomorrow)]).toMatchObject([{ purpose: "setup" }, null]);
	await expect(setUp({ ...typed, token: old, at: tomorrow })).rejects.toMatchObject({ refusal: "not_found" });
	const newest = await link(minutesAfter(at, 1));
	await expect(setUp({ ...typed, token: old })).rejects.toMatchObject({ refusal: "not_found" });
	await expect(setUp({ ...typed, token: newest })).resolves.toBeDefined();
});

test.each([
	["442000", "442000000000"],
	["３３０１９９", "330199000000"],
	["'330199000000", "330199000000"],
	["L－ql", "L-QL"],
])("the district's code, typed %s, is what an import reads in it", async (typedCode, code) => {
	await setUp({ ...typed, code: typedCode, token: await link() });
	expect((await db.select().from(regions)).map((district) => district.code)).toEqual([code]);
});

test("where there is staff, no link is made and none works", async () => {
	const token = await link();
	await inviteCast();
	expect(await setupLink(at)).toBeNull();
	await expect(setUp({ ...typed, username: "mallory", token })).rejects.toMatchObject({ refusal: "not_found" });
});

test("what is typed wrong is told, changes nothing, and the link still works", async () => {
	const token = await link();
	for (const [wrong, field] of [
		[{ name: "" }, "name"],
		[{ name: "王\ue123" }, "name"],
		[{ username: "王" }, "username"],
		[{ passphrase: "password1234567" }, "passphrase"],
	] as const)
		await expect(setUp({ ...typed, ...wrong, token })).rejects.toMatchObject({ refusal: "invalid", field });
	expect(await db.select().from(people)).toEqual([]);
	await expect(setUp({ ...typed, token })).resolves.toBeDefined();
});

test("the first admin may waive the one-time code, as for a demonstration", async () => {
	const { sessionId } = await setUp({ ...typed, token: await link() });
	const owing = await sessionHolder(sessionId, at);
	if (!owing) throw new Error("signed out");
	// A session that owes its app holds no role: it cannot waive the rule for itself.
	await expect(changeSetting({ key: "staffTotpRequired", value: "no", by: owing, at })).rejects.toMatchObject({ refusal: "forbidden" });
	await waiveTotp({ ...owing, roles: [{ role: "district_admin", regionId: "d", regionName: "d", path: "/d/" }] });
	expect((await sessionHolder(sessionId, at))?.roles).toHaveLength(1);
});
