import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { closeDatabase, openDatabase } from "#db/client.ts";
import { type Verification, verifyEverything } from "#domain/moderation/verify-everything.ts";
import { type RoundsVerified, verifyRounds } from "#domain/votes/counts/verify.ts";
import { messagesFor } from "#i18n/messages.ts";
import { env } from "#platform/env.ts";
import { progressBar } from "./progress.ts";

// `npm run verify`: recomputes every balance and both chains, compares pages and files with the rows, tries the
// seals of ballots and counts published files again; exit 1 when anything is off.
const MOST_TOLD = 20;
const words = messagesFor("zh-CN").verify;
const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });

if (existsSync(env.databaseFile)) process.exitCode = await verify();
else {
	console.error(words.noDatabase({ dataDir: env.dataDir }));
	process.exitCode = 1;
}

async function verify(): Promise<number> {
	await openDatabase(env.databaseFile);
	const bar = process.stderr.isTTY && !values.json ? progressBar() : undefined;
	const everything = await verifyEverything(new Date(), (share) => bar?.update(Math.floor(share * 100), 100, ""));
	const rounds = await verifyRounds();
	const found = { ...everything, rounds, isSound: everything.isSound && rounds.faults.length === 0 };
	bar?.stop();
	await closeDatabase();
	console.log(values.json ? JSON.stringify(found, null, "\t") : told(found).join("\n"));
	return found.isSound ? 0 : 1;
}

function told({ ledger, trail, publications, files, rounds, isSound }: Verification & { rounds: RoundsVerified }): string[] {
	return [
		words.ledger(ledger),
		...faults(ledger.faults, ({ fault, seq }) => words.entry({ seq, what: words.ledgerFaults[fault] })),
		words.trail(trail),
		...faults(trail.faults, ({ fault, seq }) => words.line({ seq, what: words.trailFaults[fault] })),
		words.publications(publications),
		...faults(publications.faults, ({ fault, id }) => words.row({ id, what: words.publicationFaults[fault] })),
		words.files(files),
		...faults(files.faults, ({ kind, room, name }) => words.file({ name: `${room}/${name}`, what: words.fileFaults[kind] })),
		...(files.strays.length > 0 ? [words.strays({ count: files.strays.length })] : []),
		words.rounds(rounds),
		...faults(rounds.faults, ({ fault, id }) => words.row({ id, what: words.roundFaults[fault] })),
		isSound ? words.sound : words.unsound,
	];
}

function faults<T>(found: T[], say: (fault: T) => string): string[] {
	const lines = found.slice(0, MOST_TOLD).map((fault) => `  ✗ ${say(fault)}`);
	return found.length > MOST_TOLD ? [...lines, `  ${words.more({ count: found.length - MOST_TOLD })}`] : lines;
}
