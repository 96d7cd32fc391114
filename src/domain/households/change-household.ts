import { sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import type { Verb } from "#domain/audit/verbs.ts";
import { notify } from "#domain/notices/notify.ts";
import type { NoticeParams } from "#domain/notices/types.ts";
import { requireImpartial } from "#domain/recusal.ts";
import { changed, type Tag } from "#platform/changes.ts";
import { type HouseholdRow, requireHousehold } from "./household.ts";

export interface Acting {
	householdId: string;
	/** Null for the machine's operator (an import by command). */
	by: Viewer | null;
	at: Date;
}

export interface Changed {
	/** The household on whose page one goes on reading. */
	householdId: string;
	pages: Tag[];
}

/** `from` and `to` say in words what became what: the trail of a household names who took whose place. */
export interface Became {
	from?: string;
	to?: string;
	why?: string;
	[figure: string]: unknown;
}

type Change<Order> = (tx: Tx, order: Order) => Promise<Changed>;

/** Carries one change out by itself. Whoever changes more (an import) calls the change in their own transaction, and then `changed(pages)`. */
export async function carryOut<Order>(change: Change<Order>, order: Order): Promise<string> {
	const { householdId, pages } = await write((tx) => change(tx, order));
	if (pages.length > 0) changed(pages);
	return householdId;
}

/** `otherPlaceId`: a place besides that where the household lives now. */
export type Note = (action: Verb, became: Became, otherPlaceId?: string) => Promise<void>;

type Deed = (home: HouseholdRow, note: Note) => Promise<Partial<Changed> | undefined>;

/** The frame of every change: an open household of one's office, not close to oneself. `note` writes the deed into the trail. */
export async function onHousehold(tx: Tx, { householdId, by, at }: Acting, deed: Deed): Promise<Changed> {
	const home = await requireHousehold(tx, by, householdId);
	if (by) await requireImpartial(tx, by, householdId);
	const done = await deed(home, noteOn(tx, { householdId, by, at }));
	return { householdId, pages: [], ...done };
}

export function noteOn(tx: Tx, { householdId, by, at }: Acting): Note {
	const deed = { at, actorId: by?.personId ?? null, subject: `household:${householdId}` } as const;
	return (action, became, otherPlaceId) => record(tx, { ...deed, action, detail: became, otherPlaceId });
}

/** Tells a household what the office changed about it. */
export function tellOf(tx: Tx, { householdId, at }: Acting, params: NoticeParams["household_changed"]): Promise<void> {
	const about = { kind: "household_changed", subject: `household:${householdId}`, to: { householdId } } as const;
	return notify(tx, { ...about, params, occasion: at.getTime(), at });
}

/** As people at the office name a household. */
export function nameOf({ place, number, headName }: Pick<HouseholdRow, "place" | "number" | "headName">): string {
	return `${place} ${number} ${headName}`;
}

/** The public pages that say where a household lives. */
export async function pagesOf(tx: Tx, { householdId, village, publicCode }: HouseholdRow): Promise<Tag[]> {
	const pairs = await tx.all<{ id: string }>(sql`select id from submissions where household_id = ${householdId} and stage = 'published'`);
	return ["home", "wall", `village:${village.regionId}`, `courtyard:${publicCode}`, ...pairs.map(({ id }): Tag => `submission:${id}`)];
}
