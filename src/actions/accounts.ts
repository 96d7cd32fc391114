import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { homeOf } from "#domain/accounts/rules.ts";
import { endSession, sessionHolder } from "#domain/accounts/sessions.ts";
import { signInStaff } from "#domain/accounts/sign-in-staff.ts";
import type { SignedIn } from "#domain/accounts/types.ts";
import { safeNext } from "#http/next.ts";
import { deviceOf, dropSession, keepSignIn } from "#http/session-cookie.ts";
import { refusable } from "./refusable.ts";

const text = z.string().default("");

export const accounts = {
	signInStaff: defineAction({
		accept: "form",
		input: z.object({ username: text, passphrase: text, totp: text, next: text }),
		handler: refusable(async ({ next, ...typed }, { locals, cookies }) => {
			const device = deviceOf(cookies, locals.origin);
			const signedIn = await signInStaff({ ...typed, address: locals.address, device, at: locals.now });
			keepSignIn(cookies, signedIn, { origin: locals.origin, at: locals.now });
			return { next: await afterSignIn(signedIn, { next, at: locals.now }) };
		}),
	}),
	signOut: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals, cookies }) => {
			if (locals.viewer) await endSession(locals.viewer.sessionId, locals.now);
			dropSession(cookies, locals.origin);
			return { next: "/" };
		}),
	}),
};

async function afterSignIn({ sessionId }: SignedIn, { next, at }: { next: string; at: Date }): Promise<string> {
	const viewer = await sessionHolder(sessionId, at);
	if (!viewer) return "/";
	return viewer.owes ? homeOf(viewer) : safeNext(next, homeOf(viewer));
}
