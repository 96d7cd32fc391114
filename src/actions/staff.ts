import { type ActionAPIContext, defineAction } from "astro:actions";
import { z } from "astro/zod";
import { disablePerson, enablePerson, keepPerson } from "#domain/accounts/disable-person.ts";
import { grantRole } from "#domain/accounts/grant-role.ts";
import { hirePerson } from "#domain/accounts/hire-person.ts";
import { resetPassphrase, unbindTotp } from "#domain/accounts/reset-sign-in.ts";
import { revokeRole } from "#domain/accounts/revoke-role.ts";
import { ROLES } from "#domain/accounts/rules.ts";
import { confirmHiring } from "#domain/hiring/runs.ts";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { requireRole } from "#http/guards.ts";
import { keepHandover } from "#http/handover.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

const role = z.enum(ROLES);

export const staff = {
	hire: defineAction({
		accept: "form",
		input: z.object({ name: text, username: text, role, regionId: text }),
		handler: refusable(async (typed, context) => {
			const by = requireRole(context.locals.viewer, ...ADMIN_ROLES);
			const { personId, token } = await hirePerson({ ...typed, by, at: context.locals.now });
			return handOver({ personId, token, context, done: "hired" });
		}),
	}),
	confirmHiring: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals }) => {
			await confirmHiring({ by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: "/admin/staff/file" };
		}),
	}),
	grant: defineAction({
		accept: "form",
		input: z.object({ personId: text, role, regionId: text }),
		handler: refusable(async (typed, { locals }) => {
			await grantRole({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: memberPage(typed.personId, "granted") };
		}),
	}),
	revoke: defineAction({
		accept: "form",
		input: z.object({ personId: text, grantId: text }),
		handler: refusable(async ({ personId, grantId }, { locals }) => {
			await revokeRole({ grantId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: memberPage(personId, "revoked") };
		}),
	}),
	reset: defineAction({
		accept: "form",
		input: z.object({ personId: text }),
		handler: refusable(async ({ personId }, context) => {
			const by = requireRole(context.locals.viewer, ...ADMIN_ROLES);
			const { token } = await resetPassphrase({ personId, by, at: context.locals.now });
			return handOver({ personId, token, context, done: "reset" });
		}),
	}),
	unbindTotp: defineAction({
		accept: "form",
		input: z.object({ personId: text }),
		handler: refusable(async ({ personId }, { locals }) => {
			await unbindTotp({ personId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: memberPage(personId, "unbound") };
		}),
	}),
	disable: defineAction({
		accept: "form",
		input: z.object({ personId: text }),
		handler: refusable(async ({ personId }, { locals }) => {
			await disablePerson({ personId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: memberPage(personId, "disabled") };
		}),
	}),
	keep: defineAction({
		accept: "form",
		input: z.object({ personId: text }),
		handler: refusable(async ({ personId }, { locals }) => {
			await keepPerson({ personId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: memberPage(personId, "kept") };
		}),
	}),
	enable: defineAction({
		accept: "form",
		input: z.object({ personId: text }),
		handler: refusable(async ({ personId }, { locals }) => {
			await enablePerson({ personId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: memberPage(personId, "enabled") };
		}),
	}),
};

interface HandingOver {
	personId: string;
	token: string;
	context: ActionAPIContext;
	done: string;
}

function handOver({ personId, token, context, done }: HandingOver): { next: string } {
	const { cookies, locals } = context;
	keepHandover(cookies, { personId, secret: token }, { origin: locals.origin, at: locals.now });
	return { next: memberPage(personId, done) };
}

function memberPage(personId: string, done: string): string {
	return `/admin/staff/${personId}?done=${done}`;
}
