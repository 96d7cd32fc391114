import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { rawClient, write } from "#db/client.ts";
import { changeSetting } from "#domain/settings/change-setting.ts";
import { inviteCast, MORNING } from "#tests/cast.ts";
import { type Pair, sentPair } from "#tests/pairs.ts";
import { pairOf } from "#tests/published.ts";
import { useSite } from "#tests/server.ts";
import { signIn } from "#tests/sign-in.ts";
import { Visitor } from "#tests/visitor.ts";

let cast: Awaited<ReturnType<typeof inviteCast>>;
let waiting: Pair;
const site = useSite(async () => {
	cast = await inviteCast();
	await pairOf(cast.homes.bao, "firewood");
	waiting = await sentPair(cast.homes.chen);
	await changeSetting({ key: "staffTotpRequired", value: "no", by: cast.staff.wang, at: MORNING });
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
const setFileOf = (photoId: string) => [
	`UPDATE photos SET revision = revision + 1 WHERE id = '${photoId}'`,
	`UPDATE photo_derivatives SET revision = revision + 1, name = 'revised-' || name WHERE photo_id = '${photoId}'`,
];
const setFile = (side: string) => setFileOf(`firewood-${side}-1`);

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

/** The row of the pair that waits, as Li's queue shows it. */
async function row(address = "/moderation"): Promise<string> {
	const { root } = await (await signIn(new Visitor(site().origin), cast.staff.li)).open(address);
	const rows: { outerHTML: string }[] = root.querySelectorAll("li.queue-row");
	return rows.map(({ outerHTML }) => outerHTML).find((html) => html.includes(waiting.submissionId)) ?? "";
}

const inQueue = (assignment: string) => () => [
	`UPDATE submission_versions SET ${assignment} WHERE submission_id = '${waiting.submissionId}'`,
];
const claimed = () => [
	`INSERT INTO claims (submission_id, moderator_id, claimed_at, expires_at) VALUES ('${waiting.submissionId}', 'person-meng', 0, 9999999999999)`,
];

test.each<[what: string, sentences: () => string[], address?: string]>([
	["the words change", inQueue("words = '再改一次'")],
	["the kind changes", inQueue("category_code = 'C3-01'")],
	["the kind's name changes", () => ["UPDATE leaf_categories SET name = name || '再'"]],
	["the kind's English name changes", () => ["UPDATE leaf_categories SET name_en = name_en || ' again'"], "/en/moderation"],
	["the village's name changes", () => [setName("village")]],
	["the hamlet's name changes", () => [setName("hamlet")]],
	["the picture before changes", () => setFileOf(waiting.before)],
	["the picture after changes", () => setFileOf(waiting.after)],
	["it waits longer", inQueue("sent_at = sent_at - 864000000")],
	["it was sent again", () => ["UPDATE submissions SET version = version + 1", ...inQueue("version = version + 1")()]],
	["somebody opened it", claimed],
	["who opened it is called otherwise", () => ["UPDATE people SET name = '孟新' WHERE id = 'person-meng'"]],
	["nobody has it open any more", () => ["DELETE FROM claims"]],
	["a picture is too dark", () => [`UPDATE photos SET brightness = 1, revision = revision + 1 WHERE id = '${waiting.after}'`]],
])("a row of the queue that was kept is made anew when %s", async (_what, sentences, address) => {
	const before = await row(address);
	expect(await row(address)).toBe(before);
	await change(...sentences());
	const after = await row(address);
	expect(after).toContain(waiting.submissionId);
	expect(after).not.toBe(before);
});

test("a row of the queue that is picked, or told in English, is another one", async () => {
	await change(`UPDATE photos SET brightness = 120, revision = revision + 1 WHERE id = '${waiting.after}'`);
	const plain = await row();
	expect(await row("/moderation?pick=easy")).toContain("checked");
	expect(await row()).toBe(plain);
	expect(plain).not.toContain("checked");
	expect(await row("/en/moderation")).not.toBe(plain);
});
