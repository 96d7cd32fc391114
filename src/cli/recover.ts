import { existsSync } from "node:fs";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { recoverSignIn } from "#domain/accounts/reset-sign-in.ts";
import { Refusal } from "#domain/errors.ts";
import { beside } from "#i18n/beside.ts";
import { messagesFor, sentence } from "#i18n/messages.ts";
import { env } from "#platform/env.ts";
import { requireSettings } from "../data.ts";

// `npm run recover -- USERNAME`: a new way in for staff whom no admin can help. Whoever can run it controls the machine anyway.
requireSettings();
const [username] = process.argv.slice(2);
const isReady = username && existsSync(env.databaseFile);
process.exitCode = isReady ? await recover(username) : toldHow();

async function recover(name: string): Promise<number> {
	await openDatabase(env.databaseFile);
	try {
		const { token, isReopened } = await recoverSignIn({ username: name, at: new Date() });
		if (isReopened) console.log(beside((words) => words.reopened));
		console.log(`${beside((words) => words.recovered)}:\n  ${env.origin ?? `http://${env.host}:${env.port}`}/passphrase/${token}`);
		return 0;
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		console.error(sentence(messagesFor("zh-CN"), error.key, error.params));
		return 1;
	} finally {
		await closeDatabase();
	}
}

function toldHow(): number {
	console.error(username ? messagesFor("zh-CN").verify.noDatabase(env) : beside((words) => words.recoverUsage));
	return 1;
}
