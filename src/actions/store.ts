import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { ROLES } from "#domain/accounts/rules.ts";
import { collect } from "#domain/store/collect.ts";
import { addDonor } from "#domain/store/donors.ts";
import { cancelOrder } from "#domain/store/give-back.ts";
import { addGood, endGood, setPrice } from "#domain/store/goods.ts";
import { addKeeper, endKeeper } from "#domain/store/keepers.ts";
import { orderFor } from "#domain/store/order.ts";
import { removeGoodPhoto } from "#domain/store/photos.ts";
import { wantedIn } from "#domain/store/rules.ts";
import { deliver, takeStock } from "#domain/store/stock.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

/** 积分超市 at its counter and on its shelf. Who keeps a store is a row and no role, so the domain asks. */
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
	addGood: defineAction({
		accept: "form",
		input: z.object({ villageId: text, name: text, unit: text, description: text, points: text }),
		handler: refusable(async (said, { locals }) => {
			const by = requireRole(locals.viewer, ...ROLES);
			await addGood({ ...said, by, at: locals.now });
			return { next: stockPage(said.villageId, "added") };
		}),
	}),
	setPrice: defineAction({
		accept: "form",
		input: z.object({ villageId: text, goodId: text, points: text }),
		handler: refusable(async (said, { locals }) => {
			const by = requireRole(locals.viewer, ...ROLES);
			await setPrice({ goodId: said.goodId, points: said.points, by, at: locals.now });
			return { next: stockPage(said.villageId, "priced") };
		}),
	}),
	endGood: defineAction({
		accept: "form",
		input: z.object({ villageId: text, goodId: text }),
		handler: refusable(async (said, { locals }) => {
			const by = requireRole(locals.viewer, ...ROLES);
			await endGood({ goodId: said.goodId, by, at: locals.now });
			return { next: stockPage(said.villageId, "ended") };
		}),
	}),
	removePhoto: defineAction({
		accept: "form",
		input: z.object({ goodId: text }),
		handler: refusable(async ({ goodId }, { locals }) => {
			await removeGoodPhoto({ goodId, by: requireRole(locals.viewer, ...ROLES), at: locals.now });
			return { next: `/staff/store/goods/${goodId}?done=photoGone` };
		}),
	}),
	deliver: defineAction({
		accept: "form",
		input: z.object({ villageId: text, key: text, goodId: text, quantity: text, cost: text, donorId: text, why: text }),
		handler: refusable(async (said, { locals }) => {
			const by = requireRole(locals.viewer, ...ROLES);
			await deliver({ ...said, by, at: locals.now });
			return { next: stockPage(said.villageId, "delivered") };
		}),
	}),
	addDonor: defineAction({
		accept: "form",
		input: z.object({ villageId: text, kind: text, name: text, isNamed: text }),
		handler: refusable(async (said, { locals }) => {
			const by = requireRole(locals.viewer, ...ROLES);
			await addDonor({ ...said, isNamed: said.isNamed === "on", by, at: locals.now });
			return { next: stockPage(said.villageId, "donor") };
		}),
	}),
	addKeeper: defineAction({
		accept: "form",
		input: z.object({ villageId: text, personId: text }),
		handler: refusable(async (said, { locals }) => {
			const by = requireRole(locals.viewer, ...ROLES);
			await addKeeper({ ...said, by, at: locals.now });
			return { next: stockPage(said.villageId, "keeper") };
		}),
	}),
	endKeeper: defineAction({
		accept: "form",
		input: z.object({ villageId: text, personId: text }),
		handler: refusable(async (said, { locals }) => {
			const by = requireRole(locals.viewer, ...ROLES);
			await endKeeper({ ...said, by, at: locals.now });
			return { next: stockPage(said.villageId, "keeper") };
		}),
	}),
	takeStock: defineAction({
		accept: "form",
		handler: refusable(async (form: FormData, { locals }) => {
			const by = requireRole(locals.viewer, ...ROLES);
			const [key = "", villageId = "", why = ""] = ["key", "villageId", "why"].map((name) => String(form.get(name) ?? ""));
			const counts = [...form]
				.filter(([name]) => name.startsWith("count-"))
				.map(([name, typed]) => [name.slice("count-".length), String(typed)]);
			await takeStock({ key, villageId, counted: Object.fromEntries(counts), why, by, at: locals.now });
			return { next: stockPage(villageId, "counted") };
		}),
	}),
};

function stockPage(village: string, done: string): string {
	return `/staff/store/stock?${new URLSearchParams({ village, done })}`;
}
