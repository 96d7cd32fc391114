import type { Waiting } from "#domain/office/types.ts";
import { ADMIN_ROLES, regionsOf } from "#domain/regions/scope.ts";
import { accountsLeftOpen } from "./staff.ts";
import type { Viewer } from "./types.ts";

export async function accountsWaiting(viewer: Viewer): Promise<Waiting[]> {
	if (regionsOf(viewer, ...ADMIN_ROLES).length === 0) return [];
	const left = await accountsLeftOpen(viewer);
	return left.map(({ personId, name }) => ({ key: "office.leftOpen", params: { name }, way: `/admin/staff/${personId}#account` }));
}
