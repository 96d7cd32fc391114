import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import { nameAmongAll } from "#db/called.ts";
import { db } from "#db/client.ts";
import { approvals as approvalRows } from "#db/schema/approvals.ts";
import { modelRechecks, modelStories, modelVillages } from "#db/schema/models.ts";
import { regions } from "#db/schema/regions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { approvalsOf, signersOf } from "#domain/approvals/approvals.ts";
import { unanswered, upheldBy } from "#domain/objections/objections.ts";
import { picturesOf } from "#domain/photos/picture.ts";
import { inOfficeOf, mayActIn } from "#domain/regions/scope.ts";
import { isBound, MODEL_READERS, PROPOSERS, RECHECKERS, REVIEWERS, requireModel, TITLERS } from "./model-villages.ts";
import { standingPairs } from "./pairs.ts";
import { checkDueAfter } from "./rules.ts";
import { newestStory, officesFor } from "./stories.ts";

const newestFirst = (a: { stageAt: Date }, b: { stageAt: Date }) => b.stageAt.getTime() - a.stageAt.getTime();

/** All that was not declined in the viewer's places, newest step first; and what waits since when. */
export async function modelDesk(viewer: Viewer, at: Date) {
	const rows = await db
		.select({
			...{ modelVillageId: modelVillages.id, stage: modelVillages.stage, stageAt: modelVillages.stageAt },
			...{
				noticeEndsAt: modelVillages.noticeEndsAt,
				titledAt: modelVillages.titledAt,
				village: nameAmongAll("regions"),
				path: regions.path,
			},
			checkedAt: sql<number | null>`(select max(checked_at) from model_rechecks where model_village_id = ${modelVillages.id})`,
			until: sql<
				number | null
			>`(select until from model_rechecks where model_village_id = ${modelVillages.id} order by number desc limit 1)`,
		})
		.from(modelVillages)
		.innerJoin(regions, eq(regions.id, modelVillages.villageId))
		.where(and(ne(modelVillages.stage, "declined"), inOfficeOf(viewer, MODEL_READERS)));
	return rows.sort(newestFirst).map(({ path, checkedAt, until, ...row }) => {
		const due = dueOf({ ...row, checkedAt, until });
		const roles = WAITS_FOR[row.stage];
		const isDue = due === null || due <= at;
		return { ...row, due, waits: isDue && roles.length > 0 && mayActIn(viewer, path, ...roles) };
	});
}

/** Whose turn it is next. */
const WAITS_FOR = {
	...{ proposed: REVIEWERS, noticed: REVIEWERS, reviewed: TITLERS, titled: RECHECKERS, warned: RECHECKERS },
	...{ removed: [], declined: [] },
} as const;

interface Dated {
	stage: (typeof modelVillages.$inferSelect)["stage"];
	noticeEndsAt: Date | null;
	titledAt: Date | null;
	checkedAt: number | null;
	until: number | null;
}

/** From when on the next step may, or must, be taken; null: now. */
function dueOf({ stage, noticeEndsAt, titledAt, checkedAt, until }: Dated): Date | null {
	if (stage === "noticed") return noticeEndsAt;
	if (stage === "warned") return until === null ? null : new Date(until);
	const since = checkedAt ?? titledAt?.getTime();
	return stage === "titled" && since !== undefined ? checkDueAfter(new Date(since)) : null;
}

/** Villages that the viewer may propose. */
export function villagesToPropose(viewer: Viewer) {
	const isFree = sql`not exists (select 1 from model_villages v where v.village_id = ${regions.id} and v.stage not in ('declined', 'removed'))`;
	return db
		.select({ villageId: regions.id, village: nameAmongAll("regions") })
		.from(regions)
		.where(and(sql`${regions.level} = 'village'`, isNull(regions.validTo), isFree, inOfficeOf(viewer, PROPOSERS)))
		.orderBy(asc(regions.code));
}

/** One village as those see it who write, notice, review, sign and check, and what the viewer may do. */
export async function modelCase(viewer: Viewer, modelVillageId: string, at: Date) {
	const model = await requireModel(db, viewer, modelVillageId, MODEL_READERS);
	const of = { kind: "model_village", subject: modelVillageId } as const;
	const [story, pairs, offices, checks, own, waiting, upheld, approvals, versions] = await Promise.all([
		newestStory(model.villageId, db),
		pairsWithPictures(model.villageId),
		officesFor(model.path, db),
		db.select().from(modelRechecks).where(eq(modelRechecks.modelVillageId, modelVillageId)).orderBy(asc(modelRechecks.number)),
		isBound(db, viewer.personId, model.villageId),
		unanswered(of, db),
		upheldBy(of, db),
		approvalsOf(["model_village"], sql`${approvalRows.subject} between ${`${modelVillageId}/`} and ${`${modelVillageId}0`}`),
		db.$count(modelStories, eq(modelStories.villageId, model.villageId)),
	]);
	const { stage, path, noticeEndsAt } = model;
	const may = (roles: typeof PROPOSERS) => mayActIn(viewer, path, ...roles);
	const isOpen = stage === "proposed" || stage === "titled" || stage === "warned";
	const hasTitle = stage === "titled" || stage === "warned";
	const isWhole = pairs.length > 0 && pairs.every(({ before, after }) => before && after);
	const termEndsAt = checks.at(-1)?.until ?? null;
	const isTermOver = stage === "warned" && termEndsAt !== null && termEndsAt <= at;
	const isSignable = stage === "reviewed" || isTermOver;
	const isProposed = approvals.some(({ answer }) => !answer);
	const isRefusedHere = approvals.some(({ answer, proposed }) => answer?.said === "refused" && proposed.byId === viewer.personId);
	return {
		...{ ...model, story, pairs, offices, checks, approvals, termEndsAt, versions, isBound: own, isWhole, unanswered: waiting },
		isUpheld: upheld.length > 0,
		isNoticeOver: noticeEndsAt !== null && noticeEndsAt <= at,
		isNews: hasTitle && Boolean((story && !story.shownAt) || pairs.some(({ isOut, before, after }) => !isOut && before && after)),
		signers: await signers(model, approvals),
		may: {
			write: isOpen && may(PROPOSERS),
			takeOut: may(PROPOSERS) && stage !== "declined",
			notice: stage === "proposed" && !own && may(REVIEWERS),
			review: stage === "noticed" && !own && may(REVIEWERS),
			decline: ["proposed", "noticed", "reviewed"].includes(stage) && may(PROPOSERS),
			show: hasTitle && !own && may(REVIEWERS),
			recheck: hasTitle && !own && may(RECHECKERS),
			sign: isSignable && !own && !isProposed && !isRefusedHere && may(TITLERS),
		},
	};
}

async function pairsWithPictures(villageId: string) {
	const pairs = await standingPairs(villageId, db);
	const pictures = await picturesOf(
		db,
		pairs.flatMap(({ beforeId, afterId }) => [beforeId ?? [], afterId ?? []].flat()),
	);
	const pictureOf = (photoId: string | null) => (photoId ? (pictures.get(photoId) ?? null) : null);
	return pairs.map(({ beforeId, afterId, ...pair }) => ({ ...pair, before: pictureOf(beforeId), after: pictureOf(afterId) }));
}

/** Without whoever is bound to the village, whose signature the database would refuse. */
async function signers(
	{ districtId, villageId }: { districtId: string | null; villageId: string },
	all: Awaited<ReturnType<typeof approvalsOf>>,
) {
	const id = districtId ?? "";
	const [[, people] = ["", []]] = await signersOf({ id, path: `/${id}/` }, all);
	const able = await Promise.all(people.map(async ({ personId }) => !(await isBound(db, personId, villageId))));
	return people.filter((_, n) => able[n]);
}
