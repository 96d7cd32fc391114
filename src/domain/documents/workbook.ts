import writeXlsxFile, { type CellObject, type Feature, type Image, type Sheet } from "write-excel-file/node";
import { FACES } from "./layout.ts";
import type { Book, BookColumn, BookSheet, BookValue } from "./types.ts";

type FileContent = Image["content"];
const FACE = { fontFamily: FACES.foot.name, fontSize: 11, alignVertical: "center" } as const;
const LINE = { borderStyle: "thin", borderColor: "#9a9a9a" } as const;
const HEAD = { ...FACE, ...LINE, fontWeight: "bold", align: "center", wrap: true, backgroundColor: "#e8ece6" } as const;
/** The heading and the columns' names are on each printed page. */
const HEAD_ROWS = 2;
const FORMATS = { count: "#,##0", share: "0.0%", yuan: "#,##0.00", day: "yyyy-mm-dd" } as const;

/** Typed cells, as wide as a page, with the heads on each; the notes on a sheet of their own. */
export async function workbook({ sheets, notes }: Book): Promise<Uint8Array> {
	const tables = sheets.map(sheetOf);
	const features = [printing(sheets.map(({ name }) => name))];
	const bytes = await writeXlsxFile([...tables, notesOf(notes)], { features }).toBuffer();
	return new Uint8Array(bytes);
}

function sheetOf({ name, columns, title, rows, hasTotal }: BookSheet): Sheet<FileContent> {
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
	const isTotal = (n: number) => hasTotal === true && n === rows.length - 1;
	return {
		sheet: name,
		columns: columns.map(({ width }) => ({ width })),
		data: [
			[heading, ...columns.slice(1).map(() => null)],
			columns.map(({ head }) => ({ ...HEAD, value: head, type: String, height: 34 })),
			...rows.map((row, n) => columns.map((column, at) => cellOf(column, row[at] ?? null, isTotal(n)))),
		],
		orientation: "landscape",
		stickyRowsCount: HEAD_ROWS,
		stickyColumnsCount: 1,
	};
}

function cellOf({ kind = "words" }: BookColumn, value: BookValue, isTotal: boolean): CellObject {
	const look = { ...FACE, ...LINE, ...(isTotal && { fontWeight: "bold" as const }) };
	// Days are counted from midnight of Greenwich, as spreadsheets have no time zones.
	if (kind === "day" && typeof value === "string")
		return { ...look, value: new Date(`${value}T00:00:00Z`), type: Date, format: FORMATS.day };
	if (kind !== "words" && typeof value === "number") return { ...look, value, type: Number, format: FORMATS[kind] };
	// A name is a text whatever it begins with: the file has no formulas.
	return { ...look, value: value === null ? "" : String(value), type: String };
}

function notesOf({ name, lines }: Book["notes"]): Sheet<FileContent> {
	return {
		sheet: name,
		columns: [{ width: 90 }],
		data: lines.map((line) => [{ ...FACE, value: line, type: String, wrap: true }]),
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
