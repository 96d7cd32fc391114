import { and, eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { households } from "#db/schema/households.ts";
import { photos } from "#db/schema/photos.ts";
import { regions } from "#db/schema/regions.ts";
import { SPOT_STAGES } from "#db/schema/spots/spots.ts";
import { awardSteps } from "#demo/awards.ts";
import { callbackSteps } from "#demo/callbacks.ts";
import { closeSteps } from "#demo/closes.ts";
import { plannedDistrict } from "#demo/district.ts";
import { editionSteps } from "#demo/editions.ts";
import { places } from "#demo/homes.ts";
import { lookbackSteps } from "#demo/lookbacks.ts";
import { modelSteps } from "#demo/models.ts";
import { openOffices } from "#demo/offices.ts";
import { outdoorSteps } from "#demo/outdoors.ts";
import { plannedHistory } from "#demo/plan.ts";
import { seededRandom } from "#demo/random.ts";
import { ratingSteps } from "#demo/ratings.ts";
import { rosterOf } from "#demo/roster.ts";
import { snapshotsOf } from "#demo/snapshots.ts";
import { employStaff, type Staff, viewerOf } from "#demo/staff.ts";
import { hoursAfter, insertInOrder, type Step, step } from "#demo/steps.ts";
import { storeSteps } from "#demo/stores.ts";
import { otherWords } from "#demo/words.ts";
import { workingCalendar } from "#domain/calendar/calendar.ts";
import { draftOf } from "#domain/documents/draft.ts";
import { documentFile } from "#domain/documents/files.ts";
import { unmarked } from "#domain/documents/rules.ts";
import { unitsWithOrders } from "#domain/documents/sources.ts";
import { DOCUMENTS, type DocumentKind } from "#domain/documents/types.ts";
import { corrections, publicCards } from "#domain/exposure/cards.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { publicFigures } from "#domain/lookbacks/figures.ts";
import { lookbackMonths } from "#domain/lookbacks/public-months.ts";
import { publish } from "#domain/moderation/decide.ts";
import { roomFigures } from "#domain/office/room.ts";
import { takeInPhoto } from "#domain/photos/intake.ts";
import { notesOn } from "#domain/photos/rules.ts";
import { FORMATS } from "#domain/publicity/formats.ts";
import { made as press } from "#domain/publicity/press.ts";
import { othersToMake } from "#domain/publicity/sources.ts";
import { thingOrder } from "#domain/publicity/thing-order.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import type { Member } from "#domain/submissions/types.ts";
import { verifyEverything } from "#domain/verify.ts";
import { documentAsked } from "#http/document-asked.ts";
import { KNOWN } from "#http/known-sheets.ts";
import { editionsToMake, SHEETS, type Sheet, sheetAsked } from "#http/sheet-asked.ts";
import { thingAsked } from "#http/thing-asked.ts";
import { messagesFor } from "#i18n/messages.ts";
import { DAY_MS } from "#platform/clock.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { pdfTold } from "#tests/made.ts";
import { officeFile } from "#tests/office-files.ts";
import { photoOf, uploadOf } from "#tests/pictures.ts";
import { sentSubmission } from "#tests/submissions.ts";

freshDatabase();

function history(seed: string) {
	const { households } = plannedDistrict(seededRandom(`${seed}/district`));
	return plannedHistory(seededRandom(`${seed}/history`), households, MORNING);
}

test("the same seed lives the same half year, another seed another one", () => {
	expect(history("1")).toEqual(history("1"));
	expect(history("2")).not.toEqual(history("1"));
});

test("of the demo's waiting pairs one was taken in the dark and one by a moving hand, and intake sees each", async () => {
	const { homes } = await inviteCast();
	const { householdId, personId } = homes.bao;
	const spoilt = history("1").filter(({ mishap }) => mishap);
	expect(spoilt.map(({ fate, mishap }) => [fate, mishap])).toEqual([
		["waiting", "too_dark"],
		["waiting", "blurred"],
	]);
	for (const planned of spoilt) {
		for (const { jpeg } of await snapshotsOf(planned, "1")) {
			await takeInPhoto({ upload: await uploadOf(Buffer.from(jpeg)), householdId, personId, at: MORNING });
		}
	}
	expect((await db.select().from(photos)).flatMap(notesOn)).toEqual(["too_dark", "blurred"]);
});

test("whoever may not say what another candidate does finds other words", () => {
	const random = seededRandom("words");
	const taken = new Set<string>();
	for (let n = 0; n < 12; n += 1) taken.add(otherWords(random, "Z2-01", taken));
	expect(taken.size).toBe(12);
});

const UNTIL = new Date("2026-11-26T07:30:00Z");

/** A household in each hamlet, the demo's own staff and units, and all that happens in public places, with small pictures. */
async function outdoors() {
	const beginning = new Date(UNTIL.getTime() - 185 * DAY_MS);
	const district = plannedDistrict(seededRandom("1/district"));
	const few = { ...district, households: district.households.filter(({ number }) => number === "0001") };
	await importRegionsAndHouseholds({ buffer: rosterOf(few), by: null, at: beginning });
	const all = await places();
	const staff = await employStaff(seededRandom("1/staff"), all, beginning);
	const units = await openOffices(staff, all, beginning);
	const living = await db
		.select({ householdId: households.id, villageId: households.villageId, headName: households.headName })
		.from(households)
		.innerJoin(regions, and(eq(regions.id, households.villageId), eq(regions.name, "白杨村")));
	const homes = [];
	for (const home of living)
		homes.push({ ...home, ...(await issueSlip({ householdId: home.householdId, by: staff.admin, at: beginning })) });
	const [member] = homes;
	if (!member) throw new Error("nobody lives there");
	let drawn = 0;
	const pictures = { of: async () => [{ side: "before" as const, jpeg: await photoOf(++drawn, { width: 320, height: 240 }) }] };
	const steps = outdoorSteps({ seed: "1", staff, places: all, units, homes: [member], witness: member, pictures, until: UNTIL });
	steps.push(...modelSteps({ staff, places: all, units, pictures, doubter: member, calendar: await workingCalendar(), until: UNTIL }));
	steps.push(...editionSteps({ staff, places: all, doubter: member, until: UNTIL }));
	steps.push(...ratingSteps({ seed: "1", staff, homes, doubter: member, until: UNTIL }));
	steps.push(...awardSteps({ staff, helped: member, until: UNTIL }));
	steps.push(...callbackSteps({ staff, places: all, villager: member, beginning, until: UNTIL }));
	steps.push(...closeSteps({ staff, places: all, doubter: member, beginning, until: UNTIL }));
	steps.push(...storeSteps({ staff, homes, villager: member, pictures, until: UNTIL }));
	steps.push(...shownPairs(homes, staff, beginning));
	const yard = { side: "after" as const, jpeg: await photoOf(0, { width: 320, height: 240 }) };
	steps.push(...lookbackSteps({ staff, homes, ruled: member.villageId, shots: async () => [yard], beginning, until: UNTIL }));
	await live(steps);
	return { drawn, staff };
}

async function live(steps: Step[]): Promise<void> {
	steps.sort((a, b) => a.at.getTime() - b.at.getTime());
	for (let next = steps.shift(); next; next = steps.shift()) insertInOrder(steps, await next.take());
}

/** Pairs through the half year; as all of them are drawn, what becomes of each look back is known. */
function shownPairs(homes: Member[], staff: Staff, beginning: Date): Step[] {
	const by = viewerOf(staff, "shenhe");
	const begin = step(beginning, (at) => changeSetting({ key: "lookbackShare", value: "100", by: null, at }));
	const pairs = Array.from({ length: 10 }, (_, n) =>
		step(hoursAfter(beginning, 24 * (13 + n * 17)), async (at) => {
			const submissionId = await sentSubmission(homes[n % homes.length] as Member, { key: `pair-${n}`, number: 900 + 2 * n, at });
			await publish({ submissionId, version: 1, by, at: hoursAfter(at, 20) });
		}),
	);
	return [begin, ...pairs];
}

const some = expect.any(Number);
const LATE = `due_at < ${UNTIL.getTime()}`;

const TITLES = { "title signed": 4, "title waits": 1, "remove signed": 1 };

const ORDERED = {
	...{ "collected own": 2, "collected kiosk": 1, "collected keeper": 5, "cancelled own": 1, "cancelled keeper": 1 },
	...{ "lapsed own": 1, "ordered own": 2, "ordered keeper": 1 },
};

const LOOKED = {
	...{ clean: 18, partly: 1, "partly behavior": 2, "relapsed behavior": 1 },
	...{ relapsed: 3, "relapsed facility_gap": 1, "relapsed legacy": 1 },
};

/** What there must be, by name, and how often. */
const STATES: [what: string, names: string, from: string, counts: Record<string, unknown>][] = [
	["spots", "stage", "spots", Object.fromEntries(SPOT_STAGES.map((stage) => [stage, some]))],
	[
		"cards",
		"stage || iif(hidden_at is null, '', ' hidden')",
		"exposures",
		{ proposed: 1, shown: 1, "shown hidden": 1, corrected: 1, left: 1, "left hidden": 1 },
	],
	["words held for a reader", "held_for", "spot_reports where held_for is not null and passed_at is null", { personal: 1 }],
	["witnesses", "number", "spot_reports where number > 1", { 2: 1 }],
	["fixes that are none", "contest_words", "spot_reports where contested_at is not null", { "岸上清了，水里还有。": 1 }],
	["yards told privately", "kind", "notices where kind = 'yard_reported'", { yard_reported: 1 }],
	["requests upward", `coalesce(answer, iif(${LATE}, 'late', 'open'))`, "gap_requests", { late: 1, planned: 1 }],
	["appeals", "coalesce(appeal_answer, 'frozen')", "spot_assignments where appealed_at is not null", { frozen: 1, upheld: 1 }],
	["涉及我", "coalesce(outcome, 'waits')", "exposure_takedowns", { waits: 1, removed: 1 }],
	["editions", "stage", "board_editions", { settled: 1, published: 1 }],
	[
		"whom they name",
		"list || ' ' || (select name from regions where id = place_id)",
		"board_named",
		{ "lagging 柳湾村": 1, "improved 柳湾村": 1 },
	],
	["model villages", "stage", "model_villages", { proposed: 1, noticed: 1, reviewed: 1, titled: 2, warned: 1, removed: 1 }],
	["their checks", "result", "model_rechecks", { passed: 1, warned: 2 }],
	["signatures to titles", "outcome || ' ' || coalesce(answer, 'waits')", "approvals where kind = 'model_village'", TITLES],
	[
		"objections",
		"kind || iif(answer is null, ' open', '')",
		"objections",
		{ board: 1, model_village: 1, "model_village open": 1, rating: 1 },
	],
	["rules of villages", "iif(adopted_at is null, 'draft', 'adopted')", "rule_sets where village_id is not null", { adopted: 1 }],
	["lists for points", "code", "point_lists", { P04: 1, P05: 1 }],
	["what lists paid", "points", "point_entries where source like 'award:%'", { 10: some }],
	["months that were closed", "stage", "point_closes", { noticed: 1, locked: 5 }],
	["disputes", "coalesce(is_upheld || ' ' || correction, 'open')", "point_disputes", { "1 -10": 1, open: 1 }],
	["orders", "stage || ' ' || way", "store_orders", ORDERED],
	[
		"what households hear of the store",
		"kind",
		"notices where kind like 'store_%'",
		{ store_ordered_for: 7, store_lapsed: 1, store_collected: 4, store_cancelled_for: 1 },
	],
	[
		"stocks",
		"name || ' ' || iif(stock = 0, 'none', iif(stock < 5, 'few', 'some'))",
		"store_goods where name in ('食盐', '搪瓷盆', '热水瓶')",
		{ "食盐 some": 1, "搪瓷盆 few": 1, "热水瓶 none": 1 },
	],
	[
		"signatures in the store",
		"outcome || ' ' || coalesce(answer, 'waits')",
		"approvals where kind = 'store'",
		{ "in signed": 12, "in waits": 1, "count signed": 1 },
	],
	["stock-takings", "month", "store_takings", { "2026-09": 1, "2026-10": 1 }],
	["what a count changed", "quantity", "store_movements where kind = 'count'", { "-1": 1 }],
	["donors", "iif(is_named, 'named', 'not named')", "store_donors", { named: 2, "not named": 1 }],
	["prices that changed", "version", "store_prices where version > 1", { 2: 1 }],
	[
		"households that exchanged",
		"iif(homes > 3, 'several', 'few')",
		"(select count(distinct household_id) as homes from store_orders)",
		{ several: 1 },
	],
	["funds", "iif(left > 0, 'enough', 'short')", "(select deposited - liability - spent as left from village_accounts)", { enough: 1 }],
	["photos of goods", "iif(photo_id is null, 'drawn', 'photo')", "store_goods", { photo: 10, drawn: 1 }],
	["points for reports", "points", "point_entries where source like 'report:%'", { 3: 2 }],
	["breaches", "points", "point_entries where source like 'breach:%'", { "-5": 1 }],
	["pictures found false", "iif(answered_at is null, 'open', 'asked')", "point_callbacks where found is not null", { asked: 1 }],
	["call-backs", "answer", "point_callbacks", { true: some, untrue: 1 }],
	["what was called untrue", "outcome || ' ' || answer", "approvals where kind = 'callback'", { "reverse signed": 2 }],
	["rounds of rating", "stage", "rating_rounds", { settled: 1, drawn: 1 }],
	["scores", "iif(stars >= 3, 'paid', 'not paid')", "rating_results", { paid: some, "not paid": some }],
	["look backs", "answer || coalesce(' ' || nullif(cause, 'cleaning_duty'), '')", "lookbacks where answer is not null", LOOKED],
	["appeals against them", "coalesce(is_upheld, 'waits')", "lookback_appeals", { 0: 1, 1: 1, waits: 1 }],
	["what look backs did to points", "kind", "point_entries where kind in ('vest', 'reverse')", { vest: some, reverse: some }],
	["look backs on courtyards' pages", "answer", "lookbacks where shown_at is not null", { clean: some }],
	["help that came", "kind", "help_orders", { crew: 1, bins: 1 }],
	["plans", "iif(done_at is null, 'ahead', 'done')", "spot_milestones", { ahead: some, done: 1 }],
	["policies", "'adopted'", "exposure_policies where ended_at is null", { adopted: 12 }],
	[
		"walks made",
		"month",
		"inspection_walks where done_at is not null",
		{ "2026-07": 12, "2026-08": 12, "2026-09": 12, "2026-10": 11, "2026-11": 2 },
	],
];

const faultsIn = ({ isSound: _, brokeOff, ...found }: Awaited<ReturnType<typeof verifyEverything>>) => [
	...brokeOff,
	...Object.values(found).flatMap(({ faults }) => faults as unknown[]),
];

test("of each state that a public place, a card and a walk can have the demo has one, all rules obeyed", async () => {
	const { drawn, staff } = await outdoors();
	expect(drawn).toBeLessThanOrEqual(101);
	expect(faultsIn(await verifyEverything(UNTIL))).toEqual([]);
	for (const [what, names, from, counts] of STATES) {
		const rows = await db.all<{ name: string; count: number }>(
			sql.raw(`select ${names} as name, count(*) as count from ${from} group by 1`),
		);
		expect(Object.fromEntries(rows.map(({ name, count }) => [name, count])), what).toEqual(counts);
	}
	const { inTime, relapses } = await roomFigures(staff.admin, UNTIL);
	expect([relapses.in30.part, relapses.in90.part]).toEqual([1, 1]);
	expect(inTime.part / inTime.whole, `${inTime.part} of ${inTime.whole}`).toBeCloseTo(0.67, 1);
	expect((await lookbackMonths(UNTIL)).map(({ month, opened }) => [month, opened !== null])).toEqual([
		...[12, 11].map((month) => [`2026-${month}`, false]),
		...[10, 9, 8, 7, 6].map((month) => [expect.stringContaining(`${month}`), true]),
	]);
	const { whole } = await publicFigures();
	expect([whole?.steps.map(({ day }) => day), (whole?.at30.of ?? 0) > 5]).toEqual([[14, 30], true]);
	expect((await publicCards({ at: UNTIL })).cards.map(({ stage, after }) => [stage, after !== null])).toEqual([
		["shown", false],
		["corrected", true],
	]);
	expect((await corrections(UNTIL)).map(({ why }) => why)).toEqual(["takedown"]);
	expect(await documentsOf(staff)).toEqual(DOCUMENTS.filter((kind) => kind !== "summons"));
	expect(await sheetsOf(staff)).toEqual([...Object.keys(SHEETS), "share"]);
}, 300_000);

/** The kinds of document that the demo's offices get as a whole file. Nobody is summoned: the place that was named was helped, and improved. */
async function documentsOf(staff: Staff): Promise<DocumentKind[]> {
	const made: DocumentKind[] = [];
	for (const kind of DOCUMENTS) {
		const by = kind === "order" ? viewerOf(staff, "zhen-guanli") : viewerOf(staff, "xuanchuan");
		const [unit] = kind === "order" ? await unitsWithOrders(by) : [];
		const { notices } = await documentAsked(by, kind, new Map(), UNTIL);
		const asked = new Map(Object.entries({ unit: unit?.unitId ?? "", edition: notices[0]?.from ?? "" }));
		const draft = await draftOf(await documentAsked(by, kind, asked, UNTIL));
		if (!draft) continue;
		const wording = { title: unmarked(draft.title), paragraphs: draft.paragraphs.map(unmarked) };
		expect([kind, officeFile(await documentFile({ ...draft, ...wording })).faults]).toEqual([kind, []]);
		made.push(kind);
	}
	return made;
}

/** The sheets of places that the demo's publicist gets as PDF, filled in by what the demo knows; and a picture of the village with the title. */
async function sheetsOf(staff: Staff): Promise<string[]> {
	const by = viewerOf(staff, "xuanchuan");
	const [words, made] = [messagesFor("zh-CN"), [] as string[]];
	const [edition] = await editionsToMake();
	const typed = { to: "青石村 东沟", text: "院子收拾得亮堂", award: "最美庭院", slogan: "院子自己收拾", edition: edition?.editionId ?? "" };
	for (const sheet of Object.keys(SHEETS) as Sheet[]) {
		// Medals come from votes, which this history leaves out.
		const [known] = sheet === "notice" || sheet === "sign" ? await KNOWN[sheet](by, { words, at: UNTIL }) : [];
		const told = new Map(Object.entries({ ...typed, from: known?.from ?? "", ...known?.fields }));
		const { bytes } = await press(await sheetAsked(sheet, told, { owner: "青岭区", origin: "https://tingyuan.example" }));
		const { pages, isEmbedded } = await pdfTold(bytes);
		expect([sheet, pages.length > 0, isEmbedded]).toEqual([sheet, true, true]);
		made.push(sheet);
	}
	const { models } = await othersToMake(by, UNTIL);
	const thing = await thingAsked(by, `region:${models[0]?.villageId}`, new Map([["maker", "share"]]), UNTIL);
	const { bytes } = await press(await thingOrder({ ...thing, address: "https://tingyuan.example" }));
	const { format, width, height } = await sharp(bytes).metadata();
	expect([format, width, height]).toEqual(["png", FORMATS.share.width, FORMATS.share.height]);
	return [...made, thing.maker];
}
