import { and, desc, eq } from "drizzle-orm";
import { db, write } from "#db/client.ts";
import { roleGrants } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { householdChecks } from "#db/schema/checks.ts";
import { postedCopies } from "#db/schema/consents.ts";
import { inspectionPools, inspectionWalks } from "#db/schema/inspections.ts";
import { lookbacks } from "#db/schema/lookbacks.ts";
import { decisions } from "#db/schema/moderation.ts";
import { storyRemarks } from "#db/schema/stories/desk.ts";
import { voteFlags } from "#db/schema/votes/doubts.ts";
import { ballotConflicts } from "#db/schema/votes/papers.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { dayAt, monthAt } from "#domain/calendar/rules.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { issue } from "#domain/consents/issue.ts";
import { postCopy } from "#domain/consents/post.ts";
import { answerLookback } from "#domain/lookbacks/answer-lookback.ts";
import { publish } from "#domain/moderation/decide.ts";
import { objectTo } from "#domain/objections/object-to.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { remarkOn } from "#domain/stories/remarks.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { ROUND_OBJECTIONS } from "#domain/votes/counts/objections.ts";
import { appeal } from "#domain/votes/doubts/appeal.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { boardsOf } from "#tests/boards.ts";
import { type inviteCast, minutesAfter } from "#tests/cast.ts";
import { daysAgo, orderedAt, policyFor, shownCard } from "#tests/exposure.ts";
import { titledModel } from "#tests/models.ts";
import { sentPair } from "#tests/pairs.ts";
import { pairOf } from "#tests/published.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { spotOffices, spotsToDoWith } from "#tests/spots.ts";
import { storyWithPhoto, typedStory } from "#tests/stories.ts";
import { draftOf, smallUpload } from "#tests/submissions.ts";
import { titlesToDoWith } from "#tests/titles.ts";
import { closeRound, makeInvalid, readPaper, say } from "#tests/votes.ts";

type Cast = Awaited<ReturnType<typeof inviteCast>>;
const DAY = 24 * 60;

/** One thing of each kind that somebody can act on, all in 青石村, and of Chen's household where a household is needed. */
export async function thingsToDoWith(cast: Cast, moderator: Viewer) {
	const { homes, places, staff } = cast;
	const { bao, chen, du } = homes;
	const [now, regionId] = [new Date(), places.qingshi.id];
	const roll = [bao, chen, du];
	await roundOf("draft", { regionId, candidates: [chen], roll, isAnnounced: false });
	await roundOf("open", { regionId, candidates: [bao, du], roll, opensAt: minutesAfter(now, -60), closesAt: minutesAfter(now, DAY) });
	await closedRound(homes, regionId);
	await countedRound(homes, regionId, staff.wang);
	const published = await sentPair(chen);
	await publish({ by: moderator, submissionId: published.submissionId, version: published.version, at: now });
	const [decision] = await db.select().from(decisions).where(eq(decisions.submissionId, published.submissionId));
	const offices = await spotOffices(cast);
	await policyFor(cast, offices, daysAgo(90));
	const modelVillageId = await titledModel(cast, offices, daysAgo(25));
	const shownPair = await pairOf(du, "shown");
	const [late, shown] = [await orderedAt(cast, offices, daysAgo(20)), await orderedAt(cast, offices, daysAgo(20))];
	return {
		boards: await boardsOf(cast),
		lateSpot: late.spotId,
		card: { spotId: shown.spotId, exposureId: await shownCard(cast, shown.spotId, daysAgo(1)) },
		modelVillageId,
		titles: await titlesToDoWith(cast, offices),
		lookback: await answeredLookback(cast, offices.gu),
		decisionId: decision?.id ?? "",
		waiting: await sentPair(chen),
		draft: (await draftOf(chen, { key: "draft", at: now })) as string,
		assisted: await begunFor(bao, moderator, "assisted"),
		check: await drawnCheck(chen.householdId, regionId),
		assistedByTurns: await begunFor(bao, moderator, "assisted by turns"),
		assistedToo: await begunFor(bao, moderator, "assisted too"),
		shown: shownPair,
		story: await storyToDoWith(places.qingshi.id, { by: staff.wang, reader: { ...moderator, personId: staff.li.personId } }),
		consents: await agreedTo(published.submissionId, cast),
		spots: await spotsToDoWith(cast, "post-storekeeper"),
	};
}

/** A pair of Chen's that may go to WeChat, and a card of it that hangs. */
async function agreedTo(submissionId: string, { homes, staff }: Cast) {
	const [item, at, by] = [`submission:${submissionId}` as const, new Date(), staff.wang];
	await giveConsents({ agreed: [`${item}/wechat`], textEdition: "2026-12", by: homes.chen, at });
	const { issuedId, token } = await issue({ subject: item, kind: "card", design: "eave", channel: "wechat", contentHash: "", by, at });
	await postCopy({ issuedId, place: "小卖部外墙", by, at });
	const [copy] = await db.select({ id: postedCopies.id }).from(postedCopies).where(eq(postedCopies.issuedId, issuedId));
	return { item, issuedId, token, copyId: copy?.id ?? "" };
}

/** Wang's story of du's pair, being written, with a remark. */
async function storyToDoWith(regionId: string, { by, reader }: { by: Viewer; reader: Viewer }) {
	const { storyId } = await beginStory({ fromId: "shown", headings: [], by, at: new Date() });
	await writeStory({ storyId, beganFrom: 0, typed: typedStory({ leadId: "shown" }), by, at: new Date() });
	await remarkOn({ storyId, version: 1, block: "title", passage: "", words: "核对一下", by: reader, at: new Date() });
	const [remark] = await db.select({ id: storyRemarks.id }).from(storyRemarks);
	return { storyId, remarkId: remark?.id ?? "", pictured: await storyWithPhoto(regionId, { by, at: new Date() }) };
}

/** A hamlet of 白杨村 that was drawn for this inspector, who gets the town for office. */
export async function drawnWalk({ places }: Cast, personId: string): Promise<string> {
	return write(async (tx) => {
		const [at, month, id] = [new Date(), monthAt(new Date()), "walk"];
		const place = { hamletId: places.qiaotou.id, villageId: places.baiyang.id };
		await tx.insert(roleGrants).values({ personId, role: "inspector", regionId: places.shilin.id, grantedAt: at });
		await record(tx, { at, actorId: null, action: "inspection.seal", subject: `inspection:${month}` });
		await tx.insert(inspectionPools).values({ month, ...place, stratum: 1, isDrawn: true });
		await tx.insert(inspectionWalks).values({ id, month, ...place, inspectorId: personId, drawnAt: at });
		await record(tx, { at, actorId: null, action: "inspection.draw", subject: `inspection:${month}` });
		return id;
	});
}

/** A look back of today at a pair of fan's, for whoever inspects; after `drawnWalk`, which gives them the office. */
export async function drawnLookback({ homes, places }: Cast, inspectorId: string): Promise<string> {
	const submissionId = await pairOf(homes.fan, "looked-back", { at: later(new Date(), -8 * DAY_MS) });
	return drawnFor(submissionId, { inspectorId, village: places.baiyang, hamlet: places.qiaotou });
}

/** Gu found the yard of a pair of Du's partly untidy. */
async function answeredLookback({ homes, places }: Cast, by: Viewer) {
	const submissionId = await pairOf(homes.du, "looked-back", { at: later(new Date(), -8 * DAY_MS) });
	const lookbackId = await drawnFor(submissionId, { inspectorId: by.personId, village: places.qingshi, hamlet: places.xipo });
	const found = { answer: "partly", cause: "cleaning_duty", note: "门口有点乱。", upload: await smallUpload(7_777) };
	await answerLookback({ lookbackId, ...found, by, at: new Date() });
	return { lookbackId, submissionId };
}

interface Drawn {
	inspectorId: string;
	village: { id: string };
	hamlet: { id: string };
}

function drawnFor(submissionId: string, { inspectorId, village, hamlet }: Drawn): Promise<string> {
	const at = new Date();
	return write(async (tx) => {
		await record(tx, { at: later(at, -40 * DAY_MS), actorId: null, action: "lookback.seal", subject: `lookback:${monthAt(at)}` });
		const drawn = { month: monthAt(at), villageId: village.id, hamletId: hamlet.id, stratum: 1, chance: 60, isDrawn: true };
		const isFirst = and(eq(lookbacks.submissionId, submissionId), eq(lookbacks.day, 7));
		const [one] = await tx
			.update(lookbacks)
			.set({ ...drawn, inspectorId, onDay: dayAt(at) })
			.where(isFirst)
			.returning({ id: lookbacks.id });
		return one?.id ?? "";
	});
}

/** A change of Wang's in the trail that was drawn to be asked about; by its line. */
export async function drawnCheck(householdId: string, regionId: string): Promise<string> {
	return write(async (tx) => {
		const at = new Date();
		await record(tx, { at, actorId: "person-wang", action: "household.change_head", subject: `household:${householdId}` });
		const [line] = await tx.select({ seq: auditEntries.seq }).from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1);
		const entrySeq = line?.seq ?? 0;
		await tx.insert(householdChecks).values({ entrySeq, householdId, regionId, changedBy: "person-wang", drawnAt: at });
		return String(entrySeq);
	});
}

async function begunFor({ householdId }: Cast["homes"]["bao"], helper: Viewer, idempotencyKey: string): Promise<string> {
	return (await startDraft({ householdId, idempotencyKey, by: helper, helper, at: new Date() })).submissionId;
}

/** Chen's ballot is invalid and Chen appealed; Du's is proposed to be invalid; Bao voted on paper and by phone; a flag is raised. */
export async function closedRound({ bao, chen, du }: Cast["homes"], regionId: string): Promise<void> {
	await roundOf("closed", { regionId, candidates: [bao, du], roll: [bao, chen, du] });
	for (const rollNumber of [1, 2, 3]) await say("closed", rollNumber, [1]);
	const paperBallotId = await readPaper("closed", 1, [1]);
	await closeRound("closed");
	await makeInvalid("closed", 2);
	await makeInvalid("closed", 3, { isSigned: false });
	await appeal({ roundId: "closed", by: chen, words: "票是我家自己投的。", at: minutesAfter(CLOSES, 5) });
	const evidence = { kind: "sample", households: [3], outOf: 1 };
	await write(async (tx) => {
		await tx.insert(ballotConflicts).values({ roundId: "closed", rollNumber: 1, paperBallotId, foundAt: CLOSES });
		await tx.insert(voteFlags).values({ id: "flag", roundId: "closed", kind: "sample", subject: "sample", evidence, foundAt: CLOSES });
	});
}

/** Counted; Chen's household objects. */
async function countedRound({ bao, chen, du }: Cast["homes"], regionId: string, viewer: Viewer): Promise<void> {
	await roundOf("counted", { regionId, candidates: [bao, du], roll: [bao, chen, du] });
	await say("counted", 2, [1]);
	await closeRound("counted");
	await countRound({ roundId: "counted", by: viewer, at: CLOSES });
	await objectTo(ROUND_OBJECTIONS, { subject: "counted", by: chen, words: "第 2 名的票数我看不明白。", at: minutesAfter(CLOSES, 5) });
}
