import { expect, test } from "vitest";
import { attempt, deviceMark, forgive } from "#domain/accounts/attempts.ts";
import { Refusal } from "#domain/errors.ts";
import { freshDatabase } from "#tests/database.ts";

freshDatabase();

const wrong = () => Promise.reject(new Refusal("invalid", "accounts.wrongSignIn"));
const right = () => Promise.resolve("in");

async function fail(times: number, who: Parameters<typeof attempt>[0]): Promise<string[]> {
	const tries = Array.from({ length: times }, () => attempt(who, wrong).catch((error: Refusal) => error.refusal));
	return Promise.all(tries) as Promise<string[]>;
}

test("after ten failures the next try from there is refused before any check, with the minutes to wait", async () => {
	const who = { account: "staff a", address: "10.0.0.1" };
	expect(await fail(11, who)).toEqual([...Array(10).fill("invalid"), "too_many"]);
	let checked = false;
	const refusal = attempt(who, async () => {
		checked = true;
	});
	await expect(refusal).rejects.toMatchObject({ refusal: "too_many", key: "common.tooManyTries", params: { minutes: 180 } });
	expect(checked).toBe(false);
	await expect(refusal).rejects.toHaveProperty("retryAfterSeconds", 180 * 60);
});

test("a stranger's failures do not keep the owner out: elsewhere, and on the device they know", async () => {
	await fail(50, { account: "staff b", address: "10.0.1.1" });
	await expect(attempt({ account: "staff b", address: "10.0.1.2" }, right)).resolves.toBe("in");
	await fail(50, { account: "staff b", address: "10.0.1.1" });
	await expect(attempt({ account: "staff b", address: "10.0.1.1", device: deviceMark("staff b") }, right)).resolves.toBe("in");
});

test("one address by itself never fills the bucket of an account", async () => {
	await fail(500, { account: "staff c", address: "10.0.2.1" });
	await expect(attempt({ account: "staff c", address: "10.0.2.2" }, right)).resolves.toBe("in");
});

test("from many addresses together a hundred guesses a day are all, and a known device still gets in", async () => {
	const guesses: string[] = [];
	for (let n = 0; n < 20; n++) guesses.push(...(await fail(10, { account: "staff d", address: `10.3.${n}.1` })));
	expect(guesses.filter((answer) => answer === "invalid")).toHaveLength(100);
	const elsewhere = { account: "staff d", address: "10.4.0.1" };
	await expect(attempt(elsewhere, right)).rejects.toMatchObject({ refusal: "too_many" });
	await expect(attempt({ ...elsewhere, device: deviceMark("staff d") }, right)).resolves.toBe("in");
});

test("a new slip or link opens a full bucket again", async () => {
	for (let n = 0; n < 11; n++) await fail(10, { account: "staff e", address: `10.5.${n}.1` });
	await expect(attempt({ account: "staff e", address: "10.6.0.1" }, right)).rejects.toMatchObject({ refusal: "too_many" });
	forgive("staff e");
	await expect(attempt({ account: "staff e", address: "10.6.0.2" }, right)).resolves.toBe("in");
});

test("only failures in a row count: the owner's success empties the bucket of the account", async () => {
	for (let n = 0; n < 9; n++) await fail(10, { account: "staff i", address: `10.11.${n}.1` });
	await attempt({ account: "staff i", address: "10.12.0.1" }, right);
	const answers: string[] = [];
	for (let n = 0; n < 5; n++) answers.push(...(await fail(10, { account: "staff i", address: `10.13.${n}.1` })));
	expect(new Set(answers)).toEqual(new Set(["invalid"]));
});

test("a known device has failures of its own to spend, and a made-up mark is no mark", async () => {
	const who = { account: "staff f", address: "10.7.0.1", device: deviceMark("staff f") };
	expect((await fail(21, who)).filter((answer) => answer === "invalid")).toHaveLength(20);
	const forged = { account: "staff g", address: "10.7.0.2", device: deviceMark("staff f") };
	expect((await fail(20, forged)).filter((answer) => answer === "invalid")).toHaveLength(10);
});

test("successes cost nothing: a village behind one address signs in all day", async () => {
	for (let n = 0; n < 300; n++) await attempt({ account: `door ${n}`, address: "10.8.0.1" }, right);
	expect(await fail(1, { account: "door x", address: "10.8.0.1" })).toEqual(["invalid"]);
});

test("one address guessing at many accounts is slowed down", async () => {
	const answers: string[] = [];
	for (let n = 0; n < 120; n++) answers.push(...(await fail(1, { account: `staff g${n}`, address: "10.9.0.1" })));
	expect(answers.filter((answer) => answer === "invalid")).toHaveLength(100);
});

test("of forty guesses at once no more get through than one after the other", async () => {
	const answers = await fail(40, { account: "staff h", address: "10.10.0.1" });
	expect(answers.filter((answer) => answer === "invalid")).toHaveLength(10);
});

const slowly = () => new Promise<string>((go) => setImmediate(() => go("in")));

test("a hundred and fifty households with right PINs behind one address get in at once, also among some who mistype", async () => {
	const hall = { address: "10.20.0.1" };
	await fail(40, { account: "door wrong", ...hall });
	const all = await Promise.all(Array.from({ length: 150 }, (_, n) => attempt({ account: `door hall ${n}`, ...hall }, slowly)));
	expect(all).toEqual(Array(150).fill("in"));
});

test("two hundred guesses at once from one address at as many doors get no further than one after the other", async () => {
	const guesses = Array.from({ length: 200 }, (_, n) => fail(1, { account: `door guessed ${n}`, address: "10.21.0.1" }));
	const answers = (await Promise.all(guesses)).flat();
	expect(answers.filter((answer) => answer === "invalid")).toHaveLength(100);
});

test("a new slip lifts what its door has failed at, also from the same address and on the same phone", async () => {
	const home = { account: "door k", address: "10.22.0.1" };
	const phone = { ...home, device: deviceMark("door k") };
	await fail(11, home);
	await fail(21, phone);
	for (const who of [home, phone]) await expect(attempt(who, right)).rejects.toMatchObject({ refusal: "too_many" });
	forgive("door k");
	for (const who of [home, phone]) await expect(attempt(who, right)).resolves.toBe("in");
});

test("a phone that was here before gets in, whatever strangers behind its address try at invented doors", async () => {
	for (let n = 0; n < 12; n++) await fail(10, { account: `door invented ${n}`, address: "10.23.0.1" });
	await expect(attempt({ account: "door l", address: "10.23.0.1" }, right)).rejects.toMatchObject({ refusal: "too_many" });
	await expect(attempt({ account: "door l", address: "10.23.0.1", device: deviceMark("door l") }, right)).resolves.toBe("in");
});

test("one phone of a household that fails too often keeps its others out of nothing; together they have a hundred guesses a day", async () => {
	const phone = () => ({ account: "door m", address: "10.24.0.1", device: deviceMark("door m") });
	await fail(21, phone());
	await expect(attempt(phone(), right)).resolves.toBe("in");
	const answers: string[] = [];
	for (let n = 0; n < 8; n++) answers.push(...(await fail(20, phone())));
	expect(answers.filter((answer) => answer === "invalid")).toHaveLength(100);
});

test("a phone keeps its mark over sign-ins, and a mark for another door is none", () => {
	const held = deviceMark("door n");
	expect(deviceMark("door n", held)).toBe(held);
	expect(deviceMark("door o", held)).not.toBe(held);
});

test("a check that a busy database ended is no failure", async () => {
	const who = { account: "door p", address: "10.25.0.1" };
	for (let n = 0; n < 12; n++) await attempt(who, () => Promise.reject(new Error("busy"))).catch(() => undefined);
	await expect(attempt(who, right)).resolves.toBe("in");
});
