import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { cancelOrder } from "#domain/store/give-back.ts";
import { placeOrder } from "#domain/store/order.ts";
import { wantedIn } from "#domain/store/rules.ts";
import { requireHouseholdHere } from "#http/kiosk-seat.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

/** Of a household, on its own phone or at a kiosk. */
export const orders = {
	place: defineAction({
		accept: "form",
		handler: refusable(async (form: FormData, { locals, cookies }) => {
			const { kiosk, ...by } = await requireHouseholdHere(cookies, { origin: locals.origin, at: locals.now });
			const way = kiosk ? "kiosk" : "own";
			await placeOrder({ key: String(form.get("key") ?? ""), wanted: wantedIn(form), by, way, at: locals.now });
			return { next: `${kiosk ? "/kiosk/store" : "/me/orders"}?done=ordered` };
		}),
	}),
	cancel: defineAction({
		accept: "form",
		input: z.object({ orderId: text }),
		handler: refusable(async ({ orderId }, { locals, cookies }) => {
			const { kiosk, ...by } = await requireHouseholdHere(cookies, { origin: locals.origin, at: locals.now });
			await cancelOrder({ orderId, by, at: locals.now });
			return { next: `${kiosk ? "/kiosk/store" : "/me/orders"}?done=cancelled` };
		}),
	}),
};
