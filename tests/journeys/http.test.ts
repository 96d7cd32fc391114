import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "vitest";
import { useOwnSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";

const site = useOwnSite();
const visitor = () => new Visitor(site().origin);

test("every answer says what a browser must not do with it", async () => {
	for (const address of ["/", "/en", "/nowhere", "/health", "/wall/", "/_image?href=https://elsewhere.example/x.png", "/a%2fb"]) {
		const { headers } = await visitor().ask(address);
		expect(headers.get("x-content-type-options"), address).toBe("nosniff");
		expect(headers.get("referrer-policy"), address).toBe("same-origin");
		expect(headers.get("cross-origin-opener-policy"), address).toBe("same-origin");
		expect(headers.get("permissions-policy"), address).toContain("camera=(self)");
		const policy = headers.get("content-security-policy");
		expect(policy, address).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
		expect(policy, address).toContain("base-uri 'none'");
		expect(policy, address).not.toContain("unsafe");
	}
});

test("a page comes compressed to those who can read it so", async () => {
	const [plain, brotli, zipped] = await Promise.all(
		["identity", "br, gzip", "gzip"].map((encoding) => visitor().ask("/", { headers: { "accept-encoding": encoding } })),
	);
	expect(plain?.headers.get("content-encoding")).toBeNull();
	expect(await brotli?.text()).toBe(await plain?.text());
	expect(await zipped?.text()).toContain("<!DOCTYPE html>");
	expect(brotli?.headers.get("content-type")).toBe("text/html; charset=utf-8");
});

test("/en shows the same pages in English, and no header can pretend it", async () => {
	expect((await visitor().open("/en")).root.querySelector("html")?.getAttribute("lang")).toBe("en");
	const pretended = await visitor().open("/", { "x-tingyuan-locale": "en" });
	expect(pretended.root.querySelector("html")?.getAttribute("lang")).toBe("zh-CN");
});

test("a slash at the end leads to the one address, in the same language", async () => {
	expect((await visitor().ask("/en/wall/?village=1")).headers.get("location")).toBe("/en/wall?village=1");
	expect((await visitor().ask("/wall/")).headers.get("location")).toBe("/wall");
});

test("HEAD says what GET would, without the body", async () => {
	const [head, get] = [await visitor().ask("/", { method: "HEAD" }), await visitor().ask("/")];
	expect(head.status).toBe(200);
	expect(head.headers.get("content-length")).toBe(get.headers.get("content-length"));
	expect(await head.text()).toBe("");
});

test("SIGTERM lets what was begun come to its end, and ends with 0", async () => {
	const { port, origin } = site();
	const body = "username=nobody&passphrase=nothing";
	const headers = { origin, "content-type": "application/x-www-form-urlencoded", "content-length": body.length };
	const begun = request({ port, host: "127.0.0.1", path: "/staff/sign-in?_action=accounts.signInStaff", method: "POST", headers });
	const answered = once(begun, "response");
	begun.write(body.slice(0, 10));
	await once(begun, "socket").then(([socket]) => socket.connecting && once(socket, "connect"));
	// Answered on another connection, so the server has read what came before it on this one.
	await visitor().open("/");
	const ended = site().stop();
	await expect
		.poll(() =>
			visitor()
				.ask("/")
				.catch(() => "closed"),
		)
		.toBe("closed");
	begun.end(body.slice(10));
	const [answer] = await answered;
	expect(answer.statusCode).toBeLessThan(500);
	answer.resume();
	expect(await ended).toBe(0);
});
