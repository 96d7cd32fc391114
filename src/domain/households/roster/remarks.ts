import type { ImportErrors, Remark } from "../types.ts";

const MOST_KEPT = 1000;

/** Errors or warnings in the file's order. All are counted, the first thousand are kept: nobody reads more, and memory has an end. */
export class Remarks {
	count = 0;
	readonly kept: Remark[] = [];

	add(remark: Remark): void {
		this.count += 1;
		if (this.kept.length < MOST_KEPT) this.kept.push({ ...remark, column: discreet(remark.column), value: discreet(remark.value) });
	}

	/** Adds one that must not be lost among a thousand others: why the reading itself ended. */
	addForSure(remark: Remark): void {
		if (this.kept.length === MOST_KEPT) this.kept.pop();
		this.add(remark);
	}

	/** As the answer to the one who sent the file. */
	refusal(): ImportErrors {
		return { errors: this.kept.toSorted((one, other) => one.line - other.line), errorCount: this.count };
	}
}

// The error file travels by mail: it must not carry what the portal refuses to hold.
function discreet(value: string): string {
	return value.slice(0, 60).replace(/\d{6,}[\dXx]/g, (digits) => (digits.length === 18 ? `${digits.slice(0, 6)}************` : digits));
}
