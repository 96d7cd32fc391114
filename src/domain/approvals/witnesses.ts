import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";

/** 监票人: who may put the second signature, an admin or an auditor over the region. */
export const WITNESSES: Role[] = [...ADMIN_ROLES, "auditor"];

interface Scoped {
	regionPath: string;
}

export function mayWitness(viewer: Viewer, { regionPath }: Scoped): boolean {
	return mayActIn(viewer, regionPath, ...WITNESSES);
}

/** What lies outside their regions does not exist for them. */
export function requireWitness(viewer: Viewer, scoped: Scoped): void {
	if (!mayWitness(viewer, scoped)) throw new Refusal("not_found", "common.notFound");
}
