import { expect, test } from "vitest";
import { useSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";

const site = useSite();
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

test("SIGTERM ends it with 0", async () => {
	expect(await site().stop()).toBe(0);
});
