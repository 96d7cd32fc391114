import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { rawClient, write } from "#db/client.ts";
import { inviteCast } from "#tests/cast.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { Visitor } from "#tests/visitor.ts";

const site = useSite(async () => {
	const { homes } = await inviteCast();
	await pairOf(homes.bao, "firewood");
});

/** Changed by another process, so that the site hears of nothing. */
const change = (...sentences: string[]) =>
	write(async (tx) => {
		for (const sentence of sentences) await tx.run(sql.raw(sentence));
	});

/** No promise stands in the way. */
beforeAll(async () => {
	const { rows } = await rawClient().execute("SELECT name FROM sqlite_master WHERE type = 'trigger'");
	await change(...rows.map(({ name }) => `DROP TRIGGER ${name}`));
});

/** On a page made anew. */
async function card(address = "/wall", headers: Record<string, string> = {}): Promise<string> {
	const { root } = await new Visitor(site().origin).open(`${address}?unknown=1`, headers);
	return root.querySelector("article.pair")?.outerHTML ?? "";
}

const setName = (level: string) => `UPDATE regions SET name = name || '新' WHERE level = '${level}'`;
// As a redaction does it.
const setFile = (side: string) => [
	`UPDATE photos SET revision = revision + 1 WHERE id = 'firewood-${side}-1'`,
	`UPDATE photo_derivatives SET revision = revision + 1, name = 'revised-' || name WHERE photo_id = 'firewood-${side}-1'`,
];

test.each([
	["the words", "/wall", "UPDATE submissions SET words = '改过的话'"],
	["the kind's name", "/wall", "UPDATE leaf_categories SET plain = plain || '新'"],
	["the kind's English name", "/en/wall", "UPDATE leaf_categories SET plain_en = plain_en || ' anew'"],
	["the kind", "/wall", "UPDATE submissions SET category_code = 'C3-01'"],
	["the village's name", "/wall", setName("village")],
	["the hamlet's name", "/wall", setName("hamlet")],
	["the picture before", "/wall", setFile("before")],
	["the picture after", "/wall", setFile("after")],
	["the day", "/wall", "UPDATE submissions SET published_at = published_at - 86400000"],
])("a card that was kept is made anew when %s changes", async (_what, address, sentence) => {
	const before = await card(address);
	expect(await card(address)).toBe(before);
	await change(...[sentence].flat());
	const after = await card(address);
	expect(after).toContain("firewood");
	expect(after).not.toBe(before);
});

test("each language and each page has its own cards", async () => {
	const cards = [await card(), await card("/en/wall"), await card("/courtyards/code-bao")];
	expect(cards.every((one) => one.includes("firewood"))).toBe(true);
	expect(new Set(cards).size).toBe(3);
});

test("larger type is the page's matter: a card is the same, whoever saw it first", async () => {
	const firstSeen = async (words: string, headers: Record<string, string>) => {
		await change(`UPDATE submissions SET words = '${words}'`);
		return (await card("/wall", headers)).replace(words, "");
	};
	expect(await firstSeen("大字先看", { cookie: "care=1" })).toBe(await firstSeen("小字先看", {}));
});
