import type { Socket } from "node:net";
import { networkOf } from "#domain/accounts/rules.ts";

/**
 * Who holds a connection. When all places are taken, the address that holds the most loses one: its oldest that waits, otherwise its oldest. So whoever takes
 * all places, by silence or by bodies that trickle in, takes them from themselves.
 */
export class Connections {
	/** By address, oldest first. */
	readonly #held = new Map<string, Set<Socket>>();
	readonly #addressOf = new Map<Socket, string>();
	readonly #atWork = new Set<Socket>();
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
	}

	take(socket: Socket): void {
		if (this.#addressOf.size >= this.#most) this.#giveUpOne();
		this.#hold(socket, networkOf(socket.remoteAddress ?? ""));
		socket.once("close", () => this.#let(socket));
	}

	/** A whole request came, from this address as a trusted proxy tells it. */
	begin(socket: Socket, address: string): void {
		if (!this.#addressOf.has(socket)) return;
		this.#atWork.add(socket);
		const network = networkOf(address);
		if (this.#addressOf.get(socket) !== network) this.#hold(socket, network);
	}

	rest(socket: Socket): void {
		this.#atWork.delete(socket);
	}

	#hold(socket: Socket, network: string): void {
		this.#forget(socket);
		this.#addressOf.set(socket, network);
		const own = this.#held.get(network) ?? new Set();
		this.#held.set(network, own.add(socket));
	}

	#let(socket: Socket): void {
		this.#forget(socket);
		this.#atWork.delete(socket);
	}

	#forget(socket: Socket): void {
		const network = this.#addressOf.get(socket);
		if (network === undefined) return;
		this.#addressOf.delete(socket);
		const own = this.#held.get(network);
		own?.delete(socket);
		if (own?.size === 0) this.#held.delete(network);
	}

	#giveUpOne(): void {
		let most: Set<Socket> = new Set();
		for (const own of this.#held.values()) if (own.size > most.size) most = own;
		const waiting = [...most].find((socket) => !this.#atWork.has(socket)) ?? [...most][0];
		if (!waiting) return;
		this.#let(waiting);
		waiting.destroy();
	}
}
