import { villagesByTown } from "#domain/regions/village.ts";
import { mapsDrawn } from "./map.ts";
import { figureKnown, STEPS } from "./rules.ts";
import { MAP_FIGURES, type VillagesShown } from "./types.ts";
import { figuresByTown } from "./village-figures.ts";

/** A district's villages are read through; a county's are opened town by town. */
const A_LIST = 60;

interface Asked {
	figure: string | null;
	townId: string | null;
	at: Date;
}

/** What the page of villages shows; null if there is no such figure or town. */
export async function villagesShown({ figure, townId, at }: Asked): Promise<VillagesShown | null> {
	const all = await villagesByTown();
	const chosen = MAP_FIGURES.find((one) => one === figure);
	if ((figure !== null && !chosen) || (townId !== null && !all.some(({ town }) => town.regionId === townId))) return null;
	const isMany = all.reduce((sum, { villages }) => sum + villages.length, 0) > A_LIST;
	const towns = await figuresByTown(at, isMany ? { townId } : {});
	const villages = towns.flatMap((one) => one.villages);
	const { whole, ofTown } = await mapsDrawn();
	const drawn = new Set(whole?.villages.map(({ regionId }) => regionId));
	const shown = chosen ?? figureKnown(villages);
	return {
		...{ figure: shown, steps: STEPS[shown], isMany, towns },
		open: isMany ? towns.filter(({ town }) => town.regionId === townId) : towns,
		map: whole,
		townMap: isMany && townId !== null ? ofTown(townId) : null,
		missing: whole ? villages.filter(({ regionId }) => !drawn.has(regionId)).length : 0,
	};
}
