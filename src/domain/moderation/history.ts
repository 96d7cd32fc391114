import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { db, type Reader } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { households } from "#db/schema/households.ts";
import { decisionReasons, decisions, OUTCOMES } from "#db/schema/moderation.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { endOf, isDay, startOf } from "#domain/calendar/rules.ts";
import { findPlaces } from "#domain/finder/find.ts";
import { cursorOf } from "#domain/paging.ts";
import { closeTo } from "#domain/recusal.ts";
import { firstRows } from "#domain/regions/first-rows.ts";
import { inHamlet, inVillage, PLACE, villages } from "#domain/regions/joined.ts";
import { levelsIn, regionsOf, villagesIn, within } from "#domain/regions/scope.ts";
import { LEVELS } from "#domain/regions/types.ts";
import { pairsMeant } from "./meant.ts";
import { DECISION_READERS } from "./scope.ts";
import type { HistoryLine, Outcome, PastDecision, Reason, SaidSides } from "./types.ts";

const LINES_A_PAGE = 30;
const CURSOR = cursorOf("decisions", "time", "id");

export interface HistoryPage {
	lines: HistoryLine[];
	cursor: string | null;
}

interface Asked {
	outcome?: Outcome | undefined;
	/** A Beijing day. */
	day?: string | undefined;
	/** A place of the viewer's: a name, pinyin or code. */
	place?: string | undefined;
	/** A code at a door, a public code, a household's number or a pair's address. */
	home?: string | undefined;
	cursor?: string | null | undefined;
}

/** So many places may be meant by what was typed. */
const MEANT = 20;

/** All decisions in the viewer's regions, newest first, with the undone ones. */
export async function history(viewer: Viewer, { place, ...asked }: Asked = {}): Promise<HistoryPage> {
	const sought = { typed: place ?? "", levels: LEVELS, roles: DECISION_READERS, most: MEANT };
	const meant = place ? await findPlaces(viewer, sought) : regionsOf(viewer, ...DECISION_READERS);
	const paths = meant.map(({ path }) => path);
	const rows = await selectLines(db)
		.where(sql`decisions.rowid in ${newest(viewer, paths, asked)}`)
		.orderBy(desc(decisions.decidedAt), desc(decisions.id));
	const { page, next } = CURSOR.cut(rows, LINES_A_PAGE, (last) => [last.decidedAt, last.decisionId]);
	return { lines: await withReasons(page), cursor: next };
}

/** The rowids of a page's decisions and one more: of each outcome, in a district or in each village of the places; or of the few pairs that are meant. */
function newest(viewer: Viewer, paths: string[], { outcome, day, home, cursor }: Asked): SQL {
	const villages = villagesIn(paths);
	const chosen = outcome ? [outcome] : OUTCOMES;
	const outcomes = sql`(select value as outcome from json_each(${JSON.stringify(chosen)}))`;
	const told = and(isNotOn(ownDecisions(viewer)), isOn(day), olderThan(cursor));
	const rows = { table: "decisions", order: ["decided_at", "id"], isDescending: true, most: LINES_A_PAGE + 1 };
	if (home) {
		// No index of outcomes or days beside that of the pairs, which are few.
		const ofPairs = and(
			sql`${decisions.submissionId} in ${pairsMeant(home, paths)}`,
			sql`+${decisions.outcome} in ${chosen}`,
			liesThere(paths),
		);
		return firstRows({ ...rows, where: and(ofPairs, told) });
	}
	const ofList = and(villages ? sql`${decisions.villageId} = list.village_id` : undefined, sql`${decisions.outcome} = list.outcome`);
	const lists = villages ? sql`select village_id, outcome from (${villages}) cross join ${outcomes}` : sql`select outcome from ${outcomes}`;
	return firstRows({ ...rows, where: and(ofList, told, isThere(paths, villages === null)) }, lists);
}

function isOn(day: string | undefined): SQL | undefined {
	if (!day || !isDay(day)) return undefined;
	return and(gte(decisions.decidedAt, startOf(day)), lt(decisions.decidedAt, endOf(day)));
}

function below(paths: string[]): SQL {
	return or(...paths.map((path) => within(path))) ?? sql`false`;
}

// Few, and read once; the walk itself then needs no submission.
function ownDecisions({ personId }: Viewer): SQL {
	return sql`(select own.id from submissions s join decisions own on own.submission_id = s.id where s.household_id in ${closeTo(personId)})`;
}

function isNotOn(ids: SQL): SQL {
	return sql`${decisions.id} not in ${ids}`;
}

/** Villages are those of the places already, except where one of these is only a hamlet. */
function isThere(paths: string[], isDistrict: boolean): SQL | undefined {
	if (isDistrict) return sql`exists (select 1 from regions where regions.id = ${decisions.villageId} and (${below(paths)}))`;
	return paths.some((path) => levelsIn(path) === 4) ? liesThere(paths) : undefined;
}

function liesThere(paths: string[]): SQL {
	return sql`exists (select 1 from submissions s join regions on regions.id = s.hamlet_id
		where s.id = ${decisions.submissionId} and (${below(paths)}))`;
}

/** All decisions on one submission, newest first. The caller has checked that the viewer may see it. */
export async function decisionsOn(submissionId: string): Promise<PastDecision[]> {
	const rows = await selectLines(db).where(eq(decisions.submissionId, submissionId)).orderBy(desc(decisions.decidedAt), desc(decisions.id));
	return withReasons(rows);
}

export function selectLines(on: Reader) {
	return on
		.select({
			decisionId: decisions.id,
			submissionId: decisions.submissionId,
			version: decisions.version,
			outcome: decisions.outcome,
			note: decisions.note,
			moderator: { personId: people.id, name: people.name },
			decidedAt: decisions.decidedAt,
			undoneAt: decisions.undoneAt,
			courtyard: households.publicCode,
			...PLACE,
		})
		.from(decisions)
		.innerJoin(people, eq(people.id, decisions.moderatorId))
		.innerJoin(submissions, eq(submissions.id, decisions.submissionId))
		.innerJoin(households, eq(households.id, submissions.householdId))
		.innerJoin(regions, inHamlet(submissions))
		.innerJoin(villages, inVillage(submissions))
		.$dynamic();
}

function olderThan(cursor: string | null | undefined): SQL | undefined {
	const [at, decisionId] = CURSOR.read(cursor) ?? [];
	if (!at || !decisionId) return undefined;
	return sql`(${decisions.decidedAt}, ${decisions.id}) < (${at.getTime()}, ${decisionId})`;
}

export async function withReasons(rows: Omit<HistoryLine, "reasons" | "sides">[]): Promise<HistoryLine[]> {
	if (rows.length === 0) return [];
	const found = await db
		.select()
		.from(decisionReasons)
		.where(
			inArray(
				decisionReasons.decisionId,
				rows.map(({ decisionId }) => decisionId),
			),
		);
	const byDecision = Map.groupBy(found, ({ decisionId }) => decisionId);
	return rows.map((row) => {
		const own = byDecision.get(row.decisionId) ?? [];
		const sides: SaidSides = Object.fromEntries(own.flatMap(({ reason, side }) => (side ? [[reason, side]] : [])));
		return { ...row, reasons: own.map(({ reason }) => reason as Reason), sides };
	});
}
