import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { pointCallbacks } from "#db/schema/callbacks.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { notices } from "#db/schema/notices.ts";
import { pointEntries } from "#db/schema/points.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { refuse, sign } from "#domain/approvals/answer.ts";
import { confirmHelp } from "#domain/awards/confirm-help.ts";
import { enterList } from "#domain/awards/enter-list.ts";
import { AWARD_APPROVAL } from "#domain/awards/pay-list.ts";
import { answerCallback } from "#domain/callbacks/answer-callback.ts";
import { countCallbacks, openCallbacks, untrueCallbacks } from "#domain/callbacks/callbacks.ts";
import { CALLBACK_APPROVAL, proposeRuling } from "#domain/callbacks/rule-callback.ts";
import { undoOf } from "#domain/callbacks/rules.ts";
import { untrueSeen } from "#domain/callbacks/rulings.ts";
import { answerDispute } from "#domain/closes/answer-dispute.ts";
import { disputeEntry } from "#domain/closes/dispute-entry.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { adjust } from "#domain/points/adjust.ts";
import { award } from "#domain/points/credit.ts";
import { accountOf } from "#domain/points/ledger.ts";
import { NEIGHBOUR_HELP, PUBLISHED_PAIR } from "#domain/points/rules.ts";
import { statement } from "#domain/points/statement.ts";
import { verifyLedger } from "#domain/points/verify.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { hired, officeOf } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let office: Awaited<ReturnType<typeof officeOf>>;
/** Of the town; unlike Tao, Lin did not appoint Yun. */
let lin: Viewer;
const VILLAGE = "region-990101100201";
const LATER = minutesAfter(MORNING, 60);
const KINDS = { award: AWARD_APPROVAL, callback: CALLBACK_APPROVAL };
const BAO = "household-bao";

freshDatabase(async () => {
	cast = await inviteCast();
	office = await officeOf(cast.places, cast.staff.wang);
	lin = await hired("lin", "town_admin", cast.places.shilin, cast.staff.wang);
});

/** The newest entry of a household, drawn, and what it says. */
async function drawn(householdId = BAO): Promise<number> {
	const entries = await db.select().from(pointEntries).where(eq(pointEntries.householdId, householdId));
	const entrySeq = entries.at(-1)?.seq ?? 0;
	await write((tx) =>
		tx.insert(pointCallbacks).values({ entrySeq, householdId, villageId: VILLAGE, quarter: "2026-Q4", drawnAt: MORNING }),
	);
	return entrySeq;
}

const answer = (entrySeq: number, by: Viewer, said = "untrue") =>
	answerCallback({ entrySeq, answer: said, how: "visit", words: "那天没有去。", by, at: LATER });

async function given(actorId = office.yun.personId): Promise<number> {
	await write((tx) =>
		award(tx, {
			...{ rule: PUBLISHED_PAIR, source: "decision:1", evidence: "submission:1", householdId: BAO },
			decidedBy: actorId,
			at: MORNING,
		}),
	);
	const [paid] = await db.select().from(pointEntries).where(eq(pointEntries.source, "decision:1"));
	const entrySeq = paid?.seq ?? 0;
	await write((tx) =>
		tx.insert(pointCallbacks).values({ entrySeq, householdId: BAO, villageId: VILLAGE, quarter: "2026-Q4", drawnAt: MORNING }),
	);
	return entrySeq;
}

const propose = (entrySeq: number, more: object = {}) =>
	proposeRuling({ entrySeq, outcome: "reverse", why: "签到表上没有这户。", by: lin, at: LATER, ...more });
const waiting = async () => (await db.select().from(approvals).where(sql`kind = 'callback' and answer is null`))[0]?.id ?? "";
const signs = async (by: Viewer = office.rao) => sign({ approvalId: await waiting(), by, at: LATER }, KINDS);
const told = async () =>
	(await db.select().from(notices)).filter(({ kind }) => kind === "callback_ruled").map(({ householdId, params }) => [householdId, params]);

/** Six helpers of du's household: sixty points, entered by Yun, signed by Qiu, and paid by the word of who was helped. */
async function helpedByMany(): Promise<void> {
	const homes = ["东沟 1", "东沟 2"];
	for (const number of ["11", "12", "13", "14"]) {
		const place = { hamletId: cast.places.xipo.id, number, headName: `马${number}`, status: "lived_in" as const };
		await carryOut(addHousehold, { ...place, by: null, at: MORNING });
		homes.push(`西坡 ${number}`);
	}
	const list = { key: "list-key-1", villageId: VILLAGE, code: "P05", heldOn: "2026-10-31", occasion: "帮杜家收拾", paperNumber: "" };
	await enterList({ ...list, homes: homes.join("\n"), helped: "西坡 1", words: "六户一起去的", by: office.yun, at: MORNING });
	const [asked] = await db.select().from(approvals).where(eq(approvals.kind, "award"));
	await sign({ approvalId: asked?.id ?? "", by: office.qiu, at: MORNING }, KINDS);
	await confirmHelp({ listId: "list-key-1", isTrue: true, word: { by: cast.homes.du.viewer } as never, at: MORNING });
}

const byHand = (statement: string) => write((tx) => tx.run(sql.raw(statement)));

test.each<[string, () => Viewer, string]>([
	["who entered the list", () => office.yun, "accounts.notBoth"],
	["whom they hired", () => office.hao, "accounts.askAnother"],
	["who signed it", () => office.qiu, "closes.callbacks.hadHand"],
])(
	"%s neither finds nor answers a call-back about it, though the household's word paid it: by command and by hand",
	async (_who, by, key) => {
		await helpedByMany();
		const entrySeq = await drawn();
		const [entry] = await db.select().from(pointEntries).where(eq(pointEntries.seq, entrySeq));
		expect(entry?.actorId).toBe(cast.homes.du.personId);
		expect((await openCallbacks(by(), LATER)).page).toEqual([]);
		await expect(answer(entrySeq, by())).rejects.toMatchObject({ refusal: "forbidden", key });
		await expect(
			byHand(
				`update point_callbacks set answer = 'true', how = 'phone', words = '是的', answered_by = '${by().personId}', answered_at = 1`,
			),
		).rejects.toMatchObject({ cause: { message: expect.stringContaining("not by who wrote or signed the entry") } });
		await answer(entrySeq, office.rao, "true");
	},
);

test("what is untrue waits for the town until two people took it back, held points too; the household is told once and reads why", async () => {
	const entrySeq = await given();
	await answer(entrySeq, office.rao);
	expect([await countCallbacks(lin, LATER), await countCallbacks(cast.staff.wang, LATER)]).toEqual([
		{ open: 0, untrue: 1 },
		{ open: 0, untrue: 1 },
	]);
	expect([(await countCallbacks(office.rao, LATER)).untrue, (await untrueCallbacks(office.yun)).length]).toEqual([0, 0]);
	for (const _ of ["once", "twice"]) await propose(entrySeq);
	expect(await db.$count(approvals)).toBe(1);
	expect(await untrueSeen(office.rao, entrySeq)).toMatchObject({ isWaiting: true, isRuled: false, mayRule: false });
	await signs();
	await expect(propose(entrySeq)).rejects.toMatchObject({ key: "approvals.signedAlready" });
	expect(await accountOf(db, BAO)).toEqual({ balance: 0, held: 0 });
	expect(await told()).toEqual([[BAO, { outcome: "reverse", points: -5 }]]);
	expect((await statement(BAO)).lines.find(({ seq }) => seq === entrySeq)?.ruling).toEqual({
		outcome: "reverse",
		why: "签到表上没有这户。",
	});
	expect([await countCallbacks(lin, LATER), await untrueCallbacks(lin)]).toEqual([{ open: 0, untrue: 0 }, []]);
	expect((await verifyLedger()).faults).toEqual([]);
});

test("left as it is, no point moves and the household is told so; refused, it waits for another proposal", async () => {
	const entrySeq = await given();
	await answer(entrySeq, office.rao);
	await propose(entrySeq);
	await refuse({ approvalId: await waiting(), by: office.rao, why: "照片里是他家。", at: LATER }, KINDS);
	expect((await countCallbacks(lin, LATER)).untrue).toBe(1);
	await propose(entrySeq, { outcome: "close", by: cast.staff.wang });
	await signs();
	expect([await told(), await accountOf(db, BAO)]).toEqual([[[BAO, { outcome: "close", points: 0 }]], { balance: 2, held: 3 }]);
});

test("what was put in by hand or spent goes the other way, and what was spent meanwhile is no debt", async () => {
	const byHandGiven = {
		householdId: BAO,
		points: 8,
		rule: NEIGHBOUR_HELP,
		source: "fix:1",
		evidence: "fix:1",
		actorId: office.yun.personId,
	};
	await write((tx) => adjust(tx, { ...byHandGiven, at: MORNING }));
	const entrySeq = await drawn();
	await answer(entrySeq, office.rao);
	await propose(entrySeq);
	await write((tx) => adjust(tx, { ...byHandGiven, points: -5, source: "fix:2", at: MORNING }));
	await signs();
	expect([await told(), await accountOf(db, BAO)]).toEqual([[[BAO, { outcome: "reverse", points: -3 }]], { balance: 0, held: 0 }]);
	expect((await verifyLedger()).faults).toEqual([]);
});

test.each([
	[{ kind: "issue", points: 10, correction: 0 }, { by: "reverse" }],
	[{ kind: "redeem", points: -10, correction: 0 }, { by: "reverse" }],
	[
		{ kind: "issue", points: 10, correction: -10 },
		{ by: "adjust", points: 0 },
	],
	[
		{ kind: "issue", points: 10, correction: -4 },
		{ by: "adjust", points: -6 },
	],
	[
		{ kind: "adjust", points: 8, correction: 0 },
		{ by: "adjust", points: -8 },
	],
	[
		{ kind: "adjust", points: -8, correction: 3 },
		{ by: "adjust", points: 5 },
	],
] as const)("%o is taken back so: %o", (entry, undo) => {
	expect(undoOf(entry)).toEqual(undo);
});

const refusals: [string, string, (entrySeq: number) => Promise<unknown>][] = [
	["there is no such outcome", "closes.callbacks.outcomeMissing", (seq) => propose(seq, { outcome: "fine" })],
	["no reason is given", "approvals.whyMissing", (seq) => propose(seq, { why: " " })],
	["the village itself proposes", "common.notFound", (seq) => propose(seq, { by: office.rao })],
	["an auditor proposes", "common.notFound", (seq) => propose(seq, { by: cast.staff.song })],
	["it is of no call-back", "common.notFound", () => propose(99)],
	["whoever wrote the entry signs", "accounts.notBoth", async (seq) => [await propose(seq), await signs(office.yun)]],
	["somebody whom the writer hired signs", "accounts.askAnother", async (seq) => [await propose(seq), await signs(office.hao)]],
	["who appointed the writer proposes", "accounts.askAnother", (seq) => propose(seq, { by: office.tao })],
	["the proposer signs", "approvals.secondPerson", async (seq) => [await propose(seq), await signs(lin)]],
	[
		"a relative proposes",
		"households.recused",
		async (seq) => {
			await write((tx) => tx.insert(declaredRelatives).values({ personId: lin.personId, householdId: BAO, declaredAt: MORNING }));
			await propose(seq);
		},
	],
	[
		"the household's own dispute waits",
		"closes.callbacks.disputed",
		async (seq) => {
			await propose(seq);
			const by = { ...cast.homes.bao.viewer, householdId: BAO };
			await disputeEntry({ entrySeq: seq, words: "这件事不是我家的", by, at: LATER });
			await signs();
		},
	],
];

test.each(refusals)("a ruling is refused when %s, and no point moves", async (_what, key, deed) => {
	const entrySeq = await given();
	await answer(entrySeq, office.qiu);
	await expect(deed(entrySeq)).rejects.toMatchObject({ key });
	expect([await told(), await accountOf(db, BAO)]).toEqual([[], { balance: 2, held: 3 }]);
});

test("what a household called true, and what nobody answered, is not ruled on", async () => {
	const entrySeq = await given();
	await expect(propose(entrySeq)).rejects.toMatchObject({ key: "closes.callbacks.notUntrue" });
	await answer(entrySeq, office.qiu, "true");
	await expect(propose(entrySeq)).rejects.toMatchObject({ key: "closes.callbacks.notUntrue" });
	await expect(untrueSeen(lin, entrySeq)).rejects.toMatchObject({ refusal: "not_found" });
});

test("a town admin who wrote the entry neither sees nor rules on it; the district does", async () => {
	const entrySeq = await given(lin.personId);
	await answer(entrySeq, office.qiu);
	await expect(untrueSeen(lin, entrySeq)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(propose(entrySeq, { by: lin })).rejects.toMatchObject({ key: "accounts.notBoth" });
	expect([(await countCallbacks(lin, LATER)).untrue, (await countCallbacks(cast.staff.song, LATER)).untrue]).toEqual([0, 0]);
});

const proposedByHand = (entrySeq: number, by: string, outcome = "reverse", subject = String(entrySeq)) =>
	byHand(`insert into approvals (id, kind, subject, region_id, household_id, outcome, why, proposed_by, proposed_at)
		values ('x', 'callback', '${subject}', '${VILLAGE}', '${BAO}', '${outcome}', '查过签到表', '${by}', 1)`);
const signedByHand = (by: string) =>
	byHand(`update approvals set answer = 'signed', answered_by = '${by}', answered_at = 2 where kind = 'callback'`);

test.each<[string, string, (seq: number) => Promise<unknown>]>([
	["whoever wrote the entry proposes", "had a hand in the entry", (seq) => proposedByHand(seq, office.yun.personId)],
	["whom they hired proposes", "had a hand in the entry", (seq) => proposedByHand(seq, office.hao.personId)],
	["something else becomes of it", "reverses or closes", (seq) => proposedByHand(seq, lin.personId, "double")],
	["it is about another entry", "reverses or closes", (seq) => proposedByHand(seq, lin.personId, "close", "2")],
	[
		"whoever wrote the entry signs",
		"had a hand in the entry",
		async (seq) => [await propose(seq), await signedByHand(office.yun.personId)],
	],
])("the database refuses that %s", async (_what, words, deed) => {
	const entrySeq = await given();
	await answer(entrySeq, office.qiu);
	await expect(deed(entrySeq)).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});

test("what was taken back is not taken once more by the answer to a dispute, by command and by hand", async () => {
	const other = { rule: PUBLISHED_PAIR, source: "decision:2", evidence: "submission:2", householdId: BAO };
	await write((tx) => award(tx, { ...other, decidedBy: office.yun.personId, at: MORNING }));
	const entrySeq = await given();
	await answer(entrySeq, office.rao);
	await propose(entrySeq);
	await signs();
	const before = await accountOf(db, BAO);
	await disputeEntry({ entrySeq, words: "这笔说不清。", by: { ...cast.homes.bao.viewer, householdId: BAO }, at: LATER });
	const dispute = (correction: string) =>
		answerDispute({ entrySeq, isUpheld: true, correction, words: "看过了，确实不该给。", by: lin, at: LATER });
	await expect(dispute("-2")).rejects.toMatchObject({ key: "closes.refused.takenBack", field: "correction" });
	const more = { householdId: BAO, points: -2, rule: PUBLISHED_PAIR, source: `dispute:${entrySeq}`, evidence: `dispute:${entrySeq}` };
	await expect(
		write(async (tx) => {
			await adjust(tx, { ...more, actorId: lin.personId, at: LATER });
			await tx.run(
				sql`update point_disputes set is_upheld = 1, correction = -2, answer = '看过了，不该给。', answered_by = ${lin.personId}, answered_at = 1`,
			);
		}),
	).rejects.toMatchObject({ cause: { message: expect.stringContaining("taken back before") } });
	await dispute("0");
	expect(await accountOf(db, BAO)).toEqual(before);
});
