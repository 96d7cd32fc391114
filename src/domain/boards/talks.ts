import { and, asc, eq, sql } from "drizzle-orm";
import { NAME_IN_FULL } from "#db/called.ts";
import { db, type Reader, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { people } from "#db/schema/accounts.ts";
import { talks } from "#db/schema/boards.ts";
import { regions } from "#db/schema/regions.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { dayAt, isDay } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { villages } from "#domain/regions/joined.ts";
import { isWithin, levelsIn, mayActIn, regionsOf } from "#domain/regions/scope.ts";
import { wordsWithin } from "#domain/text.ts";
import { editionFor } from "./editions.ts";
import { TALK_LENGTH } from "./types.ts";

/** Who may read what was said: of the district itself, no office below. */
const TALK_READERS: Role[] = ["district_admin", "auditor"];

export function readsTalks(viewer: Viewer, path: string): boolean {
	return regionsOf(viewer, ...TALK_READERS).some((held) => levelsIn(held.path) === 1 && isWithin(path, held.path));
}

interface Talking {
	editionId: string;
	placeId: string;
	heldOn: string;
	words: string;
	by: Viewer;
	at: Date;
}

/** 约谈, when a place was named a second time although help had come. Written down again it stays as it was. */
export async function recordTalk({ editionId, placeId, heldOn, words: typed, by, at }: Talking): Promise<void> {
	const words = wordsWithin(typed, TALK_LENGTH);
	if (words === undefined) throw new Refusal("invalid", "boards.talkLength", { field: "words", params: TALK_LENGTH });
	if (!isDay(heldOn) || heldOn > dayAt(at)) throw new Refusal("invalid", "boards.dayMissing", { field: "heldOn" });
	await write(async (tx) => {
		const { regionPath } = await editionFor(editionId, tx);
		if (!readsTalks(by, regionPath) || !mayActIn(by, regionPath, "district_admin")) throw new Refusal("not_found", "common.notFound");
		const [known] = await tx
			.select({ heldOn: talks.heldOn, words: talks.words })
			.from(talks)
			.where(and(eq(talks.editionId, editionId), eq(talks.placeId, placeId)));
		if (known?.words === words && known.heldOn === heldOn) return;
		if (known) throw new Refusal("conflict", "boards.talkedBefore");
		if (!(await mayBeTalkedTo(tx, { editionId, placeId, heldOn }))) throw new Refusal("conflict", "boards.helpFirst");
		await tx.insert(talks).values({ id: newId(), editionId, placeId, heldOn, words, recordedBy: by.personId, recordedAt: at });
		await record(tx, { at, actorId: by.personId, action: "board.talk", subject: `board:${editionId}`, detail: { place: placeId } });
	});
}

/** Named by this edition and by one before, with help between the first naming and the talk. The trigger asks the same. */
export async function mayBeTalkedTo(
	reader: Reader,
	{ editionId, placeId, heldOn }: { editionId: string; placeId: string; heldOn: string },
): Promise<boolean> {
	const rows = await reader.all(sql`select 1 from board_named n
		join board_editions e on e.id = n.edition_id and e.stage in ('published', 'settled')
		join board_named m on m.place_id = n.place_id and m.list = 'lagging'
		join board_editions o on o.id = m.edition_id and o.stage in ('published', 'settled') and o.until_month < e.from_month
		join help_orders v on v.place_id = n.place_id and v.done_on > o.on_day and v.done_on <= ${heldOn}
		where n.edition_id = ${editionId} and n.place_id = ${placeId} and n.list = 'lagging' limit 1`);
	return rows.length > 0;
}

/** Of one edition, for who may read them. */
export function talksOf(editionId: string) {
	return db
		.select({ placeId: talks.placeId, place: NAME_IN_FULL, heldOn: talks.heldOn, words: talks.words, by: people.name })
		.from(talks)
		.innerJoin(regions, eq(regions.id, talks.placeId))
		.leftJoin(villages, eq(villages.id, regions.parentId))
		.innerJoin(people, eq(people.id, talks.recordedBy))
		.where(eq(talks.editionId, editionId))
		.orderBy(asc(talks.heldOn));
}
