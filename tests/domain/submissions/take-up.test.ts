import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { assistedTurns } from "#db/schema/assisted-turns.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { assistedSubmissions, consents, submissionVersions } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { publish } from "#domain/moderation/decide.ts";
import { queue } from "#domain/moderation/queue.ts";
import { noticesAtWork } from "#domain/notices/notices.ts";
import { assistedBy, withColleague, withColleagues } from "#domain/submissions/assisted.ts";
import { describe } from "#domain/submissions/describe.ts";
import { helping } from "#domain/submissions/helper.ts";
import { ownSubmission } from "#domain/submissions/own-submission.ts";
import { sendSubmission } from "#domain/submissions/send-submission.ts";
import { startDraft } from "#domain/submissions/start-draft.ts";
import { takeUp } from "#domain/submissions/take-up.ts";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { placedPhoto } from "#tests/pairs.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let submissionId: string;
const at = minutesAfter(MORNING, 30);
freshDatabase(async () => {
	cast = await inviteCast();
	const helper = cast.staff.li;
	({ submissionId } = await startDraft({ householdId: "household-bao", idempotencyKey: "one", by: helper, helper, at: MORNING }));
	const by = await helping(helper, submissionId);
	for (const side of ["before", "after"] as const) await placedPhoto(submissionId, by, side, { at: MORNING });
	await describe({ submissionId, words: "", categoryCode: "Q3-01", startedBy: "self", by, at: MORNING });
});
const sayYes = async (helper: Viewer) =>
	sendSubmission({
		...{ submissionId, consentsToDisplay: true, by: await helping(helper, submissionId), at },
		yes: { helper, saidBy: "鲍春生", how: "spoken", readText: "2026-12" },
	});
const doors = async (lines: Promise<{ door: string; helper: string }[]>) => (await lines).map(({ door, helper }) => `${door} ${helper}`);

test("a colleague takes up what somebody began, once; who began it hears so and helps no more, the yes is the colleague's to ask", async () => {
	const { li, meng } = cast.staff;
	expect(await doors(withColleagues(meng))).toEqual(["东沟 0001 鲍春生 李敏"]);
	await takeUp({ submissionId, by: meng, at });
	await takeUp({ submissionId, by: meng, at });
	expect(await db.select().from(assistedTurns)).toMatchObject([{ submissionId, turn: 1, helperId: "person-meng" }]);
	expect(await db.select().from(auditEntries).where(eq(auditEntries.action, "submission.take_up"))).toMatchObject([
		{ actorId: "person-meng", subject: `submission:${submissionId}`, detail: { from: "person-li" } },
	]);
	expect(await noticesAtWork(li)).toMatchObject([{ kind: "help_taken_up", params: { helper: "孟和" }, way: "/staff/assist" }]);
	expect([await doors(assistedBy(li)), await doors(assistedBy(meng))]).toEqual([[], ["东沟 0001 鲍春生 孟和"]]);
	expect(await doors(withColleagues(li))).toEqual(["东沟 0001 鲍春生 孟和"]);
	await expect(helping(li, submissionId)).rejects.toMatchObject({ refusal: "not_found" });
	await sayYes(meng);
	const kept = await db.select().from(assistedSubmissions);
	expect(kept.map(({ version, helperId, saidBy }) => [version, helperId, saidBy])).toEqual([
		[0, "person-li", null],
		[1, "person-meng", "鲍春生"],
	]);
	expect(await db.select().from(submissionVersions)).toMatchObject([{ sentBy: "person-meng" }]);
	expect(await db.select().from(consents)).toMatchObject([{ givenBy: "person-meng" }]);
	expect((await ownSubmission(cast.homes.bao.viewer, submissionId)).help).toMatchObject({ helper: "孟和", saidBy: "鲍春生" });
});

test("what a colleague sent for a household is in nobody's hands: no page says so or offers to take it up", async () => {
	const { li, meng } = cast.staff;
	expect(await withColleague(meng, submissionId)).toMatchObject({ helper: "李敏", wasMine: false });
	await sayYes(li);
	expect([await withColleague(meng, submissionId), await withColleagues(meng)]).toEqual([null, []]);
	await expect(takeUp({ submissionId, by: meng, at })).rejects.toMatchObject({ refusal: "conflict" });
});

test("the household reads who helps now before anything was sent, and after a handing back it is the first one again", async () => {
	const { li, meng } = cast.staff;
	await takeUp({ submissionId, by: meng, at });
	expect((await ownSubmission(cast.homes.bao.viewer, submissionId)).help).toMatchObject({ helper: "孟和", saidBy: null });
	await takeUp({ submissionId, by: li, at: minutesAfter(at, 1) });
	expect(await sayYes(li)).toEqual({ stage: "waiting", version: 1 });
});

test("who ever helped decides nothing on the pair and prints the household no slip meanwhile", async () => {
	const { li, meng } = cast.staff;
	await takeUp({ submissionId, by: meng, at });
	await sayYes(meng);
	for (const one of [li, meng]) {
		expect((await queue(one, { at })).waiting).toBe(0);
		await expect(publish({ by: one, submissionId, version: 1, at })).rejects.toMatchObject({ refusal: "not_found" });
	}
	const by = as(li, "village_admin", cast.places.qingshi);
	await expect(issueSlip({ householdId: "household-bao", by, at })).rejects.toMatchObject({ key: "accounts.slips.helper" });
});

test.each<[string, object, () => Promise<unknown>]>([
	[
		"outside their places",
		{ refusal: "not_found" },
		() => takeUp({ submissionId, by: as(cast.staff.li, "moderator", cast.places.baiyang), at }),
	],
	["without an office for it", { refusal: "not_found" }, () => takeUp({ submissionId, by: cast.staff.song, at })],
	["of their own household", { key: "households.recused" }, () => takeUp({ submissionId, by: cast.baoAsModerator, at })],
	["that is not there", { refusal: "not_found" }, () => takeUp({ submissionId: "none", by: cast.staff.meng, at })],
	[
		"that was withdrawn",
		{ refusal: "conflict" },
		async () => {
			await sayYes(cast.staff.li);
			await withdrawSubmission({ submissionId, by: cast.homes.bao, at });
			await takeUp({ submissionId, by: cast.staff.meng, at });
		},
	],
	[
		"that the household has sent",
		{ key: "submissions.notEditable.waiting" },
		async () => {
			await sayYes(cast.staff.li);
			await takeUp({ submissionId, by: cast.staff.meng, at });
		},
	],
])("nobody takes up a pair %s", async (_what, refusal, deed) => {
	await expect(deed()).rejects.toMatchObject(refusal);
	expect(await db.select().from(assistedTurns)).toEqual([]);
});

const turn = (row: Partial<typeof assistedTurns.$inferInsert>) =>
	write((tx) => tx.insert(assistedTurns).values({ submissionId, turn: 1, helperId: "person-meng", at, ...row }));

test.each<[string, string, () => Promise<unknown>]>([
	["somebody of the household takes it up", "own household", () => turn({ helperId: "person-bao" })],
	["its helper takes it up", "another one", () => turn({ helperId: "person-li" })],
	[
		"it was sent",
		"only of what the household has not sent",
		async () => {
			await sayYes(cast.staff.li);
			await turn({});
		},
	],
	["a turn is left out", "one turn after the other", () => turn({ turn: 2 })],
	[
		"who handed it over says its yes",
		"goes on with it",
		async () => {
			await turn({});
			const yes = { saidBy: "鲍春生", how: "spoken" as const, readText: "2026-12" };
			await write((tx) => tx.insert(assistedSubmissions).values({ submissionId, version: 1, helperId: "person-li", at, ...yes }));
		},
	],
	[
		"a turn is changed",
		"append-only",
		async () => [await turn({}), await write((tx) => tx.update(assistedTurns).set({ helperId: "person-li" }))],
	],
])("the database refuses that %s", async (_what, words, deed) => {
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});
