import { eq } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { issued } from "#db/schema/consents.ts";
import { regions } from "#db/schema/regions.ts";
import { leadsTo } from "#domain/consents/issue.ts";
import { Refusal } from "#domain/errors.ts";
import { reachingTo } from "#domain/regions/scope.ts";
import type { RegionLevel } from "#domain/regions/types.ts";

/**
 * Makes again what was issued, for anybody who may. It bears the name of the office that issued it, which is one of those over its place: each is tried until the content is the
 * same. Refused once somebody took the consent back, or if the content is another one now.
 */
export async function asIssued<Told extends { contentHash: string }>(
	token: string,
	by: (owner: string, level: RegionLevel) => Promise<Told>,
): Promise<Told> {
	const known = await standing(token);
	for (const owner of known?.owners ?? []) {
		const told = known && (await by(owner, known.level).catch(gone));
		if (told && told.contentHash === known.contentHash) return told;
	}
	throw new Refusal("conflict", "publicity.notIssued");
}

async function standing(token: string) {
	const [known] = await db
		.select({ contentHash: issued.contentHash, path: regions.path, level: regions.level })
		.from(issued)
		.innerJoin(regions, eq(regions.id, issued.regionId))
		.where(eq(issued.token, token));
	const way = await leadsTo(token);
	if (!known || !way || way === "fallen" || way === "over") return null;
	const offices = await db
		.select({ name: nameAmongAll("regions") })
		.from(regions)
		.where(reachingTo(known.path));
	return { contentHash: known.contentHash, level: known.level, owners: offices.map(({ name }) => name) };
}

/** What it was of is public no more. */
function gone(error: unknown): null {
	if (error instanceof Refusal && error.refusal === "not_found") return null;
	throw error;
}
