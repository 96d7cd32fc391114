import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { giveConsents, recordConsents } from "#domain/consents/give.ts";
import { takeBackConsent } from "#domain/consents/take-back.ts";
import { publish } from "#domain/moderation/decide.ts";
import { albumPairs } from "#domain/publicity/album.ts";
import { made } from "#domain/publicity/press.ts";
import { type Source, sourceOf } from "#domain/publicity/sources.ts";
import { type Thing, thingOrder } from "#domain/publicity/thing-order.ts";
import { albumFile, issueAlbum, issuedFile, issueThing, preview } from "#domain/publicity/things.ts";
import { titleFor } from "#domain/publicity/titles.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { albumAsked } from "#http/album-asked.ts";
import { thingAsked } from "#http/thing-asked.ts";
import { messagesFor } from "#i18n/messages.ts";
import { as } from "#tests/admins.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { freshDatabase } from "#tests/database.ts";
import { codeIn } from "#tests/made.ts";
import { pairOf } from "#tests/published.ts";
import { sentSubmission } from "#tests/submissions.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let shown = "";
freshDatabase(async () => {
	cast = await inviteCast();
	shown = await sentSubmission(cast.homes.bao.viewer as never, { key: "shown", number: 11 });
	await publish({ by: cast.staff.li, submissionId: shown, version: 1, at: MORNING });
});
const origin = "https://tingyuan.example";
const publicist = () => as(cast.staff.li, "publicist", cast.places.qingshi);
const agreed = () => `submission:${shown}/wechat`;

const words = messagesFor("zh-CN");
const source = (subject: string, viewer: Viewer = publicist()): Promise<Source> =>
	sourceOf(viewer, subject, { words, owner: "青石村", at: MORNING });

async function card(more: Partial<Thing> = {}): Promise<Omit<Thing, "address">> {
	const { print } = words.publicity;
	const of = await source(`submission:${shown}`);
	return { source: of, maker: "share", design: "cover", format: "share", title: "院子亮堂了", words: print, owner: "青石村", ...more };
}
const issueCard = async (more?: Partial<Thing>) => issueThing({ thing: await card(more), channel: "wechat", by: publicist(), at: MORNING });

test("nothing is issued before the household agreed to the channel; then twice is once, and its code leads to its own address", async () => {
	await expect(issueCard()).rejects.toMatchObject({ key: "consents.lacking.wechat" });
	await giveConsents({ agreed: [agreed()], textEdition: "2026-12", by: cast.homes.bao, at: MORNING });
	const { token } = await issueCard();
	expect((await issueCard()).token).toBe(token);
	expect((await issuedFile({ by: () => card(), token, origin })).extension).toBe("png");
});

test("a yes to this site puts nobody on paper: no sheet and no album is issued for it", async () => {
	const refused = { key: "publicity.noPaperForSite", field: "channel" };
	const on = { channel: "site" as const, by: publicist(), at: MORNING };
	const sheet = { maker: "poster", design: "eave", format: "a3" } as const;
	await expect(issueThing({ ...on, thing: await card(sheet) })).rejects.toMatchObject(refused);
	const print = words.publicity.print;
	const album = { pairs: [], title: "图册", period: "", preface: [], words: print, owner: "青石村", scan: print.scanVillage };
	await expect(issueAlbum({ ...on, album, regionId: cast.places.qingshi.id })).rejects.toMatchObject(refused);
	expect((await issueThing({ ...on, thing: await card() })).token).toHaveLength(10);
});

test("the file is gone once the consent is taken back, and is none of something else", async () => {
	await giveConsents({ agreed: [agreed()], textEdition: "2026-12", by: cast.homes.bao, at: MORNING });
	const poster = { maker: "card", design: "eave", format: "card" } as const;
	const { token } = await issueCard(poster);
	const { bytes } = await issuedFile({ by: () => card(poster), token, origin });
	expect(await codeIn(bytes)).toBe(`${origin}/q/${token}`);
	const refused = { refusal: "conflict", key: "publicity.notIssued" };
	await expect(issuedFile({ by: () => card({ ...poster, title: "换一个标题" }), token, origin })).rejects.toMatchObject(refused);
	await takeBackConsent({ agreed: agreed(), by: cast.homes.bao, at: MORNING });
	await expect(issuedFile({ by: () => card(poster), token, origin })).rejects.toMatchObject(refused);
});

test("a title has no number and nobody's name, however it is parted; the household's words become none that has, and a story's own stays", async () => {
	const asked = (title: string) => thingAsked(publicist(), `submission:${shown}`, new Map([["title", title]]), MORNING);
	for (const title of ["鲍春生家的院子", "鲍 春·生 收拾院子"])
		await expect(asked(title)).rejects.toMatchObject({ key: "publicity.hasName", field: "title", params: { name: "鲍春生" } });
	for (const title of ["有事打 138 1234 5678", "有事打１３８１２３４５６７８"])
		await expect(asked(title)).rejects.toMatchObject({ key: "publicity.hasNumber", field: "title" });
	await expect(asked("长".repeat(65))).rejects.toMatchObject({ key: "publicity.titleMissing", field: "title" });
	expect((await asked("陈桂兰家的院子")).title).toBe("陈桂兰家的院子");
	const [of, plain] = [await source(`submission:${shown}`), "院子收拾出来了"];
	expect(await titleFor({ ...of, title: "我是鲍春生" }, "", plain)).toBe(plain);
	expect(await titleFor({ ...of, title: "鲍春生的故事", story: {} as never }, "鲍春生的故事", plain)).toBe("鲍春生的故事");
});

test("a colleague of whichever office over the place gets the file that was issued; somebody from elsewhere gets none", async () => {
	await giveConsents({ agreed: [agreed()], textEdition: "2026-12", by: cast.homes.bao, at: MORNING });
	const asked = new Map([
		["maker", "share"],
		["title", "院子亮堂了"],
	]);
	const by = (viewer: Viewer) => (owner?: string) => thingAsked(viewer, `submission:${shown}`, asked, MORNING, owner);
	const town = as(cast.staff.meng, "publicist", cast.places.shilin);
	const { token } = await issueThing({ thing: await by(town)(), channel: "wechat", by: town, at: MORNING });
	const fileFor = (viewer: Viewer) => issuedFile({ token, origin, by: by(viewer) });
	const [own, colleagues] = [await fileFor(town), await fileFor(publicist())];
	expect([colleagues.thing.owner, Buffer.compare(own.bytes, colleagues.bytes)]).toEqual(["柿林镇", 0]);
	await expect(fileFor(as(cast.staff.li, "publicist", cast.places.baiyang))).rejects.toMatchObject({ key: "publicity.notIssued" });
	// Whose first office is elsewhere signs by the one over the place.
	const both = { ...town, roles: [...as(cast.staff.li, "publicist", cast.places.baiyang).roles, ...publicist().roles] };
	expect((await by(both)()).owner).toBe("青石村");
});

test("a preview is never the thing itself, and elsewhere's pairs are not found", async () => {
	const order = await thingOrder({ ...(await card()), address: origin });
	const [look, real] = [await preview(order, { word: "样张" }), (await made(order)).bytes];
	expect(Buffer.from(look).readUInt32BE(16)).toBeLessThan(Buffer.from(real).readUInt32BE(16));
	const elsewhere = as(cast.staff.li, "publicist", cast.places.baiyang);
	await expect(source(`submission:${shown}`, elsewhere)).rejects.toMatchObject({ refusal: "not_found" });
	for (const subject of ["submission:none", "story:none", "region:none", "none", "constructor:x"])
		await expect(source(subject)).rejects.toMatchObject({ refusal: "not_found" });
});

test("a pair whose pictures are gone, or too small for the paper, is refused in words", async () => {
	const gone = await source(`submission:${await pairOf(cast.homes.chen, "gone")}`);
	await expect(issueCard({ source: gone })).rejects.toMatchObject({ key: "publicity.noPictures" });
	await expect(issueCard({ maker: "poster", design: "moon", format: "a3" })).rejects.toMatchObject({
		key: expect.stringMatching("tooSmall"),
	});
});

test("an album is of pairs whose households agreed; once one takes that back it is left out, and the album that shows it is gone", async () => {
	const by = publicist();
	await changeSetting({ key: "submissionsPerHouseholdDay", value: "9", by: null, at: MORNING });
	const all = [shown];
	for (const number of [12, 13, 14, 15]) {
		const submissionId = await sentSubmission(cast.homes.bao.viewer as never, { key: `album-${number}`, number });
		await publish({ by: cast.staff.li, submissionId, version: 1, at: MORNING });
		all.push(submissionId);
	}
	const pairs = async () => (await albumPairs(by, { channel: "village_board", at: MORNING })).map(({ submissionId }) => submissionId);
	expect(await pairs()).toEqual([]);
	const boards = all.map((id) => `submission:${id}/village_board`);
	await giveConsents({ agreed: boards, textEdition: "2026-12", by: cast.homes.bao, at: MORNING });
	expect((await pairs()).toSorted()).toEqual(all.toSorted());
	for (const [field, typed] of [
		["title", "鲍春生家的一年"],
		["period", "请打13812345678"],
	] as const)
		await expect(albumAsked(by, new Map([[field, typed]]), MORNING)).rejects.toMatchObject({ refusal: "invalid", field });
	const { album } = await albumAsked(by, new Map(), MORNING);
	const town = await albumAsked(as(cast.staff.meng, "publicist", cast.places.shilin), new Map(), MORNING);
	expect([album.scan, town.album.scan]).toEqual(["扫一扫，看这个村的院子", "扫一扫，看各村的院子"]);
	expect((await albumAsked(as(cast.staff.meng, "inspector", cast.places.shilin), new Map(), MORNING)).album.pairs).toEqual([]);
	const { token } = await issueAlbum({ album, regionId: cast.places.qingshi.id, channel: "village_board", by, at: MORNING });
	expect(String.fromCharCode(...(await albumFile({ by: async () => album, token, origin })).bytes.subarray(0, 5))).toBe("%PDF-");
	await takeBackConsent({ agreed: boards[0] ?? "", by: cast.homes.bao, at: MORNING });
	expect(await pairs()).not.toContain(all[0]);
	await expect(albumFile({ by: async () => album, token, origin })).rejects.toMatchObject({
		refusal: "conflict",
		key: "publicity.notIssued",
	});
});

test("of what one person alone heard they are offered nothing for WeChat, their colleague is; and nobody is offered what they only inspect", async () => {
	const said = { householdId: "household-bao", textEdition: "2026-12", saidBy: "鲍春生", how: "spoken", paperCode: "" };
	await recordConsents({ ...said, agreed: [agreed(), `submission:${shown}/village_board`], by: cast.staff.li, at: MORNING });
	const other = as(cast.staff.meng, "publicist", cast.places.qingshi);
	const offered = async (by: Viewer, channel: "wechat" | "village_board", more: object = {}) =>
		(await albumPairs(by, { channel, at: MORNING, ...more })).map(({ submissionId }) => submissionId);
	expect([await offered(publicist(), "wechat"), await offered(publicist(), "village_board")]).toEqual([[], [shown]]);
	expect([await offered(other, "wechat"), await offered(publicist(), "wechat", { isIssued: true })]).toEqual([[shown], [shown]]);
	expect(await offered(other, "wechat", { ids: ["none"] })).toEqual([]);
	expect(await offered(as(cast.staff.meng, "inspector", cast.places.qingshi), "village_board")).toEqual([]);
});
