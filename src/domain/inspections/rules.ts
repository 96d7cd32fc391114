import { UNSEEN_DAYS } from "#domain/campaign/types.ts";
import { lot } from "#domain/draws/draws.ts";
import { isWithin } from "#domain/regions/scope.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import type { PoolHamlet, Stratum } from "./types.ts";

export function stratumOf({ seenAt, isRemote, at }: { seenAt: Date | null; isRemote: boolean; at: Date }): Stratum {
	const isUnseen = !seenAt || later(seenAt, UNSEEN_DAYS * DAY_MS) <= at;
	if (isUnseen) return isRemote ? 0 : 1;
	return isRemote ? 2 : 3;
}

/** The hamlets of a month: of each village so many, stratum by stratum, within a stratum by their tickets. In which order they are given does not matter. */
export function drawnHamlets({ seed, perVillage, pool }: { seed: string; perVillage: number; pool: PoolHamlet[] }): string[] {
	return [...Map.groupBy(pool, ({ villageId }) => villageId).values()].flatMap((own) => {
		const inOrder = [0, 1, 2, 3].flatMap((stratum) =>
			lot(
				seed,
				"hamlets",
				own.filter((one) => one.stratum === stratum).map(({ hamletId }) => hamletId),
			),
		);
		return inOrder.slice(0, perVillage);
	});
}

interface Assigning {
	seed: string;
	walks: { hamletId: string; villageId: string }[];
	/** With the path of each one's office, and the villages to which they are bound. */
	inspectors: { personId: string; path: string; bound: { has(villageId: string): boolean } }[];
	pathOf: ReadonlyMap<string, string>;
}

/**
 * Who goes where: in the order of the hamlets' tickets each walk goes to whoever has the fewest so far and is free of the village; among equals the tickets
 * decide. Null where nobody is free.
 */
export function assignedInspectors({ seed, walks, inspectors, pathOf }: Assigning): Map<string, string | null> {
	const load = new Map(inspectors.map(({ personId }) => [personId, 0]));
	const villageOf = new Map(walks.map(({ hamletId, villageId }) => [hamletId, villageId]));
	const assigned = new Map<string, string | null>();
	for (const hamletId of lot(seed, "walks", [...villageOf.keys()])) {
		const villageId = villageOf.get(hamletId) as string;
		const path = pathOf.get(hamletId) ?? "";
		const free = inspectors.filter((one) => isWithin(path, one.path) && !one.bound.has(villageId)).map(({ personId }) => personId);
		const least = Math.min(...free.map((personId) => load.get(personId) as number));
		const [chosen] = lot(
			seed,
			`inspector of ${hamletId}`,
			free.filter((personId) => load.get(personId) === least),
			1,
		);
		if (chosen) load.set(chosen, least + 1);
		assigned.set(hamletId, chosen ?? null);
	}
	return assigned;
}
