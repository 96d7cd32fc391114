import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { beforeEach, expect, test } from "vitest";
import { Connections } from "#http/connections.ts";

/** As much of a socket as is asked for. */
class Line extends EventEmitter {
	isCut = false;
	readonly remoteAddress: string;

	constructor(address: string) {
		super();
		this.remoteAddress = address;
	}

	destroy(): void {
		this.isCut = true;
		this.emit("close");
	}
}

const MOST = 10;
let connections: Connections;
beforeEach(() => {
	connections = new Connections(MOST);
});

function from(address: string, count = 1): Line[] {
	return Array.from({ length: count }, () => {
		const line = new Line(address);
		connections.take(line as unknown as Socket);
		return line;
	});
}
const begin = (line: Line, address = line.remoteAddress) => connections.begin(line as unknown as Socket, address);
const cutAmong = (lines: Line[]) => lines.filter(({ isCut }) => isCut).length;

test("while there is room nobody loses a connection", () => {
	expect(cutAmong([...from("1.1.1.1", 9), ...from("2.2.2.2")])).toBe(0);
});

test("whoever takes all places takes the further ones from themselves, and others find room", () => {
	const greedy = from("6.6.6.6", 100);
	const honest = ["1.1.1.1", "2.2.2.2", "3.3.3.3"].flatMap((address) => from(address));
	expect([cutAmong(honest), greedy.length - cutAmong(greedy)]).toEqual([0, MOST - honest.length]);
	from("6.6.6.6", 100);
	expect(cutAmong(honest)).toBe(0);
});

test("the oldest that waits goes first, and one that is being answered last", () => {
	const [atWork, waiting, ...others] = from("6.6.6.6", MOST) as [Line, Line, ...Line[]];
	begin(atWork);
	from("1.1.1.1");
	expect([atWork.isCut, waiting.isCut, cutAmong(others)]).toEqual([false, true, 0]);
	for (const line of others) begin(line);
	from("2.2.2.2");
	expect([atWork.isCut, cutAmong(others)]).toEqual([true, 0]);
});

test("behind a proxy those count who ask, and an address of IPv6 by its network", () => {
	const proxied = from("127.0.0.1", 5);
	for (const [n, line] of proxied.entries()) begin(line, `1.1.1.${n}`);
	const greedy = [1, 2, 3, 4, 5].flatMap((n) => from(`2001:db8::${n}`));
	from("3.3.3.3");
	expect([cutAmong(proxied), cutAmong(greedy)]).toEqual([0, 1]);
});

test("a connection that ended leaves its place", () => {
	const [first, ...others] = from("1.1.1.1", MOST) as [Line, ...Line[]];
	first.destroy();
	from("2.2.2.2");
	expect(cutAmong(others)).toBe(0);
});
