import { publicEdition, publishedEditions } from "#domain/boards/public-edition.ts";
import { Refusal } from "#domain/errors.ts";
import type { FormatName } from "#domain/publicity/formats.ts";
import type { Order } from "#domain/publicity/press.ts";
import { certificateOrder, noticeOrder, rollOrder, signOrder } from "#domain/publicity/sheets.ts";
import { charactersIn, tidyWords } from "#domain/text.ts";
import { monthsOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";
import { pageOf } from "./known-sheets.ts";
import type { Told } from "./told.ts";

type Field = keyof ReturnType<typeof messagesFor>["publicity"]["sheet"]["fields"];
interface Line {
	name: Field;
	most: number;
	/** Several lines. */
	isText?: boolean;
	mayLack?: boolean;
}

/** What is typed on each sheet, and in which sizes it is made. */
export const SHEETS = {
	roll: { formats: ["wallA3", "wallA4"], fields: [] },
	notice: {
		formats: ["wallA4", "wallA3"],
		fields: [
			{ name: "title", most: 64 },
			{ name: "paragraphs", most: 600, isText: true },
			{ name: "items", most: 900, isText: true },
			{ name: "closing", most: 300, isText: true },
		],
	},
	certificate: {
		formats: ["across"],
		fields: [
			{ name: "to", most: 60 },
			{ name: "text", most: 120, isText: true },
			{ name: "award", most: 20 },
			{ name: "office", most: 40, mayLack: true },
			{ name: "day", most: 20, mayLack: true },
		],
	},
	sign: {
		formats: ["gate"],
		fields: [
			{ name: "title", most: 20 },
			{ name: "honour", most: 16, mayLack: true },
			{ name: "slogan", most: 40 },
		],
	},
} satisfies Record<string, { formats: FormatName[]; fields: Line[] }>;
export type Sheet = keyof typeof SHEETS;

const words = messagesFor("zh-CN").publicity.print;

/** A sheet as its form says it: what is printed is Chinese, in whichever language the desk is read. */
export async function sheetAsked(sheet: Sheet, told: Told, { owner, origin }: { owner: string; origin: string }): Promise<Order> {
	const formats: FormatName[] = SHEETS[sheet].formats;
	const format = formats.find((one) => one === told.get("format")) ?? (formats[0] as FormatName);
	const { way, scan } = pageOf(String(told.get("from") ?? ""), words);
	const of = { format, words, owner, scan, address: origin + way };
	if (sheet === "roll") return rollOf(String(told.get("edition") ?? ""), of, origin);
	const said = Object.fromEntries((SHEETS[sheet].fields as Line[]).map((line) => [line.name, typedIn(told, line)])) as Record<
		Field,
		string
	>;
	const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");
	if (sheet === "certificate") return certificateOrder({ ...of, ...said });
	if (sheet === "sign") return signOrder({ ...of, ...said, village: said.title });
	const [paragraphs, items, closing] = [linesOf(said.paragraphs), linesOf(said.items), linesOf(said.closing)];
	return noticeOrder({ ...of, title: said.title, paragraphs, items, closing });
}

function typedIn(told: Told, { name, most, mayLack = false }: Line): string {
	const typed = tidyWords(String(told.get(name) ?? ""));
	if (typed === "" && !mayLack) throw new Refusal("invalid", "publicity.fieldMissing", { field: name });
	if (charactersIn(typed) > most) throw new Refusal("invalid", "publicity.fieldTooLong", { params: { most }, field: name });
	return typed;
}

async function rollOf(editionId: string, of: { format: FormatName; owner: string; address: string }, origin: string): Promise<Order> {
	const { edition, found } = await publicEdition(editionId);
	if (!found) throw new Refusal("not_found", "common.notFound");
	const { boards } = messagesFor("zh-CN");
	const lists = (["praised", "improved"] as const).map((list) => ({
		name: boards.lists[list],
		entries: found.named.filter((one) => one.list === list).map(({ name, reason }) => ({ place: name, reason: reason ?? "" })),
	}));
	const period = monthsOf(edition.fromMonth, edition.untilMonth, "zh-CN");
	const foot = [boards.titleOf({ region: edition.regionName, level: boards.levels[edition.level], months: period }), words.rollBasis];
	return rollOrder({
		...of,
		words,
		title: boards.lists.praised,
		period,
		lists,
		foot,
		scan: words.scans.edition,
		address: `${origin}/boards/${editionId}`,
	});
}

/** The editions that may be made, the newest first. */
export async function editionsToMake() {
	const { editions } = await publishedEditions();
	return editions.filter(({ stage }) => stage !== "withdrawn");
}
