import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase } from "#db/client.ts";
import { importRegionsAndHouseholds } from "#domain/households/import.ts";
import { choicesOf, previewFile, questionsFile, toldChange, toldQuestion } from "#domain/households/preview-file.ts";
import { type Answers, CHOICES, type Change, QUESTION_KINDS } from "#domain/households/roster/types.ts";
import { ANSWER_WORDS, answerNamed } from "#domain/households/rules.ts";
import { TITLES } from "#domain/households/template.ts";
import type { ImportReport } from "#domain/households/types.ts";
import { errorFile, reasonOf } from "#domain/tables/error-file.ts";
import type { ImportErrors, Remark } from "#domain/tables/types.ts";
import { messagesFor } from "#i18n/messages.ts";
import { env } from "#platform/env.ts";
import { openDataOrGiveUp, requireSettings } from "../data.ts";
import { progressBar } from "./progress.ts";

const m = messagesFor("zh-CN");
const words = m.admin.cli;
/** How many remarks a screen shows; the rest is in the file of errors. */
const FIRST = 10;

const { values, positionals } = typed();
const [file] = positionals;
const answers = values.answer.map((word) => ({ word, answer: answerNamed(word) }));
const unknown = answers.find(({ answer }) => "wrong" in answer);
if (values.help || !file) {
	console.log(help());
	process.exitCode = values.help ? 0 : 1;
} else if (unknown) {
	console.error(
		words.unknownAnswer({
			word: unknown.word,
			words: Object.values(ANSWER_WORDS)
				.map(([word]) => word)
				.join("、"),
		}),
	);
	process.exitCode = 1;
} else {
	// npm runs scripts in the project's folder, but the path is relative to where the command was typed.
	process.exitCode = await importFile(path.resolve(process.env["INIT_CWD"] ?? "", file), !values.yes || values["dry-run"]);
}

function typed() {
	try {
		return parseArgs({
			allowPositionals: true,
			options: {
				yes: { type: "boolean", default: false },
				answer: { type: "string", multiple: true, default: [] },
				"dry-run": { type: "boolean", default: false },
				help: { type: "boolean", short: "h", default: false },
			},
		});
	} catch (error) {
		console.error(`${(error as Error).message}\n${words.usage}`);
		return process.exit(1);
	}
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
	const changes: Change[] = [];
	const outcome = await importRegionsAndHouseholds({
		...{ buffer, dryRun, by: null, at, answers: answersForAll() },
		onChange: (change) => changes.push(change),
		onProgress: ({ step, share }) => bar.update(Math.floor(share * 100), 100, words.steps[step]),
	});
	bar.stop();
	await closeDatabase();
	if ("errors" in outcome) return tellErrors(name, outcome);
	await tellReport(name, outcome, changes);
	return 0;
}

/** Each word answers the questions to which it fits. */
function answersForAll(): Answers {
	const said = answers.flatMap(({ answer }) => ("value" in answer ? [answer.value] : []));
	const all: Answers["all"] = {};
	for (const kind of QUESTION_KINDS) {
		const fitting = said.find((answer) => CHOICES[kind].includes(answer));
		if (fitting) all[kind] = fitting;
	}
	return { one: new Map(), all };
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
	const last = !failure && outcome.errors.length > FIRST && outcome.stopped ? [outcome.stopped] : [];
	for (const error of [...last, ...(failure ? outcome.errors : outcome.errors.slice(0, FIRST))]) console.error(`  ${lineAbout(error)}`);
	if (failure) console.error(words.noErrorFile({ path: target, why: failure.message }));
	else console.error(words.errorFile({ path: target }));
	return 1;
}

function lineAbout(remark: Remark): string {
	const where = [words.line({ line: remark.line }), remark.column, remark.value].filter((part) => part !== "").join(" ");
	return words.at({ where, reason: reasonOf(remark, m) });
}

async function tellReport(name: string, report: ImportReport, changes: Change[]): Promise<void> {
	const places = report.districts + report.towns + report.villages + report.hamlets;
	console.log(report.isDryRun ? words.rehearsed : words.done);
	console.log(words.figures({ ...report, places }));
	await tellChanges(name, changes, { isFile: report.isDryRun });
	await tellQuestions(name, report);
	if (report.warningCount > 0) console.log(words.warnings({ count: report.warningCount }));
	for (const warning of report.warnings.slice(0, FIRST)) console.log(`  ${lineAbout(warning)}`);
	if (report.isDryRun && changes.length > 0) console.log(words.toDo);
}

async function tellChanges(name: string, changes: Change[], { isFile }: { isFile: boolean }): Promise<void> {
	for (const change of changes.slice(0, FIRST)) {
		const [line, what, where, was, becomes] = toldChange(change, m);
		console.log(`  ${words.change({ line, what, where, was, becomes })}`);
	}
	const count = changes.length - FIRST;
	if (count > 0 && isFile) console.log(words.moreChanges({ count, path: await writeBeside(name, "preview.csv", previewFile(changes, m)) }));
}

async function tellQuestions(name: string, { questions, asked: counts }: ImportReport): Promise<void> {
	const open = questions.filter(({ answer, stuck }) => answer === null || stuck);
	if (open.length === 0) return;
	const count = Object.values(counts).reduce((sum, some) => sum + some, 0);
	console.log(words.asked({ count }));
	for (const question of open.slice(0, FIRST)) {
		const asked = { line: question.line, asked: toldQuestion(question, m), choices: choicesOf(question) };
		console.log(`  ${words.question(asked)}`);
	}
	const path = await writeBeside(name, "questions.csv", questionsFile(questions, m));
	console.log(open.length < count ? words.firstQuestionsFile({ count: open.length, path }) : words.questionsFile({ path }));
}

/** Where the folder takes no file, in the folder for what is temporary. */
async function writeBeside(name: string, kind: string, text: string): Promise<string> {
	const { dir, name: stem } = path.parse(name);
	const beside = path.join(dir, `${stem}.${kind}`);
	const other = path.join(tmpdir(), `${stem}.${kind}`);
	return writeFile(beside, text).then(
		() => beside,
		() => writeFile(other, text).then(() => other),
	);
}

function help(): string {
	const { title, intro, columns, upperCodes, localCodes, blanks, answers, forbidden, encoding, allOrNothing } = m.admin.rosterFormat;
	const titles = TITLES.map(([column, title]) => `  ${title}：${columns[column]}`);
	return [words.usage, "", title, intro, ...titles, upperCodes, localCodes, blanks, answers, forbidden, encoding, allOrNothing].join("\n");
}
