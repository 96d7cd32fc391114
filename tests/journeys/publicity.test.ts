import { eq } from "drizzle-orm";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { issued } from "#db/schema/consents.ts";
import { photoDerivatives } from "#db/schema/photos.ts";
import { calendarEntries } from "#db/schema/publicity.ts";
import { submissionPhotos } from "#db/schema/submissions.ts";
import type { Viewer } from "#domain/accounts/types.ts";
import { monthAt } from "#domain/calendar/rules.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { postCopy } from "#domain/consents/post.ts";
import { PAPER_CHANNELS } from "#domain/consents/types.ts";
import { publish } from "#domain/moderation/decide.ts";
import { planEntry } from "#domain/publicity/calendar/plan.ts";
import { MAKERS } from "#domain/publicity/formats.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { consents as words } from "#i18n/zh-CN/consents.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { deskRoutes, deskWalk, namedIn, sentFrom, unwalked } from "#tests/desk-walk.ts";
import { daysAgo } from "#tests/exposure.ts";
import { pdfTold } from "#tests/made.ts";
import { titledModel } from "#tests/models.ts";
import { officeFile } from "#tests/office-files.ts";
import { oneOfEachRole } from "#tests/offices.ts";
import { roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sourcesBelow } from "#tests/sources.ts";
import { spotOffices } from "#tests/spots.ts";
import { block, later, storyOffices, storyOfPair } from "#tests/stories.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";
import { closeRound, say } from "#tests/votes.ts";
import { walked } from "#tests/walk.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: Awaited<ReturnType<typeof oneOfEachRole>>;
let shown = "";
const WORDS = "鸡窝挪到墙根，门口宽了一丈。";
const site = useSite(async () => {
	cast = await inviteCast();
	await changeSetting({ key: "staffTotpRequired", value: "no", by: null, at: MORNING });
	offices = await oneOfEachRole(cast.places);
	shown = await sentSubmission(cast.homes.bao.viewer as never, { key: "shown", number: 11, words: WORDS, width: 1600 });
	await publish({ by: cast.staff.li, submissionId: shown, version: 1, at: MORNING });
	await titledModel(cast, await spotOffices(cast), daysAgo(25));
});

test("a publicist looks at a share picture, asks for consent, issues it and downloads it, without a script", async () => {
	const publicist = await signIn(new Visitor(site().origin), offices.publicist);
	const desk = await publicist.open("/staff/publicity");
	const address = desk.root.querySelector(`a[href*="/make/submission:${shown}"]`)?.getAttribute("href") ?? "";
	const page = await publicist.open(`${address}?maker=share&title=院子亮堂了`);
	expect(page.text).toContain("样子：左右，1200×630");
	const named = await publicist.open(`${address}?maker=share&title=鲍春生家的院子`);
	expect([named.status, named.text.includes("这里有“鲍春生”"), named.html.includes("鲍春生家的院子")]).toEqual([422, true, true]);
	const album = await publicist.open("/staff/publicity/album?title=电话13812345678");
	expect([album.status, album.text.includes("这里像是写了手机号"), album.html.includes("电话13812345678")]).toEqual([422, true, true]);
	const refused = await publicist.submit(page, "发出", { channel: "wechat" });
	expect(refused.text).toContain("有一户没有同意放到公众号和微信群");
	await giveConsents({ agreed: [`submission:${shown}/wechat`], textEdition: "2026-12", by: cast.homes.bao, at: MORNING });
	const done = await publicist.submit(refused, "发出", { channel: "wechat" });
	const link =
		done.root
			.querySelectorAll("a")
			.find((one) => one.text.startsWith("下载"))
			?.getAttribute("href") ?? "";
	const file = await publicist.ask(link);
	expect([file.status, file.headers.get("content-type")]).toEqual([200, "image/png"]);
	expect(file.headers.get("content-disposition")).toContain(encodeURIComponent("院子亮堂了"));
	const other = await publicist.open(link.replace(encodeURIComponent("院子亮堂了"), encodeURIComponent("换一个标题")));
	expect([other.status, other.text.includes("这一份已经变了"), other.text.includes("回到那一页")]).toEqual([409, true, true]);
	const way = other.root.querySelector(`main a[href*="/make/submission:${shown}?"]`)?.getAttribute("href") ?? "";
	expect((await publicist.open(way)).text).toContain("样子：左右，1200×630");
});

test("where no voice is configured a script is told so and stays; an address alone makes nothing speak", async () => {
	const publicist = await signIn(new Visitor(site().origin), offices.publicist);
	const page = await publicist.open("/staff/publicity/broadcast?act=sound");
	expect(page.status).toBe(200);
	const body = new URLSearchParams({ act: "sound", script: "乡亲们，大家好。今天扫地。" });
	const refused = await publicist.ask("/staff/publicity/broadcast", { method: "POST", body, headers: { origin: site().origin } });
	const html = await refused.text();
	expect([refused.status, html.includes("没有装朗读程序"), html.includes("今天扫地")]).toEqual([409, true, true]);
});

test("a certificate is looked at and downloaded; a sign that no face has is named beside it", async () => {
	const publicist = await signIn(new Visitor(site().origin), offices.publicist);
	const page = await publicist.open("/staff/publicity/sheets/certificate");
	const named = await publicist.submit(page, "看样子", { to: "青石村东沟 𠮷家" });
	expect([named.status, named.text.includes("字库里没有这些字：𠮷")]).toEqual([422, true]);
	const looked = await publicist.submit(page, "看样子", { to: "青石村东沟 包桂兰家" });
	expect(looked.html).toContain("data:image/png;base64,");
	const typed = Object.fromEntries(
		[...looked.root.querySelectorAll("form input, form textarea")].map((one) => [
			one.getAttribute("name") ?? "",
			one.getAttribute("value") ?? one.text,
		]),
	);
	const headers = { "content-type": "application/x-www-form-urlencoded", origin: site().origin, "sec-fetch-site": "same-origin" };
	const download = (more: object = {}) =>
		publicist.ask("/staff/publicity/sheets/certificate/file", {
			method: "POST",
			body: new URLSearchParams({ ...typed, ...more }).toString(),
			headers,
		});
	const refused = await download({ to: "青石村西坡 𠮷家" });
	const said = await refused.text();
	expect([refused.status, said.includes("字库里没有这些字：𠮷"), said.includes("青石村西坡 𠮷家")]).toEqual([422, true, true]);
	const file = await download();
	const told = await pdfTold(new Uint8Array(await file.arrayBuffer()));
	expect(told.pages.map(({ cut }) => cut)).toEqual([[297, 210]]);
	expect(told.text).toContain("包桂兰家");
});

test("the calendar of the desk takes an entry, moves it and calls it off, and another calendar reads along, without a script", async () => {
	const publicist = await signIn(new Visitor(site().origin), offices.publicist);
	const desk = await publicist.open("/staff/publicity/calendar?month=2099-05");
	expect(desk.text).toContain("这个月还没有排期");
	const typed = { kind: "broadcast", title: "芒种前后收拾院子", startsAt: "2099-05-08T21:00", regionId: cast.places.qingshi.id };
	const refused = await publicist.submit(desk, "记上", typed);
	expect([refused.status, refused.text.includes("大喇叭不响"), refused.html.includes("芒种前后收拾院子")]).toEqual([422, true, true]);
	const entered = await publicist.submit(refused, "记上", { ...typed, startsAt: "2099-05-08T18:30" });
	expect(entered.text).toContain("18:30 大喇叭 芒种前后收拾院子");
	const subscribed = await publicist.submit(entered, "要一个地址");
	const address = new URL(subscribed.root.querySelector("#feed-address")?.getAttribute("value") ?? "").pathname;
	const stranger = new Visitor(site().origin);
	const file = await stranger.ask(address);
	expect([file.status, file.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
	const known = await stranger.ask(address, { headers: { "if-none-match": file.headers.get("etag") ?? "" } });
	expect([known.status, (await stranger.ask("/calendar/guessed.ics")).status]).toEqual([304, 404]);
	const one = await publicist.open(entered.root.querySelector(".day-going a")?.getAttribute("href") ?? "");
	const moved = await publicist.submit(one, "改到这个时间", { startsAt: "2099-05-09T07:30" });
	expect(moved.text).toContain("07:30 大喇叭");
	const off = await publicist.submit(one, "取消这一项");
	expect(off.text).toContain("取消了。");
	expect(off.text).not.toContain("07:30 大喇叭");
});

test("a circular is drafted, its numbers lead to their rows, its words are changed and kept when refused, and it is downloaded, without a script", async () => {
	const publicist = await signIn(new Visitor(site().origin), offices.publicist);
	const desk = await publicist.open("/staff/publicity/documents");
	expect(desk.text).toContain("门户只起草");
	const until = monthAt(new Date());
	const page = await publicist.open(`/staff/publicity/documents/circular?from=2026-01&until=${until}`);
	const way = page.root.querySelector('.draft a[href*="figure=pairs"]')?.getAttribute("href") ?? "";
	expect((await publicist.open(way)).text).toContain("展示的前后对比");
	const refused = await publicist.submit(page, "看字数和数字", { title: "关于走访的通报", p2: "一、走访了777个村" });
	expect([refused.status, refused.text.includes("请再核对：777")]).toEqual([200, true]);
	const long = "长".repeat(3900);
	const tooLong = await publicist.submit(refused, "下载 Word 文件", { p1: long });
	expect([tooLong.status, tooLong.text.includes("超过了 4000 个字"), tooLong.html.includes(long)]).toEqual([422, true, true]);
	const form = [...refused.root.querySelectorAll("form[method=post] [name]")].map((one) => [
		one.getAttribute("name") ?? "",
		one.getAttribute("value") ?? one.text,
	]);
	const headers = { "content-type": "application/x-www-form-urlencoded", origin: site().origin, "sec-fetch-site": "same-origin" };
	const body = new URLSearchParams(form).toString();
	const file = await publicist.ask("/staff/publicity/documents/circular/file", { method: "POST", body, headers });
	expect(file.headers.get("content-disposition")).toContain(encodeURIComponent("人居环境整治督查情况通报.docx"));
	const { text, faults } = officeFile(new Uint8Array(await file.arrayBuffer()));
	expect([faults, text["word/document.xml"]?.includes("走访了777个村")]).toEqual([[], true]);
	const none = await publicist.open("/staff/publicity/documents/bulletin?where=没有这个村");
	expect(none.text).toContain("没有同意给报纸、电视的院子");
	const figures = await publicist.open("/staff/publicity/figures");
	const link = figures.root.querySelector('a[href*="/figures/file"]')?.getAttribute("href") ?? "";
	expect(officeFile(new Uint8Array(await (await publicist.ask(link)).arrayBuffer())).faults).toEqual([]);
});

test("the result of a round fills in its 公示, as a sheet for the wall and as a document whose count leads to it, without a script", async () => {
	const { bao, chen, du, fan } = cast.homes;
	await roundOf("june", { regionId: cast.places.shilin.id, candidates: [bao, fan], roll: [bao, chen, du], places: 1 });
	for (const rollNumber of [2, 3]) await say("june", rollNumber, [1]);
	await closeRound("june");
	await countRound({ roundId: "june", by: cast.staff.wang, at: new Date() });
	const publicist = await signIn(new Visitor(site().origin), offices.publicist);
	const sheet = await publicist.open("/staff/publicity/sheets/notice?from=round:june");
	expect(sheet.root.querySelector("[name=items]")?.text).toContain("第1名 1号 青石村");
	expect((await publicist.submit(sheet, "看样子")).html).toContain("data:image/png;base64,");
	const document = await publicist.open("/staff/publicity/documents/notice?edition=round:june");
	expect(document.root.querySelector(".draft h3")?.text).toBe("关于“金秋最美庭院”评选结果的公示");
	const way = document.root.querySelector(".draft a")?.getAttribute("href") ?? "";
	expect([way, (await publicist.open(way)).status]).toEqual(["/votes/june/result", 200]);
	const looked = await publicist.submit(document, "看字数和数字");
	expect(looked.root.querySelector(".draft h3")?.text).toBe("关于“金秋最美庭院”评选结果的公示");
});

test("the sign of a village with the title is filled in with its name and its honour, looked at and printed, without a script", async () => {
	const publicist = await signIn(new Visitor(site().origin), offices.publicist);
	const empty = await publicist.open("/staff/publicity/sheets/sign");
	const sheet = await publicist.submit(empty, "填进去", { from: `village:${cast.places.qingshi.id}` });
	expect(sheet.root.querySelector("main [name=title]")?.getAttribute("value")).toBe("青石村");
	expect((await publicist.submit(sheet, "看样子")).html).toContain("data:image/png;base64,");
	const file = await sentFrom(publicist, sheet, "/staff/publicity/sheets/sign/file");
	expect((await pdfTold(new Uint8Array(await file.arrayBuffer()))).text.replaceAll(/\s/g, "")).toContain("青石村");
});

const filesIn = (zip: Uint8Array) => Object.keys(unzipSync(zip));
const picturesIn = (word: Uint8Array) => filesIn(word).filter((name) => name.startsWith("word/media/"));

/** Four more pairs of the household, so that there are enough for an album. */
async function morePairs(): Promise<string[]> {
	await changeSetting({ key: "submissionsPerHouseholdDay", value: "9", by: null, at: MORNING });
	const more: string[] = [];
	for (const number of [21, 31, 41, 51]) {
		const submissionId = await sentSubmission(cast.homes.bao.viewer as never, { key: `more-${number}`, number });
		await publish({ by: cast.staff.li, submissionId, version: 1, at: MORNING });
		more.push(submissionId);
	}
	return more;
}

/** What the Word file of this draft holds as pictures; none if no file comes. */
async function bulletinPictures(pan: Visitor, drafted: Seen): Promise<string[]> {
	const file = await sentFrom(pan, drafted, "/staff/publicity/documents/bulletin/file");
	return file.status === 200 ? picturesIn(new Uint8Array(await file.arrayBuffer())) : [];
}

/** A pair and its story, agreed to for every channel, with everything that any maker makes of them, hung wherever it may hang. */
async function issuedEverything(pan: Visitor, desk: Awaited<ReturnType<typeof storyOffices>>) {
	const { bao } = cast.homes;
	const blocks = [block("b1", "heading", "背景"), block("b2", "paragraph", "堆了三年。"), block("b3", "pair", "", shown)];
	const storyId = await storyOfPair(desk, { pairId: shown, home: bao, blocks });
	const items = [`submission:${shown}`, `story:${storyId}`];
	const all = items.flatMap((item) => PAPER_CHANNELS.map((channel) => `${item.replace(storyId, `${storyId}@1`)}/${channel}`));
	const others = await morePairs();
	const boards = others.map((id) => `submission:${id}/village_board`);
	await giveConsents({ agreed: [...all, ...boards], textEdition: "2026-12", by: bao, at: later(15) });
	const pages: Seen[] = [];
	const press = async (address: string, fields = {}) => pages.push(await pan.submit(await pan.open(address), "发出", fields));
	for (const item of items)
		for (const maker of Object.keys(MAKERS)) await press(`/staff/publicity/make/${item}?maker=${maker}`, { channel: "wechat" });
	await press(`/staff/publicity/article/${storyId}`);
	await press("/staff/publicity/album");
	const bulletin = await pan.open(`/staff/publicity/documents/bulletin?photo=${shown}`);
	expect(await bulletinPictures(pan, bulletin)).toHaveLength(2);
	const rows = await db.select().from(issued);
	for (const { id, channel } of rows)
		if (channel !== "site") await postCopy({ issuedId: id, place: `墙 ${id}`, by: desk.pan, at: later(20) });
	const without = others.map((id) => `/make/submission:${id}`);
	return { storyId, rows, bulletin, without, addresses: pages.flatMap(namedIn).filter((address) => /[?&]token=/.test(address)) };
}

test("whatever issues something is walked below", () => {
	const callers = sourcesBelow("src").filter(({ text }) => /import \{[^}]*\bissue\b[^}]*\} from "#domain\/consents\/issue.ts"/.test(text));
	expect(callers.map(({ file }) => file).toSorted()).toEqual(
		["documents/photos.ts", "publicity/article.ts", "publicity/things.ts"].map((file) => `src/domain/${file}`),
	);
});

async function namesOf(submissionId: string): Promise<string[]> {
	const files = await db
		.select({ name: photoDerivatives.name })
		.from(photoDerivatives)
		.innerJoin(submissionPhotos, eq(submissionPhotos.photoId, photoDerivatives.photoId))
		.where(eq(submissionPhotos.submissionId, submissionId));
	return files.map(({ name }) => name);
}

/** The address at which another calendar reads that the story goes out. */
async function plannedFeed(pan: Visitor, { by, storyId }: { by: Viewer; storyId: string }): Promise<string> {
	const going = { kind: "wechat", title: "院子的故事", who: "", weeks: 1, startsAt: "2099-05-08T18:30" };
	await planEntry({ ...going, storyId, regionId: cast.places.shilin.id, by, at: new Date() });
	const subscribed = await pan.submit(await pan.open("/staff/publicity/calendar"), "要一个地址");
	return new URL(subscribed.root.querySelector("#feed-address")?.getAttribute("value") ?? "").pathname;
}

/** Where a stranger finds a trace, from these addresses and the doors on. */
async function toldInPublic(begun: string[], traces: string[]): Promise<string[]> {
	const found = await walked(site().origin, begun);
	return [...found].filter(([, said]) => traces.some((trace) => said.includes(trace))).map(([address]) => address);
}

/** Which of these addresses answer with something. */
async function answering(visitor: Visitor, addresses: Iterable<string>): Promise<string[]> {
	const fine: string[] = [];
	for (const address of addresses) {
		const answer = await visitor.ask(address);
		await answer.body?.cancel();
		if (answer.status === 200) fine.push(address);
	}
	return fine;
}

test("once a household takes its pair back, no address of the desk hands out its pictures or words, issued or not; each code says so and each copy is listed", {
	timeout: 120_000,
}, async () => {
	const desk = await storyOffices(cast);
	const pan = await signIn(new Visitor(site().origin), desk.pan);
	const { storyId, rows, bulletin, without, addresses } = await issuedEverything(pan, desk);
	const kinds = new Set(rows.map(({ kind }) => kind));
	expect(kinds).toEqual(new Set([...Object.keys(MAKERS), "article", "album", "bulletin"]));
	// These three show nobody's pair, and have no code of their own.
	expect(Object.keys(words.kinds).filter((kind) => !kinds.has(kind))).toEqual(["sheet", "certificate", "sign"]);
	const feed = await plannedFeed(pan, { by: desk.pan, storyId });
	// A sheet is handed out once it was looked at; it shows what was typed.
	const more = ["/staff/publicity/consents?household=household-bao", "/staff/publicity/sheets/notice/file", bulletin.address];
	const [entry] = await db.select().from(calendarEntries).where(eq(calendarEntries.storyId, storyId));
	const known = deskRoutes("astro").map((route) => route.replace("[id]", (route.includes("/calendar/") && entry?.id) || storyId));
	const begun = [...addresses, ...more, ...known.filter((address) => !address.includes("["))];
	const { pages, files } = await deskWalk(pan, { begun, without });
	expect([unwalked("ts", files), unwalked("astro", pages.keys())]).toEqual([[], []]);
	const names = await namesOf(shown);
	const telling = (walked: Map<string, Seen>) =>
		[...walked].filter(([, { html }]) => [WORDS, ...names].some((trace) => html.includes(trace))).map(([address]) => address);
	expect(telling(pages)).toEqual(expect.arrayContaining([bulletin.address, `/staff/stories/${storyId}/preview`]));
	const handedOut = [...files].filter((address) => address.includes("token="));
	expect(await answering(pan, handedOut)).toEqual(handedOut);
	const tokens = new Set(handedOut.map((address) => /token=(\w+)/.exec(address)?.[1]));
	const isByForm = (one: (typeof rows)[number]) => one.kind === "bulletin" || one.issuedBy !== desk.pan.personId;
	expect(rows.filter((one) => !isByForm(one) && !tokens.has(one.token))).toEqual([]);

	expect(await toldInPublic([`/stories/${storyId}`], names)).toContain(`/stories/${storyId}`);
	const household = await signIn(new Visitor(site().origin), cast.homes.bao.viewer);
	await household.submit(await household.open(`/me/submissions/${shown}`), "form[action*='withdraw'] button");

	expect(await toldInPublic([`/stories/${storyId}`], [WORDS, ...names])).toEqual([]);
	const again = new Map<string, Seen>();
	for (const address of pages.keys()) again.set(address, await pan.open(address));
	expect(telling(again)).toEqual([]);
	// The figures are numbers.
	const left = await answering(pan, [...files, ...names.map((name) => `/photos/${name}`), ...rows.map(({ token }) => `/q/${token}`)]);
	expect(left.filter((address) => !address.startsWith("/staff/publicity/figures/file"))).toEqual([]);
	expect(await bulletinPictures(pan, bulletin)).toEqual([]);
	expect(await (await pan.ask(feed)).text()).not.toMatch(/堆了三年|码齐|鸡窝/);
	for (const { token } of rows) expect((await pan.open(`/q/${token}`)).text).toContain("这里的内容撤下了");
	const listed = again.get("/staff/publicity/posted")?.root.querySelector("section[aria-labelledby=down]")?.text ?? "";
	expect(rows.filter(({ channel, id }) => channel !== "site" && !listed.includes(`墙 ${id}`))).toEqual([]);
});
