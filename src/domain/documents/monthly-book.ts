import { monthsOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";
import type { MonthlyFigures } from "./monthly.ts";
import type { Book, BookColumn, BookValue } from "./types.ts";

// What offices report is Chinese.
const words = messagesFor("zh-CN").documents.xlsx;
type Counted = MonthlyFigures["months"][number];
type ColumnName = keyof typeof words.columns;

const column = (name: ColumnName, width: number, kind: BookColumn["kind"] = "count"): BookColumn => ({
	head: words.columns[name],
	width,
	kind,
});
const COUNTED = [
	column("pairs", 10),
	column("looked", 10),
	column("clean", 10),
	column("cleanShare", 10, "share"),
	column("mended", 10),
	column("inTime", 10),
	column("inTimeShare", 10, "share"),
];

/** 月度数字 of a place: what lies below it, and its own months. */
export function monthlyBook({ place, month, places, months }: MonthlyFigures): Book {
	const period = monthsOf(month, month, "zh-CN");
	const below = places.map((line, n) => {
		const name = n === places.length - 1 ? words.total : line.name;
		return [name, line.households, line.takingPart, ...counted(line), line.hamlets, line.unseen];
	});
	const columns = [column("place", 18, "words"), column("households", 9), column("takingPart", 10), ...COUNTED, column("hamlets", 9)];
	return {
		sheets: [
			{
				...{ name: words.sheets.places, title: words.heading({ place, period }), rows: below, hasTotal: true },
				columns: [...columns, column("unseen", 10)],
			},
			{
				...{ name: words.sheets.months, title: words.heading({ place, period: "" }) },
				columns: [column("month", 14, "words"), ...COUNTED],
				rows: months.map((line) => [monthsOf(line.month, line.month, "zh-CN"), ...counted(line)]),
			},
		],
		notes: { name: words.sheets.words, lines: words.notes },
	};
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);

function counted({ pairs, looked, clean, mended, inTime }: Omit<Counted, "month">): BookValue[] {
	return [pairs, looked, clean, share(clean, looked), mended, inTime, share(inTime, mended)];
}
