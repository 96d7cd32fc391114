import { and, asc, desc, eq, gte, isNull, lt, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { among } from "#db/among.ts";
import { nameAmongAll } from "#db/called.ts";
import { db, type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { boardEditions, boardNamed, HELP_KINDS, helpOrders } from "#db/schema/boards.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { dayAt, isDay } from "#domain/calendar/rules.ts";
import type { Day } from "#domain/calendar/types.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotice } from "#domain/notices/notify.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { changed } from "#platform/changes.ts";
import { requireNoOwnPlace } from "./own-place.ts";
import type { Help } from "./types.ts";

/** Who sends help, and writes it down. */
export const HELP_ADMINS: Role[] = ["town_admin", "district_admin"];

interface Helping {
	placeId: string;
	kind: string;
	/** The place from which it came: a village as a partner, its town, the district. */
	helperId: string;
	doneOn: string;
	by: Viewer;
	at: Date;
}

/** 帮扶单: help that reached a place. Written down twice, it stands once. */
export async function recordHelp({ placeId, kind: typed, helperId, doneOn, by, at }: Helping): Promise<void> {
	const kind = HELP_KINDS.find((one) => one === typed);
	if (!kind) throw new Refusal("invalid", "boards.helpMissing", { field: "kind" });
	if (!isDay(doneOn) || doneOn > dayAt(at)) throw new Refusal("invalid", "boards.dayMissing", { field: "doneOn" });
	await write(async (tx) => {
		const place = await openPlace(tx, placeId);
		if (!place || place.level === "district" || !mayActIn(by, place.path, ...HELP_ADMINS))
			throw new Refusal("not_found", "common.notFound");
		await requireNoOwnPlace(tx, by.personId, [placeId]);
		await requireHelper(tx, { helperId, placePath: place.path, placeId, isPartner: kind === "partner" });
		const row = { id: newId(), placeId, kind, helperId, doneOn, recordedBy: by.personId, recordedAt: at };
		const added = await tx.insert(helpOrders).values(row).onConflictDoNothing().returning({ id: helpOrders.id });
		if (added.length === 0) return;
		await record(tx, { at, actorId: by.personId, action: "board.help", subject: `region:${placeId}`, detail: { kind, helper: helperId } });
		await endWaiting(tx, placeId, doneOn);
	});
	changed(["boards"]);
}

async function openPlace(tx: Tx, placeId: string) {
	const [place] = await tx
		.select({ path: regions.path, level: regions.level })
		.from(regions)
		.where(and(eq(regions.id, placeId), isNull(regions.validTo)));
	return place;
}

async function requireHelper(tx: Tx, of: { helperId: string; placeId: string; placePath: string; isPartner: boolean }): Promise<void> {
	const helper = of.helperId === of.placeId ? undefined : await openPlace(tx, of.helperId);
	const isNear = helper?.path.split("/")[1] === of.placePath.split("/")[1];
	if (!helper || !isNear || (of.isPartner && helper.level !== "village"))
		throw new Refusal("invalid", of.isPartner ? "boards.partnerMissing" : "boards.helperMissing", { field: "helperId" });
}

/** The offices hear no more of editions that named the place before this day. */
async function endWaiting(tx: Tx, placeId: string, doneOn: Day): Promise<void> {
	const named = await tx
		.select({ editionId: boardNamed.editionId })
		.from(boardNamed)
		.innerJoin(boardEditions, eq(boardEditions.id, boardNamed.editionId))
		.where(and(eq(boardNamed.placeId, placeId), eq(boardNamed.list, "lagging"), lt(boardEditions.onDay, doneOn)));
	for (const { editionId } of named)
		await retractNotice(tx, { kind: "help_waits", subject: `board:${editionId}`, to: { office: "admins", regionId: placeId } });
}

/** What help places got since a day, the newest first. */
export function helpSince(placeIds: string[], since: Day): Promise<Help[]> {
	const helpers = alias(regions, "villages");
	return db
		.select({ placeId: helpOrders.placeId, kind: helpOrders.kind, helper: nameAmongAll("villages"), doneOn: helpOrders.doneOn })
		.from(helpOrders)
		.innerJoin(helpers, eq(helpers.id, helpOrders.helperId))
		.where(and(sql`${helpOrders.placeId} in ${among(placeIds)}`, gte(helpOrders.doneOn, since)))
		.orderBy(desc(helpOrders.doneOn));
}

/** From where help may come: the places above, the villages of the same town, and those that an edition praises. */
export async function helpersFor(placeId: string, praised: string[]) {
	const [place] = await db.select({ path: regions.path }).from(regions).where(eq(regions.id, placeId));
	const [, district = "", town = ""] = place?.path.split("/") ?? [];
	const near = or(
		sql`${regions.id} in ${among([district, town, ...praised])}`,
		and(eq(regions.parentId, town), eq(regions.level, "village")),
	);
	const rows = await db
		.select({ regionId: regions.id, level: regions.level, called: nameAmongAll("regions") })
		.from(regions)
		.where(and(near, isNull(regions.validTo), ne(regions.id, placeId)))
		.orderBy(asc(regions.code));
	return rows;
}
