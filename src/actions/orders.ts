import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { cancelOrder } from "#domain/store/give-back.ts";
import { placeOrder } from "#domain/store/order.ts";
import { wantedIn } from "#domain/store/rules.ts";
import { requireHousehold } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const orders = {
	place: defineAction({
		accept: "form",
		handler: refusable(async (form: FormData, { locals }) => {
			const { personId, householdId } = requireHousehold(locals.viewer);
			const by = { personId, householdId, letInBy: locals.viewer?.letInBy };
			await placeOrder({ key: String(form.get("key") ?? ""), wanted: wantedIn(form), by, way: "own", at: locals.now });
			return { next: "/me/orders?done=ordered" };
		}),
	}),
	cancel: defineAction({
		accept: "form",
		input: z.object({ orderId: text }),
		handler: refusable(async ({ orderId }, { locals }) => {
			await cancelOrder({ orderId, by: requireHousehold(locals.viewer), at: locals.now });
			return { next: "/me/orders?done=cancelled" };
		}),
	}),
};
