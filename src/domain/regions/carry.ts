import { eq, sql } from "drizzle-orm";
import { among } from "#db/among.ts";
import type { Tx } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";

/** Puts a place below another one. What lies in it goes along: the paths here, the village of households and pairs by triggers. */
export async function carry(tx: Tx, id: string, above: { id: string; path: string }): Promise<void> {
	await tx
		.update(regions)
		.set({ parentId: above.id, path: `${above.path}${id}/` })
		.where(eq(regions.id, id));
	await carryBelow(tx, [id]);
}

// One level after the other, because each path is checked against the one above it.
async function carryBelow(tx: Tx, above: string[]): Promise<void> {
	const moved = await tx.all<{ id: string }>(sql`
		update regions set path = (select path from regions above where above.id = regions.parent_id) || id || '/'
		where parent_id in ${among(above)} returning id`);
	if (moved.length > 0)
		await carryBelow(
			tx,
			moved.map(({ id }) => id),
		);
}
