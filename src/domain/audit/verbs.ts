/**
 * Everything that the trail can say, noun by noun. A new deed gets its verb here, in the imperative and in snake_case, under a noun of the glossary,
 * and its words in `i18n/<language>/trail.ts`. What the chain holds once keeps its name for good: a verb that is here is not renamed.
 */
export const VERBS = {
	appeal: ["make"],
	calendar: ["mark", "unmark"],
	claim: ["take_over"],
	clock: ["doubt", "confirm"],
	conflict: ["propose", "settle"],
	decision: ["undo"],
	door_token: ["rotate"],
	flag: ["answer", "find"],
	household: ["describe"],
	invalidation: ["propose", "sign", "refuse"],
	kiosk: ["open", "close"],
	nomination: ["make", "draw", "answer", "take_back"],
	objection: ["make", "answer"],
	original: ["look_at", "expire"],
	paper: ["issue", "enter", "use"],
	passphrase: ["set", "reset"],
	person: ["hire", "disable", "enable", "recover"],
	photo: ["redact", "erase"],
	region: ["rename", "close"],
	relative: ["declare"],
	role: ["grant", "revoke"],
	roll: ["draw_up", "check", "strike", "put_back", "add"],
	roster: ["import"],
	round: ["draft", "edit", "announce", "close", "count", "finish", "cancel"],
	ruling: ["propose", "sign"],
	setting: ["change"],
	site: ["set_up"],
	slip: ["issue"],
	submission: ["send", "publish", "return", "decline", "withdraw", "sweep"],
	totp: ["begin", "bind", "release", "reset"],
} as const;

/** "noun.verb", e.g. "submission.publish". */
export type Verb = { [N in keyof typeof VERBS]: `${N}.${(typeof VERBS)[N][number]}` }[keyof typeof VERBS];

/** The nouns of the rows that lines are about; their deeds may have another ("nomination.draw" is about a round). */
type Noun = keyof typeof VERBS | "file";

/** The row concerned, e.g. "submission:3kd…". */
export type Subject = `${Noun}:${string}`;
