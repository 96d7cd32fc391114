import type { ORDER_WAYS } from "#db/schema/store-orders.ts";

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
/** Below it a good is scarce. */
export const FEW = 5;
export const PICKUP_CHARACTERS = 6;

export const DONOR_KINDS = ["office", "firm", "person"] as const;

/** 有 · 少 · 没有: the public reads no more of a stock. */
export type Stock = "some" | "few" | "none";

/** What somebody wants of a good, at the price that they read. */
export interface Wanted {
	goodId: string;
	priceId: string;
	quantity: number;
}
