import type { Messages } from "#i18n/messages.ts";

interface Line {
	action: string;
	became: Record<string, unknown>;
}

/** What became what, as the trail has it: "换了户主：鲍春生 → 鲍小满（去世）". */
export function becameWords({ action, became }: Line, m: Messages): string {
	const [noun = "", verb = ""] = action.split(".");
	const verbs: Record<string, Record<string, string> | undefined> = m.trail;
	return `${verbs[noun]?.[verb] ?? action}${m.common.dot}${becameWhat(became, m)}`;
}

export function becameWhat(became: Record<string, unknown>, m: Messages): string {
	const words = m.households.life;
	const reasons: Record<string, string | undefined> = { ...words.closeReasons, ...words.headReasons, ...words.leaveReasons };
	const text = (name: string) => (typeof became[name] === "string" ? became[name] : "");
	const what = words.became({ from: text("from"), to: text("to") });
	const why = reasons[text("why")];
	const points = typeof became["points"] === "number" && became["points"] > 0 ? words.figures({ points: became["points"] }) : "";
	return what + (why ? words.becameWhy({ why }) : "") + points;
}
