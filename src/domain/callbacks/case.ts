import { eq, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { requireIndependent } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { inHamlet } from "#domain/regions/joined.ts";
import { mayActIn, READERS } from "#domain/regions/scope.ts";

/** An entry that was drawn, and where its household lives. */
export interface Case {
	known: typeof pointCallbacks.$inferSelect;
	path: string;
}

/** not_found outside their offices. */
export async function requireCase(reader: Reader, by: Viewer, { entrySeq, roles }: { entrySeq: number; roles: Role[] }): Promise<Case> {
	const [found] = await reader
		.select({ known: pointCallbacks, path: regions.path })
		.from(pointCallbacks)
		.innerJoin(households, eq(households.id, pointCallbacks.householdId))
		.innerJoin(regions, inHamlet(households))
		.where(eq(pointCallbacks.entrySeq, entrySeq));
	if (!found || !mayActIn(by, found.path, ...roles)) throw new Refusal("not_found", "common.notFound");
	return found;
}

/** Who wrote the entry or entered its list, and all who had any part; the triggers read the same view. */
export async function handsIn(reader: Reader, entrySeq: number): Promise<{ writers: string[]; all: string[] }> {
	const rows = await reader.all<{ personId: string; wrote: number }>(
		sql`select person_id as personId, max(wrote) as wrote from entry_hands where entry_seq = ${entrySeq} group by person_id`,
	);
	return { writers: rows.filter(({ wrote }) => wrote === 1).map(({ personId }) => personId), all: rows.map(({ personId }) => personId) };
}

/** Neither a writer nor a signer of the entry, nor anybody who depends on a writer. */
export async function requireNoHand(reader: Reader, by: Viewer, { known, path }: Case): Promise<void> {
	const { entrySeq, householdId, villageId } = known;
	const { writers, all } = await handsIn(reader, entrySeq);
	if (all.includes(by.personId) && !writers.includes(by.personId)) throw new Refusal("forbidden", "closes.callbacks.hadHand");
	await requireIndependent(reader, by, { region: { id: villageId, path }, roles: READERS, besides: writers, except: all, householdId });
}
