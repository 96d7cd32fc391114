import { readFile } from "node:fs/promises";
import path from "node:path";
import { LRUCache } from "lru-cache";
import { encode } from "uqr";
import type { Picture } from "#domain/photos/types.ts";
import { sha256 } from "#platform/hash.ts";
import { drawn } from "#platform/images/drawing.ts";
import { storedPath } from "#platform/storage.ts";

export interface ResultCard {
	title: string;
	/** For example 第1名 · 青石村 东沟. */
	winner: string;
	words: string;
	next: string[];
	/** How many took part, and that this is a popularity award. */
	foot: string[];
	/** The winner's public picture; null if there is none (any more). */
	picture: Picture | null;
	/** The page that a phone's camera finds by the code in the corner. */
	address: string;
}

const kept = new LRUCache<string, Promise<Buffer>>({ max: 24 });

/** 分享卡片, 1080 × 1440. The same card is drawn once and drawn again when its content changes. */
export function resultCard(card: ResultCard): Promise<Buffer> {
	const key = sha256(JSON.stringify({ ...card, picture: card.picture?.sources ?? null }));
	const known = kept.get(key);
	if (known) return known;
	const made = draw(card);
	kept.set(key, made);
	made.catch(() => kept.delete(key));
	return made;
}

async function draw(card: ResultCard): Promise<Buffer> {
	return drawn(svgOf(card, card.picture ? await embedded(card.picture) : null));
}

/** The largest JPEG up to 1,000 pixels wide. Callers pass released pictures only; no other has a public address. */
async function embedded({ sources }: Picture): Promise<string | null> {
	const fitting = sources.filter(({ format, width }) => format === "jpeg" && width <= 1000).at(-1);
	if (!fitting) return null;
	const bytes = await readFile(storedPath("photos", path.basename(fitting.url))).catch(() => null);
	return bytes && `data:image/jpeg;base64,${bytes.toString("base64")}`;
}

const PAPER = "#f5f2ea";
const INK = "#1f2423";
const SOFT = "#515a57";
const TILE = "#37434a";
const PERSIMMON = "#ad420d";
const VERMILION = "#a8231c";

function svgOf({ title, winner, words, next, foot, address }: ResultCard, photo: string | null): string {
	const quote = folded(words && `“${words}”`, 24).slice(0, 2);
	const lines = [
		...quote.map((text, n) => line(text, { y: 1002 + n * 52, size: 36, fill: SOFT })),
		...next.slice(0, 2).map((text, n) => line(text, { y: 1140 + n * 58, size: 38 })),
		...foot.slice(0, 2).map((text, n) => line(text, { y: 1338 + n * 50, size: n === 0 ? 36 : 28, fill: n === 0 ? INK : SOFT })),
	];
	return `<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1440" viewBox="0 0 1080 1440">
<rect width="1080" height="1440" fill="${PAPER}"/>
<rect width="1080" height="150" fill="${TILE}"/>${eave()}
${line(title, { y: 95, size: sizeFor(title, 54, 930), fill: PAPER, isBold: true })}
<defs><clipPath id="print"><rect x="60" y="220" width="960" height="640" rx="8"/></clipPath></defs>
<rect x="44" y="204" width="992" height="672" rx="10" fill="#fffdf8" stroke="#d3ccbc" stroke-width="2"/>
${photo ? `<image href="${photo}" x="60" y="220" width="960" height="640" preserveAspectRatio="xMidYMid slice" clip-path="url(#print)"/>` : house()}
${medal()}
${line(winner, { y: 940, size: sizeFor(winner, 52, 810), fill: VERMILION, isBold: true })}
${lines.join("\n")}
<path d="M60 1270h960" stroke="#d3ccbc" stroke-width="3"/>
${code(address)}
</svg>`;
}

interface Face {
	y: number;
	size: number;
	fill?: string;
	isBold?: boolean;
}

function line(text: string, { y, size, fill = INK, isBold }: Face): string {
	return `<text x="60" y="${y}" font-size="${size}" fill="${fill}"${isBold ? ' font-weight="700"' : ""}>${escaped(text)}</text>`;
}

/** In units of one Chinese character; other characters are about half as wide. */
const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? 1 : 0.56), 0);

function sizeFor(text: string, size: number, room: number): number {
	return Math.min(size, Math.floor(room / Math.max(1, widthOf(text))));
}

function folded(text: string, most: number): string[] {
	const lines = [""];
	for (const sign of text.replaceAll(/\s+/g, " ")) {
		const last = lines.at(-1) as string;
		// A closing sign may not begin a line.
		if (widthOf(last + sign) > most && !/[，。；：、！？”）]/.test(sign)) lines.push(sign);
		else lines[lines.length - 1] = last + sign;
	}
	return lines.length > 2 ? [lines[0] as string, `${[...(lines[1] as string)].slice(0, -2).join("")}……`] : lines;
}

function eave(): string {
	return Array.from({ length: 18 }, (_, n) => `<path d="M${n * 60} 150a30 26 0 0 0 60 0z" fill="${TILE}"/>`).join("");
}

/** The address as a QR code at the foot's right end, 150 pixels wide with its quiet edge. */
function code(address: string): string {
	const { data, size } = encode(address, { ecc: "M", border: 2 });
	const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
	return `<g transform="translate(870 1282) scale(${(150 / size).toFixed(4)})"><rect width="${size}" height="${size}" fill="#ffffff"/><path d="${dark.join("")}" fill="${INK}"/></g>`;
}

function house(): string {
	return `<path d="M300 760V520L540 360l240 160v240zM480 760V610h120v150" fill="none" stroke="#7d9b6c" stroke-width="14" stroke-linejoin="round"/>`;
}

function medal(): string {
	return `<g transform="translate(884 786)"><circle cx="64" cy="64" r="74" fill="${PAPER}"/><circle cx="64" cy="70" r="54" fill="#dd6a2c"/>
<path d="M64 34c-20-14-34-6-40 4 16 4 26 4 40-4zM64 34c20-14 34-6 40 4-16 4-26 4-40-4zM64 34c-6 10-4 18 0 24 4-6 6-14 0-24z" fill="#5c7c4b"/>
<path d="M64 34V16" stroke="${PERSIMMON}" stroke-width="7" stroke-linecap="round"/></g>`;
}

function escaped(text: string): string {
	return text.replaceAll(/\p{Cc}/gu, " ").replaceAll(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
