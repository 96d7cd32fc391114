import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { Refusal } from "#domain/errors.ts";
import { withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { closeKiosk, enterKiosk, openKiosk } from "#domain/votes/ballots/kiosk.ts";
import { requireSignedIn } from "#http/guards.ts";
import { dropKiosk, keepKiosk, kioskFrom } from "#http/kiosk-cookie.ts";
import { dropSession, keepSession } from "#http/session-cookie.ts";
import { endHeldSession } from "#http/viewer.ts";
import { requireVoter } from "#http/voter.ts";
import { text } from "../fields.ts";
import { refusable } from "../refusable.ts";

/** Ballots are not cast here: `http/ballots.ts` takes them without rendering a page. */
export const ballots = {
	withdraw: defineAction({
		accept: "form",
		input: z.object({ roundId: text }),
		handler: refusable(async ({ roundId }, { locals, cookies }) => {
			const { kiosk, ...voter } = await requireVoter(cookies, { origin: locals.origin, at: locals.now });
			await withdrawBallot({ roundId, ...voter, channel: kiosk ? "kiosk" : "phone", at: locals.now });
			return { next: `${kiosk ? "/kiosk" : "/votes"}/${roundId}?done=withdrawn` };
		}),
	}),
	openKiosk: defineAction({
		accept: "form",
		input: z.object({ regionId: text }),
		handler: refusable(async ({ regionId }, { locals, cookies }) => {
			const by = requireSignedIn(locals.viewer);
			keepKiosk(cookies, await openKiosk({ by, regionId, at: locals.now }), locals.origin);
			dropSession(cookies, locals.origin);
			return { next: "/kiosk" };
		}),
	}),
	closeKiosk: defineAction({
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
	enterKiosk: defineAction({
		accept: "form",
		input: z.object({ doorToken: text, secret: text }),
		handler: refusable(async ({ doorToken, secret }, { locals, cookies }) => {
			const { origin, address, now: at } = locals;
			const kiosk = await kioskFrom(cookies, { origin, at });
			if (!kiosk) throw new Refusal("conflict", "kiosk.isClosed");
			const session = await enterKiosk({ kiosk, doorToken, secret, address, at });
			await endHeldSession(cookies, { origin, at });
			keepSession(cookies, session, origin);
			return { next: "/kiosk" };
		}),
	}),
	/** Sent by the button, or by the screen after nobody touched it for a while. */
	leaveKiosk: defineAction({
		accept: "form",
		input: z.object({ quiet: text }),
		handler: refusable(async ({ quiet }, { locals, cookies }) => {
			await endHeldSession(cookies, { origin: locals.origin, at: locals.now });
			dropSession(cookies, locals.origin);
			return { next: quiet ? "/kiosk?done=quiet" : "/kiosk" };
		}),
	}),
};
