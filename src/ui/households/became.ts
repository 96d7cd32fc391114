import type { Messages } from "#i18n/messages.ts";

interface Line {
	action: string;
	became: Record<string, unknown>;
}

/** What became what, as the trail has it: "换了户主：鲍春生 → 鲍小满（去世）". */
export function becameWords({ action, became }: Line, m: Messages): string {
	const [noun = "", verb = ""] = action.split(".");
	const verbs: Record<string, Record<string, string> | undefined> = m.trail;
	return `${verbs[noun]?.[verb] ?? action}${m.common.dot}${becameWhat({ action, became }, m)}`;
}

export function becameWhat({ action, became }: Line, m: Messages): string {
	const words = m.households.life;
	const reasons = reasonsOf(action, words);
	const text = (name: string) => (typeof became[name] === "string" ? became[name] : "");
	const what = words.became({ from: text("from"), to: text("to") });
	const why = reasons[text("why")];
	const points = typeof became["points"] === "number" && became["points"] > 0 ? words.figures({ points: became["points"] }) : "";
	return what + (why ? words.becameWhy({ why }) : "") + points;
}

/** One reason reads otherwise in each form: a head who "left" may only work elsewhere. */
function reasonsOf(action: string, words: Messages["households"]["life"]): Record<string, string | undefined> {
	if (action === "household.close") return words.closeReasons;
	return action === "household.change_head" ? words.headReasons : words.leaveReasons;
}
