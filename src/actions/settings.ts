import { defineAction } from "astro:actions";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { requireRole } from "#http/guards.ts";
import { refusable } from "./refusable.ts";

export const settings = {
	change: defineAction({
		accept: "form",
		// Each field bears the name of its setting, so that what was typed and what is wrong stay with it.
		handler: refusable(async (form: FormData, { locals }) => {
			const key = String(form.get("key"));
			const value = String(form.get(key) ?? "");
			await changeSetting({ key, value, by: requireRole(locals.viewer, "district_admin"), at: locals.now });
			return { next: "/admin/settings?done=changed" };
		}),
	}),
};
