import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { consents } from "#db/schema/submissions.ts";
import { voteNominations } from "#db/schema/votes/rounds.ts";
import { sessionHolder } from "#domain/accounts/sessions.ts";
import { setPassphrase } from "#domain/accounts/set-passphrase.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { mergeHouseholds } from "#domain/households/merge-households.ts";
import { noticesFor } from "#domain/notices/notices.ts";
import { answerNomination, takeBackYes } from "#domain/votes/rounds/answer-nomination.ts";
import { drawUpRoll } from "#domain/votes/rounds/change-roll.ts";
import { draftRound } from "#domain/votes/rounds/draft-round.ts";
import { nominate } from "#domain/votes/rounds/nominate.ts";
import { nominationsFor, nominationsOf } from "#domain/votes/rounds/nominations.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { announceAsSeen, checkEverywhere, RULES } from "#tests/drafts.ts";
import { pairOf } from "#tests/published.ts";
import { letIn } from "#tests/slips.ts";
import { hired, officeOf } from "#tests/village.ts";

// Yun, who runs 青石村, drafts a round and nominates bao's household. Tao of the town named Yun, Qiu (an auditor) and Rao; Yun hired Hao (an auditor too).
let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;
let roundId: string;
freshDatabase(async () => {
	cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
	({ roundId } = await draftRound({ by: office.yun, regionId: cast.places.qingshi.id, draft: RULES, at: MORNING }));
	await ask("bao");
});

type Home = keyof typeof cast.homes;
const ask = async (home: Home, by = office.yun) =>
	nominate({ by, roundId, submissionId: await pairOf(cast.homes[home], `pair-${home}`), words: "", at: MORNING });
const row = async (home: Home = "bao") => {
	const [found] = await db
		.select()
		.from(voteNominations)
		.where(eq(voteNominations.householdId, `household-${home}`));
	return found as typeof voteNominations.$inferSelect;
};
const trail = (action: string) => db.select().from(auditEntries).where(eq(auditEntries.action, action));
const told = async () => (await noticesFor(cast.homes.bao.viewer)).map(({ kind, params }) => [kind, params]);

type Said = "accepted" | "declined";
const say = async (by: Viewer & { householdId: string }, answer: Said = "accepted", home: Home = "bao") =>
	answerNomination({ nominationId: (await row(home)).id, answer, words: "一家人收拾的。", by, at: MORNING });
const HEADS = { bao: "鲍春生", chen: "陈桂兰", du: "杜长河", fan: "范秋菊" };
const hear = async (by: Viewer, { answer = "accepted" as Said, saidBy = "", speaker = "", home = "bao" as Home } = {}) =>
	answerNomination({
		nominationId: (await row(home)).id,
		answer,
		saidBy: saidBy || HEADS[home],
		speaker,
		words: "一家人收拾的。",
		by,
		at: MORNING,
	});
const takeBack = async () => takeBackYes({ nominationId: (await row()).id, by: cast.homes.bao, at: MORNING });

const QIU_OR_RAO = /^qiu 同事（青石村）、rao 同事（青石村）/;
const OTHER_WAY = { refusal: "forbidden", key: "households.ownWord.otherWay", params: { names: expect.stringMatching(QIU_OR_RAO) } };

test("no slip of the drafter, of the drafter's own admin, or of who named the drafter says yes or no; the refusal names who hears it", async () => {
	const second = await hired("second", "village_admin", cast.places.qingshi, office.yun);
	for (const printer of [office.yun, second, office.tao]) {
		const bao = await letIn("bao", printer);
		for (const answer of ["accepted", "declined"] as const) {
			await expect(say(bao, answer)).rejects.toMatchObject(OTHER_WAY);
		}
	}
	expect(await row()).toMatchObject({ answer: null, answeredBy: null });
	expect(await db.select().from(consents).where(eq(consents.channel, "vote"))).toEqual([]);
	expect(await trail("nomination.answer")).toEqual([]);
});

test("nor does a slip of the nominator, where another one drafted", async () => {
	await ask("chen", office.rao);
	const chen = await letIn("chen", office.rao);
	await expect(say(chen, "accepted", "chen")).rejects.toMatchObject({
		...OTHER_WAY,
		params: { names: expect.stringMatching(/^qiu 同事（青石村）/) },
	});
	await expect(say(await letIn("chen", office.yun), "accepted", "chen")).rejects.toMatchObject({ key: OTHER_WAY.key });
});

test("by a slip of somebody else the household answers itself, twice is once, and the row says who let it in", async () => {
	const bao = await letIn("bao", office.rao);
	expect(await nominationsFor(bao.householdId, bao)).toMatchObject([{ helpers: null }]);
	await say(bao);
	await say(bao);
	expect(await row()).toMatchObject({ answer: "accepted", answeredBy: "person-bao", letInBy: office.rao.personId, saidBy: null });
	expect(await trail("nomination.answer")).toHaveLength(1);
});

test("a passphrase carries the drafter's slip on, until it is chosen anew by a slip of somebody else", async () => {
	const choose = async (by: Viewer, at: Date) => {
		const passphrase = "院墙外头那棵老槐树今年开花";
		const { sessionId } = await setPassphrase({ by, current: "", passphrase, address: "10.4.0.1", at });
		return { ...((await sessionHolder(sessionId, at)) as Viewer), householdId: "household-bao" };
	};
	const carried = await choose(await letIn("bao", office.yun), MORNING);
	await expect(say(carried)).rejects.toMatchObject(OTHER_WAY);
	expect(await nominationsFor(carried.householdId, carried)).toMatchObject([{ helpers: expect.stringMatching(QIU_OR_RAO) }]);
	const at = minutesAfter(MORNING, 5);
	await say(await choose(await letIn("bao", office.rao, at), at));
	expect(await row()).toMatchObject({ answer: "accepted" });
});

test("somebody who had no part writes the yes down, twice is once; trail, row and notice say so, and it is the household's consent", async () => {
	await letIn("bao", office.yun);
	await hear(office.qiu);
	await hear(office.qiu, { saidBy: "另一个人", speaker: "unlisted" });
	const { consentId } = await row();
	expect(await row()).toMatchObject({ answer: "accepted", answeredBy: office.qiu.personId, saidBy: "鲍春生", words: "一家人收拾的。" });
	expect(await db.select().from(consents).where(eq(consents.channel, "vote"))).toMatchObject([
		{ id: consentId, givenBy: office.qiu.personId },
	]);
	expect(await trail("nomination.answer_for")).toMatchObject([{ actorId: office.qiu.personId, subject: `round:${roundId}` }]);
	expect(await told()).toEqual([["answered_for", { round: RULES.name, answer: "accepted" }]]);
	expect(await nominationsOf(roundId)).toMatchObject([{ state: "accepted", heardBy: "qiu 同事", saidBy: "鲍春生" }]);
	await expect(hear(office.rao, { answer: "declined" })).rejects.toMatchObject({
		refusal: "conflict",
		key: "rounds.answered.accepted",
	});
});

test("who printed a slip of a household that went into this one writes nothing down for it", async () => {
	await letIn("chen", office.rao);
	await carryOut(mergeHouseholds, { householdId: "household-chen", intoId: "household-bao", by: cast.staff.wang, at: MORNING });
	expect(await nominationsOf(roundId)).toMatchObject([{ printers: [office.rao.personId] }]);
	await expect(hear(office.rao)).rejects.toMatchObject({ refusal: "forbidden" });
	const { id } = await row();
	const said = { answer: "declined", answeredBy: office.rao.personId, answeredAt: MORNING, saidBy: "鲍春生" } as const;
	const byHand = write((tx) => tx.update(voteNominations).set(said).where(eq(voteNominations.id, id)));
	await expect(byHand).rejects.toMatchObject({ cause: { message: expect.stringContaining("by the hand of who asks") } });
	await hear(office.qiu);
});

test.each(["accepted", "declined"] as const)(
	"what was written down (%s) the household undoes and is asked again, also by the slip that may not answer",
	async (answer) => {
		const bao = await letIn("bao", office.yun);
		await hear(office.qiu, { answer });
		expect(await nominationsFor(bao.householdId, bao)).toMatchObject([{ state: answer, heardBy: "qiu 同事" }]);
		await takeBackYes({ nominationId: (await row()).id, by: bao, at: MORNING });
		await expect(takeBack()).rejects.toMatchObject({ refusal: "conflict", key: "rounds.noYes" });
		expect(await row()).toMatchObject({ answer: null, answeredBy: null, consentId: null, saidBy: null });
		expect(await told()).toEqual([]);
		expect(await nominationsFor(bao.householdId, bao)).toMatchObject([{ state: "waiting" }]);
		expect(await trail("nomination.take_back")).toHaveLength(1);
		const others = answer === "accepted" ? "declined" : "accepted";
		await hear(office.rao, { answer: others });
		expect(await row()).toMatchObject({ answer: others, answeredBy: office.rao.personId });
	},
);

test("from the announcement on a yes that was written down is taken back like any other, and a no stays", async () => {
	await ask("chen");
	await ask("du");
	await hear(office.qiu);
	await hear(office.qiu, { home: "chen" });
	await hear(office.qiu, { home: "du", answer: "declined" });
	await drawUpRoll({ by: office.yun, roundId, at: MORNING });
	await checkEverywhere(office.yun, roundId, MORNING);
	await announceAsSeen(office.yun, roundId, MORNING);
	await takeBack();
	expect(await row()).toMatchObject({ answer: "accepted", saidBy: "鲍春生" });
	const no = { nominationId: (await row("du")).id, by: cast.homes.du, at: MORNING };
	await expect(takeBackYes(no)).rejects.toMatchObject({ key: "rounds.noYes" });
	await expect(hear(office.rao, { home: "du" })).rejects.toMatchObject({ key: "rounds.answered.declined" });
});

test("whoever asked, was made by them, printed a slip, is close or has no office there writes nothing down, nor does anybody without a name", async () => {
	const { yun, hao, rao, qiu, gu } = office;
	await expect(hear(yun)).rejects.toMatchObject({
		key: "accounts.notBoth",
		params: { names: expect.stringMatching(/^qiu 同事、rao 同事/) },
	});
	await expect(hear(hao)).rejects.toMatchObject({
		key: "accounts.askAnother",
		params: { names: expect.stringMatching(/^qiu 同事、rao 同事/) },
	});
	await issueSlip({ householdId: "household-bao", by: rao, at: MORNING });
	await expect(hear(rao)).rejects.toMatchObject({ key: "accounts.notBoth", params: { names: expect.stringMatching(/^qiu 同事、宋平/) } });
	for (const stranger of [gu, cast.staff.li]) await expect(hear(stranger)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(hear(qiu, { saidBy: "  " })).rejects.toMatchObject({ key: "households.speaker.missing", field: "saidBy" });
	await expect(hear(qiu, { saidBy: "陈桂兰" })).rejects.toMatchObject({ key: "households.speaker.unknown", field: "saidBy" });
	await write((tx) => tx.insert(declaredRelatives).values({ personId: qiu.personId, householdId: "household-bao", declaredAt: MORNING }));
	await expect(hear(qiu)).rejects.toMatchObject({ key: "households.recused" });
	expect(await row()).toMatchObject({ answer: null });
	expect(await told()).toMatchObject([["nominated", {}]]);
});

const BY_HAND = "no word of a household by the hand of who asks for it";
test.each<[string, string, () => Partial<typeof voteNominations.$inferInsert>]>([
	["a no in a session of the drafter's slip", BY_HAND, () => ({ answeredBy: "person-bao", letInBy: office.yun.personId })],
	["a no that hides whose slip it was", "by one of the household's sessions", () => ({ answeredBy: "person-bao", letInBy: null })],
	[
		"a no that names another's slip",
		"by one of the household's sessions",
		() => ({ answeredBy: "person-bao", letInBy: office.rao.personId }),
	],
	["a no that the drafter wrote down", BY_HAND, () => ({ answeredBy: office.yun.personId, saidBy: "鲍春生" })],
	["a no that the drafter's own auditor wrote down", BY_HAND, () => ({ answeredBy: office.hao.personId, saidBy: "鲍春生" })],
	["a no that who printed a slip of it wrote down", BY_HAND, () => ({ answeredBy: office.rao.personId, saidBy: "鲍春生" })],
	["a no that an officer says in nobody's name", "the household itself answers", () => ({ answeredBy: office.qiu.personId })],
	["a no that its own member wrote down", "somebody not close to it", () => ({ answeredBy: "person-bao", saidBy: "鲍春生" })],
	["a no that nobody by name said", "a name has 1 to 240 characters", () => ({ answeredBy: office.qiu.personId, saidBy: "" })],
])("the database refuses %s", async (_what, why, wrong) => {
	await letIn("bao", office.yun);
	await issueSlip({ householdId: "household-bao", by: office.rao, at: MORNING });
	const said = { answer: "declined" as const, answeredAt: MORNING, ...wrong() };
	const { id } = await row();
	const forged = write((tx) => tx.update(voteNominations).set(said).where(eq(voteNominations.id, id)));
	await expect(forged).rejects.toMatchObject({ cause: { message: expect.stringContaining(why) } });
	expect(await row()).toMatchObject({ answer: null });
});

test("the database undoes nothing that the household said itself", async () => {
	await say(await letIn("bao", office.rao), "declined");
	const unsaid = { answer: null, answeredBy: null, answeredAt: null };
	await expect(write((tx) => tx.update(voteNominations).set(unsaid))).rejects.toMatchObject({
		cause: { message: expect.stringContaining("answered once") },
	});
});
