import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { getDocumentProxy } from "unpdf";
import { fontSettings } from "#tests/chromium.ts";
import { pdfTold } from "#tests/made.ts";
import { scratchFolder } from "#tests/scratch.ts";

const PROGRAM = "/usr/bin/soffice";
export const hasOffice = existsSync(PROGRAM);

const AS = ["pdf", "txt:Text (encoded):UTF8"];

/** Documents by their names as LibreOffice lays them out, in one face that is ours: their pages, the lines on each, and their text. */
export async function openedInOffice(documents: Record<string, Uint8Array>) {
	const folder = scratchFolder("office");
	const at = (name: string, ending: string) => path.join(folder, `${name}.${ending}`);
	try {
		const names = Object.keys(documents);
		for (const [name, bytes] of Object.entries(documents)) await writeFile(at(name, "docx"), bytes);
		const own = [`-env:UserInstallation=file://${folder}/profile`, "--headless"];
		const env = { ...process.env, FONTCONFIG_FILE: fontSettings() };
		const files = names.map((name) => at(name, "docx"));
		for (const format of AS) await promisify(execFile)(PROGRAM, [...own, "--convert-to", format, "--outdir", folder, ...files], { env });
		const opened = async (name: string) => {
			const pdf = await readFile(at(name, "pdf"));
			const text = (await readFile(at(name, "txt"), "utf8")).replaceAll(/\s/g, "");
			return [name, { pages: (await pdfTold(pdf)).pages, lines: await linesOn(pdf), text }] as const;
		};
		return Object.fromEntries(await Promise.all(names.map(opened)));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

export interface SetLine {
	said: string;
	/** In points from the sheet's top to where the letters stand, and from its left. */
	low: number;
	left: number;
	right: number;
}

/** The lines of text on each page, from the top. */
async function linesOn(pdf: Uint8Array): Promise<SetLine[][]> {
	const document = await getDocumentProxy(new Uint8Array(pdf));
	const pages: SetLine[][] = [];
	for (let number = 1; number <= document.numPages; number++) {
		const page = await document.getPage(number);
		const tall = page.view[3] ?? 0;
		const lines = new Map<number, SetLine>();
		for (const item of (await page.getTextContent()).items) {
			if (!("str" in item) || item.str.trim() === "") continue;
			const [, , , , left = 0, y = 0] = item.transform;
			const line = lines.get(Math.round(y)) ?? { said: "", low: tall - y, left, right: left };
			const right = Math.max(line.right, left + item.width);
			lines.set(Math.round(y), { ...line, said: line.said + item.str.replaceAll(/\s/g, ""), left: Math.min(line.left, left), right });
		}
		pages.push([...lines.values()].sort((one, other) => one.low - other.low));
	}
	return pages;
}
