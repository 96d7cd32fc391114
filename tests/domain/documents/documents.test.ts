import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { regionMonths } from "#db/schema/figures.ts";
import { households } from "#db/schema/households.ts";
import { submissions } from "#db/schema/submissions.ts";
import { courtyardTitles } from "#db/schema/titles.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAfter } from "#domain/calendar/months.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { takeBackConsent } from "#domain/consents/take-back.ts";
import { draftOf } from "#domain/documents/draft.ts";
import { figuresOf, foundKinds, rowsBehind } from "#domain/documents/figures.ts";
import { documentFile, figuresFile } from "#domain/documents/files.ts";
import { monthlyFigures } from "#domain/documents/monthly.ts";
import { issueBulletin } from "#domain/documents/photos.ts";
import { runsOf, unmarked } from "#domain/documents/rules.ts";
import { officePlaces, unitsWithOrders } from "#domain/documents/sources.ts";
import { DOCUMENTS, type DocumentKind, FIGURES, type WordFile } from "#domain/documents/types.ts";
import { publish } from "#domain/moderation/decide.ts";
import { noticesAtWork } from "#domain/notices/notices.ts";
import { leaveTitle } from "#domain/titles/household-word.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { documentAsked } from "#http/document-asked.ts";
import { sheetOfTitles } from "#http/known-sheets.ts";
import { lastFullDayOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";
import { as } from "#tests/admins.ts";
import { boardsOf } from "#tests/boards.ts";
import { inviteCast, MORNING, minutesAfter } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { isFullDrill } from "#tests/drills.ts";
import { noticedModel } from "#tests/models.ts";
import { attributeIn, officeFile } from "#tests/office-files.ts";
import { hasOffice, openedInOffice, type SetLine } from "#tests/open-office.ts";
import { pairOf } from "#tests/published.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { fixed, spotAt, spotOffices } from "#tests/spots.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { noticedTitle, SETTLED, settledYards } from "#tests/titles.ts";
import { closeRound, say } from "#tests/votes.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Awaited<ReturnType<typeof spotOffices>>;
const NOW = new Date();
freshDatabase(async () => {
	cast = await inviteCast();
	await boardsOf(cast);
	offices = await spotOffices(cast);
	await fixed(cast, offices);
	await spotAt("assigned", cast, offices);
	for (const [n, home] of [cast.homes.bao, cast.homes.fan].entries()) await pairOf(home, `pair-${n}`);
});

const publicist = () => as(cast.staff.li, "publicist", cast.places.shilin);
const wholeTime = () => ({ path: cast.places.shilin.path, from: "2026-01", until: monthAt(NOW), at: NOW });

async function drafted(kind: DocumentKind, viewer = publicist()) {
	const { place } = await officePlaces(viewer, null);
	const [unit] = kind === "order" ? await unitsWithOrders(viewer) : [];
	return draftOf({ kind, place, span: wholeTime(), viewer, unitId: unit?.unitId });
}

async function fileOf(kind: DocumentKind, viewer = publicist()) {
	const draft = await drafted(kind, viewer);
	if (!draft) throw new Error(`no ${kind}`);
	const wording = { title: unmarked(draft.title), paragraphs: draft.paragraphs.map(unmarked) };
	return { draft, wording, ...officeFile(await documentFile({ ...draft, ...wording })) };
}

test("each figure is as many rows as it says, and those that triggers count by months are the same", async () => {
	const [span, sum] = [wholeTime(), { pairs: 0, looked: 0, clean: 0, mended: 0, inTime: 0 }];
	const figures = await figuresOf(span);
	for (const name of FIGURES) expect([name, (await rowsBehind(name, span)).whole]).toEqual([name, figures[name]]);
	const months = await db.select().from(regionMonths);
	for (const row of months.filter(({ regionId }) => regionId === cast.places.shilin.id)) {
		for (const name of ["pairs", "looked", "clean", "mended"] as const) sum[name] += row[name];
		sum.inTime += row.mendedInTime;
	}
	const { pairs, looked, clean, mended, inTime } = figures;
	expect({ pairs, looked, clean, mended, inTime }).toEqual(sum);
	expect(looked > 0 && figures.faults > 0 && mended > 0 && pairs > 0).toBe(true);
});

test("the kinds of what was found add up to all of it, each with its own rows", async () => {
	const span = wholeTime();
	const kinds = await foundKinds(span);
	expect(kinds.reduce((sum, { count }) => sum + count, 0)).toBe((await figuresOf(span)).found);
	for (const { code, count } of kinds) expect((await rowsBehind("found", span, { code })).whole).toBe(count);
});

test("a circular tells the figures, leaves number, signature and seal to its office, and names nobody", async () => {
	const { wording, draft, text } = await fileOf("circular");
	const { looked } = await figuresOf(wholeTime());
	const body = text["word/document.xml"] ?? "";
	expect(wording.paragraphs.join("")).toContain(`察看公共点位${looked}处`);
	expect(draft.number).toBe("〔　　〕　号");
	expect(draft.day).toBe("〔　　〕年〔　　〕月〔　　〕日");
	for (const person of ["包桂兰", "陈桂兰", "person-walker"]) expect(body).not.toContain(person);
	expect(draft.table?.rows.length).toBeGreaterThan(0);
});

const IN_MM = 25.4 / 1440;
const [TEXT_WIDE, TEXT_HIGH] = [(156 / 25.4) * 72, (225 / 25.4) * 72];

/** The sheet, its margins and its text in whole millimetres. */
function sheetOf(body: string) {
	const mm = (element: string, attribute: string) => Number(attributeIn(body, element, attribute)) * IN_MM;
	const [width, height] = [mm("w:pgSz", "w:w"), mm("w:pgSz", "w:h")];
	const side = (name: string) => mm("w:pgMar", `w:${name}`);
	const text = [width - side("left") - side("right"), height - side("top") - side("bottom")];
	return {
		sheet: [width, height].map(Math.round),
		top: Math.round(side("top")),
		left: Math.round(side("left")),
		text: text.map(Math.round),
	};
}

const styleOf = (styles: string, id: string) => new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`).exec(styles)?.[0] ?? "";
const faceOf = (style: string) => [attributeIn(style, "w:rFonts", "w:eastAsia"), Number(attributeIn(style, "w:sz", "w:val")) / 2];

test.each(DOCUMENTS.filter((kind) => kind !== "summons" && kind !== "notice"))(
	"%s is whole OOXML on the sheet of GB/T 9704-2012, with its lines and signs",
	async (kind) => {
		const viewer = kind === "order" ? as(cast.staff.meng, "town_admin", cast.places.shilin) : publicist();
		const { text, faults } = await fileOf(kind, viewer);
		const [body = "", styles = ""] = [text["word/document.xml"], text["word/styles.xml"]];
		expect(faults).toEqual([]);
		expect(sheetOf(body)).toEqual({ sheet: [210, 297], top: 37, left: 28, text: [156, 225] });
		const line = Number(attributeIn(body, "w:docGrid", "w:linePitch")) / 20;
		const sign = 16 + Number(attributeIn(body, "w:docGrid", "w:charSpace")) / 4096;
		// What programs set that know no signs of a grid.
		const spaced = 16 + Number(attributeIn(styleOf(styles, "Normal"), "w:spacing", "w:val")) / 20;
		expect([TEXT_HIGH / line, TEXT_WIDE / sign, TEXT_WIDE / spaced].map((many) => Math.floor(many + 0.001))).toEqual([22, 28, 28]);
	},
);

const LONG = `${"背街小巷和偏远自然村与村口路边一样要求改好的点位过一段时间再看一次靠大家动手多到户里讲少发文件".repeat(4)}。`;

/** Each of the seven as it is drafted, with text for some pages. */
async function longDocuments(): Promise<Record<string, WordFile>> {
	const words = messagesFor("zh-CN").documentDrafts;
	const circular = await drafted("circular");
	if (!circular) throw new Error("no circular");
	const own = { notice: words.noticed({ title: "关于拟评美丽庭院示范户的公示", text: "现予公示。", items: ["东沟"], until: "12月3日" }) };
	const talked = { summons: words.summons({ place: "青石村", times: ["2026年7月至10月", "2026年11月至12月"], help: [] }) };
	const known: Partial<Record<DocumentKind, object>> = { ...own, ...talked };
	const files = DOCUMENTS.map(async (kind) => {
		const viewer = kind === "order" ? as(cast.staff.meng, "town_admin", cast.places.shilin) : publicist();
		const draft = { ...circular, ...(known[kind] ? { ...known[kind], table: undefined } : await drafted(kind, viewer)) };
		const paragraphs = [...draft.paragraphs.map(unmarked), ...Array<string>(12).fill(LONG)];
		return [kind, { ...draft, title: unmarked(draft.title), paragraphs }] as const;
	});
	return Object.fromEntries(await Promise.all(files));
}

const POINTS = 72 / 25.4;
const A_LINE = TEXT_HIGH / 22;
/** On which of the page's 22 lines it stands. */
const onLine = ({ low }: SetLine) => (low - 37 * POINTS) / A_LINE;
const isFull = ({ said }: SetLine) => LONG.includes(said) && said.length > 25;

/** Of a page: how many lines of text it has, and how wide, how long and how far from the lines of its sheet the full ones are. */
function measured(page: SetLine[]) {
	const text = page.filter((line) => onLine(line) < 22);
	const full = text.filter(isFull);
	const mm = (points: number) => Math.round(points / POINTS);
	return {
		lines: text.length,
		signs: Math.max(...full.map(({ said }) => said.length)),
		left: mm(Math.min(...full.map(({ left }) => left))),
		right: mm(210 * POINTS - Math.max(...full.map(({ right }) => right))),
		isOnGrid: full.every((line) => Math.abs((onLine(line) % 1) - 0.77) < 0.05),
	};
}

// Starting it costs seconds.
if (isFullDrill && hasOffice)
	test("LibreOffice sets each of the seven on A4 with all that it says: 22 lines of 28 signs between its margins, titles on the same lines", {
		timeout: 300_000,
	}, async () => {
		const files = await longDocuments();
		const bytes: Record<string, Uint8Array> = {};
		for (const [kind, file] of Object.entries(files)) bytes[kind] = await documentFile(file);
		const opened = await openedInOffice(bytes);
		for (const [kind, { title, paragraphs }] of Object.entries(files)) {
			const { pages = [], lines = [], text = "" } = opened[kind] ?? {};
			expect([kind, new Set(pages.map(({ cut }) => cut.join("×")))]).toEqual([kind, new Set(["210×297"])]);
			for (const said of [title, ...paragraphs].flatMap((words) => words.split("\n")))
				expect(text).toContain(said.replaceAll(/\s/g, "").slice(0, 24));
			const [first = [], second = []] = lines;
			expect([kind, measured(second)]).toEqual([kind, { lines: 22, signs: 28, left: 28, right: 26, isOnGrid: true }]);
			expect([kind, first.filter(isFull).every((line) => Math.abs((onLine(line) % 1) - 0.77) < 0.05)]).toEqual([kind, true]);
			const titled = title.split("\n").map((words) => first.find(({ said }) => words.replaceAll(/\s/g, "").startsWith(said.slice(0, 8))));
			const below = first[first.indexOf(titled.at(-1) as SetLine) + 1] as SetLine;
			const steps = [...titled, below].map((line) => Math.floor(onLine(line as SetLine)));
			expect([kind, steps.map((step) => step - (steps[0] ?? 0))]).toEqual([kind, [...titled.keys(), titled.length + 1]]);
		}
	});

test("headings and page numbers have their faces, whatever a computer has instead", async () => {
	const { text } = await fileOf("circular");
	const [body = "", styles = ""] = [text["word/document.xml"], text["word/styles.xml"]];
	const faces = ["Normal", "Title", "Heading1", "Heading2"].map((id) => faceOf(styleOf(styles, id)));
	expect(faces).toEqual([
		["仿宋_GB2312", 16],
		["方正小标宋简体", 22],
		["黑体", 16],
		["楷体_GB2312", 16],
	]);
	expect(body).toMatch(/<w:pStyle w:val="Heading1"\/>(?:(?!<w:p>).)*一、总体情况/);
	const feet = Object.entries(text).filter(([name]) => /word\/footer\d/.test(name));
	const told = feet.map(([, xml]) => [attributeIn(xml, "w:jc", "w:val"), ...faceOf(xml), /— .*PAGE.* —/s.test(xml)]);
	expect(told.sort()).toEqual([
		["left", "宋体", 14, true],
		["right", "宋体", 14, true],
	]);
	expect(text["word/settings.xml"]).toContain("w:evenAndOddHeaders");
	expect(text["word/fontTable.xml"]).toMatch(/w:name="仿宋_GB2312"><w:altName w:val="[^"]*FangSong/);
});

test("a bulletin has its red head and 80 to 300 characters; the same words are made once", async () => {
	const { wording, draft, text } = await fileOf("bulletin");
	const [lead = ""] = wording.paragraphs;
	expect(lead.length >= 80 && lead.length <= 300).toBe(true);
	expect(text["word/document.xml"]).toContain("人居环境整治简报");
	const file = { ...draft, ...wording };
	expect(await documentFile(file)).toBe(await documentFile({ ...file }));
});

test("a notice of a result tells places and numbers, nobody's name, and how to object; its count leads to the result", async () => {
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du], places: 1 });
	for (const rollNumber of [2, 3]) await say("june", rollNumber, [1]);
	await closeRound("june");
	await countRound({ roundId: "june", by: cast.staff.wang, at: CLOSES });
	const asked = (edition: string) => documentAsked(publicist(), "notice", new Map([["edition", edition]]), CLOSES);
	const { notices } = await asked("");
	expect(notices.map(({ from }) => from)).toEqual(["round:june"]);
	const draft = await draftOf(await asked("round:june"));
	expect(draft).toMatchObject({
		title: "关于“金秋最美庭院”评选结果的公示",
		number: "",
		signer: "",
		fileName: "关于“金秋最美庭院”评选结果的公示",
	});
	const told = draft?.paragraphs.join("\n") ?? "";
	for (const said of ["1.第1名 1号 青石村 东沟", "公示期至", "监督电话：〔　　〕"]) expect(told).toContain(said);
	expect(runsOf(draft?.paragraphs[0] ?? "")).toContainEqual({ words: "2", figure: "round:june" });
	expect(told).not.toContain("包桂兰");
	expect((await draftOf(await asked("round:none")))?.title ?? "").not.toContain("金秋");
});

test("a title under notice has its 公示, as long as objections come", async () => {
	const modelVillageId = await noticedModel(cast, offices);
	const asked = (at: Date) => documentAsked(publicist(), "notice", new Map([["edition", `model:${modelVillageId}`]]), at);
	const draft = await draftOf(await asked(MORNING));
	expect(draft?.title).toBe("关于拟授予青石村“示范村”称号的公示");
	expect(draft?.paragraphs.slice(0, 2)).toEqual(["青石村由村里申报，上一级看过，拟授予“示范村”称号，现予公示。", "1.青石村"]);
});

test("courtyards under notice have a 公示 in each village by their numbers, until the day that ends; who has left stands on none", async () => {
	await settledYards(cast);
	const titleId = await noticedTitle(cast, offices);
	await noticedTitle(cast, offices, SETTLED, "du");
	const { noticeEndsAt } = (await db.select().from(courtyardTitles).where(eq(courtyardTitles.id, titleId)))[0] ?? {};
	const from = sheetOfTitles({ villageId: cast.places.qingshi.id, noticeEndsAt: noticeEndsAt ?? null });
	const draft = async (at = SETTLED) => draftOf(await documentAsked(publicist(), "notice", new Map([["edition", from]]), at));
	const told = async (at?: Date) => ((await draft(at))?.paragraphs ?? []).join("\n");
	expect((await draft())?.title).toBe("关于青石村拟评美丽庭院示范户的公示");
	expect((await told()).match(/code-\w+/g)).toEqual(expect.arrayContaining(["code-bao", "code-du"]));
	expect(await told()).not.toMatch(/鲍春生|杜长河|0001/);
	expect(await told()).toContain(lastFullDayOf(noticeEndsAt as Date, "zh-CN"));
	await leaveTitle({ titleId, by: { ...cast.homes.bao.viewer, householdId: "household-bao" }, at: SETTLED });
	expect((await told()).match(/code-\w+/g)).toEqual(["code-du"]);
	expect(await told(noticeEndsAt ?? undefined)).not.toContain("code-du");
});

test("a bulletin shows a courtyard only with its consent to the press; whoever made it hears that this is taken back", async () => {
	const by = publicist();
	const submissionId = await sentSubmission(cast.homes.chen.viewer as never, { key: "shown", number: 11 });
	await publish({ by: cast.staff.li, submissionId, version: 1, at: MORNING });
	const asked = () => documentAsked(by, "bulletin", new Map([["photo", submissionId]]), NOW);
	expect([(await asked()).pairs, (await draftOf(await asked()))?.photos]).toEqual([[], undefined]);
	const agreed = `submission:${submissionId}/press`;
	await giveConsents({ agreed: [agreed], textEdition: "1", by: cast.homes.chen, at: MORNING });
	const draft = await draftOf(await asked());
	if (!draft) throw new Error("no bulletin");
	const { names, text, faults } = officeFile(await documentFile(draft));
	expect([faults, names.filter((name) => name.startsWith("word/media/")).length]).toEqual([[], 2]);
	expect(text["word/document.xml"]).toContain("收拾前 · 收拾后　青石村");
	for (let twice = 0; twice < 2; twice += 1) await issueBulletin(draft, { submissionId, by, at: NOW });
	await takeBackConsent({ agreed, by: cast.homes.chen, at: NOW });
	expect((await noticesAtWork(by)).filter(({ kind }) => kind === "made_fell")).toMatchObject([{ params: { channel: "press" } }]);
	await expect(issueBulletin(draft, { submissionId, by, at: NOW })).rejects.toMatchObject({ key: "consents.lacking.press" });
	expect((await draftOf(await asked()))?.photos).toBeUndefined();
});

test("however many pairs there are, a bulletin may show any of them: a page after the other, by its place, or by its address", async () => {
	const { bao, fan } = cast.homes;
	const agreed: string[] = [];
	for (let n = 0; n < 43; n += 1) agreed.push(await pairOf(n === 0 ? fan : bao, `more-${n}`, { at: minutesAfter(MORNING, n) }));
	for (const home of [bao, fan]) {
		const of = agreed.filter((id) => (id === "more-0") === (home === fan)).map((id) => `submission:${id}/press`);
		await giveConsents({ agreed: of, textEdition: "1", by: home, at: NOW });
	}
	const asked = (told: Record<string, string>, by = publicist()) => documentAsked(by, "bulletin", new Map(Object.entries(told)), NOW);
	const listed = async (told: Record<string, string>, by?: Viewer) => (await asked(told, by)).pairs.map(({ submissionId }) => submissionId);
	const first = await asked({});
	expect([first.pairs.length, first.pairs[0]?.submissionId]).toEqual([40, "more-42"]);
	const rest = { older: first.older ?? "" };
	expect([await listed(rest), (await asked(rest)).older]).toEqual([["more-2", "more-1", "more-0"], null]);
	for (const where of ["白杨村", "baiyang", "https://x.test/submissions/more-0"]) expect(await listed({ where })).toEqual(["more-0"]);
	expect(await listed({ where: "没有这个村" })).toEqual([]);
	// Its files are not there, which is told where it is chosen, and not that it is unknown.
	await expect(asked({ photo: "more-1" })).rejects.toMatchObject({ key: "publicity.noPictures" });
	const elsewhere = as(cast.staff.li, "publicist", cast.places.qingshi);
	for (const where of ["白杨村", "/submissions/more-0"]) expect(await listed({ where }, elsewhere)).toEqual([]);
	expect((await asked({ photo: "more-0" }, elsewhere)).pair).toBeUndefined();
	// Where they only inspect they offer nothing, whatever they type.
	const inspecting = { ...elsewhere, roles: [...elsewhere.roles, ...as(cast.staff.li, "inspector", cast.places.baiyang).roles] };
	for (const where of ["白杨村", "/submissions/more-0"]) expect(await listed({ where }, inspecting)).toEqual([]);
});

test("what lies outside an office is not written about, and orders only by who reads them", async () => {
	await expect(officePlaces(as(cast.staff.li, "publicist", cast.places.qingshi), cast.places.baiyang.id)).rejects.toMatchObject({
		refusal: "not_found",
	});
	expect(await drafted("order")).toBeNull();
	expect(await drafted("summons")).toBeNull();
});

test("monthly figures are typed cells on whole pages: no formula, numbers as numbers, shares as shares, heads on each page", async () => {
	const { place } = await officePlaces(publicist(), null);
	const month = monthAfter(monthAt(NOW), -1);
	const figures = await monthlyFigures({ ...place, name: "=HYPERLINK(1)" }, { month, at: NOW });
	const { text, faults } = officeFile(
		await figuresFile({ ...figures, places: figures.places.map((line, n) => (n === 0 ? { ...line, name: "=1+1" } : line)) }),
	);
	expect(faults).toEqual([]);
	const [sheet = "", book = "", words = ""] = [text["xl/worksheets/sheet1.xml"], text["xl/workbook.xml"], text["xl/sharedStrings.xml"]];
	expect(sheet).not.toContain("<f>");
	expect(`${words}${sheet}`).toContain("=1+1");
	expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>');
	expect([
		attributeIn(sheet, "pageSetup", "paperSize"),
		attributeIn(sheet, "pageSetup", "fitToWidth"),
		attributeIn(sheet, "pageSetup", "fitToHeight"),
	]).toEqual(["9", "1", "0"]);
	expect(book).toContain("'各地'!$1:$2");
	expect([...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].length).toBe(12);
	expect(text["xl/styles.xml"]).toContain("0.0%");
	const looked = figures.places.at(-1)?.looked;
	expect(looked).toBeGreaterThan(0);
	expect(sheet).toContain(`<v>${looked}</v>`);
});

test("no document but a bulletin that was asked for a pair holds one: no picture, none of its words, nobody's name", async () => {
	const said = await db
		.select({ words: submissions.words, head: households.headName })
		.from(submissions)
		.innerJoin(households, eq(households.id, submissions.householdId));
	const traces = ["pic:pic", ...said.flatMap(({ words, head }) => [words, head ?? ""]).filter(Boolean)];
	const made: string[] = [];
	for (const kind of DOCUMENTS) {
		if (!(await drafted(kind))) continue;
		const { text } = await fileOf(kind);
		made.push(kind);
		expect(traces.filter((trace) => Object.values(text).some((part) => part?.includes(trace)))).toEqual([]);
	}
	expect(made).toEqual(expect.arrayContaining(["circular", "bulletin", "appeal", "roll"]));
});
