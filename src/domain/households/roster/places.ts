import { inArray, sql } from "drizzle-orm";
import type { Reader } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { regions } from "#db/schema/regions.ts";
import { columnsOf, LEVEL_COLUMNS } from "./columns.ts";
import type { RegionMention } from "./line.ts";
import type { Roster } from "./roster.ts";

/** Whether the sender may change things in the region with this path; "/" is above all districts. */
export type Covers = (path: string) => boolean;

interface PlaceOnFile {
	id: string;
	parentId: string | null;
	path: string;
	/** Null while the place is only planned. */
	known: KnownRegion | null;
}

type KnownRegion = Awaited<ReturnType<typeof knownRegions>>[number];

type NewRegion = RegionMention & { id: string; name: string; parentId: string | null; path: string };

export interface PlacePlan {
	made: NewRegion[];
	renamed: { id: string; name: string; path: string }[];
	unchanged: number;
	/** Every place of the file, existing or planned, by code. */
	byCode: Map<string, PlaceOnFile>;
}

export async function comparePlaces(reader: Reader, roster: Roster, covers: Covers): Promise<PlacePlan> {
	const plan: PlacePlan = { made: [], renamed: [], unchanged: 0, byCode: new Map() };
	const known = new Map((await knownRegions(reader, roster)).map((region) => [region.code, region]));
	const above = (code: string) => plan.byCode.get(code) ?? (roster.regions.has(code) ? undefined : standing(known.get(code)));
	for (const mention of topFirst(roster)) {
		const region = known.get(mention.code);
		const comparison = { plan, covers, mention, above: mention.above ? above(mention.above) : null };
		const reason = region ? meet({ ...comparison, region }) : settle(comparison);
		if (reason) refuse(roster, mention, reason);
	}
	return plan;
}

function knownRegions(reader: Reader, roster: Roster) {
	const codes = [...roster.regions.values()].flatMap(({ code, above }) => (above ? [code, above] : [code]));
	const { id, code, level, name, parentId, path, validTo } = regions;
	return reader
		.select({ id, code, level, name, parentId, path, validTo })
		.from(regions)
		.where(inArray(code, sql`(select value from json_each(${JSON.stringify([...new Set(codes)])}))`));
}

function standing(region: KnownRegion | undefined): PlaceOnFile | undefined {
	return region && !region.validTo ? { ...region, known: region } : undefined;
}

function topFirst(roster: Roster): RegionMention[] {
	const mentions = [...roster.regions.values()];
	return LEVEL_COLUMNS.flatMap(({ level }) => mentions.filter((mention) => mention.level === level));
}

interface Comparison {
	plan: PlacePlan;
	covers: Covers;
	mention: RegionMention;
	/** Null for a district; undefined if the place above does not exist or was refused. */
	above: PlaceOnFile | null | undefined;
}

type Reason = `households.reasons.${"placeMoved" | "placeClosed" | "notYours" | "nameMissing" | "aboveUnknown"}`;

/** An existing place: the file may change only its name. */
function meet({ plan, covers, mention, region, above }: Comparison & { region: KnownRegion }): Reason | undefined {
	const name = mention.name ?? region.name;
	if (region.level !== mention.level || region.parentId !== (above?.id ?? null)) return "households.reasons.placeMoved";
	if (region.validTo) return "households.reasons.placeClosed";
	if (name !== region.name && !covers(region.path)) return "households.reasons.notYours";
	if (name === region.name) plan.unchanged += 1;
	else plan.renamed.push({ id: region.id, name, path: region.path });
	plan.byCode.set(mention.code, { ...region, known: region });
	return undefined;
}

function settle({ plan, covers, mention, above }: Comparison): Reason | undefined {
	if (above === undefined) return "households.reasons.aboveUnknown";
	if (!covers(above?.path ?? "/")) return "households.reasons.notYours";
	if (!mention.name) return "households.reasons.nameMissing";
	const id = newId();
	const place = { id, parentId: above?.id ?? null, path: `${above?.path ?? "/"}${id}/` };
	plan.made.push({ ...mention, ...place, name: mention.name });
	plan.byCode.set(mention.code, { ...place, known: null });
	return undefined;
}

function refuse(roster: Roster, mention: RegionMention, key: Reason): void {
	// If the place above was refused, its own error is enough.
	if (key === "households.reasons.aboveUnknown" && roster.regions.has(mention.above ?? "")) return;
	const column = roster.title(columnsOf(mention.level).code);
	roster.errors.add({ line: mention.line, column, value: mention.code, key, params: { above: mention.above ?? "" } });
}
