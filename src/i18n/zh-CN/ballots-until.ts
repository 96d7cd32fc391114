import { momentOf } from "../dates.ts";

/** As milliseconds, for a refusal carries no dates. */
export interface VoteTimes {
	closesAt: number;
	paperUntil: number;
}

/** Until when the ballots of a vote come in, wherever the office waits for them. */
export function ballotsUntil({ closesAt, paperUntil }: VoteTimes): string {
	const [closes, paper] = [closesAt, paperUntil].map((at) => momentOf(new Date(at), "zh-CN"));
	return `投票 ${closes} 截止${paperUntil > closesAt ? `，纸质选票收到 ${paper}` : ""}`;
}
