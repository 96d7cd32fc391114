import { eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { ratingResults, ratingRounds } from "#db/schema/ratings.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import { isIndependentOf } from "#domain/accounts/independence.ts";
import type { Role, Viewer } from "#domain/accounts/types.ts";
import { standingOf } from "#domain/objections/objections.ts";
import { closeTo } from "#domain/recusal.ts";
import { mayActIn } from "#domain/regions/scope.ts";
import { HELPERS } from "#domain/submissions/types.ts";
import { CHECKERS, GRANTERS, PROPOSERS, requireTitle, TITLE_READERS, type Title } from "./titles.ts";
import { checksOf, stepsOf } from "./told.ts";

/** One title as its offices see it, and what the viewer may do. */
export async function titleCase(viewer: Viewer, titleId: string, at: Date) {
	const title = await requireTitle(db, viewer, titleId, TITLE_READERS);
	const { noticeEndsAt } = title;
	const [facts, asked] = await Promise.all([
		factsOf(viewer, title),
		noticeEndsAt ? standingOf({ kind: "title", subject: titleId }) : { unanswered: 0, upheld: 0 },
	]);
	const isNoticeOver = noticeEndsAt !== null && noticeEndsAt <= at;
	const seen = { ...title, ...facts, ...asked, isNoticeOver };
	return { ...seen, may: mayDo(viewer, seen, at) };
}

async function factsOf({ personId }: Viewer, { titleId, householdId, villageId, nominatedBy, agreedBy }: Title) {
	const own = sql`${titleId}`;
	const isFree = isIndependentOf(personId, { other: "part.other", regionId: "part.region_id" });
	const [facts] = await db
		.select({
			...{ steps: stepsOf(own), checks: checksOf(own), stars: ratingResults.stars, month: ratingRounds.month },
			isClose: sql`${householdId} in ${closeTo(personId)}`.mapWith(Boolean),
			isBound: sql`exists (select 1 from bound_to_villages where village_id = ${villageId} and person_id = ${personId})`.mapWith(Boolean),
			/** Who put it forward, noticed it or looked at it, and is independent of the viewer. */
			independentOf: sql`(select json_group_array(part.other) from (select ${nominatedBy} as other, ${villageId} as region_id
				union select actor_id, ${villageId} from courtyard_title_stages where title_id = ${titleId} and stage = 'noticed'
				union select ${agreedBy}, ${villageId} where ${agreedBy} is not null
				union select checked_by, ${villageId} from courtyard_title_checks where title_id = ${titleId}) part where ${isFree})`.mapWith(
				(json: string): string[] => JSON.parse(json),
			),
			nominator: sql<string>`(select name from people where id = ${nominatedBy})`,
		})
		.from(courtyardTitles)
		.leftJoin(ratingResults, eq(ratingResults.id, courtyardTitles.resultId))
		.leftJoin(ratingRounds, eq(ratingRounds.id, ratingResults.ratingId))
		.where(eq(courtyardTitles.id, titleId));
	if (!facts) throw new Error(`no title: ${titleId}`);
	return facts;
}

type Facts = Title & Awaited<ReturnType<typeof factsOf>> & Awaited<ReturnType<typeof standingOf>> & { isNoticeOver: boolean };

function mayDo(viewer: Viewer, title: Facts, at: Date) {
	const { stage, isClose, isBound, isLeftInPeace, nominatedBy, checks, steps, independentOf } = title;
	const has = (roles: Role[]) => !isClose && mayActIn(viewer, title.path, ...roles);
	const isFree = (roles: Role[]) => !isBound && has(roles);
	const isIndependent = (...others: string[]) => others.every((other) => independentOf.includes(other));
	const noticedBy = steps.flatMap(({ stage: step, byId }) => (step === "noticed" && byId ? [byId] : []));
	const last = checks.at(-1);
	const isOver = last?.until ? last.until <= at : false;
	const isOther = last?.byId ? isIndependent(last.byId) : false;
	const check = (stage === "titled" || stage === "warned") && isFree(CHECKERS) && nominatedBy !== viewer.personId;
	return {
		notice: stage === "proposed" && title.agreedAt !== null && has(PROPOSERS) && (!title.saidBy || isIndependent(title.agreedBy ?? "")),
		decline: (stage === "proposed" || stage === "noticed") && has(PROPOSERS),
		grant:
			stage === "noticed" &&
			title.isNoticeOver &&
			title.unanswered + title.upheld === 0 &&
			isFree(GRANTERS) &&
			isIndependent(nominatedBy, ...noticedBy),
		check,
		warn: check && stage === "titled" && !isLeftInPeace,
		fail: check && stage === "warned" && !isLeftInPeace && last?.result === "warned" && isOver && isOther,
		remove: stage === "warned" && !isLeftInPeace && last?.result === "failed" && isOver && isOther && isFree(GRANTERS),
		hear: has(HELPERS),
	};
}
