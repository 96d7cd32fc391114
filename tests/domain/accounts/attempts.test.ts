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
	await forgive("staff e");
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
