import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, rawClient, write } from "#db/client.ts";
import { approvals } from "#db/schema/approvals.ts";
import { declaredRelatives } from "#db/schema/households.ts";
import { notices } from "#db/schema/notices.ts";
import { pointListLines, pointLists } from "#db/schema/point-lists.ts";
import { pointEntries } from "#db/schema/points.ts";
import { refuse, sign } from "#domain/approvals/answer.ts";
import { confirmHelp, helpToConfirm } from "#domain/awards/confirm-help.ts";
import { awardDesk, awardListSeen } from "#domain/awards/desk.ts";
import { enterList } from "#domain/awards/enter-list.ts";
import { AWARD_APPROVAL } from "#domain/awards/pay-list.ts";
import { addHousehold } from "#domain/households/add-household.ts";
import { carryOut } from "#domain/households/change-household.ts";
import { append } from "#domain/points/ledger.ts";
import { ruleInForce } from "#domain/points/rulebook.ts";
import { verifyLedger } from "#domain/points/verify.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
freshDatabase(async () => {
	cast = await inviteCast();
});

const at = MORNING;
const typed = (more = {}) => ({
	...{ key: "list-key-1", villageId: cast.places.qingshi.id, code: "P04", heldOn: "2026-10-31", occasion: "十月末集中清洁" },
	...{
		homes: "东沟 1\nchen000000，code-du",
		helped: "",
		words: "组长老马点的名",
		paperNumber: "2026-31",
		by: cast.staff.wang,
		at,
		...more,
	},
});
const paid = async () => (await db.select().from(pointEntries)).map(({ householdId, points, month }) => [householdId, points, month]);
const waiting = async (listId: string) => (await db.select().from(approvals).where(eq(approvals.subject, listId)))[0]?.id ?? "";
const signing = async (listId: string) => ({ approvalId: await waiting(listId), by: cast.staff.song, at });
const KINDS = { award: AWARD_APPROVAL };
const stateOf = async (listId: string) => (await awardListSeen(cast.staff.song, listId)).state;
/** Six in all: sixty points, which one person does not pay alone. */
async function six(): Promise<string> {
	const homes = ["东沟 1", "东沟 2", "西坡 1"];
	for (const number of ["11", "12", "13"]) {
		const place = { hamletId: cast.places.xipo.id, number, headName: `马${number}`, status: "lived_in" as const };
		await carryOut(addHousehold, { ...place, by: null, at });
		homes.push(`西坡 ${number}`);
	}
	return homes.join("\n");
}

test("a list pays each household by plate, courtyard or number under the rule of that day, tells it, and is entered once", async () => {
	expect(await enterList(typed())).toEqual(await enterList(typed()));
	expect(await paid()).toEqual(["bao", "chen", "du"].map((key) => [`household-${key}`, 10, "2026-10"]));
	expect((await db.select().from(notices)).map(({ kind, householdId }) => [kind, householdId])).toEqual(
		["bao", "chen", "du"].map((key) => ["award_given", `household-${key}`]),
	);
	expect(await awardDesk(cast.staff.song)).toMatchObject([{ points: 30, households: 3, state: "paid" }]);
	expect((await verifyLedger()).faults).toEqual([]);
});

test.each<[string, object, string]>([
	["no rule of lists", { code: "P01" }, "awards.ruleMissing"],
	["a day to come", { heldOn: "2026-11-03" }, "awards.dayBounds"],
	["a day long ago", { heldOn: "2026-08-01" }, "awards.dayBounds"],
	["no day", { heldOn: "昨天" }, "awards.dayBounds"],
	["no occasion", { occasion: " " }, "awards.occasionMissing"],
	["no evidence", { words: "" }, "awards.evidenceMissing"],
	["no household", { homes: "\n ,\n" }, "awards.noHomes"],
	["a household of another village", { homes: "东沟 1\n桥头 1" }, "awards.unknownHome"],
	["a household that is none", { homes: "东沟 99" }, "awards.unknownHome"],
	["help for nobody", { code: "P05" }, "awards.noHomes"],
	["help for oneself", { code: "P05", helped: "东沟 1" }, "awards.helpedItself"],
	["help for two", { code: "P05", homes: "东沟 1", helped: "东沟 2，西坡 1" }, "awards.oneHelped"],
	["a village that is not theirs", { villageId: "region-990101100201001" }, "common.notFound"],
	["a broken form", { key: "x" }, "submissions.brokenForm"],
])("a list with %s is refused, and nothing is kept", async (_what, wrong, key) => {
	await expect(enterList(typed(wrong))).rejects.toMatchObject({ key });
	expect([await db.$count(pointLists), await db.$count(pointEntries)]).toEqual([0, 0]);
});

test("nobody enters their own household or a relative's, nor the same occasion by another form; a moderator enters none", async () => {
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-wang", householdId: "household-du", declaredAt: at }));
	await expect(enterList(typed())).rejects.toMatchObject({ key: "households.recused" });
	await expect(enterList(typed({ code: "P05", homes: "东沟 1", helped: "西坡 1" }))).rejects.toMatchObject({ key: "households.recused" });
	await enterList(typed({ homes: "东沟 1" }));
	await expect(enterList(typed({ key: "list-key-2", homes: "东沟 2" }))).rejects.toMatchObject({ key: "awards.enteredBefore" });
	await expect(enterList(typed({ key: "list-key-3", by: cast.staff.li }))).rejects.toMatchObject({ refusal: "not_found" });
});

test("the limit of a rule counts by the month of the occasion; what is past it is told and pays nothing", async () => {
	for (const n of [1, 2, 3, 4, 5]) await enterList(typed({ key: `list-key-${n}`, homes: "东沟 1", heldOn: `2026-10-0${n}` }));
	expect(await paid()).toHaveLength(4);
	expect((await awardListSeen(cast.staff.song, "list-key-5")).lines).toMatchObject([{ number: "0001", points: null }]);
	expect(await db.$count(notices)).toBe(5);
	await enterList(typed({ key: "list-key-6", homes: "东沟 1", heldOn: "2026-11-01" }));
	expect((await paid()).at(-1)).toEqual(["household-bao", 10, "2026-11"]);
});

test("above fifty points it waits for a second person, who is close to nobody on it; signed twice pays once", async () => {
	await enterList(typed({ homes: await six() }));
	expect([await paid(), await stateOf("list-key-1")]).toEqual([[], "signature"]);
	const signed = await signing("list-key-1");
	await expect(sign({ ...signed, by: cast.staff.wang }, KINDS)).rejects.toMatchObject({ key: "approvals.secondPerson" });
	await sign(signed, KINDS);
	await expect(sign(signed, KINDS)).rejects.toMatchObject({ key: "approvals.answeredAlready" });
	expect([(await paid()).length, await stateOf("list-key-1"), await db.$count(notices)]).toEqual([6, "paid", 6]);
});

test("who signs is close to nobody on the list; refused it pays nothing", async () => {
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-song", householdId: "household-du", declaredAt: at }));
	await enterList(typed({ homes: await six() }));
	await expect(sign(await signing("list-key-1"), KINDS)).rejects.toMatchObject({ key: "households.recused" });
	await expect(
		rawClient().execute("update approvals set answer = 'signed', answered_by = 'person-song', answered_at = 1 where kind = 'award'"),
	).rejects.toThrow(/own household or declared relatives/);
	await write((tx) => tx.insert(declaredRelatives).values({ personId: "person-wang", householdId: "household-fan", declaredAt: at }));
	const zhao = { ...cast.staff.song, personId: "person-meng" };
	await refuse({ ...(await signing("list-key-1")), by: zhao, why: "名单上没有签名。" }, KINDS);
	expect([await paid(), await stateOf("list-key-1")]).toEqual([[], "refused"]);
});

test("fifty points a month by one hand, however many lists", async () => {
	await enterList(typed({ homes: "东沟 1，东沟 2，西坡 1" }));
	await enterList(typed({ key: "list-key-2", occasion: "又一次", homes: "东沟 1，东沟 2" }));
	await enterList(typed({ key: "list-key-3", occasion: "再一次", homes: "东沟 1" }));
	expect([(await paid()).length, await stateOf("list-key-3")]).toEqual([5, "signature"]);
});

const help = (more = {}) => typed({ code: "P05", homes: "东沟 1", helped: "东沟 2", ...more });

test("help pays once the helped household says so, by its own session; said twice is once, and does not change", async () => {
	await enterList(help());
	expect([await paid(), await stateOf("list-key-1")]).toEqual([[], "word"]);
	const { chen, du } = cast.homes;
	const say = (isTrue: boolean, by: object = chen.viewer) => confirmHelp({ listId: "list-key-1", isTrue, word: { by } as never, at });
	await expect(say(true, du.viewer)).rejects.toMatchObject({ refusal: "not_found" });
	expect(await helpToConfirm(chen.householdId)).toHaveLength(1);
	await say(true);
	await say(true);
	await expect(say(false)).rejects.toMatchObject({ key: "awards.answeredBefore" });
	expect([await paid(), await helpToConfirm(chen.householdId)]).toEqual([[["household-bao", 10, "2026-10"]], []]);
});

test("what the helped household denies pays nothing; its word comes by no hand of who entered it", async () => {
	await enterList(help());
	const word = { by: cast.staff.wang, saidBy: "陈桂兰" };
	await expect(confirmHelp({ listId: "list-key-1", isTrue: true, word, at })).rejects.toMatchObject({ refusal: "forbidden" });
	await confirmHelp({ listId: "list-key-1", isTrue: false, word: { by: cast.homes.chen.viewer } as never, at });
	expect([await paid(), await stateOf("list-key-1")]).toEqual([[], "denied"]);
});

const entry = async (householdId: string, listId: string, points = 10) => {
	const { id: ruleId } = await ruleInForce(db, "P04", at, householdId);
	const about = { householdId, ruleId, points, held: 0, refersTo: null, month: "2026-10", actorId: null, at };
	return write((tx) => append(tx, { ...about, kind: "issue", source: `award:${listId}/${householdId}`, evidence: `award:${listId}` }));
};
const refused = (why: RegExp) => ({ cause: { message: expect.stringMatching(why) } });

test("the database pays nobody who is not on a list, nothing above fifty unsigned, and no more often than the rule says", async () => {
	await enterList(typed({ homes: "东沟 1" }));
	await expect(entry("household-du", "list-key-1")).rejects.toMatchObject(refused(/a list pays its households/));
	await expect(
		write((tx) => tx.insert(pointListLines).values({ listId: "list-key-1", householdId: "household-du", position: 2 })),
	).rejects.toMatchObject(refused(/the lines with which it was entered/));
	await enterList(typed({ key: "list-key-2", occasion: "大扫除", homes: await six() }));
	for (const home of ["bao", "chen", "du"]) await entry(`household-${home}`, "list-key-2");
	const rest = (await db.select().from(pointListLines)).filter(({ listId, position }) => listId === "list-key-2" && position > 3);
	await entry(rest[0]?.householdId ?? "", "list-key-2");
	await expect(entry(rest[1]?.householdId ?? "", "list-key-2")).rejects.toMatchObject(refused(/above fifty points two people/));
});

test("the database counts the limit of a rule itself", async () => {
	for (const n of [1, 2, 3, 4, 5]) await enterList(typed({ key: `list-key-${n}`, homes: "东沟 1", heldOn: `2026-10-0${n}` }));
	await expect(entry("household-bao", "list-key-5")).rejects.toMatchObject(refused(/no more often than the rule says/));
});
