import { and, eq, isNull } from "drizzle-orm";
import { db } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { remembered } from "#db/remembered.ts";
import { regionOutlines } from "#db/schema/outlines.ts";
import { regions } from "#db/schema/regions.ts";
import { onChange } from "#platform/changes.ts";
import { HOUR_MS } from "#platform/clock.ts";
import { drawingOf, type Outlined } from "./drawing.ts";
import type { Drawing } from "./types.ts";

interface Maps {
	/** Of everything; null without outlines. */
	whole: Drawing | null;
	/** Of one town, whose villages are drawn in full. */
	ofTown: (townId: string) => Drawing | null;
}

/** More villages than this are drawn roughly, for each has a few places of the screen. */
const MANY = 60;

// In memory, because a county's outlines are a megabyte, and change once in years.
const maps = remembered(HOUR_MS, readMaps);
onChange((tags) => {
	if (tags.includes("places")) maps.forget();
});

export function mapsDrawn(): Promise<Maps> {
	return maps.recall();
}

async function readMaps(): Promise<Maps> {
	const rows = await db
		.select({ regionId: regions.id, townId: regions.parentId, shape: regionOutlines.shape })
		.from(regions)
		.innerJoin(regionOutlines, eq(regionOutlines.regionId, regions.id))
		.where(and(eq(regions.level, literal("village")), isNull(regions.validTo)));
	const outlined = rows.map((row): Outlined => ({ ...row, townId: row.townId ?? "", shape: JSON.parse(row.shape) }));
	const byTown = Map.groupBy(outlined, ({ townId }) => townId);
	const drawn = new Map<string, Drawing | null>();
	return {
		whole: outlined.length > 0 ? drawingOf(outlined, { isRough: outlined.length > MANY }) : null,
		ofTown(townId) {
			const own = byTown.get(townId);
			const drawing = drawn.get(townId) ?? (own ? drawingOf(own) : null);
			drawn.set(townId, drawing);
			return drawing;
		},
	};
}
