import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { storeBookFile } from "#domain/store/book-file.ts";
import { storeMonth } from "#domain/store/books.ts";
import { addDonor } from "#domain/store/donors.ts";
import { cancelOrder } from "#domain/store/give-back.ts";
import { placeOrder } from "#domain/store/order.ts";
import { deliver, takeStock } from "#domain/store/stock.ts";
import { DAY_MS, later } from "#platform/clock.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { officeFile } from "#tests/office-files.ts";
import { recordedStatements } from "#tests/statements.ts";
import { chosen, openStore, signStock } from "#tests/store.ts";

const asked: string[] = [];
recordedStatements((statement) => asked.push(statement));
let cast: Awaited<ReturnType<typeof inviteCast>>;
let store: Awaited<ReturnType<typeof openStore>>;
/** A month: three pieces of soap bought, one exchanged and given back, one exchanged for good; ten bags of salt given, one of which was not there. */
freshDatabase(async () => {
	cast = await inviteCast();
	store = await openStore(cast);
	const { li, wang, song } = cast.staff;
	const { villageId, soapId, saltId } = store;
	const by = { personId: "person-chen", householdId: "household-chen" };
	const order = async (key: string, at: Date) => (await placeOrder({ key, wanted: [await chosen(soapId)], by, way: "own", at })).orderId;
	await cancelOrder({ orderId: await order("first-order", minutes(1)), by, at: minutes(2) });
	await order("second-order", minutes(3));
	const { donorId } = await addDonor({ villageId, kind: "firm", name: "柿林供销社", isNamed: false, by: wang, at: MORNING });
	await deliver({ key: "given-salt", goodId: saltId, quantity: "10", cost: "2", donorId, why: "供销社送来的", by: li, at: MORNING });
	await signStock("delivery/given-salt", song);
	await takeStock({ key: "count-salt", villageId, counted: { [soapId]: "3", [saltId]: "9" }, why: "送来时漏了一袋", by: li, at: MORNING });
	await signStock("taking/count-salt", song);
});

const minutes = (count: number) => later(MORNING, count * 60_000);
const month = monthAt(MORNING);
const afterwards = later(MORNING, 40 * DAY_MS);
const books = (viewer: Viewer, more: object = {}) =>
	storeMonth(viewer, { villageId: store.villageId, month, most: 60, at: afterwards, ...more });

test("a month adds up by goods and line by line: bought, given, exchanged, given back, counted, with points and cost, and asks three times", async () => {
	asked.length = 0;
	const seen = await books(cast.staff.li);
	expect(asked).toHaveLength(3);
	const nothing = { opening: 0, bought: 0, given: 0, out: 0, back: 0, counted: 0, points: 0, cost: 0 };
	expect(seen.goods).toMatchObject([
		{ ...nothing, name: "肥皂", bought: 3, out: 2, back: 1, closing: 2, points: 5, cost: 1050 },
		{ ...nothing, name: "盐", given: 10, counted: -1, closing: 9 },
	]);
	expect([seen.points, seen.cost]).toEqual([5, 1050]);
	const said = seen.lines.map(({ kind, name, quantity, stockAfter, points, cost }) => [kind, name, quantity, stockAfter, points, cost]);
	expect(said.sort()).toEqual(
		[
			["in", "肥皂", 3, 3, null, 1050],
			["in", "盐", 10, 10, null, null],
			["count", "盐", -1, 9, null, null],
			["out", "肥皂", -1, 2, 5, null],
			["back", "肥皂", 1, 3, -5, null],
			["out", "肥皂", -1, 2, 5, null],
		].sort(),
	);
	expect(seen.lines.find(({ kind }) => kind === "out")).toMatchObject({ hamlet: "东沟", number: "0002", by: null });
	expect(seen.lines.find(({ donor }) => donor)).toMatchObject({
		donor: "柿林供销社",
		by: "李敏",
		signedBy: cast.staff.song.name,
		hamlet: null,
	});
	expect(JSON.stringify(seen)).not.toContain("陈桂兰");
});

test("the next month begins with what is left; a month that was never, or is to come, is the one of now", async () => {
	const next = await books(cast.staff.wang, { month: monthAfter(month, 1) });
	expect(next.goods.map(({ opening, closing }) => [opening, closing])).toEqual([
		[2, 2],
		[9, 9],
	]);
	expect([next.lines, next.points, next.cost]).toEqual([[], 0, 0]);
	for (const typed of ["2099-01", "x", null]) expect((await books(cast.staff.wang, { month: typed })).month).toBe(monthAt(afterwards));
	expect(next.months).toEqual([monthAt(afterwards), month]);
	expect((await books(cast.staff.wang, { month: monthAfter(month, -1) })).goods).toEqual([]);
});

test("lines go on page by page, each once", async () => {
	const whole = (await books(cast.staff.song)).lines;
	const pages = [];
	for (let after: string | null = null, page = 0; page < 3; page += 1) {
		const seen = await books(cast.staff.song, { most: 2, after });
		pages.push(...seen.lines);
		expect(seen.isFirst).toBe(page === 0);
		after = seen.next;
		expect(after === null).toBe(page === 2);
	}
	expect(pages).toEqual(whole);
});

test("another village's keeper, a moderator and a household read nothing of them", async () => {
	for (const viewer of [cast.staff.meng, cast.homes.chen.viewer])
		await expect(books(viewer)).rejects.toMatchObject({ refusal: "not_found" });
	await expect(books(cast.staff.li, { villageId: cast.places.baiyang.id })).rejects.toMatchObject({ refusal: "not_found" });
});

test("its file has days as days, figures as figures and yuan with their fen; no name of a household and no formula", async () => {
	const seen = await books(cast.staff.wang);
	const bytes = await storeBookFile({ ...seen, lines: seen.lines.map((line, n) => (n === 0 ? { ...line, name: "=1+1" } : line)) });
	const { text, faults } = officeFile(bytes);
	expect(faults).toEqual([]);
	const [goods = "", lines = "", styles = ""] = ["worksheets/sheet1", "worksheets/sheet2", "styles"].map((part) => text[`xl/${part}.xml`]);
	expect([goods, lines].join("")).not.toContain("<f>");
	expect([
		goods.includes("<v>10.5</v>"),
		lines.includes("<v>10.5</v>"),
		styles.includes("yyyy-mm-dd"),
		styles.includes("#,##0.00"),
	]).toEqual([true, true, true, true]);
	// 24 November 2026 is day 46350 of a spreadsheet.
	expect(lines).toContain(`<v>${25_569 + Date.parse(`${month}-01`) / DAY_MS + Number(MORNING.toISOString().slice(8, 10)) - 1}</v>`);
	expect([text["xl/workbook.xml"]?.includes("'各笔'!$1:$2"), Object.values(text).join("").includes("陈桂兰")]).toEqual([true, false]);
});
