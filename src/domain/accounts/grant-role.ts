import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { requireMayGrant } from "./roles.ts";
import type { Role, Viewer } from "./types.ts";

interface Grant {
	personId: string;
	role: Role;
	regionId: string;
	by: Viewer;
	at: Date;
}

export async function grantRole({ personId, role, regionId, by, at }: Grant): Promise<void> {
	await write(async (tx) => {
		if (personId === by.personId) throw new Refusal("conflict", "accounts.notYourself");
		await requireMayGrant(tx, { role, regionId, grantedBy: by.personId, at });
		await requireStaff(tx, personId);
		const { rowsAffected } = await tx
			.insert(roleGrants)
			.values({ personId, role, regionId, grantedBy: by.personId, grantedAt: at })
			.onConflictDoNothing();
		if (rowsAffected === 0) return;
		await record(tx, { at, actorId: by.personId, action: "role.grant", subject: `person:${personId}`, detail: { role, regionId } });
	});
}

async function requireStaff(tx: Tx, personId: string): Promise<void> {
	const [person] = await tx
		.select({ username: people.username, disabledAt: people.disabledAt })
		.from(people)
		.where(eq(people.id, personId));
	if (!person?.username || person.disabledAt) throw new Refusal("not_found", "common.notFound");
}
