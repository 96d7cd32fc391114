import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { countedFile } from "#domain/votes/counts/counted.ts";
import { recount } from "#domain/votes/counts/recount.ts";
import { messagesFor } from "#i18n/messages.ts";
import { env } from "#platform/env.ts";

// `npm run recount -- FILE` (a published file, without a database) or `-- ROUND` (a round of this site): counts the file's votes again and prints the result as
// it was published, byte for byte. Remarks go to stderr. Exit 1 if anything differs.
const words = messagesFor("zh-CN").counts.recount;
const { positionals } = parseArgs({ allowPositionals: true });
const [asked] = positionals;

process.exitCode = await main();

async function main(): Promise<number> {
	if (!asked) return fail(words.usage);
	const text = existsSync(asked) ? await readFile(asked, "utf8") : await ownFile(asked);
	if (text === null) return fail(words.nothing({ asked }));
	const { result, resultText, sha256, faults } = await recount(text);
	if (result) console.log(resultText);
	console.error(words.hash({ sha256 }));
	if (faults.length === 0) return say(words.equal);
	for (const fault of faults) console.error(`  ✗ ${words.faults[fault]}`);
	return fail(words.differs);
}

async function ownFile(roundId: string): Promise<string | null> {
	if (!existsSync(env.databaseFile)) return null;
	await openDatabase(env.databaseFile);
	const found = await countedFile(roundId);
	await closeDatabase();
	return found?.text ?? null;
}

function say(sentence: string): number {
	console.error(sentence);
	return 0;
}

function fail(sentence: string): number {
	console.error(sentence);
	return 1;
}
