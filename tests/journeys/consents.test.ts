import { eq } from "drizzle-orm";
import { parse } from "node-html-parser";
import { expect, test } from "vitest";
import { db } from "#db/client.ts";
import { channelConsents } from "#db/schema/consents.ts";
import { photoDerivatives } from "#db/schema/photos.ts";
import { storyPhotos } from "#db/schema/stories/photos.ts";
import { submissionPhotos } from "#db/schema/submissions.ts";
import { giveConsents } from "#domain/consents/give.ts";
import { type Issuing, issue } from "#domain/consents/issue.ts";
import { takeBackConsent } from "#domain/consents/take-back.ts";
import type { Item } from "#domain/consents/types.ts";
import { feedTokenOf, newFeedAddress } from "#domain/publicity/calendar/feed.ts";
import { planEntry } from "#domain/publicity/calendar/plan.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { handIn, passStory } from "#domain/stories/decide-story.ts";
import { addStoryPhoto } from "#domain/stories/photos.ts";
import { dropStory } from "#domain/stories/publish-story.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { finishRound } from "#domain/votes/counts/finish-round.ts";
import { DAY_MS } from "#platform/clock.ts";
import { sha256 } from "#platform/hash.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { openAlbum } from "#tests/album.ts";
import { boardsOf } from "#tests/boards.ts";
import { minutesAfter } from "#tests/cast.ts";
import { isOf } from "#tests/desk-walk.ts";
import { daysAgo } from "#tests/exposure.ts";
import { titledModel } from "#tests/models.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sourcesBelow } from "#tests/sources.ts";
import { spotOffices } from "#tests/spots.ts";
import { block, type StoryOffices, storyOffices, storyOfPair, typedStory } from "#tests/stories.ts";
import { smallUpload } from "#tests/submissions.ts";
import { Visitor } from "#tests/visitor.ts";
import { closeRound, say } from "#tests/votes.ts";
import { walked } from "#tests/walk.ts";

let album: Awaited<ReturnType<typeof openAlbum>>;
let offices: StoryOffices;
const site = useSite(async () => {
	album = await openAlbum();
	await waiveTotp(album.staff.wang);
	offices = await storyOffices(album);
});
const as = (viewer: Parameters<typeof signIn>[1]) => signIn(new Visitor(site().origin), viewer);
const item = (home: "bao" | "chen") => `submission:${album.pairs[home]}` as Item & `submission:${string}`;
const standing = async () => (await db.select().from(channelConsents)).filter(({ withdrawnAt }) => !withdrawnAt);
const made = (more: Partial<Issuing>) =>
	issue({
		...{ subject: item("bao"), kind: "poster", design: "eave", channel: "village_board", contentHash: "" },
		...{ by: album.staff.wang, at: new Date(), ...more },
	});

/** The questions of one thing. */
const questions = (household: Visitor, of: Item) => household.open(`/me/consents/${of}`);

test("a household answers one question after another, goes back, takes one back by a press, and leaves the site on the pair's own page", async () => {
	const bao = await as(album.homes.bao.viewer);
	const own = await bao.open("/me/consents");
	expect(own.text).toContain("收不回来");
	const first = await bao.open(own.root.querySelector(`main a[href='/me/consents/${item("bao")}']`)?.getAttribute("href") ?? "");
	for (const words of ["第 1 个，共 3 个", "贴到村里的宣传栏，可以吗？", "草除了，柴码齐了"]) expect(first.text).toContain(words);
	expect(first.root.querySelectorAll("main img").length).toBe(2);
	expect(first.root.querySelectorAll("button[name=answer]").map(({ text }) => text)).toEqual(["可以", "不要"]);
	const second = await bao.submit(first, "不要");
	for (const words of ["记下了：不要", "第 2 个，共 3 个", "发到公众号和微信群，可以吗？"]) expect(second.text).toContain(words);
	expect((await bao.submit(second, "可以", { until: "2020-01-01" })).text).toMatch(/要写今天或者以后的日子.*第 2 个/);
	const third = await bao.submit(second, "可以");
	expect(third.text).toContain("给报纸、电视用，可以吗？");
	const again = await bao.open(third.root.querySelector("main a[href*='?at=']")?.getAttribute("href") ?? "");
	for (const words of ["第 2 个，共 3 个", "现在是同意的"]) expect(again.text).toContain(words);
	const given = await bao.submit(third, "可以");
	expect([given.address, given.text.includes("记下了")]).toEqual(["/me/consents?done=given", true]);
	expect((await standing()).map(({ channel, how }) => [channel, how])).toEqual([
		["wechat", "own"],
		["press", "own"],
	]);
	const back = await bao.submit(given, "form[action*='takeBack'] button");
	expect(back.text).toContain("按错了，再选一次“可以”就行");
	expect((await standing()).map(({ channel }) => channel)).toEqual(["press"]);
	expect(back.root.querySelector(`main a[href='/me/submissions/${album.pairs.bao}']`)).not.toBeNull();
	expect((await bao.open("/me")).root.querySelector("main a[href='/me/consents']")).not.toBeNull();
});

test("a no to what stood takes it back; none of all is said once; another text than was read, and what is theirs no more, are refused", async () => {
	const bao = await as(album.homes.bao.viewer);
	const stands = await bao.open(`/me/consents/${item("bao")}?at=press`);
	expect((await bao.submit(stands, "不要")).text).toContain("收回了：不再往外放");
	const begun = await questions(bao, item("bao"));
	const old = begun.html.replaceAll("2026-12-2", "2026-12");
	const page = { ...begun, html: old, root: parse(old) };
	const refused = await bao.submit(page, "可以");
	expect([refused.status, refused.text.includes("上面的说明改过了"), refused.text.includes("第 1 个，共 3 个")]).toEqual([409, true, true]);
	const none = await bao.submit(begun, "都不要");
	expect([none.address, none.text.includes("没同意的地方就不放")]).toEqual(["/me/consents?done=declined", true]);
	expect(await standing()).toEqual([]);
	expect((await questions(bao, item("chen"))).status).toBe(404);
	await giveConsents({ agreed: [`${item("bao")}/press`], textEdition: "2026-12", by: album.homes.bao, at: new Date() });
	expect((await questions(bao, item("bao"))).text).not.toContain("都不要");
});

test("an officer prints the sheet, scans it, and records what was ticked; the household reads by whom", async () => {
	const li = await as(album.staff.li);
	const home = await li.open("/staff/publicity/consents?search=陈桂兰");
	expect((await li.open(`/staff/publicity/consents?search=/submissions/${album.pairs.chen}`)).text).toContain("陈桂兰");
	const sheet = await li.open(home.root.querySelector("main a[href*='/form?']")?.getAttribute("href") ?? "");
	expect(sheet.root.querySelectorAll(".sheet")).toHaveLength(1);
	const [, code = ""] = /编号 ([0-9A-Z]{4} [0-9A-Z]{4})/.exec(sheet.text) ?? [];
	for (const words of ["陈桂兰", "收不回来", "同意到哪一天", "家里人签字或手印", "版本 2026-12"]) expect(sheet.text).toContain(words);
	const scanned = await li.open(`/staff/publicity/consents?household=household-chen&paper=${code.replace(" ", "")}`);
	expect(scanned.root.querySelector("input[name=how][checked]")?.getAttribute("value")).toBe("paper");
	const ticked = { agreed: [`${item("chen")}/village_board`], saidBy: "陈桂兰" };
	expect((await li.submit(scanned, "记下同意", { ...ticked, paperCode: "短" })).text).toContain("请写表上的编号");
	expect((await li.submit(scanned, "记下同意", ticked)).text).toContain("陈桂兰签的纸质表，李敏记的");
	expect((await (await as(album.homes.chen.viewer)).open("/me")).text).toContain("李敏记下您家同意放到别处");
	expect((await li.open("/staff/publicity/consents?household=household-fan")).text).toContain("没有找到");
});

test("a sheet shows which words of a story it is about; once these changed the scanned sheet is refused with all that was typed, and a new one is taken", async () => {
	const { wang, li } = album.staff;
	const { storyId } = await beginStory({ fromId: album.pairs.bao, headings: [], by: wang, at: new Date() });
	const write = (beganFrom: number, more: object = {}) =>
		writeStory({ storyId, beganFrom, typed: typedStory({ leadId: album.pairs.bao, ...more }), by: wang, at: new Date() });
	await write(0);
	const officer = await as(li);
	const sheet = await officer.open("/staff/publicity/consents/form?household=household-bao");
	for (const words of ["《陈家的柴火码齐了》第 1 稿", "门口的柴火堆了三年。", "“码齐了，心里也敞亮。”（东沟的一位大娘）"])
		expect(sheet.text).toContain(words);
	const household = await as(album.homes.bao.viewer);
	const own = await questions(household, `story:${storyId}`);
	for (const words of ["第 1 个，共 4 个", "放到这个网站，可以吗？", "东沟的一位大娘", "没有花钱", "再沿墙码", "潘同事"])
		expect(own.text).toContain(words);
	await write(1, { cost: "三百块钱" });
	const scan = (read: string) => officer.open(`/staff/publicity/consents?household=household-bao&paper=abcdefgh&read=${read}`);
	const ticked = { agreed: [`story:${storyId}@1/site`, `${item("bao")}/village_board`], saidBy: "鲍春生", until: "2030-01-01" };
	const refused = await officer.submit(await scan(`${storyId}@1`), "记下同意", ticked);
	expect([refused.status, refused.text.includes("《陈家的柴火码齐了》的字改过了")]).toEqual([409, true]);
	const kept = refused.root.querySelectorAll("input[checked]").map((input) => input.getAttribute("value"));
	expect([kept, refused.root.querySelector("input[name=until]")?.getAttribute("value")]).toEqual([
		[...ticked.agreed, "paper"],
		"2030-01-01",
	]);
	expect((await scan(`${storyId}@2`)).text).toContain("《陈家的柴火码齐了》第 2 稿：这个网站");
	expect((await household.submit(own, "可以")).text).toMatch(/的字改过了.*三百块钱.*第 1 个，共 4 个/);
	expect((await standing()).filter(({ householdId }) => householdId === "household-bao").map(({ channel }) => channel)).toEqual(["press"]);
	await dropStory({ storyId, by: wang, at: new Date() });
});

test("a household reads the whole story with the office's own picture, which nobody else may load, before it answers", async () => {
	const { pan, li, qiao, tang } = offices;
	const now = () => new Date();
	const { storyId } = await beginStory({ fromId: album.pairs.bao, headings: [], by: pan, at: now() });
	const upload = await smallUpload(61, 640);
	await addStoryPhoto({ storyId, words: "村口的水塘", takenBy: "乔同事", upload, by: pan, at: now() });
	const [own] = await db.select().from(storyPhotos).where(eq(storyPhotos.storyId, storyId));
	const blocks = [block("b1", "paragraph", "堆了三年。"), block("b2", "picture", "清出来的水塘", `own/${own?.photoId}`)];
	await writeStory({ storyId, beganFrom: 0, typed: typedStory({ leadId: album.pairs.bao, blocks }), by: pan, at: now() });
	await handIn({ storyId, by: pan, at: now() });
	for (const by of [li, qiao, tang]) await passStory({ storyId, version: 1, words: "", by, at: now() });
	const household = await as(album.homes.bao.viewer);
	const notice = (await household.open("/me")).root.querySelector(`main a[href$='/me/consents/story:${storyId}']`);
	const asked = await household.open(notice?.getAttribute("href") ?? "");
	expect(asked.text).toContain("清出来的水塘");
	const files = await db
		.select()
		.from(photoDerivatives)
		.where(eq(photoDerivatives.photoId, own?.photoId ?? ""));
	const shown = asked.root.querySelectorAll("main img").map((one) => one.getAttribute("src") ?? "");
	const picture = shown.find((src) => files.some(({ name }) => src.includes(name))) ?? "";
	const statusFor = async (visitor: Visitor) => (await visitor.ask(picture)).status;
	expect([await statusFor(household), await statusFor(new Visitor(site().origin))]).toEqual([200, 404]);
	const second = await household.submit(asked, "可以");
	expect(second.text).toMatch(/记下了：可以。.*第 2 个，共 4 个/);
	expect((await household.open("/me")).root.querySelector(`main a[href$='/me/consents/story:${storyId}']`)).toBeNull();
	const onSite = () => household.open(`/me/consents/story:${storyId}?at=site`);
	const overview = await household.open("/me/consents");
	const taken = await household.submit(overview, `form:has(input[value='story:${storyId}/site']) button`);
	expect(taken.text).toContain("故事马上看不到了");
	await household.submit(await onSite(), "可以");
	const refused = await household.submit(await onSite(), "不要");
	expect(refused.text).toContain("故事马上看不到了");
	await dropStory({ storyId, by: pan, at: now() });
});

test("what hangs is written down; once a channel is taken back, the desk says what is to be taken down, until it is ticked off", async () => {
	const { bao } = album.homes;
	await giveConsents({ agreed: [`${item("bao")}/village_board`], textEdition: "2026-12", by: bao, at: new Date() });
	const { token } = await made({});
	const wang = await as(album.staff.wang);
	const page = await wang.open(`/staff/publicity/posted?token=${token}`);
	expect([page.root.querySelectorAll("details[open]").length, page.root.querySelectorAll("form[action*='consents.post']").length]).toEqual([
		1, 1,
	]);
	expect((await wang.open("/staff/publicity/posted?token=nothing000")).text).toContain("这一张现在不能贴");
	const hung = await wang.submit(page, "form[action*='consents.post'] button", { place: "村委会门口左边" });
	expect(hung.root.querySelector("table")?.text).toContain("村委会门口左边");
	await takeBackConsent({ agreed: `${item("bao")}/village_board`, by: bao, at: new Date() });
	const home = await wang.open("/staff");
	expect(home.text).toContain("还有 1 张贴出去的要取下来");
	expect(home.text).toContain("您贴的一张要取下来");
	const listed = await wang.open("/staff/publicity/posted");
	expect(listed.root.querySelector("section[aria-labelledby=down]")?.text).toContain("村委会门口左边");
	expect((await wang.submit(listed, "form[action*='takeDown'] button")).text).toContain("没有要取下来的");
	expect((await wang.open("/staff")).text).not.toContain("要取下来");
});

/** The routes of everybody's pages and files, as those below src/pages say. */
function openRoutes(): string[] {
	const routes = sourcesBelow("src/pages").map(({ file }) => file.slice("src/pages".length).replace(/(\/index)?\.(astro|ts)$/, "") || "/");
	return routes.filter((route) => !/^\/(staff|admin|me|moderation|submit|kiosk|setup|passphrase|h)(\/|$)/.test(route));
}

/** Of these nothing is walked, for nothing of them is anybody's pair or story; a new route is walked, or gets its line here. The desk's own are walked in publicity.test.ts. */
const OF_NOBODY = [
	// A household's own stars and a scorer's own sheet, behind their sign-in: numbers, and nothing that was shown.
	...["/ratings/[id]/objections", "/ratings/score/[id]"],
	// A public place, photographed by who mended it.
	"/report/[reference]/photos/[picture]",
	// A courtyard's title: its number, its village and since when; no pair, picture or word of it.
	...["/titles/[id]", "/titles/[id]/objections", "/titles/[id]/plaque"],
	// Goods and their prices.
	...["/villages/[id]/store", "/villages/[id]/store/sheet"],
];

/** The file of a count is published once: it has each candidate's number and the id of its pair, behind which there is nothing any more. */
const FOR_GOOD = "/votes/spring/file.json";

/** What else may show bao's pair, or lies where something is shown: a story, a round that is open and one that it won, a board, a model village, a feed. */
async function shownElsewhere(): Promise<string[]> {
	const { wang } = album.staff;
	const now = new Date();
	const blocks = [block("b1", "paragraph", "门口的柴火堆了三年。"), block("b2", "pair", "", album.pairs.bao)];
	const storyId = await storyOfPair(offices, { pairId: album.pairs.bao, home: album.homes.bao, blocks });
	const { published } = await boardsOf(album);
	const model = await titledModel(album, await spotOffices(album), daysAgo(25));
	const going = { kind: "wechat", title: "院子的故事", who: "", weeks: 1, startsAt: "2099-05-08T18:30" };
	await planEntry({ ...going, storyId, regionId: album.places.shilin.id, by: wang, at: now });
	await newFeedAddress({ by: wang, at: now });
	await roundsWithBao();
	const ofRounds = ["", "/result", "/objections", "/receipts", "/receipt", "/appeal", "/card.png", "/certificates/1"];
	return [
		...[`/stories/${storyId}`, `/boards/${published}`, `/boards/${published}/objections`, `/boards/${published}/sheet`],
		...[`/models/${model}`, `/models/${model}/objections`, `/calendar/${await feedTokenOf(wang)}.ics`],
		...["autumn", "spring"].flatMap((round) => ofRounds.map((page) => `/votes/${round}${page}`)),
	];
}

async function roundsWithBao(): Promise<void> {
	const { bao, chen, du } = album.homes;
	const common = { candidates: [{ ...bao, submissionId: album.pairs.bao }, du], roll: [bao, chen, du] };
	const times = { opensAt: new Date(Date.now() - 1000), closesAt: new Date(Date.now() + DAY_MS) };
	await roundOf("autumn", { regionId: album.places.shilin.id, ...common, ...times });
	await roundOf("spring", { regionId: album.places.qingshi.id, ...common, objectionDays: 1 });
	await say("spring", 2, [1]);
	await closeRound("spring");
	await countRound({ roundId: "spring", by: album.staff.wang, at: CLOSES });
	await finishRound({ roundId: "spring", by: album.staff.wang, at: minutesAfter(CLOSES, 24 * 60) });
}

/** What the shared picture of a result is, as it comes. */
async function cardOfSpring(): Promise<string> {
	const answer = await new Visitor(site().origin).ask("/votes/spring/card.png");
	return `${answer.status} ${sha256(new Uint8Array(await answer.arrayBuffer()))}`;
}

/** What tells of a pair: its id, its pictures. */
async function tracesOf(submissionId: string): Promise<string[]> {
	const files = await db
		.select({ name: photoDerivatives.name })
		.from(photoDerivatives)
		.innerJoin(submissionPhotos, eq(submissionPhotos.photoId, photoDerivatives.photoId))
		.where(eq(submissionPhotos.submissionId, submissionId));
	return [submissionId, ...files.map(({ name }) => name)];
}

test("once a household takes its pair back, no address that was ever given tells of it: no page, feed, list, picture or printed code", {
	timeout: 120_000,
}, async () => {
	const { bao, chen } = album.homes;
	for (const [by, home] of [[bao, "bao"] as const, [chen, "chen"] as const])
		await giveConsents({ agreed: [`${item(home)}/wechat`], textEdition: "2026-12", by, at: new Date() });
	const village = { subject: `region:${album.places.qingshi.id}` as const, kind: "album" };
	const codes = await Promise.all([
		...[
			made({ channel: "site" }),
			made({ channel: "wechat" }),
			made({ ...village, channel: "wechat", shows: [item("bao"), item("chen")] }),
		],
		...[made({ ...village, channel: "site", shows: [item("chen")] }), made({ subject: item("chen"), channel: "site" })],
	]);
	const printed = codes.map(({ token }) => `/q/${token}`);
	const traces = await tracesOf(album.pairs.bao);
	const [plain, further] = [openRoutes().filter((route) => !route.includes("[")), openRoutes().filter((route) => route.includes("["))];
	const elsewhere = await shownElsewhere();
	const first = await walked(site().origin, [...printed, ...plain, ...elsewhere, ...traces.slice(1).map((name) => `/photos/${name}`)]);
	const missing = further.filter((route) => ![...first.keys()].some((address) => isOf(route, address)));
	expect(missing.toSorted()).toEqual(OF_NOBODY.toSorted());
	const card = await cardOfSpring();
	expect(card).toMatch(/^200 /);
	const tells = ([address, said]: [string, string]) =>
		traces.some((trace) => said.includes(trace) || (address.includes(trace) && !said.startsWith("404")));
	expect([...first].filter(tells).map(([address]) => address)).toEqual(
		expect.arrayContaining(["/", "/wall", "/api/v1/pairs", "/feeds/wall.xml", elsewhere[0], "/votes/autumn", "/votes/spring/result"]),
	);
	expect(printed.map((address) => first.get(address)?.slice(0, 3))).toEqual(["303", "303", "303", "303", "303"]);

	const household = await as(bao.viewer);
	await household.submit(await household.open(`/me/submissions/${album.pairs.bao}`), "form[action*='withdraw'] button");
	for (let time = 0; time < 2; time++) {
		const again = await walked(site().origin, [...first.keys()]);
		const telling = [...again].filter(tells);
		expect(telling.map(([address]) => address.replace(/\?.*/, ""))).toEqual([FOR_GOOD]);
		for (const shown of [...traces.slice(1), "草除了", "鲍春生"]) expect(telling.filter(([, said]) => said.includes(shown))).toEqual([]);
		expect(printed.map((address) => again.get(address)?.slice(0, 3))).toEqual(["410", "410", "410", "303", "303"]);
	}
	expect(await cardOfSpring()).not.toBe(card);
	const notice = await new Visitor(site().origin).open(printed[0] ?? "");
	expect(notice.text).toContain("有一户收回了同意");
	for (const name of ["鲍春生", "东沟", "青石村"]) expect(notice.text).not.toContain(name);
	expect((await new Visitor(site().origin).open("/q/nothing000")).status).toBe(404);
});

test("what an officer took back in a household's name is gone for everybody, until the household says by a press that it did not say so", async () => {
	const li = await as(album.staff.li);
	const desk = await li.open("/staff/publicity/consents?household=household-chen");
	const gone = await li.submit(desk, "form[action*='takeBackPairFor'] button", { saidBy: "陈桂兰" });
	expect(gone.text).toContain("李敏把这一组撤回了，写的是陈桂兰说的");
	expect(gone.root.querySelector("form[action*='disownFor']")).toBeNull();
	const [, picture] = await tracesOf(album.pairs.chen);
	const statuses = async () => {
		const stranger = new Visitor(site().origin);
		const asked = [`/submissions/${album.pairs.chen}`, `/photos/${picture}`].map((address) => stranger.ask(address));
		return (await Promise.all(asked)).map(({ status }) => status);
	};
	expect(await statuses()).toEqual([404, 404]);
	const chen = await as(album.homes.chen.viewer);
	const notice = (await chen.open("/me")).root.querySelectorAll(".notice a").find(({ text }) => text.includes("不是您家说的"));
	const own = await chen.open(notice?.getAttribute("href") ?? "");
	expect(own.text).toContain("李敏把这一组撤回了");
	const back = await chen.submit(own, "这不是我们说的，放回去");
	for (const said of ["照原样放回去了", "不是家里说的"]) expect(back.text).toContain(said);
	expect(await statuses()).toEqual([200, 200]);
	expect((await li.open("/staff")).text).toContain("这户说不是他们说的");
});
