import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { asked } from "#http/asked.ts";
import { refusalOf } from "#http/screen.ts";

/** A request as node would hand it over, from 10.0.0.9. */
function request(url: string, headers: Record<string, string> = {}): IncomingMessage {
	const socket = new Socket();
	Object.defineProperty(socket, "remoteAddress", { value: "::ffff:10.0.0.9" });
	return Object.assign(new IncomingMessage(socket), { url, method: "GET", headers: { host: "tingyuan.example", ...headers } });
}

function ask(url: string, headers?: Record<string, string>) {
	const req = request(url, headers);
	return asked(req, new ServerResponse(req));
}

beforeEach(() => {
	vi.stubEnv("ORIGIN", "");
	vi.stubEnv("TRUSTED_PROXIES", "0");
});
afterEach(() => {
	vi.unstubAllEnvs();
});

test.each([
	["/", "zh-CN", "/", ""],
	["/en", "en", "/", ""],
	["/en?a=1", "en", "/", "?a=1"],
	["/en/wall?a=/en", "en", "/wall", "?a=/en"],
	["/english", "zh-CN", "/english", ""],
	["/en/en", "en", "/en", ""],
])("%s is asked in %s for %s", (url, locale, path, query) => {
	const asking = ask(url);
	expect(asking).toMatchObject({ locale, path, query });
	expect(asking.req.url).toBe(path + query);
});

test("without a trusted proxy nobody can say where they come from", () => {
	const asking = ask("/", { "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https" });
	expect(asking).toMatchObject({ address: "10.0.0.9", origin: "http://tingyuan.example" });
	expect(asking.req.headers["x-forwarded-for"]).toBeUndefined();
});

test.each([
	["what the one proxy saw, not what the client wrote before it", "1", "6.6.6.6, 1.2.3.4", "1.2.3.4"],
	["what the outer of two proxies saw", "2", "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"],
	["the connection itself, where a proxy is missing", "2", "1.2.3.4", "10.0.0.9"],
	["the connection itself, where no address stands", "1", "unknown", "10.0.0.9"],
])("behind proxies the address is %s", (_what, proxies, told, address) => {
	vi.stubEnv("TRUSTED_PROXIES", proxies);
	expect(ask("/", { "x-forwarded-for": told }).address).toBe(address);
});

test("a trusted proxy says that the browser came by https; ORIGIN says it for good", () => {
	vi.stubEnv("TRUSTED_PROXIES", "1");
	expect(ask("/", { "x-forwarded-proto": "https" }).origin).toBe("https://tingyuan.example");
	vi.stubEnv("ORIGIN", "https://courtyards.example");
	expect(ask("/").origin).toBe("https://courtyards.example");
});

test.each([
	["courtyards.example", undefined],
	["COURTYARDS.example", undefined],
	["courtyards.example.elsewhere.example", 421],
	["courtyards.example:8443", 421],
	["127.0.0.1:4321", 421],
	["", 421],
])("with ORIGIN set, a request for the host %j gets %s", (host, status) => {
	vi.stubEnv("ORIGIN", "https://courtyards.example");
	expect(refusalOf(ask("/", { host }))?.status).toBe(status);
});

test.each([
	["127.0.0.1:4321", undefined],
	["[::1]:4321", undefined],
	["elsewhere.example/path", 421],
	["a@b", 421],
	["a b", 421],
])("without ORIGIN any well-formed host will do: %j gets %s", (host, status) => {
	expect(refusalOf(ask("/", { host }))?.status).toBe(status);
});
