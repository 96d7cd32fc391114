import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { verifyEverything } from "#domain/verify.ts";
import { messagesFor } from "#i18n/messages.ts";
import { env } from "#platform/env.ts";
import { requireSettings } from "../data.ts";
import { progressBar } from "./progress.ts";
import { told } from "./told.ts";

// `npm run verify`: the database itself, then every check of `domain/verify.ts`. Exit 1 if there is a fault.
const words = messagesFor("zh-CN").verify;
const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });

requireSettings();
if (existsSync(env.databaseFile)) process.exitCode = await verify();
else {
	console.error(words.noDatabase({ dataDir: env.dataDir }));
	process.exitCode = 1;
}

async function verify(): Promise<number> {
	try {
		await openDatabase(env.databaseFile);
	} catch (error) {
		return cannotOpen(error as Error);
	}
	const bar = process.stderr.isTTY && !values.json ? progressBar() : undefined;
	const found = await verifyEverything(new Date(), (share) => bar?.update(Math.floor(share * 100), 100, ""));
	bar?.stop();
	await closeDatabase();
	console.log(values.json ? JSON.stringify(found, null, "\t") : told(found).join("\n"));
	return found.isSound ? 0 : 1;
}

function cannotOpen({ message }: Error): number {
	console.error(`${words.unreadable({ file: env.databaseFile, said: message })}\n${words.restore}`);
	return 1;
}
