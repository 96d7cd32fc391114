import type { OwnSite } from "#tests/server.ts";
import { type Line, plainLine } from "./lines.ts";
import { READER } from "./load.ts";
import { spreadOf } from "./rounds.ts";

const PARTS = {
	styles: /<link rel="stylesheet" href="([^"]+)"/g,
	scripts: /<script[^>]* src="([^"]+)"|component-url="([^"]+)"|renderer-url="([^"]+)"/g,
};

/** What a page weighs before its pictures, as it goes over the line. */
export async function benchWeight({ origin }: OwnSite, pages: Record<string, string>): Promise<Line[]> {
	const lines: Line[] = [];
	for (const [name, path] of Object.entries(pages)) {
		const html = await weighed(origin + path);
		const parts: Record<string, number[]> = {};
		for (const [part, pattern] of Object.entries(PARTS)) {
			const urls = new Set([...html.text.matchAll(pattern)].map(([, ...found]) => found.find(Boolean) ?? ""));
			parts[part] = await Promise.all([...urls].map(async (url) => (await weighed(new URL(url, origin).href)).kb));
		}
		const all = [html.kb, ...Object.values(parts).flat()];
		const isHome = path === "/";
		lines.push(plainLine(`${name} before pictures`, "KB", spreadOf([sum(all)]), isHome ? { atMost: 26 } : undefined));
		lines.push(plainLine(`${name} before pictures`, "requests", spreadOf([all.length]), isHome ? { atMost: 4 } : undefined));
		for (const [part, kb] of Object.entries(parts)) lines.push(plainLine(`${name}, ${part}`, "KB", spreadOf([sum(kb)])));
	}
	return lines;
}

async function weighed(url: string): Promise<{ kb: number; text: string }> {
	const answer = await fetch(url, { headers: READER });
	return { kb: Number(answer.headers.get("content-length")) / 1000, text: await answer.text() };
}

function sum(values: number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
