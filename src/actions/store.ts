import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { ROLES } from "#domain/accounts/rules.ts";
import { collect } from "#domain/store/collect.ts";
import { cancelOrder } from "#domain/store/give-back.ts";
import { orderFor } from "#domain/store/order.ts";
import { wantedIn } from "#domain/store/rules.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

/** 积分超市 at its counter. Who keeps a store is a row and no role, so the domain asks. */
export const store = {
	handOut: defineAction({
		accept: "form",
		input: z.object({ code: text }),
		handler: refusable(async ({ code }, { locals }) => {
			const { orderId } = await collect({ code, by: requireRole(locals.viewer, ...ROLES), at: locals.now });
			return { next: `/staff/store?done=collected&last=${orderId}` };
		}),
	}),
	orderFor: defineAction({
		accept: "form",
		handler: refusable(async (form: FormData, { locals }) => {
			const by = requireRole(locals.viewer, ...ROLES);
			const [key = "", householdId = "", saidBy = "", speaker = ""] = ["key", "householdId", "saidBy", "speaker"].map((name) =>
				String(form.get(name) ?? ""),
			);
			const isHandedOut = form.get("isHandedOut") === "on";
			const asked = { key, householdId, saidBy, speaker, isHandedOut, wanted: wantedIn(form) };
			const { orderId } = await orderFor({ ...asked, by, at: locals.now });
			return { next: `/staff/store?done=${isHandedOut ? "handed" : "ordered"}&last=${orderId}` };
		}),
	}),
	cancel: defineAction({
		accept: "form",
		input: z.object({ orderId: text }),
		handler: refusable(async ({ orderId }, { locals }) => {
			await cancelOrder({ orderId, by: requireRole(locals.viewer, ...ROLES), at: locals.now });
			return { next: "/staff/store?done=cancelled" };
		}),
	}),
};
