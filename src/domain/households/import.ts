import { db, type Reader, type Tx, write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { pagesNaming } from "#domain/regions/pages.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import type { RegionLevel } from "#domain/regions/types.ts";
import { changed, type Tag } from "#platform/changes.ts";
import { sha256 } from "#platform/hash.ts";
import { CHANGES_AT_ONCE, changesOf, fingerprintOf } from "./import/changes.ts";
import { compareHomes } from "./import/homes.ts";
import { LineRefused } from "./import/line-refused.ts";
import { eachOf } from "./import/pieces.ts";
import { type Covers, comparePlaces } from "./import/places.ts";
import type { Plan } from "./import/plan.ts";
import { writePlan } from "./import/write.ts";
import { NO_ANSWERS } from "./roster/questions.ts";
import { readRoster } from "./roster/read.ts";
import type { Roster } from "./roster/roster.ts";
import type { Answers, Change, Question, QuestionKind } from "./roster/types.ts";
import type { ImportOutcome, ImportProgress, ImportReport } from "./types.ts";

export interface Import {
	/** The file as sent: CSV in any encoding that Excel writes in China. */
	buffer: Uint8Array;
	dryRun?: boolean;
	/** Lines whose question has no answer change nothing. */
	answers?: Answers;
	/** The preview that was confirmed; if another one comes out now, nothing is done. */
	fingerprint?: string;
	/** Hears each change in the order of the preview. */
	onChange?: (change: Change) => void;
	/** Null for the machine's operator (cli, demo), who may change everything. */
	by: Viewer | null;
	at: Date;
	onProgress?: (progress: ImportProgress) => void;
}

/** All or nothing, and nothing is ever removed. It is one write transaction that pauses between batches, so that the server goes on answering. */
export async function importRegionsAndHouseholds(order: Import): Promise<ImportOutcome> {
	const roster = await readRoster(order.buffer, order.answers ?? NO_ANSWERS, (share) => order.onProgress?.({ step: "read", share }));
	if (roster.errors.count > 0) return roster.errors.refusal();
	if (!order.dryRun) return carryOut(roster, order);
	const plan = await compare(db, roster, order);
	return outcomeOf(roster, plan, order);
}

async function outcomeOf(roster: Roster, plan: Plan, order: Import): Promise<ImportOutcome> {
	refuseTooMany(roster, plan);
	if (roster.errors.count > 0) return roster.errors.refusal();
	if (order.onChange) await eachOf(changesOf(plan), CHANGES_AT_ONCE, order.onChange);
	return reportOn(roster, plan, order);
}

/**
 * Households that get another head or number in one file. Each is told, is a line of the trail and may end a sign-in, one after another, and nobody else can
 * write meanwhile: 20 s for so many.
 */
const MOST_DEEDS = 10_000;

function refuseTooMany(roster: Roster, { homes }: Plan): void {
	const lines = Float64Array.from([...homes.heads, ...homes.renumbered], ({ line }) => line).sort();
	const first = lines[MOST_DEEDS];
	if (first === undefined) return;
	const params = { count: lines.length, most: MOST_DEEDS };
	roster.errors.addForSure({ line: first, column: "", value: "", key: "households.reasons.tooManyChanges", params });
}

async function compare(reader: Reader, roster: Roster, { by, onProgress }: Import): Promise<Plan> {
	const covers: Covers = (path) => by === null || mayActIn(by, path, ...ADMIN_ROLES);
	const places = await comparePlaces(reader, roster, covers);
	const homes = await compareHomes(reader, {
		roster,
		places,
		covers,
		onProgress: (share) => onProgress?.({ step: "compare", share }),
	});
	return { places, homes };
}

// Compares inside the transaction, so that nobody else adds the same household between comparing and writing.
async function carryOut(roster: Roster, order: Import): Promise<ImportOutcome> {
	try {
		const planAndWrite = async (tx: Tx) => {
			const plan = await compare(tx, roster, order);
			const outcome = await outcomeOf(roster, plan, order);
			if ("errors" in outcome || outcome.isStale || isIdle(plan)) return { outcome, pages: [] };
			const pages = await pagesOf(tx, plan);
			const { by, at } = order;
			pages.push(...(await writePlan(tx, plan, { by, at, onProgress: (share) => order.onProgress?.({ step: "write", share }) })));
			await recordImport(tx, outcome, order);
			return { outcome, pages };
		};
		const { outcome, pages } = await write(planAndWrite, { isLong: true });
		if (pages.length > 0) changed([...new Set(pages)]);
		return outcome;
	} catch (error) {
		if (!(error instanceof LineRefused)) throw error;
		const { told, refusal } = error;
		roster.errors.add({ line: told.line, column: "", value: told.where, key: refusal.key, params: refusal.params });
		return roster.errors.refusal();
	}
}

async function recordImport(tx: Tx, report: ImportReport, { by, at, buffer }: Import): Promise<void> {
	const { districts, towns, villages, hamlets, households, heads, renumbered, renamed, moved, updated, unchanged, waiting, skipped } =
		report;
	await record(tx, {
		at,
		actorId: by?.personId ?? null,
		action: "roster.import",
		subject: `file:${sha256(buffer)}`,
		detail: { districts, towns, villages, hamlets, households, heads, renumbered, renamed, moved, updated, unchanged, waiting, skipped },
	});
}

async function pagesOf(tx: Tx, { places, homes }: Plan): Promise<Tag[]> {
	const pages = new Set<Tag>(["home", "wall"]);
	for (const { villageId } of homes.made) pages.add(`village:${villageId}`);
	if (places.made.length > 0) pages.add("places");
	for (const place of places.made) if (place.level === "hamlet") pages.add(`village:${place.parentId}`);
	for (const place of [...places.renamed, ...places.moved]) for (const page of await pagesNaming(tx, place)) pages.add(page);
	return [...pages];
}

function isIdle({ places, homes }: Plan): boolean {
	const asked = homes.heads.length + homes.renumbered.length + places.moved.length;
	return places.made.length + places.renamed.length + homes.made.length + homes.changed.length + asked === 0;
}

async function reportOn(roster: Roster, plan: Plan, { dryRun, buffer, fingerprint: seen }: Import): Promise<ImportReport> {
	const { places, homes } = plan;
	const made = (level: RegionLevel) => places.made.filter((place) => place.level === level).length;
	const questions = roster.questions.all;
	const open = questions.filter(isOpen);
	const fingerprint = dryRun || seen ? await fingerprintOf(plan, { questions, file: buffer }) : "";
	return {
		isDryRun: dryRun ?? false,
		isStale: seen !== undefined && seen !== fingerprint,
		fingerprint,
		lines: roster.lines,
		...{ districts: made("district"), towns: made("town"), villages: made("village"), hamlets: made("hamlet") },
		...{ households: homes.made.length, heads: homes.heads.length, renumbered: homes.renumbered.length },
		...{ renamed: places.renamed.length, moved: places.moved.length, updated: homes.changed.length },
		unchanged: places.unchanged + homes.unchanged,
		waiting: homes.waiting + open.length,
		skipped: homes.skipped + questions.filter(({ kind, answer }) => answer === "skip" && IS_PLACE.has(kind)).length,
		// More than anybody answers one by one, and more than one file may change.
		questions: questions.length > MOST_DEEDS ? open.slice(0, MOST_DEEDS) : questions,
		asked: countBy(open),
		warnings: roster.warnings.kept,
		warningCount: roster.warnings.count,
	};
}

function countBy(open: Question[]): ImportReport["asked"] {
	const counts: ImportReport["asked"] = {};
	for (const { kind } of open) counts[kind] = (counts[kind] ?? 0) + 1;
	return counts;
}

const IS_PLACE = new Set<QuestionKind>(["newHamlet", "placeName", "placeElsewhere"]);

function isOpen({ answer, stuck }: Question): boolean {
	return answer === null || stuck !== null;
}
