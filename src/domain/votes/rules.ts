import type { Phase, RoundRules, RoundStage } from "./types.ts";

const DAY = 86_400_000;

interface Standing {
	stage: RoundStage;
	opensAt: Date;
	closesAt: Date;
	objectionDays: number;
	/** When it was last counted. */
	countedAt?: Date | null;
}

/** An announced round opens by itself; a closing that was written down is never undone by a clock that jumps back. */
export function phaseOf({ stage, opensAt, closesAt, objectionDays, countedAt }: Standing, at: Date): Phase {
	if (stage === "announced") return at < opensAt ? "announced" : at < closesAt ? "open" : "closed";
	if (stage === "counted" && countedAt) return at.getTime() < countedAt.getTime() + objectionDays * DAY ? "objections" : "counted";
	return stage;
}

/** Whether a ballot that comes now counts. Only ever by the server's own time. */
export function takesBallots(round: Standing & Pick<RoundRules, "paperUntil">, channel: "phone" | "kiosk" | "paper", at: Date): boolean {
	if (channel !== "paper") return phaseOf(round, at) === "open";
	return (round.stage === "announced" || round.stage === "closed") && at >= round.opensAt && at < round.paperUntil;
}

/** What a result may not be told before: no figure of a round leaves the server in these phases, turnout included. */
export function isSealed(phase: Phase): boolean {
	return phase === "draft" || phase === "announced" || phase === "open" || phase === "closed" || phase === "cancelled";
}
