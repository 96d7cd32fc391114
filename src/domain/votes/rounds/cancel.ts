import { db, type Reader } from "#db/client.ts";
import { ROUND_LIFE } from "#db/schema/votes/rounds.ts";
import { isIndependent } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { retractNotices, retractNoticesBelow } from "#domain/notices/notify.ts";
import { isCloseToObjector, upheldBy } from "#domain/objections/objections.ts";
import { takeStep } from "#domain/stages.ts";
import { changed } from "#platform/changes.ts";
import { isCloseToCandidate } from "./candidates.ts";
import { type OnRound, onRound, ownRound, type Round, reasonWithin } from "./round.ts";

/** The ballots stay sealed for good. After the count, cancelling annuls it, and the published file stays. A final round cannot be cancelled. */
export async function cancelRound({ why, ...acting }: OnRound & { why: string }): Promise<void> {
	const { by, roundId, at } = acting;
	await onRound(acting, ownRound, async (tx, round, note) => {
		if (round.stage === "cancelled") return;
		if (round.stage === "final") throw new Refusal("conflict", "rounds.isFinal");
		const bar = round.stage === "counted" && (await annulmentBar(tx, round, by));
		if (bar) throw bar;
		const reason = reasonWithin(why, { least: 5, most: 200 });
		await takeStep(tx, ROUND_LIFE, { id: roundId, stage: "cancelled", actorId: by.personId, at, note: reason });
		await retractNotices(tx, `round:${roundId}`, "nominated", "roll_waits", "objection_came");
		await retractNoticesBelow(tx, `ballot:${roundId}`, "appeal_waits", "signature_waits", "two_decided", "paper_read");
		await note("round.cancel", { from: round.stage });
	});
	changed(["votes", `round:${roundId}`]);
}

export async function mayAnnul(round: Round, viewer: Viewer): Promise<boolean> {
	return (await annulmentBar(db, round, viewer)) === null;
}

/** Nobody can annul a result because they dislike it: one person upholds an objection, and another, who neither stands nor objected, annuls the count. */
async function annulmentBar(reader: Reader, { id: roundId, regionId }: Round, { personId }: Viewer): Promise<Refusal | null> {
	const count = { kind: "round", subject: roundId } as const;
	const officers = await upheldBy(count, reader);
	if (officers.length === 0) return new Refusal("conflict", "rounds.isCounted");
	const independent = await Promise.all(officers.map((other) => isIndependent(reader, { one: personId, other, regionId })));
	if (!independent.includes(true)) return new Refusal("forbidden", "rounds.annulledByAnother");
	if (await isCloseToObjector(count, personId, reader)) return new Refusal("forbidden", "rounds.closeToObjector");
	return (await isCloseToCandidate(personId, roundId, reader)) ? new Refusal("forbidden", "rounds.closeToCandidate") : null;
}
