import { db, type Reader, type Tx, write } from "#db/client.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { pagesNaming } from "#domain/regions/pages.ts";
import { ADMIN_ROLES, mayActIn } from "#domain/regions/scope.ts";
import type { RegionLevel } from "#domain/regions/types.ts";
import { changed, type Tag } from "#platform/changes.ts";
import { sha256 } from "#platform/hash.ts";
import { compareHomes, type HomePlan } from "./roster/homes.ts";
import { type Covers, comparePlaces, type PlacePlan } from "./roster/places.ts";
import { readRoster } from "./roster/read.ts";
import type { Roster } from "./roster/roster.ts";
import { writePlan } from "./roster/write.ts";
import type { ImportOutcome, ImportProgress, ImportReport } from "./types.ts";

export interface Import {
	/** The file as sent: CSV in any encoding that Excel writes in China. */
	buffer: Uint8Array;
	dryRun?: boolean;
	/** Null for the machine's operator (cli, demo), who may change everything. */
	by: Viewer | null;
	at: Date;
	onProgress?: (progress: ImportProgress) => void;
}

/** All or nothing, and nothing is ever removed. It is one write transaction that pauses between batches, so that the server goes on answering. */
export async function importRegionsAndHouseholds(order: Import): Promise<ImportOutcome> {
	const roster = await readRoster(order.buffer, (share) => order.onProgress?.({ step: "read", share }));
	if (roster.errors.count > 0) return roster.errors.refusal();
	const plan = order.dryRun ? await compare(db, roster, order) : await carryOut(roster, order);
	return roster.errors.count > 0 ? roster.errors.refusal() : reportOn(roster, plan, order);
}

interface Plan {
	places: PlacePlan;
	homes: HomePlan;
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
async function carryOut(roster: Roster, order: Import): Promise<Plan> {
	const { plan, pages } = await write(async (tx) => {
		const plan = await compare(tx, roster, order);
		if (roster.errors.count > 0 || isIdle(plan)) return { plan, pages: [] };
		const pages = await pagesOf(tx, plan);
		await writePlan(tx, plan, order.at, (share) => order.onProgress?.({ step: "write", share }));
		await recordImport(tx, reportOn(roster, plan, order), order);
		return { plan, pages };
	});
	if (pages.length > 0) changed(pages);
	return plan;
}

async function recordImport(tx: Tx, report: ImportReport, { by, at, buffer }: Import): Promise<void> {
	const { districts, towns, villages, hamlets, households, renamed, updated, unchanged } = report;
	await record(tx, {
		at,
		actorId: by?.personId ?? null,
		action: "roster.import",
		subject: `file:${sha256(buffer)}`,
		detail: { districts, towns, villages, hamlets, households, renamed, updated, unchanged },
	});
}

async function pagesOf(tx: Tx, { places, homes }: Plan): Promise<Tag[]> {
	const pages = new Set<Tag>(["home", "wall"]);
	for (const { villageId } of homes.made) pages.add(`village:${villageId}`);
	for (const place of places.made) if (place.level === "hamlet") pages.add(`village:${place.parentId}`);
	for (const place of places.renamed) for (const page of await pagesNaming(tx, place)) pages.add(page);
	return [...pages];
}

function isIdle({ places, homes }: Plan): boolean {
	return places.made.length + places.renamed.length + homes.made.length + homes.changed.length === 0;
}

function reportOn(roster: Roster, { places, homes }: Plan, { dryRun }: Import): ImportReport {
	const made = (level: RegionLevel) => places.made.filter((place) => place.level === level).length;
	return {
		isDryRun: dryRun ?? false,
		lines: roster.lines,
		districts: made("district"),
		towns: made("town"),
		villages: made("village"),
		hamlets: made("hamlet"),
		households: homes.made.length,
		renamed: places.renamed.length,
		updated: homes.changed.length,
		unchanged: places.unchanged + homes.unchanged,
		warnings: roster.warnings.kept,
		warningCount: roster.warnings.count,
	};
}
