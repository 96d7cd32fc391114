import { expect, test } from "vitest";
import { rawClient } from "#db/client.ts";
import { useSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";

const site = useSite();

test("when something breaks, a person gets a number to quote, the log knows it, and nothing else leaks", async () => {
	const stranger = new Visitor(site().origin);
	await rawClient().execute("alter table submissions rename to gone");
	const { status, headers, html, text } = await stranger.open("/wall");
	await rawClient().execute("alter table gone rename to submissions");
	expect(status).toBe(500);
	expect(headers.get("cache-control")).toBe("no-store");
	const [, id = ""] = /这个编号，方便查：([0-9a-z]{16})/.exec(text) ?? [];
	expect(site().log()).toContain(`"requestId":"${id}"`);
	expect(html).not.toMatch(/SQLITE|no such table|submissions where|node_modules|\bat \w+ \(/i);
	expect((await stranger.open("/wall")).status).toBe(200);
});
