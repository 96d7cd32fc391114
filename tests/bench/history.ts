import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import type { Line } from "./lines.ts";

const HISTORY = new URL("./history.jsonl", import.meta.url);

/** The machine, without which figures mean nothing. */
export function machine() {
	return { node: process.version, cpus: cpus().length, model: cpus()[0]?.model ?? "", load: Math.round((loadavg()[0] ?? 0) * 10) / 10 };
}

/** One line for a run: what can be compared with runs on other machines, which is ratios, and of the rest the median. */
export function record(what: string, lines: Line[]): void {
	const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
	const figures = (kind: "ratio" | "ours") =>
		Object.fromEntries(
			lines.flatMap((line) =>
				(kind === "ratio") === Boolean(line.ratio) && line[kind] ? [[`${line.what}, ${line.unit}`, line[kind].median]] : [],
			),
		);
	const entry = { date: new Date().toISOString(), commit, what, machine: machine(), ratios: figures("ratio"), figures: figures("ours") };
	appendFileSync(HISTORY, `${JSON.stringify(entry)}\n`);
}
