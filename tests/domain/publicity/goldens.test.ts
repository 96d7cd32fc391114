import { readFileSync, writeFileSync } from "node:fs";
import sharp from "sharp";
import { expect, test } from "vitest";
import { made, type Order } from "#domain/publicity/press.ts";
import { codeIn, pdfTold } from "#tests/made.ts";
import { address, everyThing } from "#tests/makers.ts";

// One of each thing that is made, beside what stands in goldens.json: `GOLDENS=write npm run vitest -- tests/domain/publicity/goldens.test.ts`
// writes it anew. A look at the things themselves comes before that.
const FILE = new URL("./goldens.json", import.meta.url);
const isWriting = process.env["GOLDENS"] === "write";
const goldens: Record<string, Golden> = isWriting ? {} : JSON.parse(readFileSync(FILE, "utf8"));
const things = everyThing();

interface Golden {
	/** Of a PDF: its pages, cut, in millimetres, its faces and its text. */
	pages?: string;
	faces?: string;
	text?: string;
	/** Of a picture: its size. */
	size?: string;
	/** Grey, 32 across, base64. */
	look: string;
}

const ACROSS = 32;
// Of 255: whatever moves or changes its colour is more than this somewhere; another release of the drawing library is not.
const MEAN = 2.5;
const MOST = 40;

async function lookOf(png: Uint8Array): Promise<Buffer> {
	return sharp(png).greyscale().resize({ width: ACROSS }).raw().toBuffer();
}

async function goldenOf(order: Order): Promise<Golden> {
	if (order.as !== "pdf") {
		const { bytes } = await made(order);
		const size = [16, 20].map((at) => Buffer.from(bytes).readUInt32BE(at)).join("×");
		return { size, look: (await lookOf(bytes)).toString("base64") };
	}
	const { pages, faces, text, isEmbedded } = await pdfTold((await made(order)).bytes);
	expect(isEmbedded).toBe(true);
	const drawn = await made({ ...order, as: { width: 8 * ACROSS } });
	return {
		pages: pages.map(({ cut }) => cut.join("×")).join(" "),
		faces: faces.join(" "),
		text,
		look: (await lookOf(drawn.bytes)).toString("base64"),
	};
}

test.each(Object.keys(things))("%s is as it was signed: its sheets, its faces, its words, its look", async (name) => {
	const { look, ...told } = await goldenOf(things[name] as Order);
	if (isWriting) goldens[name] = { ...told, look };
	const { look: known = "", ...signed } = goldens[name] ?? {};
	expect(told).toEqual(signed);
	const [now, then] = [Buffer.from(look, "base64"), Buffer.from(known, "base64")];
	expect(now.length).toBe(then.length);
	const away = [...now].map((grey, at) => Math.abs(grey - (then[at] ?? 0)));
	expect(away.reduce((sum, one) => sum + one, 0) / away.length).toBeLessThan(MEAN);
	expect(Math.max(...away)).toBeLessThan(MOST);
	if (isWriting) writeFileSync(FILE, `${JSON.stringify(goldens, null, "\t")}\n`);
});

test.each(["poster eave phone", "card moon", "poster column phone", "result"])("a phone reads the code of %s", async (name) => {
	expect(await codeIn((await made(things[name] as Order)).bytes)).toBe(address);
});
