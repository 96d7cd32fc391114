import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, write } from "#db/client.ts";
import { people } from "#db/schema/accounts.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { declaredRelatives, signInSlips } from "#db/schema/households.ts";
import { ballots } from "#db/schema/votes/ballots.ts";
import { paperBallots, paperEntries } from "#db/schema/votes/papers.ts";
import { changeHead } from "#domain/households/change-head.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { dismissNotices } from "#domain/notices/dismiss.ts";
import { noticesAtWork, noticesFor } from "#domain/notices/notices.ts";
import { castBallot } from "#domain/votes/ballots/cast-ballot.ts";
import { openedChoice } from "#domain/votes/ballots/seal.ts";
import { enterPaper } from "#domain/votes/papers/enter-paper.ts";
import { issuePapers } from "#domain/votes/papers/issue-papers.ts";
import { paperFigures, paperLines, paperVillages, waitingPapers } from "#domain/votes/papers/papers.ts";
import { roundFor } from "#domain/votes/rounds/round.ts";
import { sha256 } from "#platform/hash.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { crowdOf } from "#tests/crowd.ts";
import { freshDatabase } from "#tests/database.ts";
import { NOON, paperFor, readByTwo, SPOILED, ticked } from "#tests/papers.ts";
import { CLOSES, OPENS, roundOf } from "#tests/rounds.ts";
import { hired } from "#tests/village.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const UNTIL = minutesAfter(CLOSES, 600);

freshDatabase(async () => {
	cast = await inviteCast();
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan, du], roll: [bao, chen, du, fan], paperUntil: UNTIL });
});

const issue = (householdIds: string[], more = {}) => issuePapers({ roundId: "june", householdIds, by: cast.staff.wang, at: NOON, ...more });
const enter = (code: string, more: Partial<Parameters<typeof enterPaper>[0]> = {}) =>
	enterPaper({ roundId: "june", code, reading: ticked(2, 3), by: cast.staff.li, at: NOON, ...more });
const chenPaper = () => paperFor("household-chen", cast.staff.wang);
const heard = async () => (await noticesFor(cast.homes.chen.viewer)).map(({ kind, params }) => ({ kind, ...params }));
const both = (): [typeof cast.staff.li, typeof cast.staff.meng] => [cast.staff.li, cast.staff.meng];

test("a paper's code is on the paper only, and each is written down", async () => {
	const { papers, without } = await issue(["household-du", "household-chen"]);
	expect(papers.map(({ hamletName, number, headName }) => `${hamletName} ${number} ${headName}`)).toEqual([
		"东沟 0002 陈桂兰",
		"西坡 0001 杜长河",
	]);
	expect(without).toEqual([]);
	const rows = await db.select().from(paperBallots);
	for (const { code, mark } of papers) {
		expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
		const row = rows.find(({ codeHash }) => codeHash === sha256(code));
		expect(row?.codeHash.slice(0, 6).toUpperCase()).toBe(mark);
		expect(JSON.stringify([rows, await db.select().from(auditEntries)])).not.toContain(code);
	}
	expect(await db.select().from(auditEntries).where(eq(auditEntries.action, "paper.issue"))).toHaveLength(2);
});

test("issued anew, the old paper is void and only the new one can be entered", async () => {
	const old = await chenPaper();
	const now = await chenPaper();
	expect(now).not.toBe(old);
	await expect(enter(old)).rejects.toMatchObject({ refusal: "conflict", key: "papers.voidCode" });
	expect(await enter(now)).toBe("first");
	const round = await roundFor("june");
	expect(await paperFigures(round, NOON)).toEqual({ valid: 1, voided: 1, used: null });
	expect(await paperFigures(round, CLOSES)).toEqual({ valid: 1, voided: 1, used: 0 });
});

test("for a village those are listed who never signed in and have none; the search finds anybody, and says who has one", async () => {
	const { bao } = cast.homes;
	const slip = { householdId: bao.householdId, personId: bao.personId, pinHash: "x", issuedAt: MORNING, expiresAt: NOON, usedAt: MORNING };
	await write((tx) => tx.insert(signInSlips).values(slip));
	const villageId = cast.places.qingshi.id;
	const needed = async () => (await paperVillages("june")).map((village) => [village.name, village.needed]);
	const listed = async (search = "") =>
		(await paperLines("june", { villageId, search })).lines.map(({ headName, hasPaper }) => [headName, hasPaper]);
	expect(await needed()).toEqual([
		["青石村", 2],
		["白杨村", 1],
	]);
	expect(await listed()).toEqual([
		["陈桂兰", false],
		["杜长河", false],
	]);
	await chenPaper();
	expect(await needed()).toEqual([
		["青石村", 1],
		["白杨村", 1],
	]);
	expect(await listed()).toEqual([["杜长河", false]]);
	expect([await listed("陈"), await listed("鲍"), await listed("范"), await listed("王")]).toEqual([
		[["陈桂兰", true]],
		[["鲍春生", false]],
		[[expect.any(String), false]],
		[],
	]);
});

test("who signs in and chooses a passphrase while the vote is open stays on the list, which would otherwise tell that they did", async () => {
	const { chen } = cast.homes;
	const before = await paperVillages("june");
	const slip = { householdId: chen.householdId, personId: chen.personId, pinHash: "x", issuedAt: MORNING, expiresAt: CLOSES, usedAt: NOON };
	await write((tx) => tx.insert(signInSlips).values(slip));
	const chosen = { passphraseHash: "x", passphraseChangedAt: NOON };
	await write((tx) => tx.update(people).set(chosen).where(eq(people.id, chen.personId)));
	expect(await paperVillages("june")).toEqual(before);
	await write((tx) => tx.update(people).set({ passphraseChangedAt: MORNING }).where(eq(people.id, chen.personId)));
	expect(await paperVillages("june")).not.toEqual(before);
});

test("a household whose only sign-in went with its old head comes onto the list", async () => {
	const { bao } = cast.homes;
	const slip = {
		householdId: bao.householdId,
		personId: bao.personId,
		pinHash: "x",
		issuedAt: MORNING,
		expiresAt: CLOSES,
		usedAt: MORNING,
	};
	await write((tx) => tx.insert(signInSlips).values(slip));
	const listed = async () =>
		(await paperLines("june", { villageId: cast.places.qingshi.id, search: "" })).lines.map(({ headName }) => headName);
	expect(await listed()).not.toContain("鲍春生");
	await carryOut(changeHead, { householdId: bao.householdId, by: cast.staff.wang, why: "died", name: "鲍小松", at: NOON });
	expect(await listed()).toContain("鲍小松");
});

test("a paper of another round is none of this one", async () => {
	const { bao, chen, du } = cast.homes;
	await chenPaper();
	await roundOf("july", { regionId: cast.places.shilin.id, candidates: [bao, du], roll: [bao, chen, du] });
	const villageId = cast.places.qingshi.id;
	expect(await paperVillages("july")).toMatchObject([{ needed: 3 }]);
	const { lines } = await paperLines("july", { villageId, search: "" });
	expect(lines.map(({ headName, hasPaper }) => [headName, hasPaper])).toContainEqual(["陈桂兰", false]);
	expect(await paperFigures(await roundFor("july"), NOON)).toMatchObject({ valid: 0 });
});

test("a long list says how many there are", async () => {
	const { bao, chen } = cast.homes;
	const roll = await crowdOf(70, [cast.places.donggou]);
	await roundOf("crowd", { regionId: cast.places.qingshi.id, candidates: [bao, chen], roll });
	const list = async (search: string) => {
		const { lines, total } = await paperLines("crowd", { villageId: cast.places.qingshi.id, search });
		return [lines.length, total];
	};
	expect([await list(""), await list("户主"), await list("户主69")]).toEqual([
		[60, 70],
		[20, 70],
		[1, 1],
	]);
});

test.each<[string, string, () => Promise<unknown>]>([
	["nobody is chosen", "papers.noneChosen", () => issue([])],
	["sixty-one are chosen", "papers.tooMany", () => issue(Array.from({ length: 61 }, (_, n) => `household-${n}`))],
	["one of them is not on the roll", "papers.notOnRoll", () => issue(["household-chen", "household-nobody"])],
	["the vote is over", "papers.tooLateToIssue", () => issue(["household-chen"], { at: CLOSES })],
	["it is not their round", "rounds.notYours", () => issue(["household-chen"], { by: cast.staff.song })],
	[
		"they see no round",
		"common.notFound",
		() => issue(["household-chen"], { by: as(cast.staff.wang, "village_admin", { ...cast.places.qingshi, path: "/else/" }) }),
	],
])("no paper is made when %s", async (_what, key, deed) => {
	await expect(deed()).rejects.toMatchObject({ key });
	expect(await db.select().from(paperBallots)).toEqual([]);
});

test("a draft has no papers yet", async () => {
	const { bao, chen } = cast.homes;
	await roundOf("july", { regionId: cast.places.shilin.id, candidates: [bao, chen], roll: [bao, chen], isAnnounced: false });
	await expect(issue(["household-chen"], { roundId: "july" })).rejects.toMatchObject({ key: "papers.notAnnounced" });
});

test("two who read the same put the ballot into the box, sealed, as the household's own", async () => {
	const code = await chenPaper();
	expect(await enter(code.toUpperCase().replace(/(.{5})/, "$1 "))).toBe("first");
	expect(await db.select().from(ballots)).toEqual([]);
	expect(await waitingPapers(cast.staff.li, "june")).toMatchObject([{ own: ticked(2, 3), other: null }]);
	expect(await waitingPapers(cast.staff.meng, "june")).toEqual([]);
	expect(await enter(code, { by: cast.staff.meng, reading: ticked(3, 2) })).toBe("agreed");
	const rows = await db.select().from(ballots);
	expect(rows).toMatchObject([{ rollNumber: 2, version: 1, channel: "paper", votes: 2, at: NOON, deviceMark: null }]);
	expect(openedChoice("june", Buffer.from(rows[0]?.sealed ?? []), { rollNumber: 2, version: 1 })).toEqual([2, 3]);
	expect(await heard()).toEqual([{ kind: "paper_read", round: "金秋最美庭院", outcome: "cast" }]);
	await expect(enter(code)).rejects.toMatchObject({ key: "papers.usedCode" });
	expect(await db.select().from(ballots)).toHaveLength(1);
});

test("that a paper was read is told to its household alone, and gone when it puts that away", async () => {
	await readByTwo(await chenPaper(), ticked(2), both());
	for (const viewer of Object.values(cast.staff)) expect(await noticesAtWork(viewer)).toEqual([]);
	for (const { viewer } of [cast.homes.bao, cast.homes.du]) expect(await noticesFor(viewer)).toEqual([]);
	const [notice] = await noticesFor(cast.homes.chen.viewer);
	expect(notice?.way).toBe("/votes/june");
	await dismissNotices(cast.homes.chen.viewer, [notice?.noticeId ?? ""]);
	expect(await heard()).toEqual([]);
});

test("a paper that came back is not issued anew, and the phone hears that it stands", async () => {
	await readByTwo(await chenPaper(), ticked(2), both());
	expect(await issue(["household-chen", "household-du"])).toMatchObject({
		papers: [{ headName: "杜长河" }],
		without: [{ headName: "陈桂兰" }],
	});
	const phone = castBallot({ roundId: "june", householdId: "household-chen", numbers: [3], channel: "phone", at: NOON });
	await expect(phone).rejects.toMatchObject({ refusal: "forbidden", key: "ballots.paperUsed" });
});

test("a difference is shown to these two only, and both read again", async () => {
	const [{ code, mark } = { code: "", mark: "" }] = (await issue(["household-chen"])).papers;
	await enter(code, { reading: ticked(1) });
	expect(await enter(code, { by: cast.staff.meng, reading: ticked(2) })).toBe("differs");
	expect(await db.select().from(ballots)).toEqual([]);
	expect(await waitingPapers(cast.staff.li, "june")).toEqual([{ mark, own: ticked(1), other: ticked(2) }]);
	expect(await waitingPapers(cast.staff.meng, "june")).toEqual([{ mark, own: ticked(2), other: ticked(1) }]);
	expect(await waitingPapers(cast.staff.wang, "june")).toEqual([]);
	expect(await enter(code, { reading: ticked(2) })).toBe("first");
	expect(await waitingPapers(cast.staff.meng, "june")).toEqual([]);
	expect(await enter(code, { by: cast.staff.meng, reading: ticked(2) })).toBe("agreed");
	expect((await db.select().from(paperEntries)).map(({ attempt }) => attempt)).toEqual([1, 1, 2, 2]);
	expect(await db.select().from(ballots)).toMatchObject([{ votes: 1 }]);
});

test("the same person twice is one reading", async () => {
	const code = await chenPaper();
	await enter(code);
	await expect(enter(code)).rejects.toMatchObject({ refusal: "conflict", key: "papers.yoursWaits" });
	expect(await db.select().from(paperEntries)).toHaveLength(1);
});

test("a spoiled paper is used up, counts for nobody, and leaves the phone to the household", async () => {
	const code = await chenPaper();
	await enter(code, { reading: SPOILED });
	expect(await enter(code, { by: cast.staff.meng, reading: SPOILED })).toBe("agreed");
	expect(await db.select().from(ballots)).toEqual([]);
	expect(await heard()).toEqual([{ kind: "paper_read", round: "金秋最美庭院", outcome: "spoiled" }]);
	await castBallot({ roundId: "june", householdId: "household-chen", numbers: [3], channel: "phone", at: NOON });
	expect(await db.select().from(ballots)).toMatchObject([{ channel: "phone" }]);
});

test("a spoiled and an empty reading are not the same reading as a good one", async () => {
	const code = await chenPaper();
	await enter(code, { reading: SPOILED });
	expect(await enter(code, { by: cast.staff.meng })).toBe("differs");
});

test.each<[string, string, (code: string) => Promise<unknown>]>([
	["the code is none", "papers.unknownCode", () => enter("12")],
	["the code is of no paper", "papers.unknownCode", () => enter("0000000000")],
	["the code is of another round", "common.notFound", (code) => enter(code, { roundId: "july" })],
	["nothing is ticked", "papers.nothingTicked", (code) => enter(code, { reading: ticked() })],
	["too much is ticked", "papers.tooManyTicks", (code) => enter(code, { reading: ticked(1, 2, 3, 4) })],
	["a number is not on the paper", "papers.notPrinted", (code) => enter(code, { reading: ticked(9) })],
	["the vote has not begun", "papers.notOpenYet", (code) => enter(code, { at: minutesAfter(OPENS, -1) })],
	["the time for entering is over", "papers.tooLate", (code) => enter(code, { at: UNTIL })],
	["they are no staff of this place", "common.notFound", (code) => enter(code, { by: cast.homes.du.viewer })],
])("an entry is refused when %s", async (_what, key, deed) => {
	const code = await chenPaper();
	await expect(deed(code)).rejects.toMatchObject({ key });
	expect(await db.select().from(paperEntries)).toEqual([]);
});

test("between closing and the last moment of entering, paper from the box still comes in", async () => {
	const code = await chenPaper();
	expect(await readByTwo(code, ticked(3), both(), minutesAfter(UNTIL, -1))).toBe("agreed");
	expect(await db.select().from(ballots)).toMatchObject([{ channel: "paper" }]);
});

test("nobody enters their own household's paper or a relative's", async () => {
	const code = await paperFor("household-bao", cast.staff.wang);
	await expect(enter(code, { by: cast.baoAsModerator })).rejects.toMatchObject({ refusal: "forbidden", key: "papers.notYourOwn" });
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-li", householdId: "household-bao", declaredAt: MORNING }));
	await expect(enter(code)).rejects.toMatchObject({ key: "papers.notYourOwn" });
	expect(await enter(code, { by: cast.staff.meng })).toBe("first");
});

test("who printed a paper does not enter it", async () => {
	const code = await chenPaper();
	await expect(enter(code, { by: cast.staff.wang })).rejects.toMatchObject({ refusal: "forbidden", key: "papers.printedByYou" });
	expect(await db.select().from(paperEntries)).toEqual([]);
});

test("who prints and the two who read are independent of one another; who is not hears whom to ask", async () => {
	const { shilin, qingshi } = cast.places;
	const tao = await hired("tao", "town_admin", shilin, cast.staff.wang);
	const [gu, hao] = [await hired("gu", "inspector", qingshi, tao), await hired("hao", "inspector", qingshi, tao)];
	const byTao = await paperFor("household-chen", tao);
	await expect(enter(byTao, { by: gu })).rejects.toMatchObject({
		refusal: "forbidden",
		key: "accounts.askAnother",
		params: { name: tao.name },
	});
	const code = await chenPaper();
	expect(await enter(code, { by: gu })).toBe("first");
	const refused = { refusal: "forbidden", key: "accounts.askAnother", params: { name: gu.name, names: expect.stringContaining("李敏") } };
	await expect(enter(code, { by: hao })).rejects.toMatchObject(refused);
	expect(await enter(code)).toBe("agreed");
});

test("a candidate's own paper does not bear its own number", async () => {
	const code = await paperFor("household-bao", cast.staff.wang);
	await expect(enter(code, { by: cast.staff.meng, reading: ticked(1) })).rejects.toMatchObject({
		key: "papers.notPrinted",
		params: { number: 1 },
	});
});

test.each(Array.from({ length: 10 }, (_, n) => n + 1))("two who enter at the same moment make one ballot (%i)", async () => {
	const code = await chenPaper();
	const { li, meng, song, wang } = cast.staff;
	const tries = [li, meng, song, wang, li, meng].map((by) => enter(code, { by }));
	const outcomes = await Promise.allSettled(tries);
	const states = outcomes.map((one) => (one.status === "fulfilled" ? one.value : (one.reason as { key: string }).key));
	expect(states.filter((state) => state === "agreed")).toHaveLength(1);
	expect(states.filter((state) => state === "first")).toHaveLength(1);
	expect(await db.select().from(ballots)).toHaveLength(1);
	expect(await db.select().from(paperEntries)).toHaveLength(2);
});

const tamper = (deed: (id: string) => Promise<unknown>) => async () => {
	await enter(await chenPaper());
	const [paper] = await db.select().from(paperBallots);
	await deed(paper?.id ?? "");
};
const entry = (paperBallotId: string, more: Partial<typeof paperEntries.$inferInsert> = {}) =>
	write((tx) =>
		tx
			.insert(paperEntries)
			.values({ paperBallotId, attempt: 1, enteredBy: "person-meng", sealed: Buffer.alloc(16, 1), votes: 1, at: NOON, ...more }),
	);
const useUp = (id: string) => write((tx) => tx.update(paperBallots).set({ usedAt: NOON }).where(eq(paperBallots.id, id)));

test.each<[string, string, () => Promise<unknown>]>([
	["a paper is used that one person read", "two people must have read", tamper(useUp)],
	["one person reads twice", "UNIQUE", tamper((id) => entry(id, { enteredBy: "person-li" }))],
	[
		"a third reading joins the first two",
		"two people read a paper",
		tamper(async (id) => [await entry(id), await entry(id, { enteredBy: "person-song" })]),
	],
	["who printed it enters it", "who printed it", tamper((id) => entry(id, { enteredBy: "person-wang" }))],
	[
		"somebody whom the printer made enters it",
		"independent",
		tamper(async (id) => entry(id, { enteredBy: (await hired("gu", "inspector", cast.places.qingshi, cast.staff.wang)).personId })),
	],
	[
		"two whom one person of the round's office made read it",
		"independent",
		async () => {
			const tao = await hired("tao", "town_admin", cast.places.shilin, cast.staff.wang);
			const [gu, hao] = [
				await hired("gu", "inspector", cast.places.qingshi, tao),
				await hired("hao", "inspector", cast.places.qingshi, tao),
			];
			await enter(await chenPaper(), { by: gu });
			const [paper] = await db.select().from(paperBallots);
			await entry(paper?.id ?? "", { enteredBy: hao.personId });
		},
	],
	[
		"a paper begins used",
		"begin unread",
		() =>
			write((tx) =>
				tx
					.insert(paperBallots)
					.values({ id: "x", roundId: "june", rollNumber: 1, codeHash: "x", issuedBy: "person-wang", issuedAt: NOON, usedAt: NOON }),
			),
	],
	[
		"who printed it is changed",
		"used or voided, once",
		tamper(() => write((tx) => tx.update(paperBallots).set({ issuedBy: "person-li" }))),
	],
	["a second attempt comes before the first is whole", "two people read a paper", tamper((id) => entry(id, { attempt: 2 }))],
	["a paper of the own household is read", "own household", tamper((id) => entry(id, { enteredBy: "person-chen" }))],
	[
		"a paper of a declared relative is read",
		"declared relative",
		tamper(async (id) => {
			await write((tx) =>
				tx.insert(declaredRelatives).values({ personId: "person-meng", householdId: "household-chen", declaredAt: MORNING }),
			);
			await entry(id);
		}),
	],
	["an entry is changed", "append-only", tamper(() => write((tx) => tx.update(paperEntries).set({ votes: 0 })))],
	["an entry is removed", "append-only", tamper(() => write((tx) => tx.delete(paperEntries)))],
	["a paper is removed", "stay", tamper(async () => write((tx) => tx.run("delete from paper_ballots")))],
	[
		"a household has two good papers",
		"UNIQUE",
		tamper(() =>
			write((tx) =>
				tx.run(
					"insert into paper_ballots (id, round_id, roll_number, code_hash, issued_by, issued_at) select 'x', round_id, roll_number, 'x', issued_by, 1 from paper_ballots",
				),
			),
		),
	],
])("the database refuses that %s", async (_what, words, deed) => {
	await expect(deed()).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
});
