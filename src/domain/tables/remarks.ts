import { tidyLine } from "#domain/text.ts";
import type { ImportErrors, Remark } from "./types.ts";

const MOST_KEPT = 1000;

/** Errors or warnings in the file's order. All are counted, but only the first thousand are kept, to limit memory. */
export class Remarks {
	count = 0;
	readonly kept: Remark[] = [];
	#stopped: Remark | undefined;

	add(remark: Remark): void {
		this.count += 1;
		if (this.kept.length < MOST_KEPT) this.kept.push({ ...remark, column: discreet(remark.column), value: discreet(remark.value) });
	}

	/** Adds a remark even past the limit: it says why reading stopped. */
	addForSure(remark: Remark): void {
		if (this.kept.length === MOST_KEPT) this.kept.pop();
		this.add(remark);
		this.#stopped = this.kept.at(-1);
	}

	refusal(): ImportErrors {
		const errors = this.kept.toSorted((one, other) => one.line - other.line);
		return { errors, errorCount: this.count, ...(this.#stopped && { stopped: this.#stopped }) };
	}
}

// The error file travels by mail, so it must not contain what the portal refuses to store.
function discreet(value: string): string {
	return [...tidyLine(value).replace(ID_CARD, (digits) => `${digits.slice(0, 6)}************`)].slice(0, 60).join("");
}

const ID_CARD = /\p{Nd}(?:[ -]?\p{Nd}){16}[ -]?[\p{Nd}XxＸｘ]/gu;
