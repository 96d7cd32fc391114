import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { pdfTold } from "#tests/made.ts";
import { scratchFolder } from "#tests/scratch.ts";

const PROGRAM = "/usr/bin/soffice";
export const hasOffice = existsSync(PROGRAM);

const AS = ["pdf", "txt:Text (encoded):UTF8"];

/** A document as LibreOffice lays it out: its pages, and its text, for which the machine needs no face. */
export async function openedInOffice(bytes: Uint8Array) {
	const folder = scratchFolder("office");
	try {
		const file = path.join(folder, "one.docx");
		await writeFile(file, bytes);
		const own = [`-env:UserInstallation=file://${folder}/profile`, "--headless"];
		for (const format of AS) await promisify(execFile)(PROGRAM, [...own, "--convert-to", format, "--outdir", folder, file]);
		const { pages } = await pdfTold(await readFile(path.join(folder, "one.pdf")));
		return { pages, text: (await readFile(path.join(folder, "one.txt"), "utf8")).replaceAll(/\s/g, "") };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
