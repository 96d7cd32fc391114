import { EDITION_LIFE } from "#db/schema/boards.ts";
import { requireOver } from "#domain/calendar/clock.ts";
import { Refusal } from "#domain/errors.ts";
import { unanswered } from "#domain/objections/objections.ts";
import { takeStep } from "#domain/stages.ts";
import { type OnEdition, onEdition } from "./editions.ts";

/** After the days of objections, when each has its answer. */
export function settleEdition(deed: OnEdition): Promise<void> {
	return onEdition(deed, async (tx, { id, stage, objectionsUntil }, note) => {
		if (stage === "settled") return;
		if (stage !== "published" || !objectionsUntil) throw new Refusal("conflict", "boards.notPublished");
		requireOver(objectionsUntil, deed.at, "boards.noticeRuns");
		const open = await unanswered({ kind: "board", subject: id }, tx);
		if (open > 0) throw new Refusal("conflict", "boards.objectionsOpen", { params: { count: open } });
		await takeStep(tx, EDITION_LIFE, { id, stage: "settled", actorId: deed.by.personId, at: deed.at });
		await note("board.settle");
	});
}
