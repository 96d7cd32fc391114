import { codeOf, mark } from "#platform/secrets.ts";
import { PICKUP_CHARACTERS } from "./types.ts";

/** 取货码: worked out from the order's id here and nowhere else, so that it can be shown again; the database keeps its mark. */
export function pickupCodeOf(orderId: string): string {
	return codeOf("pickups", orderId, PICKUP_CHARACTERS);
}

export function pickupHash(code: string): string {
	return mark("pickups", code);
}
