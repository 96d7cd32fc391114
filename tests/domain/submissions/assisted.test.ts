import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { decisions } from "#db/schema/moderation.ts";
import { photoRedactions } from "#db/schema/photos.ts";
import { pointEntries } from "#db/schema/points.ts";
import { assistedSubmissions, consents, submissions, submissionVersions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { publish, returnToHousehold } from "#domain/moderation/decide.ts";
import { queue } from "#domain/moderation/queue.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { assistedBy } from "#domain/submissions/assisted.ts";
import { describe } from "#domain/submissions/describe.ts";
import { helping, homesToHelp } from "#domain/submissions/helper.ts";
import { ownSubmission } from "#domain/submissions/own-submission.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { placedPhoto } from "#tests/pairs.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const begin = async (helper: Viewer = cast.staff.li, { householdId = "household-bao", key = "one" } = {}) =>
	(await startDraft({ householdId, idempotencyKey: key, by: helper, helper, at: MORNING })).submissionId;

/** Everything but the yes. */
async function writtenDown(helper: Viewer = cast.staff.li): Promise<string> {
	const submissionId = await begin(helper);
	const by = await helping(helper, submissionId);
	for (const side of ["before", "after"] as const) await placedPhoto(submissionId, by, side, { at: MORNING });
	await describe({ submissionId, words: "院墙根清出来了。", categoryCode: "Q3-01", startedBy: "self", by, at: MORNING });
	return submissionId;
}
async function sayYes(
	submissionId: string,
	{ helper = cast.staff.li, saidBy = "鲍春生", how = "spoken", speaker = "", consents = true } = {},
) {
	const by = await helping(helper, submissionId);
	const yes = { helper, saidBy, speaker, how, readText: "2026-12" };
	return sendSubmission({ submissionId, consentsToDisplay: consents, by, yes, at: MORNING });
}
const refused = (words: string) => ({ cause: { message: expect.stringContaining(words) } });

test("an officer writes a pair down for a household: it waits, the household reads who helped and who said yes, and only it gets the points", async () => {
	const submissionId = await writtenDown();
	expect(await sayYes(submissionId)).toEqual({ stage: "waiting", version: 1 });
	const told = (await noticesFor(cast.homes.bao.viewer)).map(({ kind, params }) => ({ kind, ...params }));
	expect(told).toEqual([{ kind: "pair_assisted", helper: "李敏" }]);
	const own = await ownSubmission(cast.homes.bao.viewer, submissionId);
	expect(own.help).toMatchObject({ helper: "李敏", saidBy: "鲍春生", how: "spoken" });
	expect(own.steps).toMatchObject([
		{ stage: "draft", helper: "李敏", member: null },
		{ stage: "waiting", helper: "李敏", isUndo: false },
	]);
	const lines = await db.select().from(auditEntries).where(eq(auditEntries.action, "submission.send_for"));
	expect(lines).toMatchObject([
		{ actorId: "person-li", subject: `submission:${submissionId}`, detail: { version: 1, how: "spoken", readText: "2026-12" } },
	]);
	await publish({ by: cast.staff.meng, submissionId, version: 1, at: MORNING });
	const paid = await db.select().from(pointEntries);
	expect(paid.map(({ householdId, points }) => [householdId, points])).toEqual([
		["household-bao", 2],
		["household-bao", 0],
	]);
});

test("begun twice by one form it is one pair, sent twice it is sent once", async () => {
	expect(await begin()).toBe(await begin());
	const submissionId = await writtenDown();
	await sayYes(submissionId);
	expect(await sayYes(submissionId)).toEqual({ stage: "waiting", version: 1 });
	expect(await db.select().from(submissionVersions)).toHaveLength(1);
	expect(await db.select().from(assistedSubmissions)).toHaveLength(2);
});

test.each<[string, object, () => Promise<unknown>]>([
	["outside their places", { refusal: "not_found" }, () => begin(cast.staff.li, { householdId: "household-fan" })],
	["as an auditor", { refusal: "not_found" }, () => begin(cast.staff.song)],
	["their own household", { key: "households.recused" }, () => begin(cast.baoAsModerator)],
	["a declared relative", { key: "households.recused" }, async () => [await related(), await begin()]],
	["what another officer began", { refusal: "not_found" }, async () => helping(cast.staff.meng, await begin())],
	[
		"and names nobody who agreed",
		{ key: "households.speaker.missing", field: "saidBy" },
		async () => sayYes(await writtenDown(), { saidBy: " " }),
	],
	[
		"and names somebody who is none of the household's",
		{ key: "households.speaker.unknown" },
		async () => sayYes(await writtenDown(), { saidBy: "陈桂兰" }),
	],
	["and does not say how", { key: "assist.howMissing", field: "how" }, async () => sayYes(await writtenDown(), { how: "heard" })],
	["without its yes", { key: "submissions.missing.consent" }, async () => sayYes(await writtenDown(), { consents: false })],
	[
		"whose slip they printed",
		{ key: "assist.ownSlip" },
		async () => [await slipBy(), await sayYes(await writtenDown(admin()), { helper: admin() })],
	],
	[
		"past the bound of a day",
		{ refusal: "too_many", key: "assist.tooManyToday" },
		async () => [await one(), await begin(), await begin(cast.staff.li, { key: "two" })],
	],
])("nobody helps %s", async (_what, refusal, deed) => {
	await expect(deed()).rejects.toMatchObject(refusal);
	expect(await db.select().from(submissionVersions)).toEqual([]);
});
test("a slip for a household that went into this one counts as its slip", async () => {
	await mergedWithSlip();
	expect(await homesToHelp(admin(), "鲍春生")).toMatchObject([{ hasOwnSlip: true }]);
	expect(await homesToHelp(cast.staff.meng, "鲍春生")).toMatchObject([{ hasOwnSlip: false }]);
	expect(await homesToHelp(admin(), "杜长河")).toMatchObject([{ hasOwnSlip: false }]);
	await expect(sayYes(await writtenDown(admin()), { helper: admin() })).rejects.toMatchObject({ key: "assist.ownSlip" });
});
async function mergedWithSlip(): Promise<void> {
	await issueSlip({ householdId: "household-chen", by: admin(), at: MORNING });
	await carryOut(mergeHouseholds, { householdId: "household-chen", intoId: "household-bao", by: cast.staff.wang, at: MORNING });
}
const related = () =>
	write((tx) => tx.insert(declaredRelatives).values({ personId: "person-li", householdId: "household-bao", declaredAt: MORNING }));
const one = () => changeSetting({ key: "assistedPerHelperDay", value: "1", by: cast.staff.wang, at: MORNING });
const admin = () => as(cast.staff.li, "village_admin", cast.places.qingshi);
const slipBy = () => issueSlip({ householdId: "household-bao", by: admin(), at: MORNING });

test("while a pair of the household is not decided its helper prints it no slip; afterwards they do", async () => {
	const submissionId = await writtenDown(admin());
	await expect(slipBy()).rejects.toMatchObject({ refusal: "conflict", key: "accounts.slips.helper" });
	await sayYes(submissionId, { helper: admin() });
	await expect(slipBy()).rejects.toMatchObject({ key: "accounts.slips.helper" });
	await publish({ by: cast.staff.meng, submissionId, version: 1, at: MORNING });
	expect((await slipBy()).pin).toMatch(/^\d{8}$/);
});

test("the helper neither finds it in their queue nor decides on it", async () => {
	const submissionId = await writtenDown();
	await sayYes(submissionId);
	const seenBy = async (viewer: Viewer) => (await queue(viewer, { at: MORNING })).waiting;
	expect([await seenBy(cast.staff.li), await seenBy(cast.staff.meng)]).toEqual([0, 1]);
	await expect(publish({ by: cast.staff.li, submissionId, version: 1, at: MORNING })).rejects.toMatchObject({ refusal: "not_found" });
});

test("returned, its helper mends it and asks for the yes again; the household takes it back like any other", async () => {
	const submissionId = await writtenDown();
	await sayYes(submissionId);
	await returnToHousehold({ by: cast.staff.meng, submissionId, version: 1, reasons: ["too_dark"], note: "", at: MORNING });
	expect(await sayYes(submissionId, { saidBy: "鲍家大儿子", speaker: "unlisted", how: "paper" })).toEqual({ stage: "waiting", version: 2 });
	expect((await ownSubmission(cast.homes.bao.viewer, submissionId)).help).toMatchObject({
		...{ saidBy: "鲍家大儿子", saidByUnlisted: true, how: "paper" },
	});
	expect(await assistedBy(cast.staff.li)).toMatchObject([{ submissionId, door: "东沟 0001 鲍春生", stage: "waiting" }]);
	await withdrawSubmission({ submissionId, by: cast.homes.bao, at: MORNING });
	expect(await noticesFor(cast.homes.bao.viewer)).toEqual([]);
});

test("the household goes on itself with what an officer began, by its own yes", async () => {
	const submissionId = await writtenDown();
	await sendSubmission({ submissionId, consentsToDisplay: true, by: cast.homes.bao, at: MORNING });
	expect(await db.select().from(submissionVersions)).toMatchObject([{ sentBy: "person-bao" }]);
	expect((await ownSubmission(cast.homes.bao.viewer, submissionId)).help).toMatchObject({ helper: "李敏", saidBy: null });
});

test("a household is found by number, name or door code, within the officer's places and never their own", async () => {
	const found = async (typed: string, viewer: Viewer = cast.staff.li) => (await homesToHelp(viewer, typed)).map(({ headName }) => headName);
	expect(await found("鲍春生")).toEqual(["鲍春生"]);
	expect((await found("0001")).sort()).toEqual(["杜长河", "鲍春生"]);
	expect(await found("ba00000000")).toEqual(["鲍春生"]);
	expect(await found("范秋菊")).toEqual([]);
	expect(await found("鲍春生", cast.baoAsModerator)).toEqual([]);
	expect(await found("鲍春生", cast.staff.song)).toEqual([]);
});

const byHand = async (row: Partial<typeof assistedSubmissions.$inferInsert>) => {
	const submissionId = await writtenDown();
	const yes = {
		submissionId,
		version: 1,
		helperId: "person-li",
		at: MORNING,
		saidBy: "鲍春生",
		how: "spoken" as const,
		readText: "2026-12",
	};
	await write((tx) => tx.insert(assistedSubmissions).values({ ...yes, ...row }));
};
const version = (submissionId: string, sentBy: string) => {
	const said = { categoryCode: "Q3-01", words: "", startedBy: "self" as const, before: [], after: [] };
	return write((tx) => tx.insert(submissionVersions).values({ submissionId, version: 1, ...said, sentBy, sentAt: MORNING }));
};
const yesBy = (submissionId: string, givenBy: string) =>
	write((tx) =>
		tx.insert(consents).values({ householdId: "household-bao", submissionId, channel: "public_display", givenBy, givenAt: MORNING }),
	);

test.each<[string, string, () => Promise<unknown>]>([
	["somebody of the household is its helper", "own household", () => byHand({ helperId: "person-bao" })],
	["another officer says the yes of what one began", "goes on with it", () => byHand({ helperId: "person-meng" })],
	["a yes names nobody", "assisted_submissions_whole", () => byHand({ saidBy: null })],
	["who printed a slip says the yes", "printed a slip", async () => [await slipByHand(), await byHand({})]],
	["who printed a slip of one that went into it says the yes", "printed a slip", async () => [await mergedWithSlip(), await byHand({})]],
	["a stranger sends it", "sent by the household itself", async () => version(await writtenDown(), "person-meng")],
	["its helper sends it without a yes", "sent by the household itself", async () => version(await writtenDown(), "person-li")],
	["its helper consents without naming who agreed", "given by the household itself", async () => yesBy(await writtenDown(), "person-li")],
	["its helper decides", "wrote down", async () => decideBy(await sent(), "person-li")],
	["its helper redacts", "wrote down", async () => redactBy(await sent(), "person-li")],
	["its helper prints a slip meanwhile", "not decided yet", async () => [await writtenDown(), await slipByHand()]],
	[
		"who helped is changed",
		"append-only",
		async () => [await begin(), await write((tx) => tx.update(assistedSubmissions).set({ helperId: "person-meng" }))],
	],
])("the database refuses that %s", async (_what, words, deed) => {
	await expect(deed()).rejects.toMatchObject(refused(words));
});
const slipByHand = () =>
	write((tx) =>
		tx.run(`insert into sign_in_slips (id, household_id, person_id, pin_hash, issued_by, issued_at, expires_at)
		values ('slip', 'household-bao', 'person-bao', 'x', 'person-li', ${MORNING.getTime()}, ${MORNING.getTime() + 1})`),
	);
async function sent(): Promise<string> {
	const submissionId = await writtenDown();
	await sayYes(submissionId);
	return submissionId;
}
const decideBy = (submissionId: string, moderatorId: string) =>
	write((tx) => tx.insert(decisions).values({ submissionId, version: 1, outcome: "declined", moderatorId, decidedAt: MORNING }));
async function redactBy(submissionId: string, decidedBy: string): Promise<void> {
	const [row] = await db.select().from(submissionVersions).where(eq(submissionVersions.submissionId, submissionId));
	const photoId = row?.before[0] ?? "";
	await write((tx) => tx.insert(photoRedactions).values({ photoId, revision: 0, rectangles: [], decidedBy, decidedAt: MORNING }));
}

test("what an officer began counts among the household's own drafts", async () => {
	await begin();
	expect(await db.select().from(submissions)).toMatchObject([{ householdId: "household-bao", createdBy: "person-li", stage: "draft" }]);
});

test("a household hears when its helper took a pair back, once; a draft that it never sent is no news", async () => {
	const { li } = cast.staff;
	const submissionId = await writtenDown();
	await sayYes(submissionId);
	const takeBack = async () => withdrawSubmission({ submissionId, by: await helping(li, submissionId), helper: li, at: MORNING });
	await takeBack();
	await takeBack();
	const told = async () => (await noticesFor(cast.homes.bao.viewer)).map(({ kind, params }) => ({ kind, ...params }));
	expect(await told()).toEqual([{ kind: "pair_taken_back", helper: "李敏" }]);
	const draft = await begin(li, { key: "two" });
	await withdrawSubmission({ submissionId: draft, by: await helping(li, draft), helper: li, at: MORNING });
	expect(await told()).toHaveLength(1);
});

test("while a pair stands in a vote its helper takes nothing back, the household itself may", async () => {
	const { li } = cast.staff;
	const submissionId = await writtenDown();
	await sayYes(submissionId);
	const { householdId, personId } = cast.homes.bao;
	const given = { givenBy: personId, givenAt: MORNING };
	await write((tx) => tx.insert(consents).values({ id: "vote", householdId, submissionId, channel: "vote", occasion: "june", ...given }));
	const byHelper = withdrawSubmission({ submissionId, by: await helping(li, submissionId), helper: li, at: MORNING });
	await expect(byHelper).rejects.toMatchObject({ refusal: "conflict", key: "assist.standsInVote" });
	expect(await withdrawSubmission({ submissionId, by: cast.homes.bao, at: MORNING })).toMatchObject({ wasSent: true });
});
