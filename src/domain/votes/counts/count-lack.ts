import type { Standing } from "../rules.ts";
import type { RoundRules } from "../types.ts";
import type { OpenQuestions } from "./open-questions.ts";

export type CountLack = "notClosed" | "paperMayCome" | "conflictsOpen" | "signaturesOpen" | "appealsOpen" | "appealsRun";

type Countable = Pick<Standing, "stage"> & Pick<RoundRules, "paperUntil">;

/** The first reason against counting, with its number of cases; null if the round can be counted. Unanswered flags are no reason. */
export function countLack({ stage, paperUntil }: Countable, open: OpenQuestions, at: Date): { lack: CountLack; count: number } | null {
	if (stage !== "closed") return { lack: "notClosed", count: 0 };
	if (at < paperUntil) return { lack: "paperMayCome", count: 0 };
	if (open.conflicts > 0) return { lack: "conflictsOpen", count: open.conflicts };
	if (open.signatures > 0) return { lack: "signaturesOpen", count: open.signatures };
	if (open.appeals > 0) return { lack: "appealsOpen", count: open.appeals };
	return open.appealsUntil ? { lack: "appealsRun", count: 0 } : null;
}
