import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { rolesOf } from "./roles.ts";
import { mayGrant } from "./rules.ts";
import type { Viewer } from "./types.ts";

interface Revocation {
	grantId: string;
	by: Viewer;
	at: Date;
}

export async function revokeRole({ grantId, by, at }: Revocation): Promise<void> {
	await write(async (tx) => {
		const { personId, role, regionId } = await requireRevocable(tx, { grantId, by, at });
		const held = and(eq(roleGrants.id, grantId), isNull(roleGrants.revokedAt));
		const { rowsAffected } = await tx.update(roleGrants).set({ revokedAt: at, revokedBy: by.personId }).where(held);
		if (rowsAffected === 0) return;
		await record(tx, { at, actorId: by.personId, action: "role.revoke", subject: `person:${personId}`, detail: { role, regionId } });
	});
}

async function requireRevocable(tx: Tx, { grantId, by, at }: Revocation) {
	const [grant] = await tx
		.select({ personId: roleGrants.personId, role: roleGrants.role, regionId: regions.id, path: regions.path })
		.from(roleGrants)
		.innerJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(eq(roleGrants.id, grantId));
	if (!grant || !mayGrant(await rolesOf(tx, by.personId, at), grant.role, grant.path)) throw new Refusal("not_found", "common.notFound");
	if (grant.personId === by.personId) throw new Refusal("conflict", "accounts.notYourself");
	return grant;
}
