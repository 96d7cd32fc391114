import { and, eq, gte, lte, notInArray } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { boardEditions, boardReasons, EDITION_LIFE } from "#db/schema/boards.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { isMonth, monthsIn } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { Refusal } from "#domain/errors.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { takeStep } from "#domain/stages.ts";
import { lineWithin } from "#domain/text.ts";
import { BOARD_EDITORS, type OnEdition, onEdition, requireDraft } from "./editions.ts";
import { unitsOf } from "./material.ts";
import { type BoardLevel, LABEL_LENGTH, MOST_MONTHS, REASON_LENGTH } from "./types.ts";

/** What a board takes to name somebody; the database takes nothing laxer. */
const FAIR = { least: 10, oneIn: 10, most: 5, error: 50 };

interface Drafting {
	regionId: string;
	level: string;
	fromMonth: string;
	untilMonth: string;
	label: string;
	by: Viewer;
	at: Date;
}

/** Begins an edition of months that are over. Nothing of it is public. The same one drafted again is the same draft. */
export async function draftEdition({
	regionId,
	level,
	fromMonth,
	untilMonth,
	label: typed,
	by,
	at,
}: Drafting): Promise<{ editionId: string }> {
	const label = lineWithin(typed, LABEL_LENGTH);
	if (label === undefined) throw new Refusal("invalid", "boards.labelLength", { field: "label", params: LABEL_LENGTH });
	requireMonths(fromMonth, untilMonth, at);
	return write(async (tx) => {
		const compared = await requireCompared(tx, by, regionId, level);
		const months = { fromMonth, untilMonth };
		const [other] = await standing(tx, { regionId, level: compared, ...months });
		if (other?.stage === "drafted" && other.fromMonth === fromMonth && other.untilMonth === untilMonth) return { editionId: other.id };
		if (other) throw new Refusal("conflict", "boards.monthsTaken");
		const id = newId();
		await tx.insert(boardEditions).values({ id, regionId, level: compared, ...months, label, ...FAIR, stageAt: at });
		await takeStep(tx, EDITION_LIFE, { id, stage: "drafted", actorId: by.personId, at });
		const detail = { region: regionId, level, from: fromMonth, until: untilMonth };
		await record(tx, { at, actorId: by.personId, action: "board.draft", subject: `board:${id}`, detail });
		return { editionId: id };
	});
}

function requireMonths(from: string, until: string, at: Date): void {
	if (!isMonth(from)) throw new Refusal("invalid", "boards.monthMissing", { field: "fromMonth" });
	if (!isMonth(until)) throw new Refusal("invalid", "boards.monthMissing", { field: "untilMonth" });
	const count = monthsIn(from, until);
	if (count < 1 || count > MOST_MONTHS)
		throw new Refusal("invalid", "boards.monthsInOrder", { field: "untilMonth", params: { most: MOST_MONTHS } });
	if (until >= monthAt(at)) throw new Refusal("invalid", "boards.monthNotOver", { field: "untilMonth" });
}

const BELOW: Record<string, BoardLevel[]> = { district: ["town", "village", "hamlet"], town: ["village", "hamlet"] };

async function requireCompared(tx: Tx, by: Viewer, regionId: string, level: string): Promise<BoardLevel> {
	const [region] = await tx.select({ path: regions.path, level: regions.level }).from(regions).where(eq(regions.id, regionId));
	if (!region || !mayActIn(by, region.path, ...BOARD_EDITORS)) throw new Refusal("not_found", "common.notFound");
	const compared = BELOW[region.level]?.find((one) => one === level);
	if (!compared) throw new Refusal("invalid", "boards.levelMissing", { field: "level" });
	return compared;
}

function standing(tx: Tx, of: { regionId: string; level: BoardLevel; fromMonth: string; untilMonth: string }) {
	const same = and(eq(boardEditions.regionId, of.regionId), eq(boardEditions.level, of.level));
	const overlaps = and(lte(boardEditions.fromMonth, of.untilMonth), gte(boardEditions.untilMonth, of.fromMonth));
	return tx
		.select()
		.from(boardEditions)
		.where(and(same, overlaps, notInArray(boardEditions.stage, ["dropped", "withdrawn"])));
}

/** A draft that nobody needs; its months are free again. */
export function dropEdition(deed: OnEdition): Promise<void> {
	return onEdition(deed, async (tx, { id, stage }, note) => {
		if (stage === "dropped") return;
		requireDraft({ stage });
		await takeStep(tx, EDITION_LIFE, { id, stage: "dropped", actorId: deed.by.personId, at: deed.at });
		await note("board.drop");
	});
}

/** One sentence for a place that is praised. It may be written anew until the edition is proposed. */
export async function sayWhy({ placeId, words: typed, ...deed }: OnEdition & { placeId: string; words: string }): Promise<void> {
	const words = lineWithin(typed, REASON_LENGTH);
	if (words === undefined) throw new Refusal("invalid", "boards.reasonLength", { field: "words", params: REASON_LENGTH });
	return onEdition(deed, async (tx, edition) => {
		requireDraft(edition);
		if (!(await unitsOf(edition, tx)).some(({ id }) => id === placeId)) throw new Refusal("not_found", "common.notFound");
		const written = { words, writtenBy: deed.by.personId, writtenAt: deed.at };
		await tx
			.insert(boardReasons)
			.values({ editionId: edition.id, placeId, ...written })
			.onConflictDoUpdate({ target: [boardReasons.editionId, boardReasons.placeId], set: written });
	});
}
