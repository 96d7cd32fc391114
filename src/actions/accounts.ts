import { type ActionAPIContext, defineAction } from "astro:actions";
import { z } from "astro/zod";
import { beginTotp, confirmTotp, releaseTotp } from "#domain/accounts/bind-totp.ts";
import { requireDoorForm } from "#domain/accounts/door.ts";
import { signOutElsewhere, signOutEverywhere } from "#domain/accounts/end-sessions.ts";
import { homeOf, isPin } from "#domain/accounts/rules.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { setPassphrase, setPassphraseByLink } from "#domain/accounts/set-passphrase.ts";
import { setUp } from "#domain/accounts/set-up.ts";
import { signInStaff } from "#domain/accounts/sign-in-staff.ts";
import { signInVillager } from "#domain/accounts/sign-in-villager.ts";
import { signInWithSlip } from "#domain/accounts/sign-in-with-slip.ts";
import type { SignedIn } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { declareRelative } from "#domain/households/declare-relative.ts";
import { requireSignedIn } from "#http/guards.ts";
import { requireNoKiosk } from "#http/kiosk-cookie.ts";
import { safeNext } from "#http/next.ts";
import { deviceOf, dropSession, keepSession, keepSignIn, requireCookies } from "#http/session-cookie.ts";
import { endHeldSession } from "#http/viewer.ts";
import { doorSecret, text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const accounts = {
	/** The door's code, and the digits of the slip or the chosen passphrase; in the field for digits a passphrase is taken too. */
	signInVillager: defineAction({
		accept: "form",
		input: z.object({ doorToken: text, secret: text, passphrase: text, next: text }),
		handler: refusable(async ({ doorToken, next, ...typed }, context) => {
			requireCookies(context.request);
			const from = whence(context);
			await requireNoKiosk(context.cookies, { origin: context.locals.origin, at: from.at });
			const secret = doorSecret(typed);
			requireDoorForm({ doorToken, secret });
			if (!isPin(secret)) return enter(await signInVillager({ doorToken, passphrase: secret, ...from }), { next, context });
			const isHome = safeNext(next, "/me") === "/me";
			return enter(await signInWithSlip({ doorToken, pin: secret, ...from }), { next: isHome ? "/me?done=welcome" : next, context });
		}),
	}),
	signInStaff: defineAction({
		accept: "form",
		input: z.object({ username: text, passphrase: text, totp: text, next: text }),
		handler: refusable(async ({ next, ...typed }, context) => {
			requireCookies(context.request);
			return enter(await signInStaff({ ...typed, ...whence(context) }), { next, context });
		}),
	}),
	setUp: defineAction({
		accept: "form",
		input: z.object({
			...{ token: text, name: text, username: text, passphrase: text, again: text },
			...{ districtName: text, townName: text, villageName: text, code: text },
		}),
		handler: refusable(async ({ again, ...typed }, context) => {
			requireCookies(context.request);
			requireSame(typed.passphrase, again);
			return enter(await setUp({ ...typed, at: context.locals.now }), { next: "", context });
		}),
	}),
	setPassphraseByLink: defineAction({
		accept: "form",
		input: z.object({ token: text, passphrase: text, again: text }),
		handler: refusable(async ({ token, passphrase, again }, { locals }) => {
			requireSame(passphrase, again);
			await setPassphraseByLink({ token, passphrase, at: locals.now });
			return { next: "/staff/sign-in?done=passphrase" };
		}),
	}),
	signOut: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals, cookies }) => {
			await endHeldSession(cookies, { origin: locals.origin, at: locals.now });
			dropSession(cookies, locals.origin);
			return { next: "/" };
		}),
	}),
	signOutElsewhere: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals }) => {
			const viewer = requireSignedIn(locals.viewer);
			await signOutElsewhere(viewer);
			return { next: `${securityPage(viewer)}?done=elsewhere` };
		}),
	}),
	signOutEverywhere: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals, cookies }) => {
			await signOutEverywhere(requireSignedIn(locals.viewer), locals.now);
			dropSession(cookies, locals.origin);
			return { next: "/" };
		}),
	}),
	setPassphrase: defineAction({
		accept: "form",
		input: z.object({ current: text, passphrase: text, again: text }),
		handler: refusable(async ({ current, passphrase, again }, { locals, cookies }) => {
			const viewer = requireSignedIn(locals.viewer);
			requireSame(passphrase, again);
			const session = await setPassphrase({ by: viewer, current, passphrase, address: locals.address, at: locals.now });
			keepSession(cookies, session, locals.origin);
			return { next: `${securityPage(viewer)}?done=passphrase` };
		}),
	}),
	beginTotp: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals }) => {
			await beginTotp({ by: requireSignedIn(locals.viewer), at: locals.now });
			return { next: "/staff/security" };
		}),
	}),
	confirmTotp: defineAction({
		accept: "form",
		input: z.object({ code: text }),
		handler: refusable(async ({ code }, { locals }) => {
			const viewer = requireSignedIn(locals.viewer);
			await confirmTotp({ by: viewer, code, address: locals.address, at: locals.now });
			return { next: "/staff/security?done=bound" };
		}),
	}),
	releaseTotp: defineAction({
		accept: "form",
		input: z.object({ code: text }),
		handler: refusable(async ({ code }, { locals }) => {
			const viewer = requireSignedIn(locals.viewer);
			await releaseTotp({ by: viewer, code, address: locals.address, at: locals.now });
			return { next: "/staff/security?done=released" };
		}),
	}),
	declareRelative: defineAction({
		accept: "form",
		input: z.object({ courtyard: text }),
		handler: refusable(async ({ courtyard }, { locals }) => {
			await declareRelative({ by: requireSignedIn(locals.viewer), courtyard, at: locals.now });
			return { next: "/staff/security?done=declared" };
		}),
	}),
};

function whence({ locals, cookies }: ActionAPIContext) {
	return { address: locals.address, device: deviceOf(cookies, locals.origin), at: locals.now };
}

/** The new session replaces the browser's earlier one. */
async function enter(signedIn: SignedIn, { next, context }: { next: string; context: ActionAPIContext }): Promise<{ next: string }> {
	const { cookies, locals } = context;
	await endHeldSession(cookies, { origin: locals.origin, at: locals.now });
	keepSignIn(cookies, signedIn, { origin: locals.origin, at: locals.now });
	const viewer = await sessionHolder(signedIn.sessionId, locals.now);
	if (!viewer) return { next: "/" };
	return { next: viewer.owes ? homeOf(viewer) : safeNext(next, homeOf(viewer)) };
}

function requireSame(passphrase: string, again: string): void {
	if (passphrase !== again) throw new Refusal("invalid", "accounts.passphrasesDiffer", { field: "again" });
}

function securityPage({ kind }: { kind: "villager" | "staff" }): string {
	return kind === "staff" ? "/staff/security" : "/me/security";
}
