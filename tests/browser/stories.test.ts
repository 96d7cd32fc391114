import type { Page } from "playwright";
import { expect, test } from "vitest";
import type { Viewer } from "#domain/accounts/types.ts";
import { giveConsents, recordConsents } from "#domain/consents/give.ts";
import { issue } from "#domain/consents/issue.ts";
import { postCopy } from "#domain/consents/post.ts";
import { UNLISTED } from "#domain/households/types.ts";
import { planEntry } from "#domain/publicity/calendar/plan.ts";
import { beginStory } from "#domain/stories/begin-story.ts";
import { handIn, passStory } from "#domain/stories/decide-story.ts";
import { publishStory } from "#domain/stories/publish-story.ts";
import { remarkOn } from "#domain/stories/remarks.ts";
import { writeStory } from "#domain/stories/write-story.ts";
import { waiveTotp } from "#tests/accounts.ts";
import { openAlbum } from "#tests/album.ts";
import { faultsInHand, faultsOn } from "#tests/axe.ts";
import { useBrowser } from "#tests/browser.ts";
import { HOSTILE_TEXTS } from "#tests/hostile-texts.ts";
import { useSite } from "#tests/server.ts";
import { block, type StoryOffices, storyOffices, typedStory } from "#tests/stories.ts";

let album: Awaited<ReturnType<typeof openAlbum>>;
let offices: StoryOffices;
let harmful: Awaited<ReturnType<typeof harm>>;
const site = useSite(async () => {
	album = await openAlbum();
	await waiveTotp(album.staff.wang);
	offices = await storyOffices(album);
	harmful = await harm();
});
const open = useBrowser();
const as = (viewer: Viewer | undefined, width: number) => open({ site: site(), width, looks: true, ...(viewer && { viewer }) });

/** Presses it and waits for what the page then says. */
async function press(page: Page, name: string, told: string): Promise<void> {
	await page.getByRole("button", { name }).first().click();
	await page.getByText(told).first().waitFor();
}

async function fillBlocks(page: Page): Promise<void> {
	const blocks = await page.locator("[data-block]").all();
	for (const one of blocks) {
		const [text, more] = [one.locator("[name^=text-]"), one.locator("[name^=more-]")];
		if ((await text.inputValue()) === "") await text.fill("门口的柴火堆了**三年**，谁也不好意思先说。");
		if (await more.count()) await more.fill("东沟的一位大娘");
	}
}

test("a story is written on a phone, read by three, agreed to by its household, published and read", async () => {
	let page = await as(offices.pan, 360);
	await page.goto("/staff/stories");
	expect(await faultsOn(page)).toEqual([]);
	await page.locator(`form:has(input[value="${album.pairs.chen}"]) button`).click();
	await page.locator("#title").fill("一天码齐三年的柴");
	await fillBlocks(page);
	await page.getByText("已存到服务器").waitFor();
	// From the top, because wherever typing left the page the bar that stays in view may lie over half a handle.
	await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
	expect(await faultsInHand(page)).toEqual([]);
	await press(page, "送审", "送审了。");
	const address = new URL(page.url()).pathname;
	const readers = [offices.li, offices.qiao, offices.tang];
	for (const [n, reader] of readers.entries()) {
		page = await as(reader, n === 1 ? 360 : 1280);
		await page.goto(address);
		expect(await faultsOn(page)).toEqual([]);
		await press(page, "通过", "审过了。");
	}
	page = await as(offices.pan, 360);
	await page.goto(`${address}/preview`);
	expect(await faultsInHand(page)).toEqual([]);
	page = await as(album.homes.chen.viewer, 360);
	await page.goto("/me/consents");
	const own = page.locator("section", { has: page.getByRole("heading", { name: "一天码齐三年的柴" }) });
	await own.getByRole("link", { name: "一处一处选" }).click();
	await page.getByRole("heading", { name: /^放到这个网站，\s*可以吗？$/ }).waitFor();
	expect(await faultsOn(page)).toEqual([]);
	await page.getByRole("button", { name: "可以", exact: true }).click();
	await page.getByText("记下了：可以。").waitFor();
	page = await as(offices.pan, 1280);
	await page.goto(address);
	await press(page, "现在就发布", "发布了。");
	page = await as(undefined, 360);
	await page.goto(address.replace("/staff", ""), { waitUntil: "networkidle" });
	expect(await page.locator(".story-body b").first().textContent()).toBe("三年");
	expect(await faultsInHand(page)).toEqual([]);
	expect(await scriptsOn(page)).toBeLessThanOrEqual(15_000);
});

function scriptsOn(page: Page): Promise<number> {
	return page.evaluate(() => {
		const loaded = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
		return loaded.filter(({ name }) => name.endsWith(".js")).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
	});
}

const hostile = (n: number) => HOSTILE_TEXTS[n % HOSTILE_TEXTS.length] ?? "";

function harmfulStory() {
	const texts = HOSTILE_TEXTS.flatMap((text, n) => [
		block(`p${n}`, "paragraph", `${text} [${text}](${text}) **${text}**`),
		block(`h${n}`, n % 2 ? "heading" : "list", text.slice(0, 40)),
	]);
	const last = [
		block("q", "quote", hostile(3), hostile(4)),
		block("l", "link", hostile(5), "/wall"),
		block("w", "pair", hostile(6), album.pairs.bao),
	];
	const credits = { words: hostile(0), photos: hostile(3), editor: hostile(4), checked: hostile(8), chief: hostile(18) };
	const lines = { title: hostile(1), summary: hostile(7), cost: hostile(5), howTo: hostile(6) };
	return typedStory({ ...lines, leadId: album.pairs.bao, blocks: [...texts, ...last], credits });
}

/** A story, its remarks, consents and copies with harm in every field that takes it. */
async function harm(): Promise<{ storyId: string; token: string }> {
	const { pan, li, qiao, tang } = offices;
	const { bao } = album.homes;
	const at = new Date();
	const { storyId } = await beginStory({ fromId: album.pairs.bao, headings: [hostile(0)], by: pan, at });
	await writeStory({ storyId, beganFrom: 0, typed: harmfulStory(), by: pan, at });
	await handIn({ storyId, by: pan, at });
	await remarkOn({ storyId, version: 1, block: "q", passage: hostile(3), words: hostile(2), by: li, at });
	for (const by of [li, qiao, tang]) await passStory({ storyId, version: 1, words: hostile(0), by, at });
	const subject = `story:${storyId}` as const;
	const consent = { textEdition: "2026-12", at };
	await giveConsents({ ...consent, agreed: [`${subject}@1/site`], by: bao });
	const said = { how: "spoken", paperCode: "", saidBy: hostile(4), speaker: UNLISTED, householdId: bao.householdId };
	await recordConsents({
		...consent,
		...said,
		agreed: [`${subject}@1/village_board`, `submission:${album.pairs.bao}/village_board`],
		by: tang,
	});
	await publishStory({ storyId, by: pan, at });
	const poster = { kind: "poster", design: "eave", channel: "village_board", contentHash: "h" } as const;
	const { issuedId, token } = await issue({ ...poster, subject, by: pan, at });
	await postCopy({ issuedId, place: hostile(3), by: pan, at });
	const going = { kind: "wechat", title: hostile(3), who: hostile(4), weeks: 1, startsAt: "2099-05-08T18:30" };
	await planEntry({ ...going, storyId, regionId: album.places.qingshi.id, by: pan, at });
	return { storyId, token };
}

/** Another one, that waits for its first reader. */
async function waiting(): Promise<string> {
	const [by, at] = [offices.pan, new Date()];
	const { storyId } = await beginStory({ regionId: album.places.qingshi.id, headings: [], by, at });
	await writeStory({ storyId, beganFrom: 0, typed: typedStory({ leadId: album.pairs.chen }), by, at });
	await handIn({ storyId, by, at });
	return storyId;
}

test("whatever harm is typed into stories, remarks, consents and copies, no page of anybody runs it", async () => {
	const { storyId, token } = harmful;
	const desk = `/staff/stories/${storyId}`;
	const pages: [Viewer | undefined, string[]][] = [
		[undefined, [`/stories/${storyId}`, `/en/stories/${storyId}`, "/stories", "/", `/villages/${album.places.qingshi.id}`, `/q/${token}`]],
		[offices.pan, [desk, `${desk}/preview`, `${desk}/versions`, "/staff/stories", "/staff/stories/featured", "/staff/publicity/posted"]],
		[offices.pan, ["/staff/publicity/calendar?month=2099-05", `/staff/publicity/article/${storyId}`, "/staff/publicity"]],
		[offices.tang, [desk, "/staff/publicity/consents?household=household-bao"]],
		[album.homes.bao.viewer, ["/me/consents", "/me"]],
	];
	for (const [viewer, addresses] of pages) {
		const page = await open({ site: site(), width: 360, ...(viewer && { viewer }) });
		await watch(page);
		for (const address of addresses) {
			expect((await page.goto(address))?.status(), address).toBe(200);
			expect(await trippedOn(page), address).toEqual([]);
		}
	}
});

const watch = (page: Page) =>
	page.addInitScript(() => Object.assign(window, { tripped: () => Object.assign(window, { isTripped: true }) }));

/** Whether something ran that was typed, and what leads to where it says. */
async function trippedOn(page: Page, leadsThere = /tripped|evil\.example/): Promise<string[]> {
	const hasRun = await page.evaluate(() => "isTripped" in window);
	const leading = await page
		.locator("[href], [src]")
		.evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? one.getAttribute("src") ?? ""));
	return [...(hasRun ? ["something ran"] : []), ...leading.filter((to) => leadsThere.test(to))];
}

const ALL_HARM = HOSTILE_TEXTS.join(" ");
// A search stays in the addresses of its own page.
const LEADS_AWAY = /^\W*(java\s*|vb)script:|^data:text|^\W*[/\\]{2}evil|^\w+:.*evil/i;

/**
 * Sends each form of the page with all the harm in each of its fields, whatever the page itself would let through; the same form of two pages once. Says how
 * many fields these were.
 */
async function harmFieldsOf(page: Page, address: string, known: Set<string>): Promise<number> {
	let fields = 0;
	await page.goto(address);
	const forms = await page.locator("main form").count();
	for (let n = 0; n < forms; n += 1) {
		const form = page.locator("main form").nth(n);
		const [kind, filled] = await form.evaluate((one, harm) => {
			const isTyped = (field: Element) => field.matches("textarea, input:is(:not([type]), [type=text], [type=search], [type=tel])");
			const typed = [...(one as HTMLFormElement).elements].filter(isTyped) as HTMLInputElement[];
			for (const field of typed) field.value = harm;
			const names = typed.map(({ name }) => name.replace(/-?\w*\d.*/, ""));
			return [`${one.getAttribute("action")} ${names}`, typed.length] as const;
		}, ALL_HARM);
		if (filled === 0 || known.has(kind)) continue;
		known.add(kind);
		fields += filled;
		const loaded = page.waitForEvent("load");
		await form.evaluate((one) => HTMLFormElement.prototype.submit.call(one));
		await loaded;
		expect(await trippedOn(page, LEADS_AWAY), `${address} ${n}`).toEqual([]);
		if (n < forms - 1) await page.goto(address);
	}
	return fields;
}

test("all the harm at once in every field of every form of the desk, by whoever may type there, runs nowhere and leads nowhere", {
	timeout: 180_000,
}, async () => {
	const [{ storyId }, readId] = [harmful, await waiting()];
	const pair = `submission:${album.pairs.bao}`;
	const makers = [`make/${pair}`, `article/${storyId}`, "album", "broadcast", "calendar", "posted", "figures"];
	const papers = ["documents/circular", "documents/bulletin", "sheets/notice", "sheets/certificate", "sheets/sign"];
	const desk = `/staff/stories/${storyId}`;
	const rooms: [Viewer, string[]][] = [
		[offices.pan, [...makers, ...papers].map((room) => `/staff/publicity/${room}`)],
		[offices.pan, ["/staff/publicity", "/staff/stories", `${desk}/photos`, "/staff/stories/featured"]],
		[offices.li, ["/staff/publicity/consents?household=household-bao", `/staff/stories/${readId}`]],
		[album.homes.bao.viewer, ["/me/consents", `/me/consents/${pair}?at=press`]],
		[offices.pan, [`/staff/stories/${readId}`]],
	];
	const [known, typed] = [new Set<string>(), [] as number[]];
	for (const [viewer, addresses] of rooms) {
		// What is refused is refused with a status.
		const page = await open({ site: site(), width: 1280, viewer, provokes: /status of 4\d\d/ });
		await watch(page);
		let fields = 0;
		for (const address of addresses) fields += await harmFieldsOf(page, address, known);
		typed.push(fields);
	}
	// Households type nothing but days.
	expect(typed.map((fields) => fields > 0)).toEqual([true, true, true, false, true]);
	expect(typed[0]).toBeGreaterThan(30);
});

test("slots are arranged by keys and by hand, and count once the form is sent", async () => {
	const page = await as(offices.tang, 1280);
	await page.goto("/staff/stories/featured");
	const chosen = () =>
		page.locator("[data-slots] > [data-slot] select").evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).selectedIndex));
	await page.locator("#slot-0").selectOption({ index: 1 });
	await page.locator("[data-grip]").first().press("ArrowDown");
	expect(await chosen()).toEqual([0, 1, 0]);
	expect(await page.locator("[data-slots] ~ [role=status]").textContent()).toContain("现在是第 2 个");
	const [from, to] = [await page.locator("[data-grip]").nth(1).boundingBox(), await page.locator("[data-grip]").nth(2).boundingBox()];
	if (!from || !to) throw new Error("no grip");
	await page.mouse.move(from.x + 10, from.y + 10);
	await page.mouse.down();
	await page.mouse.move(to.x + 10, to.y + 30, { steps: 10 });
	// It moves aside while it is dragged, some time after the pointer.
	await expect.poll(chosen).toEqual([0, 0, 1]);
	await page.mouse.up();
	await expect.poll(chosen).toEqual([0, 0, 1]);
	await press(page, "照这样排", "推荐位排好了。");
	expect(await chosen()).toEqual([0, 0, 1]);
	expect(await faultsInHand(page)).toEqual([]);
});
