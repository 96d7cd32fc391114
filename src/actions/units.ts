import { defineAction } from "astro:actions";
import { z } from "astro/zod";
import { ADMIN_ROLES } from "#domain/regions/scope.ts";
import { endDuty, setDuty } from "#domain/units/duties.ts";
import { confirmUnits } from "#domain/units/file/runs.ts";
import { addMember, endMember } from "#domain/units/members.ts";
import { addUnit, changePhone, closeUnit } from "#domain/units/units.ts";
import { requireRole } from "#http/guards.ts";
import { text } from "./fields.ts";
import { refusable } from "./refusable.ts";

export const units = {
	add: defineAction({
		accept: "form",
		input: z.object({ regionId: text, name: text, phone: text }),
		handler: refusable(async (typed, { locals }) => {
			const { unitId } = await addUnit({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: unitPage(unitId, "added") };
		}),
	}),
	changePhone: defineAction({
		accept: "form",
		input: z.object({ unitId: text, phone: text }),
		handler: refusable(async (typed, { locals }) => {
			await changePhone({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: unitPage(typed.unitId, "phone") };
		}),
	}),
	addMember: defineAction({
		accept: "form",
		input: z.object({ unitId: text, personId: text }),
		handler: refusable(async (typed, { locals }) => {
			await addMember({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: unitPage(typed.unitId, "member") };
		}),
	}),
	endMember: defineAction({
		accept: "form",
		input: z.object({ unitId: text, personId: text }),
		handler: refusable(async (typed, { locals }) => {
			await endMember({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: unitPage(typed.unitId, "memberEnded") };
		}),
	}),
	setDuty: defineAction({
		accept: "form",
		input: z.object({ unitId: text, regionId: text, categoryPrefix: text }),
		handler: refusable(async (typed, { locals }) => {
			await setDuty({ ...typed, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: unitPage(typed.unitId, "duty") };
		}),
	}),
	endDuty: defineAction({
		accept: "form",
		input: z.object({ unitId: text, dutyId: text }),
		handler: refusable(async ({ unitId, dutyId }, { locals }) => {
			await endDuty({ dutyId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: unitPage(unitId, "dutyEnded") };
		}),
	}),
	close: defineAction({
		accept: "form",
		input: z.object({ unitId: text }),
		handler: refusable(async ({ unitId }, { locals }) => {
			await closeUnit({ unitId, by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: unitPage(unitId, "closed") };
		}),
	}),
	confirmFile: defineAction({
		accept: "form",
		handler: refusable(async (_form, { locals }) => {
			await confirmUnits({ by: requireRole(locals.viewer, ...ADMIN_ROLES), at: locals.now });
			return { next: "/admin/units/import" };
		}),
	}),
};

function unitPage(unitId: string, done: string): string {
	return `/admin/units/${unitId}?done=${done}`;
}
