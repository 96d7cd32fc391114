import { expect, test } from "vitest";
import { fitsLevel, homeOf, isPin, isUsername, mayGrant, mayManage, mayReset, networkOf, normalUsername } from "#domain/accounts/rules.ts";
import type { HeldRole, Role, Viewer } from "#domain/accounts/types.ts";
import { weaknessOf } from "#domain/accounts/weakness.ts";
import { safeNext } from "#http/next.ts";

const held = (role: Role, path: string): HeldRole => ({ role, path, regionId: path, regionName: path });
const district = [held("district_admin", "/d/")];
const village = [held("village_admin", "/d/t/v/")];

test.each<[string, HeldRole[], Role, string, boolean]>([
	["the district's admin makes another", district, "district_admin", "/d/", true],
	["the district's admin makes a moderator in a village", district, "moderator", "/d/t/v/", true],
	["a village's admin makes a moderator in the village", village, "moderator", "/d/t/v/", true],
	["a village's admin makes a deputy", village, "village_admin", "/d/t/v/", true],
	["a village's admin makes nobody the town's admin", village, "town_admin", "/d/t/v/", false],
	["a village's admin makes nobody the district's admin", village, "district_admin", "/d/t/v/", false],
	["a village's admin makes nobody in the next village", village, "moderator", "/d/t/w/", false],
	["a village's admin makes nobody above the village", village, "moderator", "/d/t/", false],
	["a path that only begins alike is another place", village, "moderator", "/d/t/vv/", false],
	["a moderator makes nobody", [held("moderator", "/d/")], "moderator", "/d/", false],
	["an auditor makes nobody", [held("auditor", "/d/")], "auditor", "/d/", false],
	["nobody makes nobody", [], "moderator", "/d/", false],
])("%s", (_name, roles, role, path, expected) => {
	expect(mayGrant(roles, role, path)).toBe(expected);
});

test.each<[string, HeldRole[], HeldRole[], boolean]>([
	["a village's admin manages the village's moderator", village, [held("moderator", "/d/t/v/")], true],
	["but not one who also works elsewhere", village, [held("moderator", "/d/t/v/"), held("moderator", "/d/t/w/")], false],
	["and not the town's admin", village, [held("town_admin", "/d/t/")], false],
	["who has no role is the district's to manage", district, [], true],
	["and not the village's", village, [], false],
])("%s", (_name, roles, theirs, expected) => {
	expect(mayManage(roles, theirs)).toBe(expected);
});

test("an admin's role fits its own level, the others fit any", () => {
	expect([fitsLevel("village_admin", "village"), fitsLevel("village_admin", "town"), fitsLevel("moderator", "town")]).toEqual([
		true,
		false,
		true,
	]);
});

test.each<[string, Viewer["kind"], Role[], string]>([
	["a villager begins at home", "villager", ["moderator"], "/me"],
	["a moderator at the queue", "staff", ["village_admin", "moderator"], "/moderation"],
	["everybody else at what waits", "staff", ["town_admin"], "/staff"],
	["who has no role at the account", "staff", [], "/staff/security"],
])("%s", (_name, kind, roles, page) => {
	const viewer = { personId: "p", name: "n", sessionId: "s", householdId: null, kind, roles: roles.map((role) => held(role, "/d/")) };
	expect(homeOf(viewer)).toBe(page);
	if (kind === "staff") expect(homeOf({ ...viewer, owes: "totp" })).toBe("/staff/security");
});

test.each([
	["password1234567", "common"],
	["P@ssw0rdP@ssw0rd", "common"],
	["Passw0rd!Passw0rd!", "common"],
	["qwertyuiopasdfgh", "common"],
	["1qaz2wsx3edc4rfv", "common"],
	["aaaaaaaaaaaaaaaaaaaa", "common"],
	["abcabcabcabcabcabc", "common"],
	["woaini1314woaini1314", "common"],
	["绿水青山就是金山银山2026年", "common"],
	["床前明月光，疑是地上霜，举头望明月", "common"],
	["correct horse battery staple", "common"],
	["tingyuan-admin-2026", "common"],
	["wenqian2026wenqian", "personal"],
	["李敏 li min 19860512", "personal"],
	["13800138000 0512", "digits"],
	["320105198605121234", "digits"],
	["short phrase", "short"],
	["长".repeat(257), "long"],
	["青岭的柿子 ripens in autumn", null],
	["walking slowly up to the west slope", null],
	["我家院墙外头那棵老槐树有三层楼高", null],
	["kjd83hfsk2lq0zmw4", null],
	["  spaces at both ends count  ", null],
])("“%s” is %s", (passphrase, weakness) => {
	expect(weaknessOf(passphrase, { least: 15, known: ["李敏", "li min", "wenqian"] })).toBe(weakness);
});

test("sixty-four characters and more are welcome, and a character is one however it is stored", () => {
	const long = "柿子红了的时候，村口的老人会把竹椅搬到墙根晒太阳，孩子们在场院里追着黄狗跑，灶房里飘出新米的香气，炊烟一直升到山腰上头去。";
	expect([...long].length).toBeGreaterThan(60);
	expect(weaknessOf(long + long.slice(0, 20), { least: 15, known: [] })).toBeNull();
	expect(weaknessOf("🌾🏡🌳🐓🍅🌽🥬🪴🧹🪣", { least: 15, known: [] })).toBe("short");
});

test.each([
	["", "/admin"],
	["/moderation?after=3", "/moderation?after=3"],
	["/en/me", "/me"],
	["/en", "/"],
	["https://evil.example/", "/admin"],
	["//evil.example", "/admin"],
	["/\\evil.example", "/admin"],
	["/en//evil.example", "/admin"],
	["/a\nSet-Cookie: x", "/admin"],
	["javascript:alert(1)", "/admin"],
])("after signing in, “%s” leads to %s", (asked, page) => {
	expect(safeNext(asked, "/admin")).toBe(page);
});

test("an address counts as its network", () => {
	expect(["10.0.0.1", "::ffff:10.0.0.1", "2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb:0:0:2"].map(networkOf)).toEqual([
		"10.0.0.1",
		"10.0.0.1",
		"2001:db8:1:2",
		"2001:db8:1:2",
	]);
});

test("names and digits are read as people type them", () => {
	expect(normalUsername("  ＬｉＭｉｎ ")).toBe("limin");
	expect(["limin", "li.min-2", "l", "李敏", "Li", "a".repeat(33), "-li"].map(isUsername)).toEqual([
		true,
		true,
		false,
		false,
		false,
		false,
		false,
	]);
	expect(["1234 5678", "１２３４５６７８", "1234567", "123456789", "1234567a"].map(isPin)).toEqual([true, true, false, false, false]);
});

test.each<[string, HeldRole[], HeldRole[], boolean]>([
	["a village's admin gives the village's moderator a new way in", village, [held("moderator", "/d/t/v/")], true],
	["but not the village's other admin", village, [held("village_admin", "/d/t/v/")], false],
	["that one's comes from the district", district, [held("village_admin", "/d/t/v/")], true],
	["the district's admins do not do it for each other", district, [held("district_admin", "/d/")], false],
	["nor for who is a moderator besides", district, [held("moderator", "/d/t/v/"), held("district_admin", "/d/")], false],
	["somebody without any role is the district's", district, [], true],
])("%s", (_name, roles, everHeld, expected) => {
	expect(mayReset(roles, everHeld)).toBe(expected);
});
