import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";

/** 监票人: an admin or an auditor over the region may give the second signature. */
export const WITNESSES: Role[] = [...ADMIN_ROLES, "auditor"];

interface Scoped {
	regionPath: string;
}

export function mayWitness(viewer: Viewer, { regionPath }: Scoped): boolean {
	return mayActIn(viewer, regionPath, ...WITNESSES);
}

/** not_found outside their regions. */
export function requireWitness(viewer: Viewer, scoped: Scoped): void {
	if (!mayWitness(viewer, scoped)) throw new Refusal("not_found", "common.notFound");
}
