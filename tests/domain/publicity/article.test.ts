import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { giveConsents } from "#domain/consents/give.ts";
import { takeBackConsent } from "#domain/consents/take-back.ts";
import { publish } from "#domain/moderation/decide.ts";
import { articleFile, articleText, issueArticle, type Telling } from "#domain/publicity/article.ts";
import { made } from "#domain/publicity/press.ts";
import { makersOf, othersToMake, sourceOf } from "#domain/publicity/sources.ts";
import { thingOrder } from "#domain/publicity/thing-order.ts";
import { messagesFor } from "#i18n/messages.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { codeIn, pdfTold } from "#tests/made.ts";
import { block, later, type StoryOffices, storyOffices, storyOfPair } from "#tests/stories.ts";
import { sentSubmission } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let offices: StoryOffices;
let storyId = "";
let pairId = "";
freshDatabase(async () => {
	cast = await inviteCast();
	offices = await storyOffices(cast);
	pairId = await sentSubmission(cast.homes.bao.viewer as never, { key: "shown", number: 11 });
	await publish({ by: cast.staff.li, submissionId: pairId, version: 1, at: MORNING });
	const blocks = [block("b1", "heading", "背景"), block("b2", "paragraph", "堆了**三年**。"), block("b3", "pair", "一前一后", pairId)];
	storyId = await storyOfPair(offices, { pairId, home: cast.homes.bao, blocks });
});

const origin = "https://tingyuan.example";
const words = messagesFor("zh-CN");
const AT = later(20);

async function telling(): Promise<Telling> {
	const source = await sourceOf(offices.pan, `story:${storyId}`, { words, owner: "柿林镇", at: AT });
	if (!source.story) throw new Error("no story");
	return { source: { ...source, story: source.story }, words: words.publicity.print, owner: "柿林镇", day: "2026年3月2日" };
}
const issueIt = async () => issueArticle({ ...(await telling()), by: offices.pan, at: AT });
const agree = () =>
	giveConsents({
		agreed: [`story:${storyId}@1/wechat`, `submission:${pairId}/wechat`],
		textEdition: "1",
		by: cast.homes.bao,
		at: later(15),
	});

test("an article goes out once everybody in it agreed to WeChat; twice is once, and the file has all that WeChat takes", async () => {
	await expect(issueIt()).rejects.toMatchObject({ key: "consents.lacking.wechat" });
	await agree();
	const { token } = await issueIt();
	expect((await issueIt()).token).toBe(token);
	const files = unzipSync((await articleFile({ by: telling, token, origin })).bytes);
	expect(Object.keys(files).sort()).toEqual(
		["article.html", "article.txt", "code.png", "covers/900x383.png", "covers/900x900.png", "pictures/01.jpg", "pictures/02.jpg"].sort(),
	);
	const html = Buffer.from(files["article.html"] ?? []).toString();
	for (const [, name = ""] of html.matchAll(/src="([^"]+)"/g)) expect(files[name]?.length).toBeGreaterThan(200);
	expect(await codeIn(files["code.png"] as Uint8Array)).toBe(`${origin}/q/${token}`);
	const sizeOf = (name: string) => [16, 20].map((at) => Buffer.from(files[name] ?? []).readUInt32BE(at));
	expect([sizeOf("covers/900x383.png"), sizeOf("covers/900x900.png")]).toEqual([
		[900, 383],
		[900, 900],
	]);
	expect(Buffer.from(files["article.txt"] ?? []).toString()).toContain(`授权编号 ${token}`);
});

test("what is copied names the pictures where WeChat finds them, and nothing is copied once a consent is taken back", async () => {
	await agree();
	const { token } = await issueIt();
	const { text } = await articleText({ by: telling, token, origin });
	expect(text.match(/src="https:\/\/tingyuan\.example\/photos\//g)).toHaveLength(4);
	expect(text).toContain(`${origin}/q/${token}`);
	await takeBackConsent({ agreed: `story:${storyId}/wechat`, by: cast.homes.bao, at: AT });
	const refused = { refusal: "conflict", key: "publicity.notIssued" };
	await expect(articleText({ by: telling, token, origin })).rejects.toMatchObject(refused);
	await expect(articleFile({ by: telling, token, origin })).rejects.toMatchObject(refused);
});

test("of a story a poster, a card and a sheet for the wall are made, of whose office it is", async () => {
	const { source } = await telling();
	expect(makersOf(source)).toEqual(["poster", "card", "share", "wechat", "wall"]);
	expect((await othersToMake(offices.pan, AT)).stories.map((one) => one.storyId)).toEqual([storyId]);
	expect((await othersToMake(cast.homes.bao.viewer as never, AT)).stories).toEqual([]);
	const thing = { title: source.title, words: words.publicity.print, owner: "柿林镇", address: `${origin}/q/7q4mxk2wpa` };
	const wall = { ...thing, maker: "wall", design: "story", format: "wallA4" } as const;
	await expect(thingOrder({ ...wall, source })).rejects.toMatchObject({ key: "publicity.tooSmallForPaper" });
	// Measured are the pictures of after; those of this scene are small.
	const { bytes } = await made(await thingOrder({ ...wall, source: { ...source, after: [] } }));
	const { pages, text, isEmbedded, pictures } = await pdfTold(bytes);
	expect([new Set(pages.map(({ cut }) => cut.join("×"))), isEmbedded, pictures]).toEqual([new Set(["210×297"]), true, 2]);
	for (const said of ["陈家的柴火码齐了", "背景", "堆了三年。", "花了多少", "没有花钱", "照着做", "先分干湿", "供稿潘同事", "扫一扫"])
		expect(text).toContain(said);
});
