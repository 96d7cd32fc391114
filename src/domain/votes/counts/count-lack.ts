import type { Standing } from "../rules.ts";
import type { RoundRules } from "../types.ts";
import type { OpenQuestions } from "./open-questions.ts";

/** What keeps a round from being counted. */
export type CountLack = "notClosed" | "paperMayCome" | "conflictsOpen" | "signaturesOpen" | "appealsOpen" | "appealsRun";

type Countable = Pick<Standing, "stage"> & Pick<RoundRules, "paperUntil">;

/** The first thing that does, with how many there are of it; null when it can be counted. Flags without an answer keep nothing from being counted. */
export function countLack({ stage, paperUntil }: Countable, open: OpenQuestions, at: Date): { lack: CountLack; count: number } | null {
	if (stage !== "closed") return { lack: "notClosed", count: 0 };
	if (at < paperUntil) return { lack: "paperMayCome", count: 0 };
	if (open.conflicts > 0) return { lack: "conflictsOpen", count: open.conflicts };
	if (open.signatures > 0) return { lack: "signaturesOpen", count: open.signatures };
	if (open.appeals > 0) return { lack: "appealsOpen", count: open.appeals };
	return open.appealsUntil ? { lack: "appealsRun", count: 0 } : null;
}
