import type { Reader } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { levelAbove } from "#domain/regions/rules.ts";
import type { MessageKey } from "#i18n/messages.ts";
import { columnsOf, LEVEL_COLUMNS, titleOf } from "../roster/columns.ts";
import type { PlaceMention } from "../roster/line.ts";
import type { Roster } from "../roster/roster.ts";
import type { Answer } from "../roster/types.ts";
import { type KnownPlace, type KnownPlaces, knownPlaces } from "./known-places.ts";
import { eachOf } from "./pieces.ts";
import type { PlaceOnFile, PlacePlan } from "./plan.ts";

/** Whether the sender may change things in the region with this path; "/" is above all districts. */
export type Covers = (path: string) => boolean;

const PLACES_AT_ONCE = 1000;

export async function comparePlaces(reader: Reader, roster: Roster, covers: Covers): Promise<PlacePlan> {
	const plan: PlacePlan = { made: [], renamed: [], moved: [], unchanged: 0, byCode: new Map(), waiting: new Map() };
	const known = await knownPlaces(reader, roster);
	const above = ({ above: code }: PlaceMention): PlaceOnFile | null | undefined => {
		if (code === null) return null;
		const place = roster.regions.has(code) ? undefined : known.byCode.get(code);
		return plan.byCode.get(code) ?? (place && !place.validTo ? { ...place, known: place } : undefined);
	};
	await eachOf(topFirst(roster), PLACES_AT_ONCE, (mention) => {
		const reason = compare({ plan, roster, covers, known, mention, above: above(mention) });
		if (reason) refuse(roster, mention, reason);
	});
	return plan;
}

function topFirst(roster: Roster): PlaceMention[] {
	const mentions = [...roster.regions.values()];
	return LEVEL_COLUMNS.flatMap(({ level }) => mentions.filter((mention) => mention.level === level));
}

interface Comparison {
	plan: PlacePlan;
	roster: Roster;
	covers: Covers;
	known: KnownPlaces;
	mention: PlaceMention;
	/** Null for a district; undefined if the place above does not exist or was refused. */
	above: PlaceOnFile | null | undefined;
}

/** Plans what becomes of a place, or says why nothing can. */
function compare(comparison: Comparison): MessageKey | undefined {
	const { plan, known, mention, above } = comparison;
	const isSkipped = plan.waiting.get(mention.above ?? "");
	if (isSkipped !== undefined) {
		plan.waiting.set(mention.code, isSkipped);
		return undefined;
	}
	const place = known.byCode.get(mention.code);
	if (place && place.level !== mention.level) return "households.reasons.placeMoved";
	if (place?.validTo) return meetMerged(comparison, known.after.get(place.id));
	if (above === undefined) return "households.reasons.aboveUnknown";
	return place ? meet(comparison, place) : make(comparison, above);
}

/** What lies in a merged village is found in the other one; the numbers of a merged hamlet were given anew, so its lines say nothing any more. */
function meetMerged({ plan, roster, mention }: Comparison, into: KnownPlace | undefined): MessageKey | undefined {
	const { level, code, line } = mention;
	if (!into) return "households.reasons.placeClosed";
	if (level === "hamlet") {
		plan.waiting.set(code, true);
		const params = { into: into.name };
		roster.warnings.add({ line, column: roster.title(columnsOf(level).code), value: code, key: "households.reasons.placeMerged", params });
	} else {
		plan.byCode.set(code, { ...into, known: into });
		plan.unchanged += 1;
	}
	return undefined;
}

/** An existing place: its name may change, and what lies above it; both are asked. */
function meet(comparison: Comparison, place: KnownPlace): MessageKey | undefined {
	const { plan, mention } = comparison;
	plan.byCode.set(mention.code, { ...place, known: place });
	const before = plan.moved.length + plan.renamed.length;
	const reason = meetAbove(comparison, place) ?? meetName(comparison, place);
	if (!reason && !plan.waiting.has(mention.code) && plan.moved.length + plan.renamed.length === before) plan.unchanged += 1;
	return reason;
}

function meetAbove(comparison: Comparison, { id, code, path, parentId, name, ...place }: KnownPlace): MessageKey | undefined {
	const { plan, covers, mention, above } = comparison;
	if (!above || parentId === above.id || !mention.isAboveSaid) return undefined;
	if (!covers(path) || !covers(above.path)) return "households.reasons.notYours";
	const was = place.aboveName ?? "";
	if (ask(comparison, { kind: "placeElsewhere", was, becomes: above.name, name }) !== "move") return undefined;
	plan.moved.push({ id, code, path, line: mention.line, was, toId: above.id, name: above.name });
	Object.assign(plan.byCode.get(code) ?? {}, { parentId: above.id, path: `${above.path}${id}/` });
	return undefined;
}

function meetName(comparison: Comparison, { id, code, path, parentId, name: was }: KnownPlace): MessageKey | undefined {
	const { plan, covers, known, mention } = comparison;
	const name = mention.name ?? was;
	if (name === was || plan.waiting.has(code)) return undefined;
	if (!covers(path)) return "households.reasons.notYours";
	// A hamlet's name is the village's own affair, and the preview shows it, unless another one there is called so.
	const isTaken = known.hamlets.get(parentId ?? "")?.some((beside) => beside.name === name && beside.code !== code);
	const isAsked = mention.level !== "hamlet" || isTaken;
	if (isAsked && ask(comparison, { kind: "placeName", was, becomes: name, name: was }) !== "rename") return undefined;
	plan.renamed.push({ id, code, path, line: mention.line, was, name });
	return undefined;
}

function make(comparison: Comparison, above: PlaceOnFile | null): MessageKey | undefined {
	const { plan, covers, known, mention } = comparison;
	const { name } = mention;
	if (mention.isStray) return "regions.codes.prefix";
	if (!covers(above?.path ?? "/")) return "households.reasons.notYours";
	if (!name) return "households.reasons.nameMissing";
	const beside = (above?.known && mention.level === "hamlet" && known.hamlets.get(above.id)) || [];
	const twin = beside.find((one) => one.name === name);
	const asked = { kind: "newHamlet", was: "", becomes: name, name: above?.name ?? "", found: twin && `${twin.name} ${twin.code}` } as const;
	if (beside.length > 0 && ask(comparison, asked) !== "new") return undefined;
	const id = newId();
	const place = { id, parentId: above?.id ?? null, path: `${above?.path ?? "/"}${id}/`, name };
	plan.made.push({ ...mention, ...place, aboveName: above?.name ?? "" });
	plan.byCode.set(mention.code, { ...place, known: null });
	return undefined;
}

interface Asked {
	kind: "newHamlet" | "placeName" | "placeElsewhere";
	was: string;
	becomes: string;
	name: string;
	found?: string | undefined;
}

/** The answer that is there; without one, or if it is to leave the place, nothing is done of it and of what lies below. */
function ask({ plan, roster, mention }: Comparison, { name, found = "", ...asked }: Asked): Answer | null {
	const { code, line } = mention;
	const columns = columnsOf(mention.level);
	const above = columnsOf(levelAbove(mention.level) ?? mention.level);
	const cells = () => ({
		[titleOf(above.code)]: mention.above ?? "",
		[titleOf(columns.code)]: code,
		[titleOf(columns.name)]: mention.name ?? "",
	});
	const question = { id: `${asked.kind}:${code}:${asked.becomes}`, line, where: `${name} ${code}`, ...asked, found: found || null, cells };
	const { answer } = roster.questions.ask(question, mention.answer);
	if (answer === null || answer === "skip") {
		plan.byCode.delete(code);
		plan.waiting.set(code, answer === "skip");
	}
	return answer;
}

function refuse(roster: Roster, { level, code, above, line }: PlaceMention, key: MessageKey): void {
	// If the place above was refused, its own error is enough.
	if (key === "households.reasons.aboveUnknown" && roster.regions.has(above ?? "")) return;
	roster.errors.add({ line, column: roster.title(columnsOf(level).code), value: code, key, params: { above: above ?? "" } });
}
