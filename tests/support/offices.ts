import { write } from "#db/client.ts";
import { people, ROLES, roleGrants } from "#db/schema/accounts.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { type inviteCast, MORNING } from "#tests/cast.ts";

type Places = Awaited<ReturnType<typeof inviteCast>>["places"];

export const OFFICES = ROLES;

/** Each role over 青石村; town and district admins over the regions above it. */
export async function oneOfEachRole({ qingshi, shilin, qingling }: Places): Promise<Record<Role, Viewer>> {
	const regions: Partial<Record<Role, { id: string }>> = { town_admin: shilin, district_admin: qingling };
	const viewers = ROLES.map(async (role) => {
		const personId = `post-${role}`;
		await write(async (tx) => {
			await tx.insert(people).values({ id: personId, name: role, username: role.replace("_", "-"), createdAt: MORNING });
			await tx.insert(roleGrants).values({ personId, role, regionId: (regions[role] ?? qingshi).id, grantedAt: MORNING });
		});
		return [role, { personId, name: role, kind: "staff", sessionId: "", householdId: null, roles: [] }] as const;
	});
	return Object.fromEntries(await Promise.all(viewers)) as unknown as Record<Role, Viewer>;
}

/** Zhao, a second district admin beside Wang, for what needs somebody new. */
export async function hireZhao({ roles }: Viewer): Promise<Viewer> {
	const personId = "person-zhao";
	await write(async (tx) => {
		await tx.insert(people).values({ id: personId, name: "赵新", username: "zhao", createdAt: MORNING });
		for (const { role, regionId } of roles) await tx.insert(roleGrants).values({ personId, role, regionId, grantedAt: MORNING });
	});
	return { personId, name: "赵新", kind: "staff", sessionId: "session-zhao", householdId: null, roles };
}
