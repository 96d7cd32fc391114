import { momentOf } from "../dates.ts";
import type { VoteTimes } from "../zh-CN/ballots-until.ts";

export function ballotsUntil({ closesAt, paperUntil }: VoteTimes): string {
	const [closes, paper] = [closesAt, paperUntil].map((at) => momentOf(new Date(at), "en"));
	return `Voting ends on ${closes}${paperUntil > closesAt ? `, paper ballots are taken in until ${paper}` : ""}`;
}
