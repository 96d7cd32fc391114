import type { Duel, Spread } from "./rounds.ts";

/** One line of the table: a figure, what it is measured against, and what the issue asks of it. */
export interface Line {
	what: string;
	unit: string;
	ours: Spread;
	limit?: Spread | undefined;
	ratio?: Spread | undefined;
	/** Of the ratio, or of the figure itself where there is no limit beside it. */
	aim?: Aim | undefined;
	isMet?: boolean | undefined;
}

export type Aim = { atLeast: number } | { atMost: number };

/** A line for one figure of a duel. */
export function lineOf(
	what: string,
	unit: string,
	{ ours, limit, ratio }: Duel,
	{ figure, aim }: { figure: string; aim?: Aim | undefined },
): Line {
	return judged({ what, unit, ours: ours[figure] as Spread, limit: limit[figure], ratio: ratio[figure], aim });
}

/** A line for a figure that is measured against a number. */
export function plainLine(what: string, unit: string, ours: Spread, aim?: Aim): Line {
	return judged({ what, unit, ours, aim });
}

function judged(line: Line): Line {
	const { median } = line.ratio ?? line.ours;
	const { aim } = line;
	return { ...line, isMet: aim && ("atLeast" in aim ? median >= aim.atLeast : median <= aim.atMost) };
}

export function tableOf(lines: Line[]): string {
	const head = ["", "ours", "limit", "ours ÷ limit", "aim", ""];
	const rows = lines.map(({ what, unit, ours, limit, ratio, aim, isMet }) => [
		`${what}, ${unit}`,
		spelt(ours),
		limit ? spelt(limit) : "",
		ratio ? spelt(ratio) : "",
		aim ? ("atLeast" in aim ? `≥ ${aim.atLeast}` : `≤ ${aim.atMost}`) : "",
		isMet === undefined ? "" : isMet ? "met" : "NOT met",
	]);
	const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
	return [head, widths.map((width) => "-".repeat(width)), ...rows]
		.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`)
		.join("\n");
}

function spelt({ median, least, most }: Spread): string {
	return least === most ? `${median}` : `${median} (${least}–${most})`;
}
