import { and, asc, desc, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { regions } from "#db/schema/regions.ts";
import { submissions } from "#db/schema/submissions.ts";
import { voteNominations, voteRounds } from "#db/schema/votes/rounds.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { printersOf } from "#domain/households/merged.ts";
import { otherWay, type Question } from "#domain/households/own-word.ts";
import { isNamed } from "#domain/named.ts";
import { cursorOf } from "#domain/paging.ts";
import { closeTo } from "#domain/recusal.ts";
import { villagesIn, within } from "#domain/regions/scope.ts";
import { firstShown, isPublic, publishedPairs } from "#domain/submissions/published.ts";
import { tidyCode, tidyLine } from "#domain/text.ts";
import type { OwnNomination } from "../types.ts";
import { pairsById, standsBy } from "./candidates.ts";
import type { Round } from "./round.ts";

const isClosed = (householdId: SQLWrapper) =>
	sql`exists (select 1 from households h where h.id = ${householdId} and h.closed_at is not null)`;

const STATE = sql<OwnNomination["state"]>`case
	when ${voteNominations.answer} = 'declined' then 'declined'
	when not (${isPublic}) or ${isClosed(voteNominations.householdId)} or (${voteNominations.answer} = 'accepted' and not ${standsBy(voteNominations.id)}) then 'gone'
	when ${voteNominations.answer} = 'accepted' then 'accepted' else 'waiting' end`;

const HEARD = sql`(select name from people where id = ${voteNominations.answeredBy} and ${voteNominations.saidBy} is not null)`;

const DOOR = sql<string>`${households.number} || ' ' || ${households.headName}`;

type Asked = Record<"householdId" | "nominatedBy", string>;

export function questionOf({ householdId, nominatedBy }: Asked, { regionId, createdBy }: Pick<Round, "regionId" | "createdBy">): Question {
	return { householdId, regionId, askedBy: [nominatedBy, createdBy] };
}

export async function nominationsOf(roundId: string) {
	const nominations = await db
		.select({
			nominationId: voteNominations.id,
			householdId: voteNominations.householdId,
			submissionId: voteNominations.submissionId,
			courtyard: households.publicCode,
			/** Only for those who run the round, or who write down what a household said. */
			door: DOOR,
			village: sql<string>`(select ${nameAmongAll("villages")} from regions villages where villages.id = ${submissions.villageId})`,
			hamlet: regions.name,
			/** Who printed the household's slips; they write nothing down for it. */
			printers: sql<string[]>`(select json_group_array(issued_by) from ${printersOf(households.id)})`.mapWith(JSON.parse),
			how: voteNominations.how,
			words: voteNominations.words,
			nominatedBy: voteNominations.nominatedBy,
			nominatedAt: voteNominations.nominatedAt,
			answeredAt: voteNominations.answeredAt,
			saidBy: voteNominations.saidBy,
			saidByUnlisted: voteNominations.saidByUnlisted,
			heardBy: sql<string | null>`${HEARD}`,
			state: STATE,
		})
		.from(voteNominations)
		.innerJoin(submissions, eq(submissions.id, voteNominations.submissionId))
		.innerJoin(households, eq(households.id, voteNominations.householdId))
		.innerJoin(regions, eq(regions.id, submissions.hamletId))
		.where(eq(voteNominations.roundId, roundId))
		.orderBy(asc(voteNominations.nominatedAt), asc(voteNominations.id));
	const pairs = await pairsById(nominations.map(({ submissionId }) => submissionId));
	return nominations.map((one) => ({ ...one, pair: one.state === "gone" ? null : (pairs.get(one.submissionId) ?? null) }));
}

/** By the courtyards' public codes: who lives there. Only for those who run a round there. */
export async function doorsOf(courtyards: string[]): Promise<Map<string, string>> {
	const ofCourtyards = inArray(households.publicCode, courtyards);
	const homes = await db.select({ code: households.publicCode, door: DOOR }).from(households).where(ofCourtyards);
	return new Map(homes.map(({ code, door }) => [code, door]));
}

const PAGE = 12;
const CURSOR = cursorOf("nominable", "time", "id");

/** Published pairs of households without a nomination, and never the viewer's own or a relative's. */
export async function nominablePairs(
	viewer: Viewer,
	round: Pick<Round, "id" | "regionPath">,
	{ search = "", after = "", limit = PAGE }: { search?: string; after?: string; limit?: number },
) {
	const scope = sql`exists (select 1 from regions where regions.id = ${submissions.hamletId} and ${within(round.regionPath)})`;
	const nominated = sql`${submissions.householdId} not in (select household_id from vote_nominations where round_id = ${round.id})`;
	const others = sql`${submissions.householdId} not in ${closeTo(viewer.personId)}`;
	const open = sql`not ${isClosed(submissions.householdId)}`;
	const also = and(scope, nominated, others, open, matching(tidyLine(search)));
	// Who searches may have to look through all, and SQLite parses no name that is asked for so deep inside.
	const villages = search ? null : villagesIn([round.regionPath]);
	const where = and(sql`${submissions.villageId} = list.village_id`, beyond(after));
	const newest = villages ? firstShown({ where, also, most: limit + 1 }, villages) : and(also, beyond(after));
	const pairs = await publishedPairs(newest, { limit: limit + 1 });
	const { page, next } = CURSOR.cut(pairs, limit, (last) => [last.publishedAt, last.submissionId]);
	return { pairs: page, next };
}

function matching(text: string): SQL | undefined {
	if (text === "") return undefined;
	const inPlace = sql`exists (select 1 from regions where id in (${submissions.villageId}, ${submissions.hamletId}) and ${isNamed(sql`name`, text)})`;
	const byCode = sql`${submissions.householdId} = (select id from households where public_code = ${tidyCode(text).toLowerCase()})`;
	return sql`(${inPlace} or ${byCode} or instr(${submissions.words}, ${text}) > 0)`;
}

function beyond(after: string): SQL | undefined {
	const [moment, id] = CURSOR.read(after) ?? [];
	return moment && id ? sql`(${submissions.publishedAt}, ${submissions.id}) < (${moment.getTime()}, ${id})` : undefined;
}

export async function nominationsFor(householdId: string, session: Pick<Viewer, "letInBy"> = {}): Promise<OwnNomination[]> {
	const rows = await db
		.select({
			nominationId: voteNominations.id,
			state: STATE,
			words: voteNominations.words,
			nominatedBy: voteNominations.nominatedBy,
			saidBy: voteNominations.saidBy,
			saidByUnlisted: voteNominations.saidByUnlisted,
			heardBy: sql<string | null>`${HEARD}`,
			submissionId: voteNominations.submissionId,
			round: {
				id: voteRounds.id,
				regionId: voteRounds.regionId,
				createdBy: voteRounds.createdBy,
				name: voteRounds.name,
				opensAt: voteRounds.opensAt,
				closesAt: voteRounds.closesAt,
				stage: voteRounds.stage,
				regionName: nameAmongAll("regions"),
			},
		})
		.from(voteNominations)
		.innerJoin(voteRounds, eq(voteRounds.id, voteNominations.roundId))
		.innerJoin(regions, eq(regions.id, voteRounds.regionId))
		.innerJoin(submissions, eq(submissions.id, voteNominations.submissionId))
		.where(and(eq(voteNominations.householdId, householdId), inArray(voteRounds.stage, ["draft", "announced", "closed"])))
		.orderBy(desc(voteNominations.nominatedAt));
	const open = rows.filter(({ state, saidBy, round }) =>
		round.stage === "draft" ? state === "waiting" || state === "accepted" || (state === "declined" && saidBy) : state === "accepted",
	);
	const pairs = await pairsById(open.map(({ submissionId }) => submissionId));
	const helpersOf = (row: (typeof rows)[number]) => otherWay(db, session, questionOf({ householdId, ...row }, row.round));
	return Promise.all(open.map(async (row) => ({ ...row, helpers: await helpersOf(row), pair: pairs.get(row.submissionId) ?? null })));
}
