import writeXlsxFile, { type CellObject, type Feature, type Image, type Sheet } from "write-excel-file/node";
import { monthsOf } from "#i18n/dates.ts";
import { messagesFor } from "#i18n/messages.ts";
import { FACES } from "./layout.ts";
import type { MonthlyFigures } from "./monthly.ts";

// What offices report is Chinese.
type FileContent = Image["content"];
const words = messagesFor("zh-CN").documents.xlsx;
const FACE = { fontFamily: FACES.foot.name, fontSize: 11, alignVertical: "center" } as const;
const LINE = { borderStyle: "thin", borderColor: "#9a9a9a" } as const;
const HEAD = { ...FACE, ...LINE, fontWeight: "bold", align: "center", wrap: true, backgroundColor: "#e8ece6" } as const;
/** The heading and the columns' names are on each printed page. */
const HEAD_ROWS = 2;

type ColumnName = keyof typeof words.columns;
interface Column<Line> {
	name: ColumnName;
	width: number;
	/** A number, a share of two, or words; null stays empty. */
	of: (line: Line) => number | string | null;
	isShare?: boolean;
}
type Counted = MonthlyFigures["months"][number];

const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
const COUNTED: Column<Omit<Counted, "month">>[] = [
	{ name: "pairs", width: 10, of: ({ pairs }) => pairs },
	{ name: "looked", width: 10, of: ({ looked }) => looked },
	{ name: "clean", width: 10, of: ({ clean }) => clean },
	{ name: "cleanShare", width: 10, of: ({ clean, looked }) => share(clean, looked), isShare: true },
	{ name: "mended", width: 10, of: ({ mended }) => mended },
	{ name: "inTime", width: 10, of: ({ inTime }) => inTime },
	{ name: "inTimeShare", width: 10, of: ({ inTime, mended }) => share(inTime, mended), isShare: true },
];
const PLACES: Column<MonthlyFigures["places"][number]>[] = [
	{ name: "place", width: 18, of: ({ name }) => name },
	{ name: "households", width: 9, of: ({ households }) => households },
	{ name: "takingPart", width: 10, of: ({ takingPart }) => takingPart },
	...COUNTED,
	{ name: "hamlets", width: 9, of: ({ hamlets }) => hamlets },
	{ name: "unseen", width: 10, of: ({ unseen }) => unseen },
];
const MONTHS: Column<Counted>[] = [{ name: "month", width: 14, of: ({ month }) => monthsOf(month, month, "zh-CN") }, ...COUNTED];

/** 月度数字: typed cells, as wide as a page, with the heads on each. */
export async function workbook({ place, month, places, months }: MonthlyFigures): Promise<Uint8Array> {
	const period = monthsOf(month, month, "zh-CN");
	const sheets = [
		{ name: words.sheets.places, columns: PLACES, title: words.heading({ place, period }), lines: places, hasTotal: true },
		{ name: words.sheets.months, columns: MONTHS, title: words.heading({ place, period: "" }), lines: months, hasTotal: false },
	];
	const tables = sheets.map((sheet) => sheetOf(sheet as SheetParts<unknown>));
	const bytes = await writeXlsxFile([...tables, notes()], { features: [printing(tables.map(({ sheet }) => sheet ?? ""))] }).toBuffer();
	return new Uint8Array(bytes);
}

interface SheetParts<Line> {
	name: string;
	columns: Column<Line>[];
	title: string;
	lines: Line[];
	/** The last line sums up the others. */
	hasTotal: boolean;
}

function sheetOf<Line>({ name, columns, title, lines, hasTotal }: SheetParts<Line>): Sheet<FileContent> {
	const heading: CellObject = {
		...FACE,
		value: title,
		type: String,
		fontSize: 16,
		fontWeight: "bold",
		align: "center",
		columnSpan: columns.length,
		height: 30,
	};
	const isTotal = (n: number) => hasTotal && n === lines.length - 1;
	const rows = lines.map((line, n) => columns.map((column, at) => cellOf(column, line, { isTotal: isTotal(n), isFirst: at === 0 })));
	return {
		sheet: name,
		columns: columns.map(({ width }) => ({ width })),
		data: [
			[heading, ...columns.slice(1).map(() => null)],
			columns.map((column) => ({ ...HEAD, value: words.columns[column.name], type: String, height: 34 })),
			...rows,
		],
		orientation: "landscape",
		stickyRowsCount: HEAD_ROWS,
		stickyColumnsCount: 1,
	};
}

function cellOf<Line>({ of, isShare }: Column<Line>, line: Line, { isTotal, isFirst }: { isTotal: boolean; isFirst: boolean }): CellObject {
	const value = of(line);
	const look = { ...FACE, ...LINE, ...(isTotal && { fontWeight: "bold" as const }) };
	if (typeof value === "number") return { ...look, value, type: Number, format: isShare ? "0.0%" : "#,##0" };
	// A name is a text whatever it begins with: the file has no formulas.
	return { ...look, value: isTotal && isFirst ? words.total : (value ?? ""), type: String };
}

function notes(): Sheet<FileContent> {
	return {
		sheet: words.sheets.words,
		columns: [{ width: 90 }],
		data: words.notes.map((note) => [{ ...FACE, value: note, type: String, wrap: true }]),
	};
}

/** What the library leaves to its features: A4, one page wide, the heads on each page, page numbers. */
function printing(sheets: string[]): Feature<FileContent> {
	const titles = sheets.map(
		(name, n) => `<definedName name="_xlnm.Print_Titles" localSheetId="${n}">'${name}'!$1:$${HEAD_ROWS}</definedName>`,
	);
	const onePageWide = (xml: string) =>
		xml.replace(/<sheetPr\/>|<sheetPr><\/sheetPr>/, "").replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
	const setup =
		'<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>';
	return {
		files: {
			transform: {
				"xl/workbook.xml": { transform: (xml) => xml.replace("</sheets>", `</sheets><definedNames>${titles.join("")}</definedNames>`) },
				"xl/worksheets/sheet{id}.xml": {
					transform: (xml) =>
						onePageWide(xml)
							.replace(/<pageSetup[^>]*\/>/, "")
							.replace(/(<(?:drawing|legacyDrawing)[^>]*>|<\/worksheet>)/, `${setup}$1`),
				},
			},
		},
	};
}
