/** Imperative, snake_case, under a noun of the glossary; the words are in `i18n/<language>/trail.ts`. Never rename one: the chain keeps old lines. */
export const VERBS = {
	appeal: ["make"],
	award: ["enter", "confirm", "propose", "sign", "refuse"],
	board: ["draft", "drop", "propose", "sign", "refuse", "publish", "withdraw", "settle", "help", "talk"],
	calendar: ["mark", "unmark"],
	callback: ["seal", "draw", "find", "answer", "propose", "sign", "refuse", "rule"],
	check: ["seal", "draw"],
	claim: ["take_over"],
	clock: ["doubt", "confirm"],
	close: ["begin", "notice", "lock"],
	consent: ["give", "record", "take_back", "disown"],
	decision: ["undo"],
	dispute: ["make", "answer"],
	door_token: ["rotate"],
	duty: ["set", "end"],
	exposure: ["propose", "sign", "refuse", "show", "drop", "correct", "leave", "take_down", "review", "adopt", "end"],
	flag: ["answer", "find", "waive"],
	fund: ["propose", "sign", "refuse"],
	gap: ["ask", "answer"],
	household: ["add", "change_head", "check", "close", "describe", "merge", "move", "split", "take_back", "take_in"],
	inspection: ["seal", "draw", "make"],
	invalidation: ["propose", "sign", "refuse"],
	issued: ["make"],
	kiosk: ["open", "close"],
	lookback: ["seal", "open", "answer", "show", "appeal", "answer_appeal", "settle"],
	member: ["add", "leave", "move", "rename"],
	model_village: [
		...(["propose", "write", "add_photo", "take_out", "decline", "notice", "review", "ask", "sign", "refuse", "title"] as const),
		...(["show", "recheck", "warn", "clear", "remove"] as const),
	],
	nomination: ["make", "draw", "answer", "answer_for", "take_back"],
	objection: ["make", "answer"],
	original: ["look_at", "expire"],
	paper: ["issue", "enter", "use"],
	passphrase: ["set", "reset"],
	person: ["hire", "disable", "enable", "keep", "recover"],
	photo: ["redact", "erase"],
	plan: ["enter", "move", "call_off", "subscribe", "unsubscribe"],
	posted: ["hang", "take_down"],
	rating: ["open", "draw", "mark", "close", "revisit", "settle", "show"],
	region: ["rename", "recode", "move", "merge", "split", "close", "mark_remote", "outline"],
	relative: ["declare"],
	role: ["grant", "revoke"],
	roll: ["draw_up", "check", "strike", "put_back", "add"],
	roster: ["import", "export"],
	round: ["draft", "edit", "announce", "close", "count", "finish", "cancel"],
	rule_set: ["adopt"],
	rules: ["propose", "sign", "refuse"],
	ruling: ["propose", "sign", "refuse"],
	scorer: ["appoint", "end", "propose", "sign", "refuse"],
	setting: ["change"],
	settlement: ["propose", "sign", "refuse"],
	site: ["set_up"],
	slip: ["issue", "reprint"],
	spot: [
		...(["check", "merge", "turn_away", "read_report", "assign", "take_in_hand", "half_do", "claim_fix"] as const),
		...(["confirm", "send_back", "relapse", "contest", "explain", "appeal", "answer_appeal", "plan", "do_milestone"] as const),
		...(["look_again", "reopen", "read_phone", "forget_pictures"] as const),
	],
	store: [
		...(["add_good", "set_price", "end_good", "add_donor", "name_donor", "add_keeper", "end_keeper"] as const),
		...(["photograph", "remove_photo"] as const),
		...(["deliver", "take_stock", "propose", "sign", "refuse", "order", "order_for", "cancel", "collect", "lapse"] as const),
	],
	story: [
		"begin",
		"write",
		"add_photo",
		"remove_photo",
		"hand_in",
		"pass",
		"return",
		"schedule",
		"publish",
		"end",
		"take_back",
		"drop",
		"remark",
		"feature",
		"tell_of",
		"tell_no_more_of",
	],
	submission: ["send", "send_for", "take_up", "publish", "return", "decline", "withdraw", "sweep"],
	title: [...(["propose", "agree", "notice", "grant", "decline", "check", "warn", "clear", "reply", "remove", "give_up", "show"] as const)],
	totp: ["begin", "bind", "release", "reset"],
	unit: ["add", "change_phone", "close", "add_member", "end_member"],
} as const;

/** As people at the office ask for deeds: each noun is in one group. */
export const DEEDS = {
	accounts: ["passphrase", "person", "role", "slip", "totp"],
	households: ["check", "door_token", "household", "member", "rating", "relative", "roster", "scorer", "title"],
	places: ["region"],
	points: ["award", "callback", "close", "dispute", "fund", "rule_set", "rules", "store"],
	pairs: ["claim", "consent", "decision", "issued", "original", "photo", "posted", "submission"],
	spots: ["board", "duty", "exposure", "gap", "inspection", "lookback", "model_village", "spot", "unit"],
	votes: ["appeal", "flag", "invalidation", "kiosk", "nomination", "objection", "paper", "roll", "round", "ruling", "settlement"],
	stories: ["plan", "story"],
	site: ["calendar", "clock", "setting", "site"],
} as const satisfies Record<string, readonly (keyof typeof VERBS)[]>;

export type Deeds = keyof typeof DEEDS;

export function verbsOf(deeds: Deeds): Verb[] {
	return DEEDS[deeds].flatMap((noun) => VERBS[noun].map((verb) => `${noun}.${verb}` as Verb));
}

export type Verb = { [N in keyof typeof VERBS]: `${N}.${(typeof VERBS)[N][number]}` }[keyof typeof VERBS];

/** The nouns of subjects. A verb may have another noun than its subject ("nomination.draw" is about a round). */
type Noun = keyof typeof VERBS | "ballot" | "file";

export type Subject = `${Noun}:${string}`;

export function partsOf(subject: string): { noun: string; id: string } {
	const at = subject.indexOf(":");
	return { noun: subject.slice(0, at), id: subject.slice(at + 1) };
}
