import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { DAY_MS } from "#platform/clock.ts";
import { refusable } from "./refusable.ts";

const YEAR_SECONDS = (365 * DAY_MS) / 1000;

/** How pages look for this browser; the cookie does not tell who it is. */
export const preferences = {
	care: defineAction({
		accept: "form",
		input: z.object({ care: z.enum(["1", "0"]) }),
		handler: refusable(async ({ care }, { cookies, locals }) => {
			const common = { path: "/", sameSite: "lax", httpOnly: true, secure: locals.origin.startsWith("https:") } as const;
			if (care === "1") cookies.set("care", "1", { ...common, maxAge: YEAR_SECONDS });
			else cookies.delete("care", common);
		}),
	}),
};
