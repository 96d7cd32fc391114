import { levelAbove } from "#domain/regions/rules.ts";
import { columnsOf, titleOf } from "./columns.ts";
import type { RegionMention } from "./line.ts";
import type { Roster } from "./roster.ts";
import type { Answer } from "./types.ts";

interface Asked {
	kind: "newHamlet" | "placeName" | "placeElsewhere";
	was: string;
	becomes: string;
	name: string;
	found?: string | undefined;
}

/** Asks about a place of the file, and gives the answer that is there. */
export function answerOn(
	{ roster, mention }: { roster: Roster; mention: RegionMention },
	{ kind, was, becomes, name, found }: Asked,
): Answer | null {
	const { code, line, answer } = mention;
	const columns = columnsOf(mention.level);
	const above = columnsOf(levelAbove(mention.level) ?? mention.level);
	const cells = () => ({
		[titleOf(above.code)]: mention.above ?? "",
		[titleOf(columns.code)]: code,
		[titleOf(columns.name)]: mention.name ?? "",
	});
	const question = { id: `${kind}:${code}:${becomes}`, kind, line, where: `${name} ${code}`, was, becomes, found: found ?? null, cells };
	return roster.questions.ask(question, answer).answer;
}
