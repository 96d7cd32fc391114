import { expect, test } from "vitest";
import { HeldBodies } from "#http/held-bodies.ts";

function holding(most: number) {
	const held = new HeldBodies(most);
	const lost: string[] = [];
	const from = (network: string, name: string, bytes: number) => {
		const body = held.begin(network, () => lost.push(name));
		held.add(body, bytes);
		return body;
	};
	return { held, lost, from };
}

test("whoever holds the most memory by bodies that do not end loses the oldest of them", () => {
	const { held, lost, from } = holding(10);
	from("neighbour", "n", 3);
	for (const name of ["a", "b", "c", "d"]) from("greedy", name, 3);
	expect(lost).toEqual(["a", "b"]);
	expect(held.bytes).toBe(9);
});

test("what has come is kept until it is answered, and counts", () => {
	const { held, lost, from } = holding(10);
	const whole = from("greedy", "whole", 8);
	held.complete(whole);
	from("neighbour", "n", 1);
	from("greedy", "second", 2);
	expect(lost).toEqual(["second"]);
	held.leave(whole);
	from("greedy", "third", 8);
	expect(lost).toEqual(["second"]);
});

test("what comes for a body that was given up counts no more", () => {
	const { held, lost, from } = holding(10);
	const body = from("greedy", "a", 11);
	held.add(body, 11);
	expect([lost, held.bytes]).toEqual([["a"], 0]);
});
