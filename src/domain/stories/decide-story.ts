import { and, eq, type SQL, sql } from "drizzle-orm";
import { type Reader, type Tx, write } from "#db/client.ts";
import { literal } from "#db/literal.ts";
import { storyDecisions } from "#db/schema/stories/desk.ts";
import { stories, storyVersions } from "#db/schema/stories/stories.ts";
import { isIndependentOf, requireIndependent, whoMaySign } from "#domain/accounts/independence.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { Refusal } from "#domain/errors.ts";
import { notify, retractNotices } from "#domain/notices/notify.ts";
import { inOfficeOf } from "#domain/regions/scope.ts";
import { wordsWithin } from "#domain/text.ts";
import { draftOf } from "./drafts.ts";
import { lookAtPhotos } from "./photos.ts";
import { requireStage, requireStory, type StoryRow, stepOn, tellWriter } from "./stories.ts";
import { DECIDERS, REVIEW_STEPS, type ReviewStep, WRITERS } from "./types.ts";
import { repeatVersion } from "./write-story.ts";

interface OnStory {
	storyId: string;
	by: Viewer;
	at: Date;
}

/** 送审: the newest version, as it is. What its writer typed since then must be in a version first. One that came back without being returned is a version again, because three people read it anew. */
export async function handIn({ storyId, by, at }: OnStory): Promise<void> {
	await write(async (tx) => {
		const story = await requireStory(tx, by, storyId, WRITERS);
		if (story.stage === "first") return;
		requireStage(story, "writing");
		if (story.version === 0) throw new Refusal("conflict", "stories.nothingWritten");
		if (await draftOf(tx, storyId, by.personId)) throw new Refusal("conflict", "stories.draftLeft");
		const decided = await decisionsOn(tx, storyId, story.version);
		if (decided.some(({ outcome }) => outcome === "returned")) throw new Refusal("conflict", "stories.asReturned");
		if (decided.length > 0) await repeatVersion(tx, story, { by, at });
		await retractNotices(tx, `story:${storyId}`, "story_returned");
		await stepOn(tx, { storyId, stage: "first", verb: "story.hand_in", by, at });
	});
}

export function decisionsOn(reader: Reader, storyId: string, version: number) {
	return reader
		.select()
		.from(storyDecisions)
		.where(and(eq(storyDecisions.storyId, storyId), eq(storyDecisions.version, version)))
		.orderBy(storyDecisions.decidedAt);
}

interface Deciding extends OnStory {
	/** Which version they read. */
	version: number;
	words: string;
}

const NEXT = { first: "second", second: "final", final: "approved" } as const;
export const isStep = (stage: string): stage is ReviewStep => stage in NEXT;

/** Passes one of the three steps. Pressed twice by the same person it passes one. */
export async function passStory({ storyId, version, words, by, at }: Deciding): Promise<void> {
	const said = wordsOf(words, 0);
	await write(async (tx) => {
		const step = await requireStep(tx, { storyId, version, by, outcome: "passed" });
		if (!step) return;
		await tx
			.insert(storyDecisions)
			.values({ storyId, version, step, outcome: "passed", words: said, decidedBy: by.personId, decidedAt: at });
		if (step === "final") await lookAtPhotos(tx, { storyId, by, at });
		await stepOn(tx, { storyId, stage: NEXT[step], verb: "story.pass", by, at, note: step });
		if (step === "final") await askHouseholds(tx, storyId, at);
	});
}

/** Its words are settled: whoever did not agree to them yet is asked to read them. */
async function askHouseholds(tx: Tx, storyId: string, at: Date): Promise<void> {
	const silent = await tx.all<{ householdId: string }>(sql`select household_id as "householdId" from story_households_silent
		where story_id = ${storyId} and channel = 'site'`);
	for (const { householdId } of silent)
		await notify(tx, { kind: "story_asks", params: {}, subject: `story:${storyId}`, to: { householdId }, at });
}

/** Back to its writer, with what is to be mended. */
export async function returnStory({ storyId, version, words, by, at }: Deciding): Promise<void> {
	const said = wordsOf(words, 4);
	await write(async (tx) => {
		const step = await requireStep(tx, { storyId, version, by, outcome: "returned" });
		if (!step) return;
		const story = await requireStory(tx, by, storyId, DECIDERS.first);
		await tx
			.insert(storyDecisions)
			.values({ storyId, version, step, outcome: "returned", words: said, decidedBy: by.personId, decidedAt: at });
		await stepOn(tx, { storyId, stage: "writing", verb: "story.return", by, at, note: step });
		await tellWriter(tx, story, { kind: "story_returned", at });
	});
}

function wordsOf(typed: string, least: number): string {
	const said = wordsWithin(typed, { least, most: 500 });
	if (said === undefined) throw new Refusal("invalid", "stories.wordsLength", { field: "words", params: { least, most: 500 } });
	return said;
}

interface Asked {
	storyId: string;
	version: number;
	by: Viewer;
	outcome: "passed" | "returned";
}

/** The step that waits for this person; null if they said the same of this version before. */
async function requireStep(tx: Tx, { storyId, version, by, outcome }: Asked): Promise<ReviewStep | null> {
	const story = await requireStory(tx, by, storyId, DECIDERS.first);
	const decisions = await decisionsOn(tx, storyId, version);
	if (decisions.some((one) => one.decidedBy === by.personId && one.outcome === outcome && one.step !== story.stage)) return null;
	if (!isStep(story.stage) || version !== story.version) throw new Refusal("conflict", "stories.notNow");
	await requireStory(tx, by, storyId, DECIDERS[story.stage]);
	await requireFresh(tx, story, { step: story.stage, by });
	return story.stage;
}

/** Three different people, none of whom wrote it or is close to a household in it; who lets it out is independent of its writers. */
async function requireFresh(tx: Tx, story: StoryRow, { step, by }: { step: ReviewStep; by: Viewer }): Promise<void> {
	const { writers, others } = await hadPart(tx, story);
	const region = { id: story.regionId, path: story.path };
	if (await isCloseToAny(tx, by, story.storyId)) throw new Refusal("forbidden", "stories.close");
	if (step === "final") return requireIndependent(tx, by, { region, roles: DECIDERS.final, besides: writers, except: others });
	if (![...writers, ...others].includes(by.personId)) return;
	const names = await namesFor(tx, story, step);
	throw new Refusal("forbidden", names ? "stories.threePeople" : "stories.tooFew", { params: { names } });
}

async function hadPart(reader: Reader, { storyId, version }: Pick<StoryRow, "storyId" | "version">) {
	const rows = await reader.selectDistinct({ id: storyVersions.writtenBy }).from(storyVersions).where(eq(storyVersions.storyId, storyId));
	const passed = (await decisionsOn(reader, storyId, version)).filter(({ outcome }) => outcome === "passed");
	return { writers: rows.map(({ id }) => id), others: passed.map(({ decidedBy }) => decidedBy) };
}

async function isCloseToAny(reader: Reader, { personId }: Viewer, storyId: string): Promise<boolean> {
	const rows = await reader.all(sql`select 1 from story_households t join close_households c on c.household_id = t.household_id
		where t.story_id = ${storyId} and c.person_id = ${personId} limit 1`);
	return rows.length > 0;
}

/** Who may take the step that a story waits for. */
export async function namesFor(reader: Reader, story: Pick<StoryRow, "storyId" | "version" | "regionId" | "path">, step: ReviewStep) {
	const { writers, others } = await hadPart(reader, story);
	const region = { id: story.regionId, path: story.path };
	const besides = step === "final" ? writers : [];
	const able = await whoMaySign(reader, { region, roles: DECIDERS[step], besides, except: [...writers, ...others] });
	return able.map(({ name }) => name).join("、");
}

/** Whether a story waits for a step that this person may take, as a condition beside its place (`regions`). */
export function waitsFor(viewer: Viewer): SQL {
	const { id, version, stage } = stories;
	const me = viewer.personId;
	const steps = REVIEW_STEPS.map((step) => sql`${stage} = ${literal(step)} and ${inOfficeOf(viewer, DECIDERS[step])}`);
	const isFree = isIndependentOf(me, { other: "v.written_by", regionId: "stories.region_id" });
	return sql`(${sql.join(steps, sql` or `)})
		and not exists (select 1 from story_versions v where v.story_id = ${id} and (v.written_by = ${me} or ${stage} = 'final' and not ${isFree}))
		and not exists (select 1 from story_decisions d where d.story_id = ${id} and d.version = ${version} and d.outcome = 'passed' and d.decided_by = ${me})
		and not exists (select 1 from story_households t join close_households c on c.household_id = t.household_id where t.story_id = ${id} and c.person_id = ${me})`;
}
