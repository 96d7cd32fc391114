import { and, eq, isNull } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people, roleGrants } from "#db/schema/accounts.ts";
import { regions } from "#db/schema/regions.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { isInSight } from "./in-sight.ts";
import { issueLink, type Link } from "./links.ts";
import { requireName, requireUsername } from "./names.ts";
import { requireMayGrant, rolesOf } from "./roles.ts";
import { nthUsername } from "./rules.ts";
import type { Role, Viewer } from "./types.ts";

interface Hiring {
	name: string;
	username: string;
	/** The first role and its region. A district's admin may add it later. */
	role?: Role | undefined;
	regionId?: string | undefined;
	by: Viewer;
	at: Date;
}

/** They choose their own passphrase by the link, which is handed over in person. */
export async function hirePerson({ role, regionId, by, at, ...typed }: Hiring): Promise<Link & { personId: string }> {
	const name = requireName(typed.name);
	const asked = requireUsername(typed.username);
	return write(async (tx) => {
		await requireMayHire(tx, { role, regionId, by, at });
		const username = await freeUsername(tx, asked, by);
		const personId = newId();
		await tx.insert(people).values({ id: personId, name, username, createdAt: at });
		if (role && regionId) await tx.insert(roleGrants).values({ personId, role, regionId, grantedBy: by.personId, grantedAt: at });
		await record(tx, { at, actorId: by.personId, action: "person.hire", subject: `person:${personId}`, detail: { role, regionId } });
		return { personId, ...(await issueLink(tx, { purpose: "invite", personId, issuedBy: by.personId, at })) };
	});
}

async function requireMayHire(tx: Tx, { role, regionId, by, at }: Pick<Hiring, "role" | "regionId" | "by" | "at">): Promise<void> {
	if (role && regionId) return requireMayGrant(tx, { role, regionId, grantedBy: by.personId, at });
	const roles = await rolesOf(tx, by.personId, at);
	if (!roles.some((held) => held.role === "district_admin")) throw new Refusal("invalid", "accounts.roleMissing", { field: "role" });
}

/** A username of staff whom the admin does not see gets a number: being refused would tell that it is there. */
async function freeUsername(tx: Tx, asked: string, by: Viewer): Promise<string> {
	const owned = await tx
		.select({ id: people.id, path: regions.path })
		.from(people)
		.leftJoin(roleGrants, and(eq(roleGrants.personId, people.id), isNull(roleGrants.revokedAt)))
		.leftJoin(regions, eq(regions.id, roleGrants.regionId))
		.where(eq(people.username, asked));
	if (owned.length === 0) return asked;
	const isSeen = isInSight(
		by,
		owned.flatMap(({ path }) => path ?? []),
	);
	if (isSeen) throw new Refusal("conflict", "accounts.usernameTaken", { field: "username" });
	let n = 2;
	while ((await tx.$count(people, eq(people.username, nthUsername(asked, n)))) > 0) n += 1;
	return nthUsername(asked, n);
}
