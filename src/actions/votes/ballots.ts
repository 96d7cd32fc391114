import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { withdrawBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { requireHouseholdHere } from "#http/kiosk-seat.ts";
import { text } from "../fields.ts";
import { refusable } from "../refusable.ts";

/** Ballots are not cast here: `http/ballots.ts` takes them without rendering a page. */
export const ballots = {
	withdraw: defineAction({
		accept: "form",
		input: z.object({ roundId: text }),
		handler: refusable(async ({ roundId }, { locals, cookies }) => {
			const { kiosk, ...voter } = await requireHouseholdHere(cookies, { origin: locals.origin, at: locals.now });
			await withdrawBallot({ roundId, ...voter, channel: kiosk ? "kiosk" : "phone", at: locals.now });
			return { next: `${kiosk ? "/kiosk" : "/votes"}/${roundId}?done=withdrawn` };
		}),
	}),
};
