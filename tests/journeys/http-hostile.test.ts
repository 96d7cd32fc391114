import { existsSync, readdirSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { expect, test } from "vitest";
import { postBulk, sendRaw, statusOf } from "#tests/raw.ts";
import { residentBytes, useOwnSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";

const site = useOwnSite();
const visitor = () => new Visitor(site().origin);
const MB = 1024 * 1024;

/** The head of a request for the raw socket. */
function head(line: string, ...headers: string[]): string {
	return [`${line} HTTP/1.1`, `Host: 127.0.0.1:${site().port}`, "Connection: close", ...headers, "", ""].join("\r\n");
}

const postLarge = (address: string, bytes: number, headers: Record<string, string | number>) =>
	postBulk(site(), { path: address, bytes, headers });

const WITH_FILES = "multipart/form-data; boundary=x";

test.each([
	["a form", "/sign-in", "application/x-www-form-urlencoded", MB],
	["a form with files", "/submit/abc/photos", WITH_FILES, 190 * MB],
	["an import", "/admin/import", WITH_FILES, 64 * MB],
	["an action on the page of an upload", "/submit/abc/photos?_action=submissions.removePhoto", WITH_FILES, MB],
	["an action under a veiled name", "/submit/abc/photos?%5Faction=accounts.signInVillager", WITH_FILES, MB],
	["JSON where files are taken", "/submit/abc/photos", "application/json", MB],
])("%s over its limit is refused by its length alone, in words", async (_what, address, type, limit) => {
	const answer = await sendRaw(
		site().port,
		head(`POST ${address}`, `Origin: ${site().origin}`, `Content-Type: ${type}`, `Content-Length: ${limit + 1}`),
	);
	expect(statusOf(answer)).toBe(413);
	expect(answer).toContain("太大");
});

test("200 MB with their length told are refused, the sender hears why, and others are served meanwhile", async () => {
	const large = postLarge("/submit/abc/photos", 200 * MB, {
		"content-length": 200 * MB,
		"content-type": "multipart/form-data; boundary=x",
	});
	const meanwhile = await visitor().ask("/");
	expect(meanwhile.status).toBe(200);
	expect((await large).status).toBe(413);
	expect((await large).body).toContain("太大");
});

test("2 MB in pieces of unknown number are refused once they are too many, in English where the page was", async () => {
	const large = await postLarge("/en?_action=accounts.signInStaff", 2 * MB, {
		"transfer-encoding": "chunked",
		"content-type": "application/x-www-form-urlencoded",
	});
	expect(large).toMatchObject({ status: 413 });
	expect(large.body).toContain("too large");
});

test("a site that nobody has asked for much yet holds less than 250 MB", () => {
	expect(residentBytes(site().pid)).toBeLessThan(250 * MB);
});

test("200 MB in pieces from somebody who is not signed in leave neither memory nor files behind", async () => {
	const before = residentBytes(site().pid);
	const large = await postLarge("/submit/abc/photos", 200 * MB, {
		"transfer-encoding": "chunked",
		"content-type": "multipart/form-data; boundary=x",
	});
	expect(large.status).toBe(303);
	expect(residentBytes(site().pid) - before).toBeLessThan(150 * MB);
	expect(temporaryFiles()).toEqual([]);
});

test("a sender who leaves in the middle of a form leaves no line in the log, and no work", async () => {
	const { port, origin } = site();
	const before = site().log();
	for (const [address, type] of [
		["/sign-in?_action=accounts.signInVillager", "application/x-www-form-urlencoded"],
		["/_actions/accounts.signInStaff", "application/json"],
		["/votes/x/ballot", "application/x-www-form-urlencoded"],
		["/me", WITH_FILES],
	] as const) {
		const headers = { origin, "content-type": type, "content-length": 1000 };
		const leaving = request({ port, host: "127.0.0.1", path: address, method: "POST", headers });
		const isGone = new Promise((resolve) => leaving.on("error", () => undefined).on("close", resolve));
		leaving.write("a=", () => leaving.destroy());
		await isGone;
	}
	for (let n = 0; n < 5; n++) expect((await visitor().ask("/sign-in")).status).toBe(200);
	expect(site().log().slice(before.length)).not.toMatch(/"level":[45]0|ERROR/);
});

test("half a million empty fields are refused unread; a tick for each household of a large village is not", async () => {
	const answerTo = async (fields: number) => {
		const body = "a&".repeat(fields);
		const headers = { origin: site().origin, "content-type": "application/x-www-form-urlencoded", cookie: "probe=1" };
		return (await fetch(`${site().origin}/sign-in?_action=accounts.signInVillager`, { method: "POST", body, headers })).status;
	};
	expect([await answerTo(500_000), await answerTo(5_000)]).toEqual([413, 422]);
});

test("ten thousand empty parts are refused unread, a hundred are read", async () => {
	const answerTo = async (parts: number) => {
		const body = `${"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n".repeat(parts)}--x--\r\n`;
		const headers = { origin: site().origin, "content-type": "multipart/form-data; boundary=x", cookie: "probe=1" };
		return (await fetch(`${site().origin}/sign-in?_action=accounts.signInVillager`, { method: "POST", body, headers })).status;
	};
	expect([await answerTo(10_000), await answerTo(100)]).toEqual([413, 422]);
});

test("a body that trickles in holds up nobody else", async () => {
	const { port, origin } = site();
	const slow = request({ port, host: "127.0.0.1", path: "/sign-in", method: "POST", headers: { origin, "content-length": 1000 } });
	slow.on("error", () => undefined);
	slow.write("a=");
	for (let n = 0; n < 20; n++) expect((await visitor().ask("/")).status).toBe(200);
	slow.destroy();
	expect((await visitor().ask("/")).status).toBe(200);
});

test.each([
	["Content-Length and Transfer-Encoding together", "Content-Length: 5", "Transfer-Encoding: chunked"],
	["two lengths", "Content-Length: 5", "Content-Length: 6"],
	["a length that is no number", "Content-Length: five"],
	["an encoding that hides another", "Transfer-Encoding: chunked, identity"],
])("a request with %s is refused, never guessed at", async (_what, ...headers) => {
	const smuggled = `${head("POST /", `Origin: ${site().origin}`, ...headers)}0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`;
	const answer = await sendRaw(site().port, smuggled);
	expect(statusOf(answer)).toBe(400);
	expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test.each([
	["one header of 64 KB", `X-Bomb: ${"a".repeat(64 * 1024)}`],
	["5,000 headers", Array.from({ length: 5000 }, (_, n) => `X-${n}: a`).join("\r\n")],
	["a cookie of 32 KB", `Cookie: session=${"a".repeat(32 * 1024)}`],
])("%s: refused", async (_what, header) => {
	expect(statusOf(await sendRaw(site().port, head("GET /", header)))).toBe(431);
});

test.each([
	["/../../etc/passwd", 400],
	["/..%2f..%2fetc/passwd", 400],
	["/%2e%2e/%2e%2e/etc/passwd", 400],
	["/photos/..%2f..%2ftingyuan.db", 400],
	["/photos/%2e%2e/%2e%2e/tingyuan.db", 400],
	["/photos/..\\..\\tingyuan.db", 400],
	["/_astro/..%5c..%5cpackage.json", 400],
	["/a%00b", 400],
	["/?village=a%00b", 400],
	["/%ff%fe", 400],
	["//elsewhere.example/", 400],
	["http://elsewhere.example/", 400],
	["*", 400],
	[`/${"a".repeat(5000)}`, 414],
	[`/?${Array.from({ length: 1000 }, (_, n) => `p${n}=1`).join("&")}`, 414],
])("GET %.60s → %d", async (address, status) => {
	expect(statusOf(await sendRaw(site().port, head(`GET ${address}`)))).toBe(status);
});

test("500 unknown parameters make an ordinary page", async () => {
	const query = Array.from({ length: 500 }, (_, n) => `p${n}=1`).join("&");
	expect((await visitor().ask(`/?${query}`)).status).toBe(200);
});

test.each(["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])("%s is not a way to ask this site", async (method) => {
	const answer = await sendRaw(site().port, head(`${method} /`));
	expect(statusOf(answer)).toBe(405);
	expect(answer.toLowerCase()).toContain("allow: get, head, post");
});

test("CONNECT and a switch of protocols lead nowhere", async () => {
	expect([0, 400, 405]).toContain(statusOf(await sendRaw(site().port, head("CONNECT elsewhere.example:443"))));
	expect(
		statusOf(await sendRaw(site().port, head("GET /", "Upgrade: websocket").replace("Connection: close", "Connection: Upgrade, close"))),
	).not.toBe(101);
});

test("neither Astro's route for pictures nor a foreign address in it is answered", async () => {
	for (const href of ["https://elsewhere.example/x.png", "/_astro/../../package.json", "file:///etc/passwd"]) {
		expect((await visitor().ask(`/_image?href=${encodeURIComponent(href)}&w=100&f=webp`)).status).toBe(404);
	}
});

test.each([
	["another site's page", { origin: "https://elsewhere.example" }],
	["a page without an address", { origin: "null" }],
	["a request that does not say where it comes from", {}],
	["a cross-site request of an old browser", { referer: "https://elsewhere.example/127.0.0.1" }],
])("a change from %s is refused, whatever the type of its body", async (_whence, headers) => {
	for (const type of ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "text/plain"]) {
		const answer = await visitor().ask("/", {
			method: "POST",
			body: "a=b",
			headers: { ...(headers as Record<string, string>), "content-type": type },
		});
		expect(answer.status, type).toBe(403);
	}
});

test.each([
	"session=",
	"session=%00%ff",
	"session=' or 1=1 --",
	"session=;;;===; care; =x",
	`session=${"a".repeat(8000)}`,
	"__proto__=1; constructor=2",
])("a cookie of rubbish (%.30s) is a stranger's cookie", async (cookie) => {
	expect((await visitor().ask("/", { headers: { cookie } })).status).toBe(200);
});

test("a multipart body without end, without boundary or with a broken part is refused without a 5xx", async () => {
	const bodies = [
		["multipart/form-data", "x"],
		["multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nnever ends"],
		["multipart/form-data; boundary=x", `--x\r\n${"X-Y: z\r\n".repeat(5000)}\r\n\r\n--x--`],
		["application/x-www-form-urlencoded", "%%%=%%%&".repeat(1000)],
		["application/json", "{"],
	] as const;
	for (const address of ["/", "/sign-in", "/submit/abc/photos", "/?_action=accounts.signInStaff", "/_actions/accounts.signInStaff"]) {
		for (const [type, body] of bodies) {
			const answer = await visitor().post(address, body, { "content-type": type });
			expect(answer.status, `${address} ${type}`).toBeLessThan(500);
		}
	}
	expect(temporaryFiles()).toEqual([]);
});

function temporaryFiles(): string[] {
	const folder = path.join(site().dataDir, "tmp");
	return existsSync(folder) ? readdirSync(folder) : [];
}
