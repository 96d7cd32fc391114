import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { closeDatabase, openDatabase } from "#db/client.ts";
import type { Again } from "#domain/published-files/again.ts";
import { messagesFor } from "#i18n/messages.ts";
import { env } from "#platform/env.ts";

const { faults: common, ...words } = messagesFor("zh-CN").publishedFiles;

interface Command<Fault extends string> {
	command: string;
	/** The file's path, or the id of something that this site published. */
	asked: string | undefined;
	published: (id: string) => Promise<{ text: string } | null>;
	again: (text: string) => Promise<Again<Fault>>;
	/** The words of its own faults. */
	faults: Record<Fault, string>;
	/** Its own words for how it is typed and for what binds the file. */
	told?: Pick<typeof words, "usage" | "hash">;
}

/** Works a published file out again and prints its result; remarks go to stderr. Returns the exit code: 1 if anything differs. */
export async function workOutAgain<Fault extends string>({
	command,
	asked,
	published,
	again,
	faults,
	told = words,
}: Command<Fault>): Promise<number> {
	if (!asked) return fail(told.usage({ command }));
	const text = existsSync(asked) ? await readFile(asked, "utf8") : await ownFile(asked, published);
	if (text === null) return fail(words.nothing({ asked }));
	const found = await again(text);
	if (found.result !== null) console.log(found.result);
	console.error(told.hash({ sha256: found.sha256 }));
	for (const fault of found.faults) console.error(`  ✗ ${{ ...common, ...faults }[fault]}`);
	if (found.faults.length > 0) return fail(words.differs);
	console.error(words.equal);
	return 0;
}

async function ownFile(id: string, published: Command<string>["published"]): Promise<string | null> {
	if (!existsSync(env.databaseFile)) return null;
	await openDatabase(env.databaseFile);
	const found = await published(id);
	await closeDatabase();
	return found?.text ?? null;
}

function fail(sentence: string): number {
	console.error(sentence);
	return 1;
}
