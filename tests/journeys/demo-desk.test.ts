import { sql } from "drizzle-orm";
import { unzipSync } from "fflate";
import sharp from "sharp";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { plannedDistrict } from "#demo/district.ts";
import { places } from "#demo/homes.ts";
import { planSteps } from "#demo/publicity.ts";
import { seededRandom } from "#demo/random.ts";
import { rosterOf } from "#demo/roster.ts";
import { snapshotsOf } from "#demo/snapshots.ts";
import { employStaff, type Staff, viewerOf } from "#demo/staff.ts";
import { hoursAfter } from "#demo/steps.ts";
import { storySteps } from "#demo/stories.ts";
import { STORY_TALES } from "#demo/story-tales.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { issueSlip } from "#domain/households/issue-slip.ts";
import { publish } from "#domain/moderation/decide.ts";
import { SCRIPT_LENGTH } from "#domain/publicity/broadcast/types.ts";
import { FORMATS, type FormatName, MAKERS, type Maker } from "#domain/publicity/formats.ts";
import { publicStory, publishedStories } from "#domain/stories/public-stories.ts";
import { SHEETS, type Sheet } from "#http/sheet-asked.ts";
import { DAY_MS } from "#platform/clock.ts";
import { deskRoutes, sentFrom } from "#tests/desk-walk.ts";
import { pdfTold } from "#tests/made.ts";
import { officeFile } from "#tests/office-files.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

const UNTIL = new Date();
let staff: Staff;
/** The demo's publicity, with a household in each hamlet and small pictures. */
const site = useSite(async () => {
	const beginning = new Date(UNTIL.getTime() - 185 * DAY_MS);
	const district = plannedDistrict(seededRandom("1/district"));
	const few = { ...district, households: district.households.filter(({ number }) => number === "0001") };
	await importRegionsAndHouseholds({ buffer: rosterOf(few), by: null, at: beginning });
	const all = await places();
	staff = await employStaff(seededRandom("1/staff"), all, beginning);
	const homes = await db.all<{ id: string }>(sql`select id from households order by id limit 20`);
	for (const [n, categoryCode] of STORY_TALES.flatMap(({ pairs }) => pairs).entries()) {
		const householdId = homes[n]?.id ?? "";
		const { personId } = await issueSlip({ householdId, by: staff.admin, at: beginning });
		const pair = { key: `pair-${n}`, number: 2 * n, at: beginning, categoryCode, words: "收拾了两天，心里舒坦。" };
		// The first is printed.
		const submissionId = await sentSubmission({ householdId, personId }, { ...pair, ...(n === 0 && { width: 1280 }) });
		await publish({ submissionId, version: 1, by: viewerOf(staff, "shenhe"), at: hoursAfter(beginning, 20) });
	}
	const steps = storySteps({ staff, places: all, pictures: { of: (drawing) => snapshotsOf(drawing, "1") }, until: UNTIL, tales: hung() });
	steps.push(...planSteps({ staff, places: all, until: UNTIL }));
	for (const step of steps.sort((a, b) => a.at.getTime() - b.at.getTime())) await step.take();
});

/** A poster of a small picture would be blurred. */
function hung() {
	return STORY_TALES.map(({ hungAt, ...tale }, n) => ({ ...tale, ...(n === 0 && hungAt && { hungAt }) }));
}

test("the demo's stories have every shape, each by the rules: whom they tell of agreed, and three people read", async () => {
	const stages = await db.all<{ stage: string; count: number }>(sql`select stage, count(*) as count from stories group by 1`);
	expect(Object.fromEntries(stages.map(({ stage, count }) => [stage, count]))).toEqual({
		...{ published: 7, ended: 1, approved: 1, final: 1, first: 1, writing: 2 },
	});
	const withOwn = STORY_TALES.filter(({ own }) => own);
	const shown = await publishedStories(UNTIL);
	for (const { title, own } of withOwn) {
		const story = await publicStory(shown.find((one) => one.title === title)?.storyId ?? "", UNTIL);
		const [photo] = story?.photos.values() ?? [];
		expect(photo).toMatchObject({ words: own?.words, takenBy: own?.takenBy, picture: { width: 1280 } });
		expect(story?.blocks.map(({ more }) => more)).toContain(`own/${photo?.photoId}`);
	}
	expect(withOwn).toHaveLength(1);
	const ways = await db.all<{ how: string }>(sql`select distinct how from channel_consents order by 1`);
	expect(ways.map(({ how }) => how)).toEqual(["own", "paper", "spoken"]);
	const agreed = await db.all<{ channel: string }>(sql`select distinct channel from channel_consents order by 1`);
	expect(agreed.map(({ channel }) => channel)).toEqual(["press", "site", "village_board", "wechat"]);
	const [planned] = await db.all<{ count: number }>(sql`select count(*) as count from calendar_entries`);
	expect(planned?.count).toBe(13);
});

const DESK = "/staff/publicity";
const [TALE] = STORY_TALES;

/** The story of the first tale, as the desk leads to it, and its pair. */
async function told() {
	const story = (await publishedStories(UNTIL)).find(({ title }) => title === TALE?.title);
	const found = await publicStory(story?.storyId ?? "", UNTIL);
	return { storyId: story?.storyId ?? "", pairId: [...(found?.pairs.keys() ?? [])][0] ?? "" };
}

async function handed(answer: Response, type: string): Promise<Uint8Array> {
	const bytes = new Uint8Array(await answer.arrayBuffer());
	expect([answer.status, answer.headers.get("content-type"), bytes.length > 100]).toEqual([200, type, true]);
	return bytes;
}

/** What the page's download leads to. */
function downloaded(pan: Visitor, { root }: Seen): Promise<Response> {
	const link = root.querySelectorAll("main a[href*=token]").find(({ text }) => text.startsWith("下载"));
	return pan.ask(link?.getAttribute("href") ?? "/no-link");
}

async function requirePdf(bytes: Uint8Array, sheet?: number[]): Promise<number> {
	const { pages, isEmbedded } = await pdfTold(bytes);
	expect(isEmbedded).toBe(true);
	if (sheet) expect(pages.map(({ cut }) => cut.map(Math.round))).toContainEqual(sheet);
	return pages.length;
}

async function requireThing(pan: Visitor, item: string, asked: { maker: Maker; design: string; format: FormatName }): Promise<void> {
	const page = await pan.open(`${DESK}/make/${item}?${new URLSearchParams(asked)}`);
	const answer = await downloaded(pan, await pan.submit(page, "发出", { channel: "wechat" }));
	const { unit, width, height } = FORMATS[asked.format];
	if (unit === "mm") return void (await requirePdf(await handed(answer, "application/pdf"), [width, height]));
	const picture = await sharp(await handed(answer, "image/png")).metadata();
	expect([picture.format, picture.width, picture.height]).toEqual(["png", width, height]);
}

/** Each size and each design of a maker at least once. */
function askedOf(maker: Maker) {
	const { formats, designs }: { formats: readonly FormatName[]; designs: readonly string[] } = MAKERS[maker];
	const most = Math.max(formats.length, designs.length);
	return Array.from({ length: most }, (_, n) => ({
		...{ maker, design: designs[n % designs.length] as string, format: formats[n % formats.length] as FormatName },
	}));
}

const TYPED: Record<Sheet, Record<string, string> | null> = {
	// Its editions are made in the whole demo, where tests/domain/demo.test.ts asks for it.
	roll: null,
	notice: { title: "关于清洁日的公示", paragraphs: "清洁日定在每月十五。", items: "青石村", closing: "监督电话：村委会" },
	certificate: { to: "青石村 东沟", text: "院子收拾得亮堂", award: "最美庭院" },
	sign: { title: "青石村", slogan: "院子自己收拾，村子大家照看" },
};

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** How each route of the desk that hands out files is asked. */
const HANDED: Record<string, (pan: Visitor) => Promise<void>> = {
	"/staff/publicity/album/file": async (pan) => {
		const done = await pan.submit(await pan.open(`${DESK}/album`), "发出");
		const pages = await requirePdf(await handed(await downloaded(pan, done), "application/pdf"), [210, 297]);
		expect([8, 12, 16, 20, 24]).toContain(pages);
	},
	"/staff/publicity/article/[id]/file": async (pan) => {
		const done = await pan.submit(await pan.open(`${DESK}/article/${(await told()).storyId}`), "发出");
		const names = Object.keys(unzipSync(await handed(await downloaded(pan, done), "application/zip")));
		expect(names).toEqual(expect.arrayContaining(["article.html", "article.txt", "pictures/01.jpg", "covers/900x383.png", "code.png"]));
	},
	"/staff/publicity/article/[id]/text": async (pan) => {
		const answer = await pan.ask(`${DESK}/article/${(await told()).storyId}/text`);
		expect(new TextDecoder().decode(await handed(answer, "text/html; charset=utf-8"))).toContain(TALE?.title);
	},
	"/staff/publicity/documents/[document]/file": async (pan) => {
		for (const kind of ["circular", `bulletin?photo=${(await told()).pairId}`, "appeal"]) {
			const page = await pan.open(`${DESK}/documents/${kind}`);
			const answer = await sentFrom(pan, page, `${DESK}/documents/${kind.replace(/\?.*/, "")}/file`);
			const { names, faults } = officeFile(await handed(answer, WORD));
			expect([faults, names.some((name) => name.startsWith("word/media/"))]).toEqual([[], kind.includes("photo")]);
		}
	},
	"/staff/publicity/figures/file": async (pan) => {
		const page = await pan.open(`${DESK}/figures`);
		const link = page.root.querySelector('main a[href*="/figures/file"]')?.getAttribute("href") ?? "";
		expect(officeFile(await handed(await pan.ask(link), EXCEL)).faults).toEqual([]);
	},
	"/staff/publicity/make/[item]/file": async (pan) => {
		const item = `story:${(await told()).storyId}`;
		expect((await pan.open(DESK)).root.querySelector(`main a[href="${DESK}/make/${item}"]`)).not.toBeNull();
		for (const maker of Object.keys(MAKERS) as Maker[]) for (const asked of askedOf(maker)) await requireThing(pan, item, asked);
	},
	"/staff/publicity/sheets/[sheet]/file": async (pan) => {
		expect(Object.keys(TYPED)).toEqual(Object.keys(SHEETS));
		for (const [sheet, typed] of Object.entries(TYPED)) {
			if (!typed) continue;
			const page = await pan.submit(await pan.open(`${DESK}/sheets/${sheet}`), "看样子", typed);
			const { width, height } = FORMATS[SHEETS[sheet as Sheet].formats[0] as FormatName];
			await requirePdf(await handed(await sentFrom(pan, page, `${DESK}/sheets/${sheet}/file`), "application/pdf"), [width, height]);
		}
	},
};

const signedIn = () => signIn(new Visitor(site().origin), viewerOf(staff, "xuanchuan"));

test("each route of the desk that hands out files is asked below", () => {
	expect(Object.keys(HANDED)).toEqual(deskRoutes("ts").toSorted());
});

test.each(Object.keys(HANDED))("the demo's publicist gets what %s makes, whole and of its kind", async (route) => {
	await HANDED[route]?.(await signedIn());
});

test("the demo's script is as long as it should be, and its calendar is read by another one", async () => {
	const pan = await signedIn();
	const script = (await pan.open(`${DESK}/broadcast`)).root.querySelector("textarea[name=script]")?.text ?? "";
	const length = [...script.replaceAll(/\s/g, "")].length;
	expect([length >= SCRIPT_LENGTH.least, length <= SCRIPT_LENGTH.most]).toEqual([true, true]);
	const page = await pan.submit(await pan.open(`${DESK}/calendar`), "要一个地址");
	const address = new URL(page.root.querySelector("#feed-address")?.getAttribute("value") ?? "").pathname;
	const calendar = new TextDecoder().decode(await handed(await pan.ask(address), "text/calendar; charset=utf-8"));
	expect(calendar.match(/^BEGIN:VEVENT/gm)?.length).toBeGreaterThan(10);
});
