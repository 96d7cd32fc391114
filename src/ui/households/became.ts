import type { Messages } from "#i18n/messages.ts";

interface Line {
	action: string;
	became: Record<string, unknown>;
}

/** The verb of a line. One split is one deed, on the household that goes on and on the one that begins with it. */
export function deedWords({ action, became }: Line, m: Messages): string {
	const isPart = action === "household.add" && typeof became["from"] === "string";
	const [noun = "", verb = ""] = (isPart ? "household.split" : action).split(".");
	const verbs: Record<string, Record<string, string> | undefined> = m.trail;
	return verbs[noun]?.[verb] ?? action;
}

/** What became what, as the trail has it: "换了户主：鲍春生去世，户主换成鲍小满". */
export function becameWords(line: Line, m: Messages): string {
	return `${deedWords(line, m)}${m.common.dot}${becameWhat(line, m)}`;
}

export function becameWhat({ action, became }: Line, m: Messages): string {
	const words = m.households.life;
	const text = (name: string) => (typeof became[name] === "string" ? became[name] : "");
	const names = { from: text("from"), to: text("to") };
	const said = sentenceOf(action, words)[text("why")];
	if (said) return said(names);
	const closed: Record<string, string> = action === "household.close" ? words.closeReasons : {};
	const why = closed[text("why")];
	const points = typeof became["points"] === "number" && became["points"] > 0 ? words.figures({ points: became["points"] }) : "";
	return words.became(names) + (why ? words.becameWhy({ why }) : "") + points;
}

/** Who died or left is named beside the reason: behind "A → B" it would be read of B. */
function sentenceOf(
	action: string,
	words: Messages["households"]["life"],
): Record<string, (names: { from: string; to: string }) => string> {
	if (action === "household.change_head") return words.headBecame;
	return action === "member.leave" ? words.memberLeft : {};
}

/** What a household said when it was asked about a line; who wrote that line reads only that it was asked about. */
export function answerWords(became: Record<string, unknown>, asked: (Line & { isOwn: boolean }) | undefined, m: Messages): string {
	const words = m.households.checks;
	const what = asked ? becameWords(asked, m) : "";
	if (asked?.isOwn) return words.toldAsked({ what });
	const answers: Record<string, string> = words.answers;
	const ways: Record<string, string> = words.ways;
	return words.told({ what, answer: answers[String(became["answer"])] ?? "", way: ways[String(became["how"])] ?? "" });
}
