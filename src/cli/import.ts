import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase } from "#db/client.ts";
import { errorFile, reasonOf } from "#domain/households/error-file.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { TITLES } from "#domain/households/template.ts";
import type { ImportErrors, ImportReport, Remark } from "#domain/households/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import { env } from "#platform/env.ts";
import { openDataOrGiveUp, requireSettings } from "../data.ts";
import { progressBar } from "./progress.ts";

const m = messagesFor("zh-CN");
const words = m.admin.cli;
/** How many remarks a screen shows; the rest is in the file of errors. */
const FIRST = 10;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { "dry-run": { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
});
const [file] = positionals;
if (values.help || !file) {
	console.log(help());
	process.exitCode = values.help ? 0 : 1;
} else {
	// npm runs scripts in the project's folder, but the path is relative to where the command was typed.
	process.exitCode = await importFile(path.resolve(process.env["INIT_CWD"] ?? "", file), values["dry-run"]);
}

async function importFile(name: string, dryRun: boolean): Promise<number> {
	const buffer = await readFile(name).catch(() => undefined);
	if (!buffer) {
		console.error(words.noFile({ path: name }));
		return 1;
	}
	requireSettings();
	if (!isDataChosen()) {
		console.error(words.noData({ dataDir: env.dataDir }));
		return 1;
	}
	const at = new Date();
	await openDataOrGiveUp();
	const bar = progressBar();
	const outcome = await importRegionsAndHouseholds({
		...{ buffer, dryRun, by: null, at },
		onProgress: ({ step, share }) => bar.update(Math.floor(share * 100), 100, words.steps[step]),
	});
	bar.stop();
	await closeDatabase();
	return "errors" in outcome ? tellErrors(name, outcome) : tellFigures(outcome);
}

/** A data folder that nobody named and that is not there would be made anew, beside the one of the site. */
function isDataChosen(): boolean {
	return existsSync(process.env["DATA_DIR"] === undefined ? env.databaseFile : env.dataDir);
}

async function tellErrors(name: string, outcome: ImportErrors): Promise<number> {
	const { dir, name: stem } = path.parse(name);
	const target = path.join(dir, `${stem}.errors.csv`);
	const failure = await writeFile(target, errorFile(outcome, m)).catch((error: Error) => error);
	console.error(words.refused({ count: outcome.errorCount }));
	for (const error of failure ? outcome.errors : outcome.errors.slice(0, FIRST)) console.error(`  ${lineAbout(error)}`);
	if (failure) console.error(words.noErrorFile({ path: target, why: failure.message }));
	else console.error(words.errorFile({ path: target }));
	return 1;
}

function lineAbout(remark: Remark): string {
	const where = [words.line({ line: remark.line }), remark.column, remark.value].filter((part) => part !== "").join(" ");
	return words.at({ where, reason: reasonOf(remark, m) });
}

function tellFigures(report: ImportReport): number {
	const places = report.districts + report.towns + report.villages + report.hamlets;
	console.log(report.isDryRun ? words.rehearsed : words.done);
	console.log(words.figures({ ...report, places }));
	if (report.warningCount > 0) console.log(words.warnings({ count: report.warningCount }));
	for (const warning of report.warnings.slice(0, FIRST)) console.log(`  ${lineAbout(warning)}`);
	return 0;
}

function help(): string {
	const { title, intro, columns, upperCodes, localCodes, blanks, forbidden, encoding, allOrNothing } = m.admin.rosterFormat;
	const titles = TITLES.map(([column, title]) => `  ${title}：${columns[column]}`);
	return [words.usage, "", title, intro, ...titles, upperCodes, localCodes, blanks, forbidden, encoding, allOrNothing].join("\n");
}
