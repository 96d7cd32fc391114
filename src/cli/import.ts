import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase } from "#db/client.ts";
import { errorFile, reasonOf } from "#domain/households/error-file.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { TITLES } from "#domain/households/template.ts";
import type { ImportErrors, ImportReport } from "#domain/households/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import { openDataOrGiveUp } from "../data.ts";
import { progressBar } from "./progress.ts";

const m = messagesFor("zh-CN");
const words = m.admin.cli;

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

async function tellErrors(name: string, outcome: ImportErrors): Promise<number> {
	const { dir, name: stem } = path.parse(name);
	const target = path.join(dir, `${stem}.errors.csv`);
	await writeFile(target, errorFile(outcome, m));
	console.error(words.refused({ count: outcome.errorCount }));
	for (const error of outcome.errors.slice(0, 10)) console.error(`  ${words.at({ ...error, reason: reasonOf(error, m) })}`);
	console.error(words.errorFile({ path: target }));
	return 1;
}

function tellFigures(report: ImportReport): number {
	const places = report.districts + report.towns + report.villages + report.hamlets;
	console.log(report.isDryRun ? words.rehearsed : words.done);
	console.log(words.figures({ ...report, places }));
	if (report.warningCount > 0) console.log(words.warnings({ count: report.warningCount }));
	for (const warning of report.warnings.slice(0, 10)) console.log(`  ${words.at({ ...warning, reason: reasonOf(warning, m) })}`);
	return 0;
}

function help(): string {
	const { title, intro, columns, upperCodes, localCodes, blanks, forbidden, encoding, allOrNothing } = m.admin.rosterFormat;
	const titles = TITLES.map(([column, title]) => `  ${title}：${columns[column]}`);
	return [words.usage, "", title, intro, ...titles, upperCodes, localCodes, blanks, forbidden, encoding, allOrNothing].join("\n");
}
