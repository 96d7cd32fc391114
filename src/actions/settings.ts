import { defineAction } from "astro:actions";
import { changeSettings } from "#domain/settings/change-setting.ts";
import { SETTINGS } from "#domain/settings/rules.ts";
import { requireRole } from "#http/guards.ts";
import { refusable } from "./refusable.ts";

export const settings = {
	change: defineAction({
		accept: "form",
		handler: refusable(async (form: FormData, { locals }) => {
			const by = requireRole(locals.viewer, "district_admin");
			// What the page showed and nobody touched is left alone: a colleague may have changed it since.
			const touched = Object.keys(SETTINGS).filter((key) => form.has(key) && form.get(key) !== form.get(`shown.${key}`));
			const typed = Object.fromEntries(touched.map((key) => [key, String(form.get(key))]));
			await changeSettings({ typed, by, at: locals.now });
			return { next: "/admin/settings?done=changed" };
		}),
	}),
};
