import type { Tx } from "#db/client.ts";
import { notify, retractNotice, retractNotices } from "#domain/notices/notify.ts";
import { partsOf } from "./roll.ts";
import type { OnRound, Round } from "./round.ts";

export async function untellNominee(tx: Tx, roundId: string, householdId: string): Promise<void> {
	for (const kind of ["nominated", "answered_for"] as const)
		await retractNotice(tx, { kind, subject: `round:${roundId}`, to: { householdId } });
}

/** Asks each village to check its part of the roll, except somebody who has just drawn up their own village's. */
export async function tellVillages(tx: Tx, { id, name }: Round, { by, at }: Pick<OnRound, "by" | "at">): Promise<void> {
	for (const { villageId, name: region, check } of await partsOf(id, tx)) {
		if (check) continue;
		const to = { office: "admins", regionId: villageId } as const;
		await notify(tx, { kind: "roll_waits", params: { round: name, region }, subject: `round:${id}`, to, causedBy: by.personId, at });
	}
}

export async function untellVillage(tx: Tx, roundId: string, villageId: string): Promise<void> {
	await retractNotice(tx, { kind: "roll_waits", subject: `round:${roundId}`, to: { office: "admins", regionId: villageId } });
}

export async function endAsking(tx: Tx, roundId: string): Promise<void> {
	await retractNotices(tx, `round:${roundId}`, "nominated", "roll_waits");
}
