import { eq } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { consents } from "#db/schema/submissions.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import { voteCandidates, voteNominations, voteRoundStages, voteRounds } from "#db/schema/votes/rounds.ts";
import { commitmentOf, seedOf } from "#domain/draws/draws.ts";
import { announcedText } from "#domain/votes/rounds/announcement.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import type { RoundRules } from "#domain/votes/types.ts";
import { sha256 } from "#platform/hash.ts";
import { MORNING, minutesAfter } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";

interface Home {
	householdId: string;
	personId: string;
	hamlet: { id: string; parent?: { id: string } | undefined };
}
interface More extends Partial<RoundRules> {
	regionId: string;
	/** Numbered 1, 2 … in this order. Each has a published pair, made here if none is given. */
	candidates: (Home & { submissionId?: string })[];
	/** On the roll, numbered 1, 2 … in this order. */
	roll: Home[];
	isAnnounced?: boolean;
	/** The round that it corrects. */
	correctsId?: string;
}

/** By default a round opens an hour after `MORNING` and closes a day later. */
export const OPENS = minutesAfter(MORNING, 60);
export const CLOSES = minutesAfter(MORNING, 25 * 60);

/** A round as rows only, through the same triggers as the commands: for tests of what comes after the announcement. */
export async function roundOf(id: string, { regionId, candidates, roll, isAnnounced = true, ...rules }: More): Promise<string> {
	for (const [n, home] of candidates.entries()) if (!home.submissionId) await pairOf(home, `${id}-pair-${n + 1}`);
	const round = {
		id,
		regionId,
		name: "金秋最美庭院",
		opensAt: OPENS,
		closesAt: CLOSES,
		createdBy: "person-wang",
		createdAt: MORNING,
		stageAt: MORNING,
	};
	await write(async (tx) => {
		await tx.insert(voteRounds).values({ ...round, paperUntil: rules.closesAt ?? CLOSES, ...rules });
		await tx.insert(voteRoundStages).values({ roundId: id, seq: 1, stage: "draft", actorId: "person-wang", at: MORNING });
		for (const [n, home] of candidates.entries()) await tx.insert(voteCandidates).values(await candidate(tx, id, { home, number: n + 1 }));
		await tx.insert(voteRoll).values(
			roll.map((home, n) => ({
				roundId: id,
				number: n + 1,
				householdId: home.householdId,
				villageId: home.hamlet.parent?.id ?? "",
				addedAt: MORNING,
			})),
		);
		const parts = Map.groupBy(roll, ({ hamlet }) => hamlet.parent?.id ?? "");
		const check = { roundId: id, checkedBy: "person-meng", checkedAt: MORNING };
		for (const [villageId, homes] of parts) await tx.insert(voteRollChecks).values({ ...check, villageId, households: homes.length });
		if (!isAnnounced) return;
		const seedCommitment = commitmentOf(seedOf(id));
		const rulesHash = sha256(await announcedText({ ...(await roundFor(id, tx)), seedCommitment }, tx));
		await tx.update(voteRounds).set({ seedCommitment, rulesHash }).where(eq(voteRounds.id, id));
		await tx
			.insert(voteRoundStages)
			.values({ roundId: id, seq: 2, stage: "announced", actorId: "person-wang", at: minutesAfter(MORNING, 1) });
	});
	return id;
}

async function candidate(tx: Tx, roundId: string, { home, number }: { home: More["candidates"][number]; number: number }) {
	const { householdId, personId } = home;
	const of = { roundId, householdId, submissionId: home.submissionId ?? `${roundId}-pair-${number}` };
	const consentId = `${roundId}-yes-${number}`;
	const nominationId = `${roundId}-nomination-${number}`;
	const consent = { id: consentId, householdId, submissionId: of.submissionId };
	await tx.insert(consents).values({ ...consent, channel: "vote", occasion: roundId, givenBy: personId, givenAt: MORNING });
	await tx.insert(voteNominations).values({ id: nominationId, ...of, how: "nominated", nominatedBy: "person-wang", nominatedAt: MORNING });
	await tx
		.update(voteNominations)
		.set({ answer: "accepted", answeredBy: personId, answeredAt: MORNING, consentId })
		.where(eq(voteNominations.id, nominationId));
	return { ...of, number, nominationId, villageId: home.hamlet.parent?.id ?? "", words: "" };
}
