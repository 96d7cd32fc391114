import { asc, desc, eq } from "drizzle-orm";
import { db, type Reader, type Tx } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { ratingItems, ratingSheets } from "#db/schema/ratings.ts";
import { FIRST_SHEETS } from "./rules.ts";
import type { ItemCode, Profile, Sheet } from "./types.ts";

/** In force since 1970, like the first point rules. */
const ALWAYS = new Date(0);

export async function installSheets(tx: Tx): Promise<void> {
	for (const { profile, version, starsFrom, items } of FIRST_SHEETS) {
		const sheet = { id: newId(), profile, version, starsFrom: [...starsFrom], adoptedIn: "default", adoptedAt: ALWAYS };
		const target = [ratingSheets.profile, ratingSheets.version];
		const { rowsAffected } = await tx.insert(ratingSheets).values(sheet).onConflictDoNothing({ target });
		if (rowsAffected === 0) continue;
		const rows = items.map(({ marks, ...item }, position) => ({ ...item, sheetId: sheet.id, position, marks: [...marks] }));
		await tx.insert(ratingItems).values(rows);
	}
}

export type KeptSheet = Sheet & { sheetId: string; adoptedIn: string };

export async function sheetOf(reader: Reader, sheetId: string): Promise<KeptSheet> {
	const [sheet] = await reader.select().from(ratingSheets).where(eq(ratingSheets.id, sheetId));
	if (!sheet) throw new Error(`no sheet ${sheetId}`);
	return whole(reader, sheet);
}

/** The version by which rounds are opened now; undefined before the first one. */
export async function newestSheet(profile: string, reader: Reader = db): Promise<KeptSheet | undefined> {
	const wanted = eq(ratingSheets.profile, profile as Profile);
	const [sheet] = await reader.select().from(ratingSheets).where(wanted).orderBy(desc(ratingSheets.version)).limit(1);
	return sheet && whole(reader, sheet);
}

/** The sheet as everybody reads it. */
export async function sheetInUse(profile: Profile): Promise<Sheet> {
	return (await newestSheet(profile)) ?? (FIRST_SHEETS.find((sheet) => sheet.profile === profile) as Sheet);
}

async function whole(reader: Reader, sheet: typeof ratingSheets.$inferSelect): Promise<KeptSheet> {
	const rows = await reader.select().from(ratingItems).where(eq(ratingItems.sheetId, sheet.id)).orderBy(asc(ratingItems.position));
	const items = rows.map(({ code, marks, mayNotApply }) => ({ code: code as ItemCode, marks, mayNotApply }));
	const { id: sheetId, profile, version, starsFrom, adoptedIn } = sheet;
	return { sheetId, profile, version, starsFrom, adoptedIn, items };
}
