/** How many of a kind of work each one has under way. */
export class AtOnce {
	readonly #underWay = new Map<string, number>();
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
	}

	/** Takes a place, to be given back with what is returned; null if this one has as many as they may. */
	begin(who: string): (() => void) | null {
		const running = this.#underWay.get(who) ?? 0;
		if (running >= this.#most) return null;
		this.#underWay.set(who, running + 1);
		return () => this.#end(who);
	}

	#end(who: string): void {
		const left = (this.#underWay.get(who) ?? 1) - 1;
		if (left > 0) this.#underWay.set(who, left);
		else this.#underWay.delete(who);
	}
}
