import type { ApprovalKind, BallotKind } from "#domain/approvals/types.ts";
import type { Channel } from "#domain/consents/types.ts";
import type { ToldChange } from "#domain/households/types.ts";
import type { Reason, SaidSides } from "#domain/moderation/types.ts";
import type { ObjectionKind } from "#domain/objections/types.ts";
import type { TitleStep } from "#domain/titles/types.ts";

/** Figures, codes and names, never words that somebody wrote. A new kind needs a line here, in `WAYS` and in `i18n/<language>/notices.ts`, and its command. */
export interface NoticeParams {
	/** Of `points`, `held` wait for the look-back. */
	pair_shown: { points: number; held?: number };
	/** `sides`: by reason, where the moderator said which photo is meant. */
	pair_returned: { reasons: Reason[]; sides?: SaidSides };
	pair_declined: { reasons: Reason[] };
	pair_assisted: { helper: string };
	/** `until`, in milliseconds: the household may disown that before. */
	pair_taken_back: { helper: string; until?: number };
	pair_put_back: { helper: string };
	word_disowned: Record<never, never>;
	nominated: { round: string; region: string };
	answered_for: { round: string; answer: "accepted" | "declined" };
	roll_waits: { round: string; region: string };
	objection_came: { what: ObjectionKind; name: string; number: number };
	objection_answered: { what: ObjectionKind; name: string; isUpheld: boolean };
	appeal_waits: { round: string };
	signature_waits: { what: ApprovalKind };
	/** `until`, in milliseconds: the household may appeal before. */
	two_decided: { what: BallotKind; outcome: string; until?: number };
	household_changed: { what: ToldChange; from: string; to: string };
	consent_recorded: { helper: string };
	consent_taken_back: { helper: string };
	copy_to_take_down: Record<never, never>;
	made_fell: { channel: Channel };
	help_taken_up: { helper: string };
	staff_died: { name: string };
	yard_rated: { month: string; stars: number; until: number };
	yards_to_score: { village: string };
	yard_reported: { category: string };
	spot_assigned: { due: number };
	spot_came_back: { due: number };
	spot_appeal_answered: { isUpheld: boolean };
	help_waits: { place: string; board: string };
	title_proposed: { village: string };
	title_asks: { village: string };
	title_step: { step: TitleStep; until?: number };
	model_proposed: { village: string };
	report_said_fixed: Record<never, never>;
	report_closed: Record<never, never>;
	report_turned_away: { door: string };
	report_reopened: Record<never, never>;
	story_returned: { place: string };
	story_came_back: { place: string };
	/** `what` a household took back of a story. */
	story_left_by: { place: string; what: "pair" | "consent" };
	story_asks: Record<never, never>;
	/** `until`, in milliseconds. */
	points_expire: { points: number; until: number };
	lookback_clean: { points: number };
	lookback_gap: { points: number };
	lookback_partly: { days: number };
	/** `until`, in milliseconds: the household may appeal before. */
	lookback_relapsed: { until: number };
	lookback_reversed: { points: number };
	lookback_vested: { points: number };
	/** Found no better after the days of grace. */
	breach_counted: { points: number };
	lookback_appeal: Record<never, never>;
	lookback_appeal_answered: { isUpheld: boolean };
	/** An order of the store: by a keeper in the household's name, lapsed, handed out, or given back by a keeper. */
	store_ordered_for: { keeper: string; points: number };
	store_lapsed: { points: number };
	store_collected: { keeper: string; points: number; goods: Ordered[] };
	store_cancelled_for: { keeper: string; points: number; goods: Ordered[] };
	points_disputed: Record<never, never>;
	dispute_answered: { isUpheld: boolean; points: number };
	/** Of an entry that the household called untrue when it was asked, or whose picture somebody found false: what two people decided, and what came or went. */
	callback_ruled: { outcome: "reverse" | "close"; points: number; isFound?: boolean };
	/** Somebody found a picture of a paid pair false. */
	photo_doubted: Record<never, never>;
	/** By a list of the village; 0 where the rule's limit was reached. `on`, in milliseconds: the day of it. */
	award_given: { rule: string; points: number; on: number };
	help_asked: Record<never, never>;
	paper_read: { round: string; outcome: "cast" | "spoiled" | "conflict" };
}

/** A good by its name, and how many. */
interface Ordered {
	name: string;
	quantity: number;
}

export type NoticeKind = keyof NoticeParams;

export const OBJECTION_ROOMS: Record<ObjectionKind, string> = {
	board: "boards",
	model_village: "models",
	rating: "ratings",
	round: "votes",
	title: "titles",
};

export const WAYS: { [K in NoticeKind]: (id: string, params: NoticeParams[K]) => string } = {
	pair_shown: (id) => `/me/submissions/${id}`,
	pair_returned: (id) => `/submit/${id}`,
	pair_declined: (id) => `/me/submissions/${id}`,
	pair_assisted: (id) => `/me/submissions/${id}`,
	pair_taken_back: (id) => `/me/submissions/${id}`,
	pair_put_back: (id) => `/me/submissions/${id}`,
	word_disowned: (id) => `/submissions/${id}`,
	nominated: (id) => `/me#asked-${id}`,
	answered_for: (id) => `/me#asked-${id}`,
	roll_waits: (id) => `/staff/votes/${id}/roll`,
	objection_came: (id, { what }) => `/staff/${OBJECTION_ROOMS[what]}/${id}/objections`,
	objection_answered: (id, { what }) => `/${OBJECTION_ROOMS[what]}/${id}/objections`,
	appeal_waits: (id) => `/staff/votes/${firstIn(id)}/doubts`,
	signature_waits: (id, { what }) => SIGNED_AT[what]?.(id) ?? `/staff/votes/${firstIn(id)}/doubts`,
	two_decided: (id) => `/votes/${firstIn(id)}/appeal`,
	household_changed: () => "/me",
	consent_recorded: () => "/me/consents",
	consent_taken_back: () => "/me/consents",
	copy_to_take_down: () => "/staff/publicity/posted",
	made_fell: () => "/staff/publicity/posted",
	help_taken_up: () => "/staff/assist",
	staff_died: (id) => `/admin/staff/${id}#account`,
	yard_rated: (id) => `/ratings/${id}/objections`,
	yards_to_score: () => "/ratings/score",
	yard_reported: () => "/me",
	spot_assigned: (id) => `/staff/spots/${id}`,
	spot_came_back: (id) => `/staff/spots/${id}`,
	spot_appeal_answered: (id) => `/staff/spots/${id}`,
	help_waits: () => "/staff/boards#help",
	title_proposed: (id) => `/staff/titles/${id}`,
	title_asks: () => "/me/title",
	title_step: () => "/me/title",
	model_proposed: (id) => `/staff/models/${id}`,
	report_said_fixed: (id) => `/me/reports/${id}`,
	report_closed: (id) => `/me/reports/${id}`,
	report_turned_away: (id) => `/me/reports/${id}`,
	report_reopened: (id) => `/me/reports/${id}`,
	story_returned: (id) => `/staff/stories/${id}`,
	story_came_back: (id) => `/staff/stories/${id}`,
	story_left_by: (id) => `/staff/stories/${id}`,
	points_expire: () => "/me/points",
	story_asks: (id) => `/me/consents/story:${id}`,
	lookback_clean: (id) => `/me/submissions/${id}#lookbacks`,
	lookback_gap: (id) => `/me/submissions/${id}#lookbacks`,
	lookback_partly: (id) => `/me/submissions/${id}#lookbacks`,
	lookback_relapsed: (id) => `/me/submissions/${id}#lookbacks`,
	lookback_reversed: (id) => `/me/submissions/${id}#lookbacks`,
	lookback_vested: (id) => `/me/submissions/${id}#lookbacks`,
	breach_counted: (id) => `/me/submissions/${id}#lookbacks`,
	lookback_appeal: () => "/staff/lookbacks#appeals",
	lookback_appeal_answered: (id) => `/me/submissions/${id}#lookbacks`,
	store_ordered_for: () => "/me/orders",
	store_lapsed: () => "/me/orders",
	store_collected: () => "/me/orders",
	store_cancelled_for: () => "/me/orders",
	points_disputed: () => "/staff/points/closes#disputes",
	dispute_answered: () => "/me/points",
	callback_ruled: () => "/me/points",
	photo_doubted: () => "/me/points",
	award_given: () => "/me/points",
	help_asked: () => "/me/helped",
	paper_read: (id) => `/votes/${firstIn(id)}`,
};

const SIGNED_AT: { [K in ApprovalKind]?: (id: string) => string } = {
	award: (id) => `/staff/awards/${id}`,
	callback: (id) => `/staff/points/callbacks/${id}`,
	fund: (id) => `/admin/funds/${id}`,
	board: (id) => `/staff/boards/${id}`,
	exposure: (id) => `/staff/exposure/${firstIn(id)}`,
	model_village: (id) => `/staff/models/${firstIn(id)}`,
	rules: (id) => `/admin/rules/adoptions/${id}`,
	scorer: () => "/staff/ratings#waiting",
	store: () => "/staff/store/stock",
};

/** Of "ROUND/number", "SPOT/order" or "MODEL/title". */
function firstIn(id: string): string {
	return id.slice(0, id.lastIndexOf("/"));
}

export type Notice = {
	[K in NoticeKind]: {
		noticeId: string;
		kind: K;
		params: NoticeParams[K];
		way: string;
		/** The kind of the pair that it is about, and when that was begun. */
		pair: { name: string; nameEn: string; at: Date } | null;
		isOwn: boolean;
		at: Date;
	};
}[NoticeKind];
