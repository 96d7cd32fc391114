import type { Reader } from "#db/client.ts";
import { regionOutlines } from "#db/schema/outlines.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { bareName } from "#domain/named.ts";
import { type Atlas, type AtlasPlace, atlasOf, inFull, placeByCode } from "#domain/regions/atlas.ts";
import { Remarks } from "#domain/tables/remarks.ts";
import type { ImportErrors } from "#domain/tables/types.ts";
import type { Outline, OutlinePlan } from "./types.ts";

/** What the file would change; where two of its places mean one village, nothing. */
export async function planOutlines(reader: Reader, outlines: Outline[], by: Viewer): Promise<OutlinePlan | ImportErrors> {
	const atlas = await atlasOf(reader, by);
	const standing = new Map((await reader.select().from(regionOutlines)).map(({ regionId, shape }) => [regionId, shape]));
	const plan: OutlinePlan = { changes: [], same: 0, unmatched: [], without: [] };
	const errors = new Remarks();
	const meant = new Map<string, number>();
	for (const { number, shape, ...known } of outlines) {
		const village = villageMeant(known, atlas);
		const name = known.name || known.code;
		if (typeof village === "string") {
			plan.unmatched.push({ number, name, why: village });
			continue;
		}
		const { regionId } = village;
		const other = meant.get(regionId);
		if (other !== undefined) errors.add({ line: number, column: "", value: name, key: "maps.reasons.twice", params: { other } });
		else if (standing.get(regionId) === JSON.stringify(shape)) plan.same += 1;
		else plan.changes.push({ number, regionId, village: inFull(village), isNew: !standing.has(regionId) });
		meant.set(regionId, number);
	}
	plan.without = [...atlas.byCode.values()]
		.filter(({ level, regionId }) => level === "village" && !meant.has(regionId) && !standing.has(regionId))
		.map(inFull);
	return errors.count > 0 ? errors.refusal() : plan;
}

/** By its code, otherwise by a name that only one village bears: its own, or with its town's before it. */
function villageMeant({ name, code }: Pick<Outline, "name" | "code">, atlas: Atlas): AtlasPlace | OutlinePlan["unmatched"][number]["why"] {
	if (name === "" && code === "") return "nameless";
	const coded = code === "" ? undefined : placeByCode(code, atlas);
	if (coded) return coded.level === "village" ? coded : "no_village";
	const bare = bareName(name);
	const places = atlas.byName.get(bare) ?? atlas.byNames.get(bare) ?? [];
	const [village, ...others] = places.filter(({ level }) => level === "village");
	if (others.length > 0) return "several";
	return village ?? (places.length > 0 ? "no_village" : "unknown");
}
