import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { NAME_IN_FULL, nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { perDatabase } from "#db/remembered.ts";
import { approvals as approvalRows } from "#db/schema/approvals.ts";
import { boardEditions, boardReasons } from "#db/schema/boards.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf, signersOf } from "#domain/approvals/approvals.ts";
import { dayAt } from "#domain/calendar/rules.ts";
import type { Day } from "#domain/calendar/types.ts";
import { Refusal } from "#domain/errors.ts";
import { villages } from "#domain/regions/joined.ts";
import { hasPartIn, inOfficeOf, levelsIn, mayActIn, regionsOf } from "#domain/regions/scope.ts";
import { onChange } from "#platform/changes.ts";
import { BOARD_EDITORS, BOARD_READERS, type EditionRow, editionFor } from "./editions.ts";
import { HELP_ADMINS, helpersFor, helpSince } from "./help.ts";
import { namedPlaces } from "./public-edition.ts";
import { boardOn, namedIn, type StandingBoard } from "./standing-board.ts";
import { mayBeTalkedTo, readsTalks, talksOf } from "./talks.ts";
import type { Board, NamedPlace } from "./types.ts";

const MOST_LINES = 30;

/** What boards there are, or will be, in the viewer's places; and which places wait for help there. */
export async function boardsDesk(viewer: Viewer) {
	const own = regionsOf(viewer, ...BOARD_EDITORS).filter(({ path }) => levelsIn(path) <= 2);
	return {
		places: [...new Map(own.map((held) => [held.regionId, held])).values()],
		editions: await editionsOf(viewer),
		waiting: await waitingIn(viewer),
	};
}

export function editionsOf(viewer: Viewer) {
	return db
		.select({
			...{ editionId: boardEditions.id, level: boardEditions.level, stage: boardEditions.stage, label: boardEditions.label },
			...{ fromMonth: boardEditions.fromMonth, untilMonth: boardEditions.untilMonth, regionName: nameAmongAll("regions") },
		})
		.from(boardEditions)
		.innerJoin(regions, eq(regions.id, boardEditions.regionId))
		.where(and(inOfficeOf(viewer, BOARD_READERS), sql`${boardEditions.stage} <> 'dropped'`))
		.orderBy(desc(boardEditions.stageAt))
		.limit(MOST_LINES);
}

const named = sql`board_named n join board_editions e on e.id = n.edition_id and e.stage in ('published', 'settled')`;
const noHelp = sql`not exists (select 1 from help_orders h where h.place_id = n.place_id and h.done_on > e.on_day)`;

/** Places that the newest edition names as lagging, and to which no help came since. */
export function waitingIn(viewer: Viewer) {
	const newest = sql`not exists (select 1 from board_editions later where later.region_id = e.region_id and later.level = e.level
		and later.stage in ('published', 'settled') and later.until_month > e.until_month)`;
	return db
		.select({
			...{ editionId: boardEditions.id, placeId: regions.id, name: NAME_IN_FULL, publishedAt: boardEditions.publishedAt },
			...{ label: boardEditions.label, path: regions.path },
		})
		.from(boardEditions)
		.innerJoin(
			regions,
			sql`${regions.id} in (select n.place_id from ${named} where n.edition_id = ${boardEditions.id} and n.list = 'lagging' and ${noHelp} and ${newest})`,
		)
		.leftJoin(villages, eq(villages.id, regions.parentId))
		.where(and(inArray(boardEditions.stage, ["published", "settled"]), inOfficeOf(viewer, BOARD_READERS)))
		.orderBy(asc(boardEditions.publishedAt), asc(regions.code))
		.limit(MOST_LINES);
}

/** An edition as those see it who make, sign, answer and help. Who has no office over its region sees it only when it is in public. */
export async function editionAtWork(viewer: Viewer, editionId: string, at: Date) {
	const edition = await editionFor(editionId);
	const isPublic = edition.publishedAt !== null;
	const seesAll = mayActIn(viewer, edition.regionPath, ...BOARD_READERS);
	if (!seesAll && !(isPublic && hasPartIn(viewer, edition.regionPath, ...BOARD_READERS))) throw new Refusal("not_found", "common.notFound");
	const { places, board } = await namedAtWork(edition, at);
	const approvals = seesAll ? await approvalsOf(["board"], eq(approvalRows.subject, editionId)) : [];
	const edits = mayActIn(viewer, edition.regionPath, ...BOARD_EDITORS);
	const seesTalks = readsTalks(viewer, edition.regionPath);
	const isThere = edition.stage === "published" || edition.stage === "settled";
	return {
		...{ edition, board, places, approvals, isPublic },
		signers: await signersOf({ id: edition.regionId, path: edition.regionPath }, approvals),
		help: isThere ? await helpAtWork(viewer, edition, places) : [],
		talks: seesTalks && isThere ? { held: await talksOf(editionId), may: await talksDue(viewer, edition, places, at) } : null,
		may: {
			write: edits && edition.stage === "drafted",
			propose: edits && edition.stage === "drafted" && board !== null && board.ranked.length > 0,
			settle: edits && edition.stage === "published" && edition.objectionsUntil !== null && edition.objectionsUntil <= at,
			seeObjections: seesAll && isPublic,
		},
	};
}

// A draft is looked at again and again while nothing changes that it follows from, and a district's are 50,000 inspections.
const previews = perDatabase(() => new LRUCache<string, Promise<StandingBoard>>({ max: 2 }));
const FOLLOWS_FROM = ["walks", "exposure", "boards", "places"];
onChange((tags) => {
	if (tags.some((tag) => FOLLOWS_FROM.includes(tag))) previews().clear();
});

function previewOf(edition: EditionRow, on: Day): Promise<StandingBoard> {
	const key = `${edition.id} ${on}`;
	const known = previews().get(key);
	if (known) return known;
	const board = boardOn(edition, on, db);
	previews().set(key, board);
	board.catch(() => previews().delete(key));
	return board;
}

async function namedAtWork(edition: EditionRow, at: Date): Promise<{ places: NamedPlace[]; board: Board | null }> {
	if (edition.stage === "dropped") return { places: [], board: null };
	if (edition.publishedAt) return { places: await namedPlaces(edition.id), board: null };
	const standing = await previewOf(edition, edition.onDay ?? dayAt(at));
	const reasons = await db.select().from(boardReasons).where(eq(boardReasons.editionId, edition.id));
	const reasonFor = (placeId: string) => reasons.find((reason) => reason.placeId === placeId)?.words ?? null;
	const places = namedIn(standing).map((place) => ({ ...place, reason: place.list === "praised" ? reasonFor(place.placeId) : null }));
	return { places, board: standing.board };
}

/** Each place that lags, with what help it got, and whether the viewer may write some down. */
async function helpAtWork(viewer: Viewer, { fromMonth }: EditionRow, places: NamedPlace[]) {
	const lagging = places.filter(({ list }) => list === "lagging");
	const praised = places.filter(({ list }) => list === "praised").map(({ placeId }) => placeId);
	const ids = lagging.map(({ placeId }) => placeId);
	const help = await helpSince(ids, `${fromMonth}-01`);
	const own = await db
		.select({ id: regions.id })
		.from(regions)
		.where(and(inArray(regions.id, ids), inOfficeOf(viewer, HELP_ADMINS)));
	return Promise.all(
		lagging.map(async ({ placeId, name }) => ({
			...{ placeId, name, help: help.filter((one) => one.placeId === placeId) },
			helpers: own.some(({ id }) => id === placeId) ? await helpersFor(placeId, praised) : [],
		})),
	);
}

async function talksDue(viewer: Viewer, { id: editionId, regionPath }: EditionRow, places: NamedPlace[], at: Date): Promise<NamedPlace[]> {
	if (!mayActIn(viewer, regionPath, "district_admin")) return [];
	const lagging = places.filter(({ list }) => list === "lagging");
	const may = await Promise.all(lagging.map(({ placeId }) => mayBeTalkedTo(db, { editionId, placeId, heldOn: dayAt(at) })));
	return lagging.filter((_, n) => may[n]);
}
