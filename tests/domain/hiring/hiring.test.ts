import { setImmediate as nextTurn } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { regions } from "#db/schema/regions.ts";
import { disablePerson } from "#domain/accounts/disable-person.ts";
import { hirePerson } from "#domain/accounts/hire-person.ts";
import { invitePeople, waitingInvitations } from "#domain/accounts/invite-people.ts";
import { openLink } from "#domain/accounts/links.ts";
import { ROLES } from "#domain/accounts/rules.ts";
import { setPassphraseByLink } from "#domain/accounts/set-passphrase.ts";
import { staffMember, staffUnder } from "#domain/accounts/staff.ts";
import { roleNamed } from "#domain/hiring/columns.ts";
import { hireByFile } from "#domain/hiring/hire-by-file.ts";
import { planHires } from "#domain/hiring/plan.ts";
import { readStaff } from "#domain/hiring/read.ts";
import { confirmHiring, hiringRun, lookThrough } from "#domain/hiring/runs.ts";
import { messagesFor } from "#i18n/messages.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { gb18030 } from "#tests/roster.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});
const at = minutesAfter(MORNING, 5);
const HEADER = "姓名,账号,职务,地方代码,区县,镇街,村";
const file = (...lines: string[]) => Buffer.from([HEADER, ...lines].join("\r\n"));
const hire = (buffer: Buffer, by = cast.staff.wang) => hireByFile({ buffer, by, at });
const usernames = async () => (await staffUnder(cast.staff.wang)).lines.map(({ username }) => username);

test("a file hires by code or by town and village; who has no username gets one of their name's pinyin", async () => {
	const outcome = await hire(
		file("单秀英,,村级管理员,990101100201,,,", "仇英,qiu,审核员,,,柿林镇,白杨村", "仇英,,督查员,,,柿林镇,", "王立新,,审计员,,青岭区,,"),
	);
	expect(outcome).toMatchObject({
		people: [
			{ line: 2, username: "shanxiuying", role: "village_admin", place: "柿林镇 青石村" },
			{ username: "qiu", role: "moderator", place: "柿林镇 白杨村" },
			{ username: "qiuying", role: "inspector", place: "柿林镇" },
			{ username: "wanglixin", role: "auditor", place: "青岭区" },
		],
	});
	expect(await usernames()).toEqual(expect.arrayContaining(["qiu", "qiuying", "shanxiuying", "wanglixin"]));
	const deeds = await db.select({ action: auditEntries.action }).from(auditEntries).orderBy(auditEntries.seq);
	expect(deeds.filter(({ action }) => action === "person.hire")).toHaveLength(4);
});

test("while a long file is looked through, other requests have their turns", async () => {
	const turnsWhile = async (lines: number) => {
		const table = await readStaff(file(...Array.from({ length: lines }, () => "赵敏,,审核员,990101100201,,,")));
		let turns = 0;
		let isOver = false;
		const others = (async () => {
			for (; !isOver; turns++) await nextTurn();
		})();
		expect(await planHires(db, table, { by: cast.staff.wang, at })).toHaveLength(lines);
		isOver = true;
		await others;
		return turns;
	};
	// The first one loads the dictionary.
	await turnsWhile(1);
	expect((await turnsWhile(1000)) - (await turnsWhile(1))).toBeGreaterThan(15);
});

test("as Excel saves it in China, and with titles of others, it is read too", async () => {
	const outcome = await hire(gb18030("名字\t角色\t乡镇\t村居\r\n赵敏\t审核员\t柿林镇\t青石村\r\n"));
	expect(outcome).toMatchObject({ people: [{ name: "赵敏", place: "柿林镇 青石村" }] });
});

test("every role that the page names may be written so, and as offices commonly say", async () => {
	const named = messagesFor("zh-CN")
		.hiring.columns.role.replace(/^.*：|。$/g, "")
		.split("、");
	expect(named.map(roleNamed).toSorted()).toEqual(ROLES.toSorted());
	expect(["村管理员", "街道管理员", "区级管理员"].map(roleNamed)).toEqual(["village_admin", "town_admin", "district_admin"]);
});

test("the same file again hires nobody twice", async () => {
	const same = file("单秀英,,村级管理员,990101100201,,,", "单秀英,,村级管理员,990101100202,,,");
	expect(await hire(same)).toMatchObject({
		people: [
			{ username: "shanxiuying", isThere: false },
			{ username: "shanxiuying2", isThere: false },
		],
	});
	const before = await usernames();
	expect(await hire(same)).toMatchObject({ people: [{ isThere: true }, { isThere: true }] });
	expect(await usernames()).toEqual(before);
});

test("an admin who does not see an account is told by no file and no form that its username is taken; who is hired gets a number", async () => {
	const { baiyang } = cast.places;
	const office = { name: "胡岚", username: "hu", role: "village_admin", regionId: baiyang.id } as const;
	const { personId: huId } = await hirePerson({ ...office, by: cast.staff.wang, at });
	const hu = { ...as(cast.staff.song, "village_admin", baiyang), personId: huId };
	const seen = file("李敏,li,审核员,,,,白杨村", "李敏,li,督查员,,,,白杨村", "郝一,hao,审核员,,,,白杨村");
	const plan = async () => {
		const outcome = await hireByFile({ buffer: seen, dryRun: true, by: hu, at });
		return "people" in outcome ? outcome.people.map(({ username, isThere }) => [username, isThere]) : outcome;
	};
	expect(await plan()).toEqual([
		["li", false],
		["li", false],
		["hao", false],
	]);
	expect(await hire(seen, hu)).toMatchObject({ people: [{ username: "li2" }, { username: "li2" }, { username: "hao" }] });
	expect(await hire(seen, hu)).toMatchObject({ people: [{ isThere: true }, { isThere: true }, { isThere: true }] });
	expect((await staffUnder(cast.staff.wang)).lines.filter(({ username }) => /^li|^hao/.test(username))).toHaveLength(3);
	const typed = { name: "何二", role: "moderator", regionId: baiyang.id, by: hu, at } as const;
	const { personId } = await hirePerson({ ...typed, username: "li" });
	expect((await staffMember(hu, personId))?.username).toBe("li3");
	await expect(hirePerson({ ...typed, username: "hao" })).rejects.toMatchObject({ key: "accounts.usernameTaken" });
	await expect(hirePerson({ ...typed, username: "li", by: cast.staff.wang })).rejects.toMatchObject({ key: "accounts.usernameTaken" });
});

test("the longest username, taken out of sight, makes room for its number at both doors", async () => {
	const { baiyang, qingshi } = cast.places;
	const longest = "l".repeat(32);
	const office = { role: "village_admin", by: cast.staff.wang, at } as const;
	await hirePerson({ ...office, name: "李长", username: longest, regionId: qingshi.id });
	const { personId: huId } = await hirePerson({ ...office, name: "胡岚", username: "hu", regionId: baiyang.id });
	const hu = { ...as(cast.staff.song, "village_admin", baiyang), personId: huId };
	const { personId } = await hirePerson({ name: "何二", username: longest, role: "moderator", regionId: baiyang.id, by: hu, at });
	expect((await staffMember(hu, personId))?.username).toBe(`${"l".repeat(31)}2`);
	const same = file(`何三,${longest},审核员,,,,白杨村`);
	expect(await hire(same, hu)).toMatchObject({ people: [{ username: `${"l".repeat(31)}3`, isThere: false }] });
	expect(await hire(same, hu)).toMatchObject({ people: [{ username: `${"l".repeat(31)}3`, isThere: true }] });
});

test("an account that only ends in what is wished for, or goes on from it otherwise than by our number, is somebody else's", async () => {
	const office = { name: "王小", role: "moderator", regionId: cast.places.qingshi.id, by: cast.staff.wang, at } as const;
	for (const username of ["1xiao", "xiao0", "xiao1", "xiao-2"]) await hirePerson({ ...office, username });
	const wish = file("王小,xiao,审核员,,,,青石村");
	expect(await hire(wish)).toMatchObject({ people: [{ username: "xiao", isThere: false }] });
	expect(await hire(wish)).toMatchObject({ people: [{ username: "xiao", isThere: true }] });
});

test("a new account of a known name is told with the accounts of this name that the admin sees, and written with its username it is that person", async () => {
	const { baiyang, qingshi } = cast.places;
	const office = { name: "谢长河", role: "village_admin", by: cast.staff.wang, at } as const;
	const { personId } = await hirePerson({ ...office, username: "cun-guanli", regionId: baiyang.id });
	const plan = async (line: string, by = cast.staff.wang) => {
		const outcome = await hireByFile({ buffer: file(line), dryRun: true, by, at });
		return "people" in outcome
			? outcome.people.map(({ namesakes }) => namesakes.map(({ username, roles }) => [username, ...roles]))
			: outcome;
	};
	expect(await plan("谢长河,,督查员,,,柿林镇,")).toEqual([[["cun-guanli", "village_admin"]]]);
	expect(await plan("谢长河,cun-guanli,督查员,,,柿林镇,")).toEqual([[]]);
	expect(await plan("谢长河,,村级管理员,,,,白杨村")).toEqual([[]]);
	const hu = await hirePerson({ name: "胡岚", username: "hu", role: "village_admin", regionId: qingshi.id, by: cast.staff.wang, at });
	const ofQingshi = { ...as(cast.staff.song, "village_admin", qingshi), personId: hu.personId };
	expect(await plan("谢长河,,审核员,,,,青石村", ofQingshi)).toEqual([[]]);
	await disablePerson({ personId, by: cast.staff.wang, at });
	expect(await plan("谢长河,,督查员,,,柿林镇,")).toEqual([[]]);
});

test("the same username and name on several lines is one person with several roles", async () => {
	await hire(file("赵敏,zhao,审核员,,,,青石村", "赵敏,zhao,督查员,,,,白杨村"));
	const [zhao] = (await staffUnder(cast.staff.wang, { search: "赵敏" })).lines;
	expect(zhao?.roles.map(({ role, regionName }) => `${role} ${regionName}`)).toEqual([
		"moderator 柿林镇 青石村",
		"inspector 柿林镇 白杨村",
	]);
});

test.each([
	[",,村级管理员,990101100201,,,", "姓名", "hiring.nameWrong"],
	["赵敏,,书记,990101100201,,,", "职务", "hiring.roleUnknown"],
	["赵敏,,村级管理员,,,,", "村", "hiring.placeMissing"],
	["赵敏,,村级管理员,990101100299,,,", "地方代码", "hiring.placeUnknown"],
	["赵敏,,村级管理员,,,柿林镇,没有村", "村", "hiring.placeUnknown"],
	["赵敏,,村级管理员,,,柿林镇,", "职务", "accounts.roleDoesNotFit"],
	["赵敏,赵,审核员,,,,青石村", "账号", "accounts.usernameForm"],
	["赵敏,li,审核员,,,,青石村", "账号", "accounts.usernameTaken"],
	["赵敏,,审核员,,,,高庄村委会", "村", "hiring.placeTwice"],
])("a line that cannot be is told with its cell, and nobody is hired: %s", async (line, column, key) => {
	const { shilin } = cast.places;
	const village = { codeSource: "local" as const, level: "village" as const, name: "高庄村委会", parentId: shilin.id, validFrom: MORNING };
	await write((tx) =>
		tx.insert(regions).values([
			{ ...village, id: "one", code: "990101100211", path: `${shilin.path}one/` },
			{ ...village, id: "two", code: "990101100212", path: `${shilin.path}two/` },
		]),
	);
	const before = await usernames();
	expect(await hire(file("钱多,,审核员,,,,青石村", line))).toMatchObject({ errorCount: 1, errors: [{ line: 3, column, key }] });
	expect(await usernames()).toEqual(before);
});

test("nobody hires beyond their own office, nor gives themselves a role", async () => {
	const hu = as(cast.staff.wang, "village_admin", cast.places.qingshi);
	expect(await hire(file("赵敏,,审核员,,,,白杨村"), hu)).toMatchObject({ errors: [{ key: "hiring.placeUnknown" }] });
	expect(await hire(file("赵敏,,镇级管理员,990101100000,,,"), hu)).toMatchObject({ errors: [{ key: "hiring.placeUnknown" }] });
	await expect(hire(file("王立新,wang,审核员,,,,青石村"))).rejects.toMatchObject({ key: "accounts.notYourself" });
	expect(await hire(file("赵敏,,审核员,,,,青石村"), cast.staff.li)).toHaveProperty("errors");
});

test.each([
	["", "households.reasons.empty"],
	["姓名,账号\r\n赵敏,zhao", "hiring.columnMissing"],
	[HEADER, "hiring.empty"],
])("a file without people or columns is told so: %j", async (text, key) => {
	expect(await hire(Buffer.from(text))).toMatchObject({ errors: [{ key }] });
});

test("what was looked through is confirmed once; twice hires nobody again, and nothing without a file", async () => {
	await expect(confirmHiring({ by: cast.staff.wang, at })).rejects.toMatchObject({ key: "hiring.nothingToConfirm" });
	await lookThrough({ buffer: file("赵敏,,审核员,,,,青石村"), fileName: "a.csv", by: cast.staff.wang, at });
	expect(await usernames()).not.toContain("zhaomin");
	await confirmHiring({ by: cast.staff.wang, at });
	await confirmHiring({ by: cast.staff.wang, at });
	expect((await usernames()).filter((name) => name?.startsWith("zhaomin"))).toEqual(["zhaomin"]);
	expect(hiringRun(cast.staff.wang)).toMatchObject({ isDone: true, outcome: { people: [{ isThere: false }] } });
});

test("cards carry a link each, for those of the scope who have no passphrase; printing again makes the earlier ones void", async () => {
	await hire(file("赵敏,,审核员,,,,青石村", "钱多,,审核员,,,,白杨村"));
	const hu = as(cast.staff.wang, "village_admin", cast.places.baiyang);
	expect(await waitingInvitations(hu)).toBe(1);
	const first = await invitePeople({ usernames: ["zhaomin", "qianduo"], by: cast.staff.wang, at });
	expect(first.cards.map(({ name, roles }) => `${name} ${roles[0]?.regionName}`)).toEqual(["赵敏 柿林镇 青石村", "钱多 柿林镇 白杨村"]);
	const again = await invitePeople({ usernames: ["zhaomin"], by: cast.staff.wang, at });
	expect(await openLink(first.cards[0]?.token ?? "", at)).toBeNull();
	await setPassphraseByLink({ token: again.cards[0]?.token ?? "", passphrase: "lan-tian-bai-yun-3", at });
	const [zhao] = await db.select().from(people).where(eq(people.username, "zhaomin"));
	expect(zhao?.passphraseHash).not.toBeNull();
	await expect(invitePeople({ usernames: ["zhaomin"], by: cast.staff.wang, at })).rejects.toMatchObject({ key: "hiring.nobodyWaits" });
	await expect(invitePeople({ usernames: ["zhaomin", "qianduo"], by: cast.staff.li, at })).rejects.toMatchObject({
		key: "hiring.nobodyWaits",
	});
});
