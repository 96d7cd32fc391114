import { expect, test } from "vitest";
import { sendRaw, statusOf } from "#tests/raw.ts";
import { useOwnSite } from "#tests/server.ts";

const ORIGIN = "https://tingyuan.example";
const site = useOwnSite(undefined, { ORIGIN, TRUSTED_PROXIES: "1" });

/** A request as the proxy in front passes it on. */
function pass(line: string, headers: string[] = [], body = ""): Promise<string> {
	const head = [`${line} HTTP/1.1`, "Connection: close", `Content-Length: ${body.length}`, ...headers];
	return sendRaw(site().port, `${head.join("\r\n")}\r\n\r\n${body}`);
}

test("browsers are told to come by https for a year", async () => {
	const answer = await pass("GET /", ["Host: tingyuan.example"]);
	expect(statusOf(answer)).toBe(200);
	expect(answer.toLowerCase()).toContain("strict-transport-security: max-age=31536000; includesubdomains");
});

test("another host name is not this site, but its health may be asked by any", async () => {
	expect(statusOf(await pass("GET /", ["Host: elsewhere.example"]))).toBe(421);
	expect(statusOf(await pass("GET /", [`Host: 127.0.0.1:${site().port}`]))).toBe(421);
	expect(statusOf(await pass("GET /health", [`Host: 127.0.0.1:${site().port}`]))).toBe(204);
});

test("a change must come from the https address, not from the same name without TLS", async () => {
	const form = ["Host: tingyuan.example", "Content-Type: application/x-www-form-urlencoded"];
	expect(statusOf(await pass("POST /", [...form, `Origin: ${ORIGIN}`], "a=b"))).toBe(200);
	expect(statusOf(await pass("POST /", [...form, "Origin: http://tingyuan.example"], "a=b"))).toBe(403);
});
