import { expect, test } from "vitest";
import { withdrawSubmission } from "#domain/submissions/withdraw-submission.ts";
import { openAlbum } from "#tests/album.ts";
import { useSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";

let album: Awaited<ReturnType<typeof openAlbum>>;
const site = useSite(async () => {
	album = await openAlbum();
});
const visitor = () => new Visitor(site().origin);
const villages = () => ({ qingshi: album.places.qingshi.id, baiyang: album.places.baiyang.id });

function publicAddresses(): string[] {
	const { qingshi } = villages();
	return ["/", "/wall", `/submissions/${album.pairs.bao}`, "/courtyards/code-bao", "/villages", `/villages/${qingshi}`, "/how", "/privacy"];
}

test("home tells the figures as they are, and of what nobody has measured yet nothing", async () => {
	const { text } = await visitor().open("/");
	expect(text).toMatch(/自己家想起来做的 ?100%/);
	expect(text).not.toContain("过了 30 天还干净的");
	expect(text).toMatch(/60 天没人去看的组 ?3/);
	for (const words of ["一共 3 个自然村", "抽签定下、十处都看完的走访才算"]) expect(text).toContain(words);
});

test("from the wall to a pair, its courtyard, its village and back, by links alone", async () => {
	const guest = visitor();
	const wall = await guest.open("/wall");
	const first = wall.root.querySelector(".album a")?.getAttribute("href") ?? "";
	expect(first).toBe(`/submissions/${album.pairs.bao}`);
	const pair = await guest.open(first);
	expect(pair.text).toContain("草除了，柴码齐了，门前亮堂多了。");
	expect(pair.root.querySelectorAll(".compare picture")).toHaveLength(2);
	expect(pair.text).toMatch(/收拾前，第 2 张.*收拾后，第 2 张/);
	const courtyard = await guest.open(pair.root.querySelector('a[href^="/courtyards/"]')?.getAttribute("href") ?? "");
	expect(courtyard.text).toContain("庭院编号 code-bao");
	const village = await guest.open(courtyard.root.querySelector('.crumbs a[href^="/villages/"]')?.getAttribute("href") ?? "");
	expect(village.text).toMatch(/青石村.*东沟.*2 组照片/);
});

test("neighbours lead from pair to pair of the village and stop at its ends", async () => {
	const newest = await visitor().open(`/submissions/${album.pairs.bao}`);
	const links = newest.root.querySelectorAll(".neighbours a").map((link) => link.getAttribute("href"));
	expect(links).toEqual([`/villages/${villages().qingshi}`, `/submissions/${album.pairs.chen}`]);
});

test("the wall is filtered by a plain form, and says so when nothing is there", async () => {
	const guest = visitor();
	const wall = await guest.open("/wall");
	const baiyang = await guest.submit(wall, ".filters", { village: villages().baiyang });
	expect(baiyang.root.querySelectorAll(".album .pair")).toHaveLength(1);
	expect(baiyang.root.querySelector("option[selected][value^=region]")?.text).toBe("白杨村");
	const clearing = await guest.submit(wall, ".filters", { category: "clear" });
	expect(clearing.root.querySelectorAll(".album .pair")).toHaveLength(2);
	const none = await guest.submit(baiyang, ".filters", { category: "C3-01" });
	expect(none.text).toContain("这里还没有展示的院子");
});

test("what does not exist and what is not public are the same 404 that helps on", async () => {
	await withdrawSubmission({ submissionId: album.pairs.fan, by: album.homes.fan, at: new Date() });
	const addresses = [
		"/nowhere",
		`/submissions/${album.pairs.fan}`,
		"/submissions/x",
		"/courtyards/code-fan",
		"/courtyards/x",
		"/villages/x",
	];
	for (const address of addresses) {
		const page = await visitor().open(address);
		expect(page.status, address).toBe(404);
		expect(page.text, address).toContain("没有找到这一页");
		expect(page.root.querySelector('main a[href="/wall"]'), address).toBeTruthy();
	}
});

test("no public page carries a byte of who lives where or who decided", async () => {
	const secrets = [...Object.values(album.homes), ...Object.values(album.staff)].flatMap((known) =>
		"viewer" in known ? [known.viewer.name, known.householdId, known.personId] : [known.name, known.personId],
	);
	for (const address of publicAddresses()) {
		const { html, headers, status } = await visitor().open(address);
		expect(status, address).toBe(200);
		expect(headers.get("set-cookie"), address).toBeNull();
		expect(headers.get("etag"), address).toBeTruthy();
		for (const secret of secrets) expect(html.includes(secret), `${secret} on ${address}`).toBe(false);
	}
});

test("every public page has its English twin, whose links stay in English", async () => {
	for (const address of publicAddresses()) {
		const twin = await visitor().open(`/en${address === "/" ? "" : address}`);
		expect(twin.status, address).toBe(200);
		const ways = twin.root.querySelectorAll("main a[href^='/']").map((link) => link.getAttribute("href"));
		expect(
			ways.filter((way) => !way?.startsWith("/en")),
			address,
		).toEqual([]);
		expect(twin.root.querySelector(".ways")?.text, address).toContain("Join in");
		expect(twin.root.querySelector(".tools a[hreflang=zh-CN]")?.getAttribute("href")).toBe(address);
	}
});

test("关怀版 is a form: it stays on the page with its filters, stays on afterwards, and says nothing about who", async () => {
	const guest = visitor();
	const wall = await guest.open("/wall?category=clear");
	const larger = await guest.submit(wall, "关怀版");
	expect(larger.address).toBe("/wall?category=clear");
	expect(larger.root.querySelector("html")?.hasAttribute("data-care")).toBe(true);
	expect([...guest.cookies]).toEqual([["care", "1"]]);
	expect((await guest.open("/how")).root.querySelector("html")?.hasAttribute("data-care")).toBe(true);
	const again = await guest.submit(larger, "普通版");
	expect(again.root.querySelector("html")?.hasAttribute("data-care")).toBe(false);
	expect(guest.cookies.size).toBe(0);
});

test("the way in tells the points rule that is in force", async () => {
	expect((await visitor().open("/how")).text).toContain("一组照片上了墙，家里记 5 分，一个月最多记 2 次。");
});

test("on English pages whatever is Chinese says so", async () => {
	const guest = visitor();
	for (const address of [
		"/en",
		...publicAddresses()
			.slice(1)
			.map((one) => `/en${one}`),
		"/en/votes",
	]) {
		const { root } = await guest.open(address);
		const unmarked = root
			.querySelectorAll("main *, header *, footer *")
			.filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && /[\u4e00-\u9fff]/.test(node.rawText)))
			.filter((one) => !one.closest("[lang=zh-CN]"))
			.map((one) => one.textContent.trim());
		expect([address, unmarked]).toEqual([address, []]);
	}
});
