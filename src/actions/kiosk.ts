import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { Refusal } from "#domain/errors.ts";
import { closeKiosk, enterKiosk, openKiosk } from "#domain/kiosk/kiosk.ts";
import { requireSignedIn } from "#http/guards.ts";
import { dropKiosk, keepKiosk, kioskFrom } from "#http/kiosk-cookie.ts";
import { dropSession, keepSession } from "#http/session-cookie.ts";
import { endHeldSession } from "#http/viewer.ts";
import { doorSecret, text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const kiosk = {
	open: defineAction({
		accept: "form",
		input: z.object({ regionId: text }),
		handler: refusable(async ({ regionId }, { locals, cookies }) => {
			const by = requireSignedIn(locals.viewer);
			keepKiosk(cookies, await openKiosk({ by, regionId, at: locals.now }), locals.origin);
			dropSession(cookies, locals.origin);
			return { next: "/kiosk" };
		}),
	}),
	close: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals, cookies }) => {
			const by = requireSignedIn(locals.viewer);
			const kiosk = await kioskFrom(cookies, { origin: locals.origin, at: locals.now });
			if (kiosk) await closeKiosk({ by, kioskId: kiosk.kioskId, at: locals.now });
			dropKiosk(cookies, locals.origin);
			return { next: "/kiosk" };
		}),
	}),
	/** Ends the session of whoever used this kiosk before. */
	enter: defineAction({
		accept: "form",
		input: z.object({ doorToken: text, secret: text, passphrase: text }),
		handler: refusable(async ({ doorToken, ...typed }, { locals, cookies }) => {
			const { origin, address, now: at } = locals;
			const kiosk = await kioskFrom(cookies, { origin, at });
			if (!kiosk) throw new Refusal("conflict", "kiosk.isClosed");
			const session = await enterKiosk({ kiosk, doorToken, secret: doorSecret(typed), address, at });
			await endHeldSession(cookies, { origin, at });
			keepSession(cookies, session, origin);
			return { next: "/kiosk" };
		}),
	}),
	/** Sent by the button, or by the screen after nobody touched it for a while. */
	leave: defineAction({
		accept: "form",
		input: z.object({ quiet: text }),
		handler: refusable(async ({ quiet }, { locals, cookies }) => {
			await endHeldSession(cookies, { origin: locals.origin, at: locals.now });
			dropSession(cookies, locals.origin);
			return { next: quiet ? "/kiosk?done=quiet" : "/kiosk" };
		}),
	}),
};
