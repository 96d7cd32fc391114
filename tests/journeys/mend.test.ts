import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "#db/client.ts";
import { submissionPhotos, submissionVersions } from "#db/schema/submissions.ts";
import { returnToHousehold } from "#domain/moderation/decide.ts";
import type { Reason, SaidSides } from "#domain/moderation/types.ts";
import { inviteCast } from "#tests/cast.ts";
import { photoOf } from "#tests/pictures.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { sentSubmission } from "#tests/submissions.ts";
import { type Seen, Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
const site = useSite(async () => {
	cast = await inviteCast();
});

let bao: Visitor;
let count = 0;
beforeAll(async () => {
	bao = await signIn(new Visitor(site().origin), cast.homes.bao.viewer);
});

async function photo(number: number): Promise<File> {
	return new File([new Uint8Array(await photoOf(number, { width: 400, height: 300 }))], `IMG_${number}.jpg`, { type: "image/jpeg" });
}

/** A pair that was returned for these reasons, and its page to mend it, as /me leads there. */
async function returned(reasons: Reason[], note = "", sides: SaidSides = {}): Promise<{ submissionId: string; page: Seen }> {
	count += 1;
	const submissionId = await sentSubmission(cast.homes.bao, {
		key: `returned-${count}`,
		number: 100 * count,
		at: new Date(Date.now() - count * 86_400_000),
	});
	await returnToHousehold({ submissionId, version: 1, by: cast.staff.li, reasons, sides, note, at: new Date() });
	const me = await bao.open("/me");
	const way = me.root.querySelectorAll("a.button").find((link) => link.textContent.includes("去改"));
	return { submissionId, page: await bao.open(way?.getAttribute("href") ?? "") };
}

async function versions(submissionId: string) {
	return db.select().from(submissionVersions).where(eq(submissionVersions.submissionId, submissionId));
}

async function photosOf(submissionId: string, side: "before" | "after"): Promise<string[]> {
	const rows = await db
		.select()
		.from(submissionPhotos)
		.where(and(eq(submissionPhotos.submissionId, submissionId), eq(submissionPhotos.side, side)));
	return rows.map(({ photoId }) => photoId);
}

const asked = ({ root }: Seen) =>
	root
		.querySelectorAll("main form [name]")
		.map((field) => field.getAttribute("name"))
		.filter((name) => !/^form|submissionId|photoId/.test(name ?? ""));

test("the photo in question is asked for alone, with the reason beside it; the new one takes its place and the pair is sent by one button", async () => {
	const { submissionId, page } = await returned(["unfinished"], "墙角还有一堆。");
	expect([page.address, asked(page)]).toEqual([`/submit/${submissionId}/mend`, ["after"]]);
	for (const told of ["看上去还没有收拾完", "补拍一张收拾后的", "墙角还有一堆。", "您家同意过展示"]) expect(page.text).toContain(told);
	const [before, [old]] = [await photosOf(submissionId, "before"), await photosOf(submissionId, "after")];
	const sent = await bao.submit(page, "改好了，交给村里", { after: await photo(9001) });
	expect(sent.address).toBe("/me?done=sent");
	expect(sent.text).not.toContain("要您改一改");
	const after = await photosOf(submissionId, "after");
	expect([after.length, after.includes(old ?? ""), await photosOf(submissionId, "before")]).toEqual([1, false, before]);
	expect(await versions(submissionId)).toMatchObject([{ version: 1 }, { version: 2, after, categoryCode: "Q3-01", startedBy: "self" }]);
});

test("of two photos only the one that the village named is asked for, by name on /me too", async () => {
	const { page } = await returned(["too_dark"], "", { too_dark: "before" });
	expect(asked(page)).toEqual(["before"]);
	expect(page.text).toContain("照片太暗");
	expect((await bao.open("/me")).text).toContain("收拾前：照片太暗");
	await bao.submit(page, "改好了，交给村里", { before: await photo(9101) });
	const both = await returned(["too_dark"], "", { too_dark: "both" });
	expect(asked(both.page)).toEqual(["before", "after"]);
	expect((await bao.open("/me")).text).not.toContain("收拾前：照片太暗");
	const stopped = await bao.submit(both.page, "改好了，交给村里", { before: await photo(9102) });
	expect([stopped.status, stopped.text.split("收拾后的照片还没换").length]).toEqual([409, 2]);
	expect((await versions(both.submissionId)).length).toBe(1);
	expect((await bao.submit(stopped, "改好了，交给村里", { after: await photo(9103) })).address).toBe("/me?done=sent");
});

test("without a new photo it stops once, and goes as it is only by a button that says so; that twice sends once", async () => {
	const { submissionId, page } = await returned(["too_dark"], "", { too_dark: "after" });
	expect(page.text).toContain("就换掉上面这张");
	expect(page.text).not.toContain("照原样交");
	const old = await photosOf(submissionId, "after");
	const stopped = await bao.submit(page, "改好了，交给村里");
	expect([stopped.status, stopped.text.includes("收拾后的照片还没换。换一张，或者照原样交。")]).toEqual([409, true]);
	expect(stopped.root.querySelector("#problem a")?.getAttribute("href")).toBe("#asIs");
	const again = await bao.submit(stopped, "改好了，交给村里");
	expect([again.status, (await versions(submissionId)).length]).toEqual([409, 1]);
	await Promise.all([bao.submit(again, "照原样交"), bao.submit(again, "照原样交")]);
	expect(await versions(submissionId)).toMatchObject([
		{ version: 1, after: old },
		{ version: 2, after: old },
	]);
});

test("who goes on to change something else is asked about the same photo too; what was said stays, and twice sends once", async () => {
	const { submissionId } = await returned(["too_dark"], "", { too_dark: "after" });
	const check = await bao.open(`/submit/${submissionId}/check`);
	expect(check.text).not.toContain("照原样交");
	const stopped = await bao.submit(check, "交给村里", { startedBy: "notice" });
	expect([stopped.status, stopped.text.includes("收拾后的照片还没换。换一张，或者照原样交。")]).toEqual([409, true]);
	expect((await versions(submissionId)).length).toBe(1);
	await Promise.all([bao.submit(stopped, "照原样交"), bao.submit(stopped, "照原样交")]);
	expect(await versions(submissionId)).toMatchObject([{ version: 1 }, { version: 2, startedBy: "notice" }]);
});

test("what is no photo is told, the old one stays and nothing is sent; the same form twice sends once", async () => {
	const { submissionId, page } = await returned(["unfinished"]);
	const [old] = await photosOf(submissionId, "after");
	const refused = await bao.submit(page, "改好了，交给村里", { after: new File(["不是照片"], "通知.txt") });
	expect([refused.status, refused.text.includes("“通知.txt”")]).toEqual([422, true]);
	expect([await photosOf(submissionId, "after"), (await versions(submissionId)).length]).toEqual([[old], 1]);
	const file = await photo(9002);
	await Promise.all([bao.submit(refused, "改好了，交给村里", { after: file }), bao.submit(refused, "改好了，交给村里", { after: file })]);
	expect([(await photosOf(submissionId, "after")).length, (await versions(submissionId)).length]).toEqual([1, 2]);
});

test("words in question stand in a box, and taken away they are gone", async () => {
	const { submissionId, page } = await returned(["private_words"]);
	expect(asked(page)).toEqual(["words"]);
	const long = await bao.submit(page, "改好了，交给村里", { words: "扫".repeat(510) });
	expect([long.status, long.text.split("多了 10 个").length]).toEqual([422, 2]);
	expect((await bao.submit(long, "改好了，交给村里", { words: "" })).address).toBe("/me?done=sent");
	expect((await versions(submissionId))[1]).toMatchObject({ words: "" });
});

test("sides that were mixed up are turned by the button itself, and a kind is chosen from its pictures", async () => {
	const swapped = await returned(["swapped"]);
	expect(asked(swapped.page)).toEqual(["swap"]);
	const [before, after] = [await photosOf(swapped.submissionId, "before"), await photosOf(swapped.submissionId, "after")];
	await bao.submit(swapped.page, "改好了，交给村里");
	expect((await versions(swapped.submissionId))[1]).toMatchObject({ before: after, after: before });
	const wrong = await returned(["wrong_category"]);
	expect(wrong.page.root.querySelectorAll(".kinds svg")).toHaveLength(18);
	await bao.submit(wrong.page, "改好了，交给村里", { categoryCode: "S-01" });
	expect((await versions(wrong.submissionId))[1]).toMatchObject({ categoryCode: "S-01", words: "柴火重新码了，靠墙一溜齐。" });
});

test("where the village only wrote, both photos and the words can be changed; anything else is one link away", async () => {
	const { submissionId, page } = await returned([], "换一张亮的。");
	expect(asked(page)).toEqual(["before", "after", "words"]);
	expect(page.root.querySelector(`main a[href='/submit/${submissionId}/check']`)).not.toBeNull();
	const two = await bao.submit(page, "改好了，交给村里", {
		after: [await photo(9201), await photo(9202), new File(["不是照片"], "通知.txt")],
	});
	const [, second] = await photosOf(submissionId, "after");
	expect(two.status).toBe(422);
	const away = `button[name=remove][value="${second}"]`;
	for (const one of [two, two]) {
		const kept = await bao.submit(one, away, { words: "去掉之前写的" });
		expect([kept.status, kept.root.querySelector("textarea")?.textContent]).toEqual([200, "去掉之前写的"]);
	}
	expect([(await photosOf(submissionId, "after")).length, (await versions(submissionId)).length]).toEqual([1, 1]);
	expect((await bao.submit(page, "改好了，交给村里", { words: "都好了" })).address).toBe("/me?done=sent");
	expect((await bao.open(`/submit/${submissionId}/mend`)).address).toBe(`/me/submissions/${submissionId}`);
});
