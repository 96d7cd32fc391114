import { eq, getTableColumns } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db, type Reader, type Tx, write } from "#db/client.ts";
import { boardEditions } from "#db/schema/boards.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { Refusal } from "#domain/errors.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import { changed } from "#platform/changes.ts";

/** Who makes a board of their places; admins and auditors sign it. */
export const BOARD_EDITORS: Role[] = ["publicist", "town_admin", "district_admin"];
/** Who sees at work what boards there are, or will be. */
export const BOARD_READERS: Role[] = ["publicist", ...ADMIN_ROLES, "auditor"];

export type EditionRow = Awaited<ReturnType<typeof editionFor>>;

const COLUMNS = {
	...getTableColumns(boardEditions),
	...{ regionName: nameAmongAll("regions"), regionCode: regions.code, regionPath: regions.path },
};

/** Drafts are included; callers show an edition according to its stage. */
export async function editionFor(editionId: string, reader: Reader = db) {
	const [edition] = await reader
		.select(COLUMNS)
		.from(boardEditions)
		.innerJoin(regions, eq(regions.id, boardEditions.regionId))
		.where(eq(boardEditions.id, editionId));
	if (!edition) throw new Refusal("not_found", "common.notFound");
	return edition;
}

/** How an edition is called where a name is needed. */
export function nameOf({ regionName, fromMonth, untilMonth }: Pick<EditionRow, "regionName" | "fromMonth" | "untilMonth">): string {
	return `${regionName} ${fromMonth === untilMonth ? fromMonth : `${fromMonth}–${untilMonth}`}`;
}

/** For those with an office over its region. */
export async function seenEdition(editionId: string, viewer: Viewer, reader: Reader = db): Promise<EditionRow> {
	const edition = await editionFor(editionId, reader);
	if (!mayActIn(viewer, edition.regionPath, ...BOARD_READERS)) throw new Refusal("not_found", "common.notFound");
	return edition;
}

export async function ownEdition(editionId: string, by: Viewer, reader: Reader): Promise<EditionRow> {
	const edition = await seenEdition(editionId, by, reader);
	if (!mayActIn(by, edition.regionPath, ...BOARD_EDITORS)) throw new Refusal("forbidden", "boards.notYours");
	return edition;
}

export interface OnEdition {
	editionId: string;
	by: Viewer;
	at: Date;
}
type Note = (action: Verb, detail?: Record<string, unknown>) => Promise<void>;

export async function onEdition<Done>(
	{ editionId, by, at }: OnEdition,
	deed: (tx: Tx, edition: EditionRow, note: Note) => Promise<Done>,
): Promise<Done> {
	const done = await write(async (tx) =>
		deed(tx, await ownEdition(editionId, by, tx), (action, detail) =>
			record(tx, { at, actorId: by.personId, action, subject: `board:${editionId}`, ...(detail && { detail }) }),
		),
	);
	changed(["boards"]);
	return done;
}

export function requireDraft({ stage }: Pick<EditionRow, "stage">): void {
	if (stage !== "drafted") throw new Refusal("conflict", "boards.noDraft");
}
