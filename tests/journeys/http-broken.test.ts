import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { write } from "#db/client.ts";
import { useSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";

const site = useSite();

// The site may be writing at that moment.
const rename = (table: string, name: string) => write((tx) => tx.run(sql.raw(`alter table ${table} rename to ${name}`)));

test("when something breaks, a person gets a number to quote, the log knows it, and nothing else leaks", async () => {
	const stranger = new Visitor(site().origin);
	await rename("submissions", "gone");
	const { status, headers, html, text } = await stranger.open("/wall");
	await rename("gone", "submissions");
	expect(status).toBe(500);
	expect(headers.get("cache-control")).toBe("no-store");
	const [, id = ""] = /这个编号，方便查：([0-9a-z]{16})/.exec(text) ?? [];
	await expect.poll(() => site().log()).toContain(`"requestId":"${id}"`);
	expect(html).not.toMatch(/SQLITE|no such table|submissions where|node_modules|\bat \w+ \(/i);
	expect((await stranger.open("/wall")).status).toBe(200);
});

test("who watches the site hears that the database does not answer", async () => {
	const health = () => fetch(`${site().origin}/health`);
	await rename("settings", "gone");
	const ill = await health();
	await rename("gone", "settings");
	expect([ill.status, await ill.text(), (await health()).status]).toEqual([503, "database", 204]);
});

test("a script that asks for an action which breaks hears a sentence; no value of the query reaches it or the log", async () => {
	await rename("people", "gone");
	const answer = await fetch(`${site().origin}/_actions/accounts.signInStaff`, {
		method: "POST",
		headers: { origin: site().origin, cookie: "probe=1" },
		body: new URLSearchParams({ username: "whose-name", passphrase: "x", totp: "", next: "" }),
	});
	await rename("gone", "people");
	expect(answer.status).toBe(500);
	const told = await answer.text();
	expect(told).toContain("出了点问题");
	expect(told).not.toMatch(/query|select|whose-name/i);
	await expect.poll(() => site().log()).toContain("no such table: people");
	expect(site().log()).not.toContain("whose-name");
});

test("a door's page that breaks leaves the door's code out of the log", async () => {
	await rename("households", "gone");
	const { status } = await new Visitor(site().origin).open("/h/ba00000000");
	await rename("gone", "households");
	expect(status).toBe(500);
	await expect.poll(() => site().log()).toContain("no such table: households");
	expect(site().log()).not.toContain("ba00000000");
});

test.each(["/_actions/accounts", "/?_action=accounts", "/_actions/accounts.signOut.orThrow"])(
	"%s is no action, and nothing breaks",
	async (address) => {
		const headers = { origin: site().origin };
		const { status } = await fetch(site().origin + address, { method: "POST", headers, body: new URLSearchParams({ a: "1" }) });
		expect(status).toBe(404);
	},
);
