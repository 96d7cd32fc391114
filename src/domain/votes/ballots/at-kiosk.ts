import type { Errand } from "#domain/kiosk/types.ts";
import { openRoundsFor } from "../rounds/rounds.ts";

export async function votesAtKiosk(householdId: string, at: Date): Promise<(Errand & { name: string })[]> {
	const rounds = await openRoundsFor(householdId, at);
	return rounds.map(({ roundId, name, regionName, closesAt }) => ({ path: roundId, name, regionName, until: closesAt }));
}
