import type { Reader } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { columnsOf, LEVEL_COLUMNS } from "./columns.ts";
import { goingOn, type Hamlets, hamletsOf, type KnownRegion, knownRegions } from "./known-places.ts";
import type { RegionMention } from "./line.ts";
import { answerOn } from "./place-questions.ts";
import type { Roster } from "./roster.ts";
import type { Answer } from "./types.ts";

/** Whether the sender may change things in the region with this path; "/" is above all districts. */
export type Covers = (path: string) => boolean;

interface PlaceOnFile {
	id: string;
	parentId: string | null;
	path: string;
	name: string;
	/** Null while the place is only planned. */
	known: KnownRegion | null;
}

type NewRegion = RegionMention & { id: string; name: string; parentId: string | null; path: string; aboveName: string };

interface Standing {
	id: string;
	code: string;
	path: string;
	line: number;
	was: string;
}

export interface PlacePlan {
	made: NewRegion[];
	renamed: (Standing & { name: string })[];
	/** Below another place from now on; `name` is that one's. */
	moved: (Standing & { toId: string; name: string })[];
	unchanged: number;
	/** Every place of the file, existing or planned, by code; those that wait for an answer are left out. */
	byCode: Map<string, PlaceOnFile>;
	/** Places of which nothing is done, with what lies below: true if that was the answer, false if there is none yet. */
	waiting: Map<string, boolean>;
}

export async function comparePlaces(reader: Reader, roster: Roster, covers: Covers): Promise<PlacePlan> {
	const plan: PlacePlan = { made: [], renamed: [], moved: [], unchanged: 0, byCode: new Map(), waiting: new Map() };
	const known = new Map((await knownRegions(reader, roster)).map((region) => [region.code, region]));
	const after = await goingOn(reader, [...known.values()]);
	const hamlets = await hamletsOf(reader, [...known.values(), ...after.values()]);
	const above = (code: string) => plan.byCode.get(code) ?? (roster.regions.has(code) ? undefined : standing(known.get(code)));
	for (const mention of topFirst(roster)) {
		const region = known.get(mention.code);
		const comparison = { plan, roster, covers, hamlets, after, mention, above: mention.above ? above(mention.above) : null };
		const isSkipped = plan.waiting.get(mention.above ?? "");
		if (isSkipped !== undefined) plan.waiting.set(mention.code, isSkipped);
		else {
			const reason = region ? meet({ ...comparison, region }) : settle(comparison);
			if (reason) refuse(roster, mention, reason);
		}
	}
	return plan;
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
	roster: Roster;
	covers: Covers;
	hamlets: Hamlets;
	/** Where merged places go on. */
	after: Map<string, KnownRegion>;
	mention: RegionMention;
	/** Null for a district; undefined if the place above does not exist or was refused. */
	above: PlaceOnFile | null | undefined;
}

type Meeting = Comparison & { region: KnownRegion };

/** An existing place: its name may change, and what lies above it; both are asked. */
function meet({ region, ...comparison }: Meeting): MessageKey | undefined {
	const { mention, above, roster, plan } = comparison;
	if (region.level !== mention.level) return "households.reasons.placeMoved";
	if (region.validTo) return meetMerged(comparison, comparison.after.get(region.id));
	if (above === undefined) return roster.regions.has(mention.above ?? "") ? undefined : "households.reasons.aboveUnknown";
	const before = plan.moved.length + plan.renamed.length;
	const reason = meetAbove({ ...comparison, region }) ?? meetName({ ...comparison, region });
	if (reason || plan.waiting.has(mention.code)) return reason;
	if (plan.moved.length + plan.renamed.length === before) plan.unchanged += 1;
	return undefined;
}

/** What lies in a merged village is found in the other one; the numbers of a merged hamlet were given anew, so its lines say nothing any more. */
function meetMerged({ plan, roster, mention }: Comparison, into: KnownRegion | undefined): MessageKey | undefined {
	if (!into) return "households.reasons.placeClosed";
	if (mention.level !== "hamlet") {
		plan.byCode.set(mention.code, { ...into, known: into });
		plan.unchanged += 1;
		return undefined;
	}
	plan.waiting.set(mention.code, true);
	const column = roster.title(columnsOf(mention.level).code);
	roster.warnings.add({
		line: mention.line,
		column,
		value: mention.code,
		key: "households.reasons.placeMerged",
		params: { into: into.name },
	});
	return undefined;
}

function meetAbove({ plan, roster, covers, mention, region, above }: Meeting): MessageKey | undefined {
	plan.byCode.set(mention.code, { ...region, known: region });
	if (!above || region.parentId === above.id || !mention.isAboveSaid) return undefined;
	if (!covers(region.path) || !covers(above.path)) return "households.reasons.notYours";
	const answer = answerOn(
		{ roster, mention },
		{ kind: "placeElsewhere", was: region.aboveName ?? "", becomes: above.name, name: region.name },
	);
	if (answer === null || answer === "skip") wait(plan, mention, answer);
	if (answer !== "move") return undefined;
	const path = `${above.path}${region.id}/`;
	const stood = { id: region.id, code: region.code, path: region.path, line: mention.line, was: region.aboveName ?? "" };
	plan.moved.push({ ...stood, toId: above.id, name: above.name });
	plan.byCode.set(mention.code, { ...region, parentId: above.id, path, known: region });
	return undefined;
}

function meetName({ plan, roster, covers, hamlets, mention, region }: Meeting): MessageKey | undefined {
	const name = mention.name ?? region.name;
	if (name === region.name || plan.waiting.has(mention.code)) return undefined;
	if (!covers(region.path)) return "households.reasons.notYours";
	// A hamlet's name is the village's own affair, and the preview shows it, unless another one there is called so.
	const isTaken = hamlets.get(region.parentId ?? "")?.some((beside) => beside.name === name && beside.code !== region.code);
	const isAsked = mention.level !== "hamlet" || isTaken;
	const answer = isAsked
		? answerOn({ roster, mention }, { kind: "placeName", was: region.name, becomes: name, name: region.name })
		: "rename";
	if (answer === null || answer === "skip") wait(plan, mention, answer);
	if (answer === "rename")
		plan.renamed.push({ id: region.id, code: region.code, path: region.path, line: mention.line, was: region.name, name });
	return undefined;
}

function settle({ plan, roster, covers, hamlets, mention, above }: Comparison): MessageKey | undefined {
	if (above === undefined) return "households.reasons.aboveUnknown";
	if (mention.isStray) return "regions.codes.prefix";
	if (!covers(above?.path ?? "/")) return "households.reasons.notYours";
	if (!mention.name) return "households.reasons.nameMissing";
	const beside = (above?.known && mention.level === "hamlet" && hamlets.get(above.id)) || [];
	if (beside.length > 0) {
		const twin = beside.find(({ name }) => name === mention.name);
		const asked = {
			kind: "newHamlet",
			was: "",
			becomes: mention.name,
			name: above?.name ?? "",
			found: twin && `${twin.name} ${twin.code}`,
		} as const;
		const answer = answerOn({ roster, mention }, asked);
		if (answer !== "new") {
			wait(plan, mention, answer);
			return undefined;
		}
	}
	const id = newId();
	const place = { id, parentId: above?.id ?? null, path: `${above?.path ?? "/"}${id}/`, name: mention.name };
	plan.made.push({ ...mention, ...place, aboveName: above?.name ?? "" });
	plan.byCode.set(mention.code, { ...place, known: null });
	return undefined;
}

function wait({ byCode, waiting }: PlacePlan, { code }: RegionMention, answer: Answer | null): void {
	byCode.delete(code);
	waiting.set(code, answer === "skip");
}

function refuse(roster: Roster, mention: RegionMention, key: MessageKey): void {
	// If the place above was refused, its own error is enough.
	if (key === "households.reasons.aboveUnknown" && roster.regions.has(mention.above ?? "")) return;
	const column = roster.title(columnsOf(mention.level).code);
	roster.errors.add({ line: mention.line, column, value: mention.code, key, params: { above: mention.above ?? "" } });
}
