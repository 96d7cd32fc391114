import { db, type Reader, type Tx, write } from "#db/client.ts";
import { ROUND_LIFE } from "#db/schema/votes/rounds.ts";
import { isIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices, retractNoticesBelow } from "#domain/notices/notify.ts";
import { isCloseToObjector, upheldBy } from "#domain/objections/objections.ts";
import { takeStep } from "#domain/stages.ts";
import { wordsWithin } from "#domain/text.ts";
import { changed } from "#platform/changes.ts";
import { isCloseToCandidate } from "./candidates.ts";
import { ownRound, type Round } from "./round.ts";
import { endAsking } from "./tell.ts";

interface Cancelling {
	by: Viewer;
	roundId: string;
	why: string;
	at: Date;
}

/**
 * Cancels a round for good, with a public reason; its ballots stay sealed and are never counted. After the count it annuls the count, which needs an objection
 * upheld by somebody else and a person with nothing to gain; the published file stays. A final round cannot be cancelled.
 */
export async function cancelRound({ by, roundId, why, at }: Cancelling): Promise<void> {
	await write(async (tx) => {
		const round = await ownRound(roundId, by, tx);
		if (round.stage === "cancelled") return;
		if (round.stage === "final") throw new Refusal("conflict", "rounds.isFinal");
		if (round.stage === "counted") await requireMayAnnul(tx, round, by);
		const note = wordsWithin(why, { least: 5, most: 200 });
		if (note === undefined) throw new Refusal("invalid", "rounds.wrong.cancelWhy", { field: "why" });
		await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "cancelled", actorId: by.personId, at, note });
		await endAsking(tx, roundId);
		await retractNotices(tx, `round:${roundId}`, "objection_came");
		await retractNoticesBelow(tx, `ballot:${roundId}`, "signature_waits");
		const detail = { from: round.stage };
		await record(tx, { at, actorId: by.personId, action: "round.cancel", subject: `round:${roundId}`, detail });
	});
	changed(["votes", `round:${roundId}`]);
}

type Counted = Pick<Round, "id" | "regionId">;

/** Whether this viewer may annul the count: somebody else upheld an objection, and the viewer has nothing to gain. */
export async function mayAnnul(round: Counted, viewer: Viewer): Promise<boolean> {
	return (await annulmentBar(db, round, viewer)) === null;
}

async function requireMayAnnul(tx: Tx, round: Counted, viewer: Viewer): Promise<void> {
	const bar = await annulmentBar(tx, round, viewer);
	if (bar) throw bar;
}

/** Nobody can annul a result because they dislike it: one person upholds an objection, and another, who neither stands nor objected, annuls the count. */
async function annulmentBar(reader: Reader, { id: roundId, regionId }: Counted, viewer: Viewer): Promise<Refusal | null> {
	const count = { kind: "round", subject: roundId } as const;
	const officers = await upheldBy(count, reader);
	if (officers.length === 0) return new Refusal("conflict", "rounds.isCounted");
	const others = officers.filter((by) => by !== viewer.personId);
	if (others.length === 0) return new Refusal("conflict", "rounds.annulledByAnother");
	const independent = await Promise.all(others.map((other) => isIndependent(reader, { one: viewer.personId, other, regionId })));
	if (!independent.includes(true)) return new Refusal("forbidden", "rounds.annulledByIndependent");
	if (await isCloseToObjector(count, viewer.personId, reader)) return new Refusal("forbidden", "rounds.closeToObjector");
	return (await isCloseToCandidate(viewer.personId, roundId, reader)) ? new Refusal("forbidden", "rounds.closeToCandidate") : null;
}
