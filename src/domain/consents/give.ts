import { and, eq, ne, sql } from "drizzle-orm";
import { type Tx, write } from "#db/client.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { stories } from "#db/schema/stories/stories.ts";
import { submissions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { record } from "#domain/audit/trail.ts";
import { Refusal } from "#domain/errors.ts";
import { printersOf, withMerged } from "#domain/households/merged.ts";
import { requireSpeaker, type Said } from "#domain/households/speaker.ts";
import { notify, retractNotice } from "#domain/notices/notify.ts";
import { requireMayHelp } from "#domain/submissions/helper.ts";
import { requireGrown } from "#domain/submissions/send-submission.ts";
import type { Member } from "#domain/submissions/types.ts";
import { type Agreed, agreedIn, endIn, idIn, paperCodeIn } from "./rules.ts";
import { untellWhoUsedIt } from "./take-back.ts";
import type { Item } from "./types.ts";

interface Giving {
	/** As "submission:ID/wechat", of a story with the version that was read: "story:ID@3/wechat". */
	agreed: string[];
	/** The last day for which they agree, as a form says it; empty or absent: until they take it back. */
	until?: string;
	/** Of the text that was read. */
	textEdition: string;
	at: Date;
}

/** 按渠道同意: the household itself ticks where what it shows may go. What it agreed to before stays as it is. */
export async function giveConsents({ by, ...giving }: Giving & { by: Member }): Promise<void> {
	const agreed = agreedIn(giving.agreed);
	const endsAt = endIn(giving.until, giving.at);
	return write(async (tx) => {
		await requireGrown(tx, by);
		await requireShown(tx, by.householdId, agreed);
		const { textEdition, at } = giving;
		const given = await give(tx, agreed, { householdId: by.householdId, recordedBy: by.personId, textEdition, how: "own", endsAt, at });
		await recordGiven(tx, given, { action: "consent.give", actorId: by.personId, textEdition, how: "own", at });
	});
}

export interface Recording extends Giving, Said {
	householdId: string;
	how: string;
	/** Of the signed sheet; empty if it was said. */
	paperCode: string;
	by: Viewer;
}

/** An officer writes down what a member said, or what the signed sheet says; the household reads it, and may take it back. */
export async function recordConsents({ householdId, by, at, ...said }: Recording): Promise<void> {
	const agreed = agreedIn(said.agreed);
	const endsAt = endIn(said.until, at);
	return write(async (tx) => {
		await requireMayRecord(tx, by, householdId);
		const speaker = await requireSpeaker(tx, householdId, said);
		const how = requireHow(said.how);
		const paperCode = how === "paper" ? await requirePaper(tx, said.paperCode, householdId) : null;
		await requireShown(tx, householdId, agreed);
		const { textEdition } = said;
		const given = await give(tx, agreed, { householdId, recordedBy: by.personId, textEdition, how, ...speaker, paperCode, endsAt, at });
		if (given.length === 0) return;
		await recordGiven(tx, given, { action: "consent.record", actorId: by.personId, textEdition, how, at });
		const told = { kind: "consent_recorded", params: { helper: by.name }, subject: `household:${householdId}` } as const;
		await notify(tx, { ...told, to: { householdId }, occasion: at.getTime(), at });
	});
}

/** Whoever printed a slip of the household could be the household. */
export async function requireMayRecord(tx: Tx, by: Viewer, householdId: string): Promise<void> {
	await requireMayHelp(tx, by, householdId);
	const rows = await tx.all(sql`select 1 where ${by.personId} in ${printersOf(householdId)}`);
	if (rows.length > 0) throw new Refusal("forbidden", "consents.ownSlip");
}

function requireHow(typed: string): "spoken" | "paper" {
	if (typed !== "spoken" && typed !== "paper") throw new Refusal("invalid", "assist.howMissing", { field: "how" });
	return typed;
}

async function requirePaper(tx: Tx, typed: string, householdId: string): Promise<string> {
	const code = paperCodeIn(typed);
	if (!code) throw new Refusal("invalid", "consents.codeMissing", { field: "paperCode" });
	const elsewhere = sql`${channelConsents.householdId} not in ${withMerged(householdId)}`;
	const [others] = await tx
		.select({ id: channelConsents.id })
		.from(channelConsents)
		.where(and(eq(channelConsents.paperCode, code), elsewhere))
		.limit(1);
	if (others) throw new Refusal("conflict", "consents.codeOfOthers", { field: "paperCode" });
	return code;
}

/** What is asked about is theirs, and was read as it is now. */
export async function requireShown(tx: Tx, householdId: string, agreed: Agreed[]): Promise<void> {
	for (const item of new Set(agreed.map((one) => one.item))) {
		const stage = item.startsWith("story:") ? await stageOfStory(tx, item, householdId) : await stageOfPair(tx, item, householdId);
		if (!stage) throw new Refusal("not_found", "common.notFound");
		if (item.startsWith("story:") ? stage === "dropped" : stage !== "published") throw new Refusal("conflict", "consents.notShown");
	}
	for (const one of agreed) await requireRead(tx, one, householdId);
}

/** The newest text says nothing that was not in the one that they read; what was left out since needs no new yes. The trigger asks the same. */
async function requireRead(tx: Tx, { item, version }: Agreed, householdId: string): Promise<void> {
	const toThem = sql`(household_id is null or household_id in ${withMerged(householdId)})`;
	const [more] = await tx.all<{
		title: string;
	}>(sql`select v.title from stories s join story_versions v on v.story_id = s.id and v.number = s.version
		where ${item} = 'story:' || s.id and s.id = ${idIn(item)} and (s.version < ${version} or exists (
			select part, words from story_words where story_id = s.id and number = s.version and ${toThem}
			except select part, words from story_words where story_id = s.id and number = ${version}))`);
	if (more) throw new Refusal("conflict", "consents.storyChanged", { params: { title: more.title } });
}

async function stageOfPair(tx: Tx, item: Item, householdId: string): Promise<string | undefined> {
	const { id, stage } = submissions;
	const isOwn = and(eq(id, idIn(item)), eq(submissions.householdId, householdId), ne(stage, "draft"));
	return (await tx.select({ stage }).from(submissions).where(isOwn))[0]?.stage;
}

async function stageOfStory(tx: Tx, item: Item, householdId: string): Promise<string | undefined> {
	const tells = sql`exists (select 1 from story_households where story_id = ${stories.id} and household_id in ${withMerged(householdId)})`;
	const isOwn = and(eq(stories.id, idIn(item)), tells);
	return (await tx.select({ stage: stories.stage }).from(stories).where(isOwn))[0]?.stage;
}

type Yes = Omit<typeof channelConsents.$inferInsert, "item" | "channel" | "givenAt" | "storyVersion"> & { at: Date };

/** Returns what did not stand before. */
async function give(tx: Tx, agreed: Agreed[], { at, ...yes }: Yes): Promise<Agreed[]> {
	const rows = agreed.map(({ version, ...one }) => ({ ...yes, ...one, storyVersion: version, givenAt: at }));
	const { item, channel, storyVersion: version } = channelConsents;
	const given = (await tx.insert(channelConsents).values(rows).onConflictDoNothing().returning({ item, channel, version })) as Agreed[];
	for (const one of given.filter(({ channel: to }) => to === "site"))
		await retractNotice(tx, { kind: "story_asks", subject: one.item, to: { householdId: yes.householdId } });
	for (const item of new Set(given.map((one) => one.item))) await untellWhoUsedIt(tx, item);
	return given;
}

interface Line {
	action: "consent.give" | "consent.record";
	actorId: string;
	textEdition: string;
	how: string;
	at: Date;
}

async function recordGiven(tx: Tx, given: Agreed[], { action, actorId, textEdition, how, at }: Line): Promise<void> {
	const items = Map.groupBy(given, ({ item }): Item => item);
	for (const [subject, those] of items)
		await record(tx, { at, actorId, action, subject, detail: { channels: those.map(({ channel }) => channel), textEdition, how } });
}
