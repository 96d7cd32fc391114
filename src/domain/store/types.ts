import type { ORDER_STAGES, ORDER_WAYS } from "#db/schema/store-orders.ts";
import type { Approval } from "#domain/approvals/types.ts";
import type { Month } from "#domain/calendar/types.ts";
import type { Picture } from "#domain/photos/types.ts";

export type OrderWay = (typeof ORDER_WAYS)[number];

export const NAME_LENGTH = { least: 1, most: 30 };
export const UNIT_LENGTH = { least: 1, most: 12 };
export const DESCRIPTION_MOST = 200;
export const DONOR_LENGTH = { least: 2, most: 60 };
export const PRICE_MOST = 1000;
export const DELIVERY_MOST = 10_000;
/** Of one good in one order. */
export const QUANTITY_MOST = 99;
/** How long an order is laid aside. */
export const DAYS_LAID_ASIDE = 14;
/** In points: what one keeper orders in a household's name and hands out alone in a month. */
export const BY_ONE_HAND = 20;
/** Below it a good is scarce. */
export const FEW = 5;
export const PICKUP_CHARACTERS = 6;

export const DONOR_KINDS = ["office", "firm", "person"] as const;

/** 有货 · 快没了 · 没有货: the public reads no more of a stock. */
export type Stock = "some" | "few" | "none";

/** What somebody wants of a good, at the price that they read. */
export interface Wanted {
	goodId: string;
	priceId: string;
	quantity: number;
}

/** Why a household can spend nothing: it has no points, or what it has is honour. */
export type NothingToSpend = "noPoints" | "noFund" | "noRules" | "honourOnly";

/** One good of an order. */
export interface BoughtLine {
	goodId: string;
	name: string;
	unit: string;
	quantity: number;
	points: number;
}

/** What a household may choose, with how much of it there is. */
export interface Good {
	goodId: string;
	name: string;
	unit: string;
	description: string;
	picture: Picture | null;
	stock: number;
	state: Stock;
	priceId: string;
	points: number;
}

export interface OwnOrder {
	orderId: string;
	stage: (typeof ORDER_STAGES)[number];
	stageAt: Date;
	orderedAt: Date;
	lapsesAt: Date;
	points: number;
	lines: BoughtLine[];
	/** Who of the household asked a keeper for it; null if it ordered itself. */
	saidBy: string | null;
	/** 取货码, as long as it waits. */
	code: string | null;
}

/** An order as its keeper sees it: of which door, what and for how much. */
export interface AtCounter {
	orderId: string;
	villageId: string;
	stage: (typeof ORDER_STAGES)[number];
	way: OrderWay;
	hamlet: string;
	number: string;
	points: number;
	lapsesAt: Date;
	saidBy: string | null;
	lines: BoughtLine[];
}

/** The same where it is handed out: as each good looks, if somebody took its photo. */
export interface ToHandOut extends AtCounter {
	lines: (BoughtLine & { picture: Picture | null })[];
}

/** A delivery or a count, with its proposal. */
export interface StockPaper {
	approval: Approval;
	delivery: { name: string; unit: string; quantity: number; unitCost: number; donor: string | null } | null;
	differences: { name: string; expected: number; counted: number }[];
}

/** A household for which somebody asks at the counter. */
export interface HomeAtCounter {
	householdId: string;
	villageId: string;
	hamlet: string;
	number: string;
	headName: string;
	redeemable: number;
	/** Close to the keeper, who then does not serve it. */
	isClose: boolean;
}

/** A good in a month of its store's books. */
export interface GoodInMonth {
	goodId: string;
	name: string;
	unit: string;
	/** What could be had when the month began. */
	opening: number;
	bought: number;
	given: number;
	out: number;
	/** Not collected, or not wanted. */
	back: number;
	/** By what more or less was counted than the books said. */
	counted: number;
	closing: number;
	/** Spent for it, without what came back. */
	points: number;
	/** What the village paid for it, in fen. */
	cost: number;
}

/** One change of a stock. */
export interface StoreLine {
	at: Date;
	kind: "in" | "out" | "back" | "count";
	name: string;
	unit: string;
	/** Signed: what it adds. */
	quantity: number;
	stockAfter: number;
	/** Of an order: what was spent, below 0 what came back. */
	points: number | null;
	/** Of what was bought, in fen. */
	cost: number | null;
	donor: string | null;
	/** The door of an order. */
	hamlet: string | null;
	number: string | null;
	/** Who entered what two people signed. */
	by: string | null;
	signedBy: string | null;
}

/** What the books count of each good, in the order of their columns; the last column is `cost`. */
export const GOOD_COUNTS = ["opening", "bought", "given", "out", "back", "counted", "closing", "points"] as const;

export interface StoreMonth {
	villageId: string;
	village: string;
	month: Month;
	/** That can be chosen, newest first. */
	months: Month[];
	goods: GoodInMonth[];
	points: number;
	/** In fen. */
	cost: number;
	lines: StoreLine[];
	next: string | null;
	isFirst: boolean;
}

/** What a movement is in the books: what came in was bought or given. */
export function lineKind({ kind, donor }: Pick<StoreLine, "kind" | "donor">): "bought" | "given" | "out" | "back" | "count" {
	if (kind !== "in") return kind;
	return donor === null ? "bought" : "given";
}
