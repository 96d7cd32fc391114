import { fileURLToPath } from "node:url";
import { LRUCache } from "lru-cache";
import { renderSVG } from "uqr";
import { Refusal } from "#domain/errors.ts";
import { tidyLine } from "#domain/text.ts";
import { TooHeavy } from "#platform/apart.ts";
import { Busy } from "#platform/children/child.ts";
import { sha256 } from "#platform/hash.ts";
import type { TypesetJob } from "#platform/typeset/child.ts";
import { type Made, MissingSigns, pressOf } from "#platform/typeset/press.ts";

/** In points: the sheet as it is in the end, how far colours reach beyond the cut, and marks beyond that. */
export interface Size {
	width: number;
	height: number;
	bleed: number;
	marks: number;
}

export interface Order {
	design: string;
	size: Size;
	/** What the design asks for, beside its size and pictures. */
	content: object;
	/** By the names under which the content tells of them. */
	files?: Record<string, Uint8Array>;
	/** A PDF for the printer, or a PNG so many pixels wide. */
	as: "pdf" | { width: number };
	/** Where its code leads, and what stands beside it. */
	code: { address: string; label: string };
	/** The word that lies across something that is not to be hung yet. */
	sample?: string | undefined;
	/** Puts 〓 for a sign that no face has, instead of refusing. */
	marksMissing?: boolean;
}

const DESIGNS = fileURLToPath(new URL("./designs", import.meta.url));
const press = pressOf();
const KEPT_BYTES = 48 * 1024 * 1024;
const kept = new LRUCache<string, Made>({ maxSize: KEPT_BYTES, sizeCalculation: ({ bytes }) => bytes.length });
const coming = new Map<string, Promise<Made>>();

/** Makes it, or hands out what was made of the same content. */
export async function made(order: Order): Promise<Made> {
	const key = keyOf(order);
	const known = kept.get(key) ?? coming.get(key);
	if (known) return known;
	const work = make(order).finally(() => coming.delete(key));
	coming.set(key, work);
	const done = await work;
	kept.set(key, done);
	return done;
}

function keyOf({ files = {}, ...order }: Order): string {
	// By name: files that are read side by side arrive in any order.
	const named = Object.keys(files).toSorted();
	return sha256(JSON.stringify([order, named.map((name) => [name, sha256(files[name] as Uint8Array)])]));
}

/** Of all that it is made from, but for the address of its code. */
export function hashOf({ code: { label }, ...order }: Order): string {
	return keyOf({ ...order, code: { label, address: "" } });
}

async function make({ design, size, content, files = {}, code, as, sample = "", marksMissing = false }: Order): Promise<Made> {
	const sheet = as === "pdf" ? size : { ...size, bleed: 0, marks: 0 };
	const job: TypesetJob = {
		...{ designs: DESIGNS, design, files, marksMissing, content: { ...content, code: codeOf(code), size: sheet, sample } },
		as: as === "pdf" ? { kind: "pdf", bleed: size.bleed, marks: size.marks } : { kind: "png", width: as.width },
	};
	return press.make(job).catch((failure: unknown) => {
		throw tellable(failure);
	});
}

/** With the code's drawing, which has a quiet edge. */
function codeOf({ address, label }: Order["code"]) {
	return { address, label, svg: renderSVG(address, { ecc: "M", border: 2, pixelSize: 1, whiteColor: "#ffffff", blackColor: "#1f2423" }) };
}

function tellable(failure: unknown): unknown {
	if (failure instanceof MissingSigns)
		return new Refusal("invalid", "publicity.missingSigns", { params: { signs: failure.signs.join(" ") } });
	if (failure instanceof TooHeavy) return new Refusal("invalid", "publicity.tooHeavy");
	if (!(failure instanceof Busy)) return failure;
	const { retryAfterSeconds } = failure;
	return new Refusal("busy", "publicity.busy", { params: { seconds: retryAfterSeconds }, retryAfterSeconds });
}

/** A name of a file that a browser saves, without what systems forbid. */
export function fileName(words: string, extension: "pdf" | "png" | "docx" | "xlsx" | "zip"): string {
	return `${tidyLine(words.replaceAll(/[\\/:*?"<>|]/g, " ")) || "tingyuan"}.${extension}`;
}
