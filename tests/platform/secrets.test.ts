import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isMarked, mark, seal, unseal } from "#platform/secrets.ts";
import { freshDatabase } from "#tests/database.ts";

const { dataDir } = freshDatabase();
const keyFile = () => path.join(dataDir(), "secret.key");

test("what was sealed opens again, and no two seals look alike", () => {
	const [one, other] = [seal("totp", "柿子树"), seal("totp", "柿子树")];
	expect([unseal("totp", one), unseal("totp", other)]).toEqual(["柿子树", "柿子树"]);
	expect(one).not.toBe(other);
});

test("the key is a file of its own that only its owner can read", () => {
	seal("totp", "x");
	expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
	expect(readFileSync(keyFile())).toHaveLength(32);
});

test("a changed seal, or one made for another purpose, does not open", () => {
	const sealed = seal("totp", "柿子树");
	const bytes = Buffer.from(sealed.slice(3), "base64url");
	bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
	expect(() => unseal("totp", `v1.${bytes.toString("base64url")}`)).toThrow();
	expect(() => unseal("device", sealed)).toThrow();
});

test("a mark is this installation's: nobody else can put it, and not on another text", () => {
	const own = mark("device", "li");
	expect(isMarked("device", "li", own)).toBe(true);
	for (const [text, given] of [
		["meng", own],
		["li", ""],
		["li", own.slice(1)],
		["li", mark("totp", "li")],
	] as const)
		expect(isMarked("device", text, given)).toBe(false);
});

test("each installation has a key of its own, and one that is too short is not used", () => {
	const sealed = seal("totp", "柿子树");
	process.env["DATA_DIR"] = path.join(dataDir(), "another");
	expect(() => unseal("totp", sealed)).toThrow();
	const third = path.join(dataDir(), "third");
	mkdirSync(third);
	writeFileSync(path.join(third, "secret.key"), "short");
	process.env["DATA_DIR"] = third;
	expect(() => seal("totp", "x")).toThrow("not a key");
});
