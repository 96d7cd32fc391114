interface Body {
	network: string;
	bytes: number;
	/** Set while it still comes. */
	giveUp: (() => void) | undefined;
}

/**
 * The bodies in memory, until they are answered. When they are too many bytes together, the network that holds the most loses its oldest that is still coming.
 * So whoever sends a thousand bodies and never ends them takes the memory from themselves.
 */
export class HeldBodies {
	/** Oldest first. */
	readonly #held = new Set<Body>();
	readonly #most: number;
	#bytes = 0;

	constructor(most: number) {
		this.#most = most;
	}

	begin(network: string, giveUp: () => void): Body {
		const body: Body = { network, bytes: 0, giveUp };
		this.#held.add(body);
		return body;
	}

	add(body: Body, bytes: number): void {
		if (!this.#held.has(body)) return;
		body.bytes += bytes;
		this.#bytes += bytes;
		if (this.#bytes > this.#most) this.#giveUpOne();
	}

	/** It is here, and stays until it is answered. */
	complete(body: Body): void {
		body.giveUp = undefined;
	}

	leave(body: Body): void {
		if (this.#held.delete(body)) this.#bytes -= body.bytes;
	}

	get bytes(): number {
		return this.#bytes;
	}

	#giveUpOne(): void {
		const byNetwork = new Map<string, number>();
		for (const { network, bytes } of this.#held) byNetwork.set(network, (byNetwork.get(network) ?? 0) + bytes);
		const [greediest] = [...byNetwork].sort(([, a], [, b]) => b - a)[0] ?? [];
		const oldest = [...this.#held].find(({ network, giveUp }) => network === greediest && giveUp);
		if (!oldest) return;
		this.leave(oldest);
		oldest.giveUp?.();
	}
}
