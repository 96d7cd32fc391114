import type { Messages } from "#i18n/messages.ts";
import { csvFile } from "#platform/csv.ts";
import { titleOf } from "./roster/columns.ts";
import { CHOICES, type Change, type Question } from "./roster/types.ts";
import { ANSWER_WORDS } from "./rules.ts";

/** 行, 改什么, 哪里, 原来, 改成: a preview as a file. */
export function previewFile(changes: Iterable<Change>, m: Messages): string {
	const { columns } = m.admin.preview;
	return csvFile([
		[columns.line, columns.what, columns.where, columns.was, columns.becomes],
		...[...changes].map((change) => toldChange(change, m)),
	]);
}

export function toldChange(change: Change, m: Messages): [line: string, what: string, where: string, was: string, becomes: string] {
	const { kind, line, where, facts, was, becomes } = change;
	const told = facts ? [factsOf(facts.was, m), factsOf(facts.becomes, m)] : [was, becomes];
	return [String(line), m.admin.preview.changes[kind], where, told[0] ?? "", told[1] ?? ""];
}

function factsOf({ status, isHardship, isUnranked }: NonNullable<Change["facts"]>["was"], m: Messages): string {
	const { statuses, hardship, unranked } = m.households;
	const { not } = m.admin.preview;
	const flag = (said: boolean | undefined, word: string) => (said === undefined ? [] : [said ? word : not({ word })]);
	return [...(status ? [statuses[status]] : []), ...flag(isHardship, hardship), ...flag(isUnranked, unranked)].join("、");
}

/** The lines that wait, to be sent again with the column 处理 filled in. Its titles and words are those that an import reads, in every language. */
export function questionsFile(questions: Question[], m: Messages): string {
	const [answer, remark] = [titleOf("answer"), titleOf("ignored")];
	const open = questions.filter((question) => question.answer === null || question.stuck);
	const lines = open.map(({ cells }) => cells());
	const titles = TITLES.filter((title) => lines.some((line) => title in line));
	const rows = open.map((question, n) => {
		const cells = titles.map((title) => asText(lines[n]?.[title] ?? ""));
		return [...cells, "", `${toldQuestion(question, m)} ${choicesOf(question)}`];
	});
	return csvFile([[...titles, answer, remark], ...rows]);
}

// Excel would write a long code as 9.9E+14 and lose its last digits.
function asText(cell: string): string {
	return /^\d{6,}$/.test(cell) ? `'${cell}` : cell;
}

const TITLES = (
	[
		"districtCode",
		"district",
		"townCode",
		"town",
		"villageCode",
		"village",
		"hamletCode",
		"hamlet",
		"number",
		"headName",
		"status",
		"isHardship",
		"isUnranked",
	] as const
).map(titleOf);

export function toldQuestion({ kind, where, was, becomes, found, stuck }: Question, m: Messages): string {
	const words = m.admin.preview;
	const [asked, maybe] = [words.asks[kind]({ where, was, becomes }), found ? words.maybe[kind]({ found, becomes }) : ""];
	return [asked, maybe, stuck ? words.stuck[stuck] : ""].filter((part) => part !== "").join("");
}

/** The words that the column 处理 takes. */
export function choicesOf({ kind }: Question): string {
	return CHOICES[kind].map((choice) => ANSWER_WORDS[choice][0]).join(" / ");
}
