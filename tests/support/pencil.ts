/** What may be done in a round: the deed, the household and, if it says something, the candidates. */
export type Deed = { kind: Kind; household: number; numbers: number[] };
export const WHILE_OPEN = ["vote", "withdraw", "hand out", "read", "spoil", "misread", "read the old"] as const;
export const AFTERWARDS = ["count the paper", "count the other", "strike", "do not sign", "restore", "uphold"] as const;
type Kind = (typeof WHILE_OPEN)[number] | (typeof AFTERWARDS)[number];

/** A household's line, as somebody would keep it with a pencil: struck out and written again. */
interface Sheet {
	/** The choice; null if the household never voted. */
	line: number[] | null;
	paper: "none" | "out" | "read" | "spoiled";
	/** What its paper says while paper and line wait to be settled. */
	waiting: number[] | null;
	/** `spared`: the signature was refused, and the same person does not propose again. */
	verdict: "none" | "spared" | "struck" | "upheld" | "restored";
}

/** The rules of voting as somebody would keep them with a pencil: slow, plain, and independent of the code. */
export class Pencil {
	readonly sheets = new Map<number, Sheet>();
	isClosed = false;

	/** Whether this may be done; if so, it is written down. */
	takes({ kind, household, numbers }: Deed): boolean {
		const sheet = this.sheets.get(household) ?? { line: null, paper: "none", waiting: null, verdict: "none" };
		this.sheets.set(household, sheet);
		const after = this.#rules(sheet, numbers)[kind];
		if (after) Object.assign(sheet, after);
		return after !== undefined;
	}

	/** What each kind of deed changes on the sheet; undefined if it is refused. */
	#rules(sheet: Sheet, numbers: number[]): Record<Kind, Partial<Sheet> | undefined> {
		const { line, paper, waiting, verdict } = sheet;
		const speaks = !this.isClosed && paper !== "read";
		const isOut = paper === "out";
		const hasBallot = this.isClosed && line !== null && verdict === "none";
		const when = (may: boolean, after: Partial<Sheet>) => (may ? after : undefined);
		return {
			vote: when(speaks && numbers.length > 0, { line: numbers }),
			withdraw: when(speaks && line !== null, { line: [] }),
			"hand out": when(!this.isClosed && paper !== "read" && paper !== "spoiled", { paper: "out" }),
			read: when(isOut && numbers.length > 0, { paper: "read", ...(line && line.length > 0 ? { waiting: numbers } : { line: numbers }) }),
			spoil: when(isOut, { paper: "spoiled" }),
			misread: when(isOut && numbers.length > 0, {}),
			"read the old": undefined,
			"count the paper": when(this.isClosed && waiting !== null, { line: waiting, waiting: null }),
			"count the other": when(this.isClosed && waiting !== null, { waiting: null }),
			strike: when(hasBallot, { verdict: "struck" }),
			"do not sign": when(hasBallot, { verdict: "spared" }),
			restore: when(verdict === "struck", { verdict: "restored" }),
			uphold: when(verdict === "struck", { verdict: "upheld" }),
		};
	}

	/** The result that is read out at the end. */
	sums(candidates: number[]) {
		const sheets = [...this.sheets.values()];
		const isOut = ({ verdict }: Sheet) => verdict === "struck" || verdict === "upheld";
		const lines = sheets.flatMap((sheet) => (isOut(sheet) ? [] : [sheet.line ?? []]));
		return {
			votes: candidates.map((number) => lines.filter((line) => line.includes(number)).length),
			ballots: lines.filter((line) => line.length > 0).length,
			withdrawn: sheets.filter((sheet) => !isOut(sheet) && sheet.line?.length === 0).length,
			invalidated: sheets
				.filter(isOut)
				.map(({ line }) => line?.length ?? 0)
				.sort(),
			spoiled: sheets.filter(({ paper }) => paper === "spoiled").length,
		};
	}
}
