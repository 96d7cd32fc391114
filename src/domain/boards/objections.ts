import { and, eq, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { boardEditions, EDITION_LIFE } from "#db/schema/boards.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { record } from "#domain/audit/trail.ts";
import type { KindRules } from "#domain/objections/kinds.ts";
import { within } from "#domain/regions/scope.ts";
import { takeStep } from "#domain/stages.ts";
import { editionFor, nameOf } from "./editions.ts";

/** Any household of the board's region objects. Neither signer answers, nor who belongs to a place that it names. If an objection is right, the edition is withdrawn at once. */
export const BOARD_OBJECTIONS: KindRules = {
	kind: "board",
	pages: () => ["boards"],
	published: async (reader, editionId) => {
		const edition = await editionFor(editionId, reader);
		const until = edition.stage === "published" ? edition.objectionsUntil : null;
		return { name: nameOf(edition), regionId: edition.regionId, regionPath: edition.regionPath, until };
	},
	mayObject: async (reader, editionId, householdId) => {
		const { regionPath } = await editionFor(editionId, reader);
		const there = await reader
			.select({ id: households.id })
			.from(households)
			.innerJoin(regions, eq(regions.id, households.hamletId))
			.where(and(eq(households.id, householdId), within(regionPath)));
		return there.length > 0;
	},
	barred: "boards.notOfBoard",
	hasStake: (reader, editionId, personId) => hasPartIn(reader, editionId, personId),
	recused: "boards.hadPart",
	barsPrinters: true,
	async upheld(tx, editionId, { by, at }) {
		const { stage } = await editionFor(editionId, tx);
		if (stage !== "published") return;
		await takeStep(tx, EDITION_LIFE, { id: editionId, stage: "withdrawn", actorId: by, at });
		await record(tx, { at, actorId: by, action: "board.withdraw", subject: `board:${editionId}` });
	},
};

async function hasPartIn(reader: Reader, editionId: string, personId: string): Promise<boolean> {
	const rows =
		await reader.all(sql`select 1 from approvals where kind = 'board' and subject = ${editionId} and answer = 'signed' and ${personId} in (proposed_by, answered_by)
		union all select 1 from board_interested where edition_id = ${editionId} and person_id = ${personId} limit 1`);
	return rows.length > 0;
}

/** Whether everybody may load its file. */
export async function isInPublic(editionId: string, reader: Reader = db): Promise<boolean> {
	const standing = and(eq(boardEditions.id, editionId), sql`${boardEditions.stage} in ('published', 'settled')`);
	return (await reader.$count(boardEditions, standing)) > 0;
}
