import { and, eq } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { voteNominations, voteRoundStages, voteRounds } from "#db/schema/votes/rounds.ts";
import { lot } from "#domain/draws/draws.ts";
import { type Period, requireSoundDraw, urnOf } from "#domain/draws/urn.ts";
import { Refusal } from "#domain/errors.ts";
import { ask, requireNominating } from "./nominate.ts";
import { type OnRound, onRound, type Round, seenRound } from "./round.ts";

export type DrawDetail = Record<"from" | "until", string> & Record<"wanted" | "tickets" | "drawn", number>;

/** Drawing again only fills up to the wanted number of drawn households that have not said no. */
export async function drawNominees({ from, until, wanted, ...acting }: OnRound & Period & { wanted: number }): Promise<{ drawn: number }> {
	return onRound(acting, seenRound, async (tx, round, note) => {
		requireNominating(acting.by, round);
		const { isTaken, seed, purpose } = await turnOf(round, tx);
		if (isTaken) throw new Refusal("conflict", "rounds.lacks.draw");
		requireSoundDraw({ from, until, wanted });
		const nominated = await tx.select().from(voteNominations).where(eq(voteNominations.roundId, round.id));
		const urn = await urnOf(tx, { ...round, from, until });
		for (const [code, { householdId }] of urn) if (nominated.some((one) => one.householdId === householdId)) urn.delete(code);
		const standing = nominated.filter(({ how, answer }) => how === "drawn" && answer !== "declined").length;
		const chosen = lot(seed, purpose, [...urn.keys()], Math.max(0, wanted - standing));
		for (const code of chosen) {
			const ticket = urn.get(code);
			if (ticket) await ask(tx, round, { ...ticket, ...acting, how: "drawn" });
		}
		const drawn = chosen.length;
		const detail: DrawDetail = { from: from.toISOString(), until: until.toISOString(), wanted, tickets: urn.size, drawn };
		if (drawn > 0) await note("nomination.draw", detail);
		return { drawn };
	});
}

/** The round's number in its region seeds the nominees' draw. The next announcement takes it, so that nobody keeps drafts to choose among their draws. */
export async function turnOf({ id, regionId, regionCode, createdAt }: Round, reader: Reader = db) {
	const announced = await reader
		.select({ roundId: voteRounds.id, at: voteRoundStages.at })
		.from(voteRoundStages)
		.innerJoin(voteRounds, eq(voteRounds.id, voteRoundStages.roundId))
		.where(and(eq(voteRounds.regionId, regionId), eq(voteRoundStages.stage, "announced")));
	const ordinal = 1 + announced.filter(({ at }) => at < createdAt).length;
	const isTaken = announced.some(({ roundId, at }) => at >= createdAt && roundId !== id);
	return { ordinal, isTaken, seed: `${regionCode}:${ordinal}`, purpose: "nominees" };
}
