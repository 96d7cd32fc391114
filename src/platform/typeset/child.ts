import os from "node:os";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { PDFDocument } from "pdf-lib";
import { drawn } from "#platform/images/drawing.ts";
import { FACES, missingSigns } from "./faces.ts";

export interface TypesetJob {
	/** A folder of designs, and one of them. */
	designs: string;
	design: string;
	/** What the design finds as `sys.inputs.content`; it never becomes part of the source. */
	content: unknown;
	/** Puts 〓 for a sign that no face has, as typesetters do, instead of naming it. */
	marksMissing: boolean;
	/** Files that the design finds under these names. */
	files: Record<string, Uint8Array>;
	/** `pdf`: how far colours reach beyond the cut, and marks beyond that, in points. `png`: how wide. */
	as: { kind: "pdf"; bleed: number; marks: number } | { kind: "png"; width: number };
}

export type TypesetAnswer =
	| { kind: "made"; bytes: Uint8Array; pages: number }
	| { kind: "missing"; signs: string[] }
	| { kind: "failed"; because: string };

const compilers = new Map<string, NodeCompiler>();
// What was laid out is forgotten after so many other works.
const REMEMBERED = 8;

// When the machine is busy, pages come before posters.
os.setPriority(10);
process.on("message", async (job: TypesetJob) => process.send?.(await answerTo(job)));
process.on("disconnect", () => process.exit());
process.send?.("ready");

async function answerTo(job: TypesetJob): Promise<TypesetAnswer> {
	const signs = missingSigns(textsOf(job.content));
	if (signs.length > 0 && !job.marksMissing) return { kind: "missing", signs };
	const compiler = compilerFor(job.designs);
	try {
		return await made(compiler, { ...job, content: marked(job.content, signs) });
	} catch (failure) {
		return { kind: "failed", because: String(failure) };
	} finally {
		compiler.resetShadow();
		compiler.evictCache(REMEMBERED);
	}
}

async function made(compiler: NodeCompiler, { designs, design, content, files, as }: TypesetJob): Promise<TypesetAnswer> {
	for (const [name, bytes] of Object.entries(files)) compiler.mapShadow(`${designs}/files/${name}`, Buffer.from(bytes));
	const done = compiler.compile({ mainFilePath: `${designs}/${design}.typ`, inputs: { content: JSON.stringify(content) } });
	const document = done.result;
	if (!document) return { kind: "failed", because: JSON.stringify(done.takeError()?.shortDiagnostics) };
	const bytes =
		as.kind === "pdf"
			? await withBoxes(compiler.pdf(document, { creationTimestamp: 0 }), as)
			: await drawn(compiler.plainSvg(document), as.width);
	return { kind: "made", bytes, pages: document.numOfPages };
}

function compilerFor(designs: string): NodeCompiler {
	const compiler = compilers.get(designs) ?? NodeCompiler.create({ workspace: designs, fontArgs: [{ fontPaths: FACES }] });
	compilers.set(designs, compiler);
	return compiler;
}

function textsOf(content: unknown): string[] {
	if (typeof content === "string") return [content];
	return content && typeof content === "object" ? Object.values(content).flatMap(textsOf) : [];
}

function marked(content: unknown, signs: string[]): unknown {
	if (signs.length === 0) return content;
	if (typeof content === "string") return [...content].map((sign) => (signs.includes(sign) ? "〓" : sign)).join("");
	if (!content || typeof content !== "object") return content;
	if (Array.isArray(content)) return content.map((one) => marked(one, signs));
	return Object.fromEntries(Object.entries(content).map(([name, one]) => [name, marked(one, signs)]));
}

/** Tells the printer where the sheet is cut, and how far its colours reach beyond that. */
async function withBoxes(pdf: Buffer, { bleed, marks }: { bleed: number; marks: number }): Promise<Uint8Array> {
	if (bleed + marks === 0) return pdf;
	const document = await PDFDocument.load(pdf, { updateMetadata: false });
	for (const page of document.getPages()) {
		const { width, height } = page.getSize();
		const box = (inset: number) => [inset, inset, width - 2 * inset, height - 2 * inset] as const;
		page.setBleedBox(...box(marks));
		page.setTrimBox(...box(marks + bleed));
	}
	return document.save();
}
