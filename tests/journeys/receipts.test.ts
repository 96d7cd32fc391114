import { expect, test } from "vitest";
import { receiptOf } from "#domain/votes/ballots/receipts.ts";
import { countRound } from "#domain/votes/counts/count-round.ts";
import { countedFile } from "#domain/votes/counts/counted.ts";
import { sha256 } from "#platform/hash.ts";
import { inviteCast } from "#tests/cast.ts";
import { CLOSES, roundOf } from "#tests/rounds.ts";
import { useOwnSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";
import { closeRound, say } from "#tests/votes.ts";

// Behind a proxy, so that each test comes from a network of its own.
const site = useOwnSite(
	async () => {
		const { homes, places, staff } = await inviteCast();
		const { bao, chen, du, fan } = homes;
		for (const id of ["june", "may", "sealed"]) {
			await roundOf(id, { regionId: places.shilin.id, candidates: [bao, fan, chen], roll: [bao, chen, du, fan] });
			await say(id, 1, [2]);
			await closeRound(id);
			if (id !== "sealed") await countRound({ roundId: id, by: staff.wang, at: CLOSES });
		}
	},
	{ TRUSTED_PROXIES: "1" },
);
let networks = 0;
const fromElsewhere = () => ({ "x-forwarded-for": `203.0.113.${++networks}` });
const lookUp = (roundId: string, code: string, headers: Record<string, string>) =>
	new Visitor(site().origin).open(`/votes/${roundId}/receipts?${new URLSearchParams({ code })}`, headers);

test("a receipt is looked up without signing in, however it is typed; another round's is not in it", async () => {
	const from = fromElsewhere();
	const receipt = receiptOf("june", 1);
	const fullWidth = receipt.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
	for (const typed of [receipt, receipt.toUpperCase(), (receipt.match(/.{4}/g) ?? []).join(" - "), ` ${fullWidth} `])
		expect((await lookUp("june", typed, from)).text, typed).toContain("这张票已经计入结果");
	expect((await lookUp("may", receipt, from)).text).toContain("没查到");
	expect((await lookUp("june", receiptOf("june", 2), from)).text).toContain("没查到");
	const early = await lookUp("sealed", receiptOf("sealed", 1), from);
	expect(early.text).toContain("还没有计票");
	expect(early.root.querySelector("input[name=code]")).toBeNull();
});

test.each([
	["very long", "k".repeat(900), "号码要 12 个，您输了 900 个"],
	["too short", "4f7 k", "号码要 12 个，您输了 4 个"],
	["SQL", "' or 1=1 --", "号码要 12 个，您输了 6 个"],
	["part of the file", '["', "号码要 12 个，您输了 2 个"],
	["a pattern", "%_%_%_%_%_%_", "没查到"],
	["another script", "回执回执回执回执回执回执", "没查到"],
	["signs that nobody sees", "\u202e\u200b\u00ad", "号码要 12 个，您输了 0 个"],
	["a page", '"><script>alert(1)</script>', "号码要 12 个，您输了 27 个"],
])("a code that is %s is a code that is not found, says why, and stays in the field", async (_name, typed, told) => {
	const page = await lookUp("june", typed, fromElsewhere());
	expect([page.status, page.text]).toEqual([200, expect.stringContaining(told)]);
	expect(page.root.querySelector("input[name=code]")?.getAttribute("value")).toBe(typed);
	expect(page.root.querySelector("main script")).toBeNull();
});

test("who looks receipts up too often is told when to come again, and what was typed stays; other networks go on", async () => {
	const [from, receipt] = [fromElsewhere(), receiptOf("june", 1)];
	const answers = await Promise.all(Array.from({ length: 130 }, () => lookUp("june", receipt, from)));
	const refused = answers.filter(({ status }) => status === 429);
	expect([refused.length, answers.length - refused.length]).toEqual([10, 120]);
	const [page] = refused as [(typeof refused)[number]];
	expect(page.text).toContain("查回执的次数太多了，请等 1 分钟再查");
	expect(page.root.querySelector("input[name=code]")?.getAttribute("value")).toBe(receipt);
	expect(page.root.querySelector(".is-wrong")).toBeNull();
	expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
	expect(page.headers.get("cache-control")).toBe("no-store");
	expect((await lookUp("june", receipt, fromElsewhere())).status).toBe(200);
	expect((await new Visitor(site().origin).open("/en/votes/june/receipts?code=1", from)).text).toContain(
		"Too many receipts were looked up",
	);
	expect((await new Visitor(site().origin).open("/votes/june/receipts", from)).status).toBe(200);
});

const fetchFile = (address: string, headers: Record<string, string>, method = "GET") => fetch(site().origin + address, { method, headers });

test("the published file comes to the byte, zipped where the client takes it, and is known by its hash", async () => {
	const text = (await countedFile("june"))?.text ?? "";
	const [from, hash] = [fromElsewhere(), sha256(text)];
	const address = `/votes/june/file.json?hash=${hash}`;
	const plain = await fetchFile(address, { ...from, "accept-encoding": "identity" });
	expect([plain.headers.get("content-encoding"), plain.headers.get("content-length")]).toEqual([null, String(Buffer.byteLength(text))]);
	expect(await plain.text()).toBe(text);
	const zipped = await fetchFile(address, { ...from, "accept-encoding": "br, gzip" });
	expect([zipped.headers.get("content-encoding"), zipped.headers.get("vary")]).toEqual(["gzip", "accept-encoding"]);
	expect(await zipped.text()).toBe(text);
	expect(zipped.headers.get("cache-control")).toContain("immutable");
	expect(zipped.headers.get("content-disposition")).toBe(`attachment; filename="tingyuan-${hash.slice(0, 12)}.json"`);
	const head = await fetchFile("/votes/june/file.json", { ...from, "accept-encoding": "identity" }, "HEAD");
	expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, String(Buffer.byteLength(text)), ""]);
	expect(head.headers.get("cache-control")).toBe("no-cache");
	const again = await fetchFile(address, { ...from, "if-none-match": `"${hash}"` });
	expect([again.status, await again.text()]).toEqual([304, ""]);
	expect(again.headers.get("content-encoding")).toBeNull();
});

test("by the hash of another round, of a sealed one, and of none there is no file; nothing is posted there", async () => {
	const [from, may] = [fromElsewhere(), (await countedFile("may"))?.sha256];
	for (const address of [
		`june/file.json?hash=${may}`,
		"june/file.json?hash=",
		"june/file.json?hash=../../tingyuan.db",
		"sealed/file.json",
		"none/file.json",
	])
		expect((await fetchFile(`/votes/${address}`, from)).status, address).toBe(404);
	expect((await fetchFile("/votes/june/file.json", { ...from, origin: site().origin }, "POST")).status).toBe(404);
});

test("who fetches the file too often is told when to come again", async () => {
	const from = { ...fromElsewhere(), accept: "text/html" };
	const answers = await Promise.all(Array.from({ length: 65 }, () => fetchFile("/votes/june/file.json", from)));
	const refused = answers.filter(({ status }) => status === 429);
	expect([refused.length, answers.filter(({ status }) => status === 200).length]).toEqual([5, 60]);
	expect(await refused[0]?.text()).toContain("下载的次数太多了，请等 10 分钟再下载");
	expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
	expect((await fetchFile("/votes/june/file.json", fromElsewhere(), "HEAD")).status).toBe(200);
	const { sha256: hash } = (await countedFile("june")) ?? { sha256: "" };
	const known = { ...from, "if-none-match": `"${hash}"` };
	expect([(await fetchFile("/votes/june/file.json", known)).status, (await fetchFile("/votes/june/file.json", from)).status]).toEqual([
		304, 429,
	]);
});
