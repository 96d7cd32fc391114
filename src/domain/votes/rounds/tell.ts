import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { regions } from "#db/schema/regions.ts";
import { voteRoll, voteRollChecks } from "#db/schema/votes/roll.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { notify, retractNotice, retractNotices } from "#domain/notices/notify.ts";
import type { Round } from "./round.ts";

export async function untellNominee(tx: Tx, roundId: string, householdId: string): Promise<void> {
	for (const kind of ["nominated", "answered_for"] as const)
		await retractNotice(tx, { kind, subject: `round:${roundId}`, to: { householdId } });
}

/** Asks each village to check its part of the roll, except somebody who has just drawn up their own village's. */
export async function tellVillages(tx: Tx, round: Round, { by, at }: { by: Viewer; at: Date }): Promise<void> {
	const unchecked = await tx
		.selectDistinct({ regionId: voteRoll.villageId, region: regions.name })
		.from(voteRoll)
		.innerJoin(regions, eq(regions.id, voteRoll.villageId))
		.leftJoin(voteRollChecks, and(eq(voteRollChecks.roundId, voteRoll.roundId), eq(voteRollChecks.villageId, voteRoll.villageId)))
		.where(and(eq(voteRoll.roundId, round.id), isNull(voteRollChecks.villageId)));
	for (const { regionId, region } of unchecked) {
		const to = { office: "admins", regionId } as const;
		const params = { round: round.name, region };
		await notify(tx, { kind: "roll_waits", params, subject: `round:${round.id}`, to, causedBy: by.personId, at });
	}
}

export async function untellVillage(tx: Tx, roundId: string, villageId: string): Promise<void> {
	await retractNotice(tx, { kind: "roll_waits", subject: `round:${roundId}`, to: { office: "admins", regionId: villageId } });
}

export async function endAsking(tx: Tx, roundId: string): Promise<void> {
	await retractNotices(tx, `round:${roundId}`, "nominated", "roll_waits");
}
