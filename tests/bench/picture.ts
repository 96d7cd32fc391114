import { frame, line } from "#ui/charts/marks.ts";
import type { Growth } from "./growth.ts";

const [COLUMN, ROW, GAP, COLUMNS] = [270, 90, 34, 4];

/** A small drawing for each page: CPU ms over the number of pairs, each axis of pairs in powers of ten and each axis of time from zero. */
export function pictureOf(curves: Growth["curves"]): string {
	const cells = Object.entries(curves).map(([name, points], n) => {
		const [x, y] = [(n % COLUMNS) * (COLUMN + GAP) + GAP, Math.floor(n / COLUMNS) * (ROW + 2 * GAP) + GAP];
		return `<g transform="translate(${x} ${y})">${cellOf(name, points)}</g>`;
	});
	const size = { width: COLUMNS * (COLUMN + GAP) + GAP, height: Math.ceil(cells.length / COLUMNS) * (ROW + 2 * GAP) + GAP };
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="sans-serif" font-size="11"><title>CPU ms of pages by the number of pairs</title><rect width="100%" height="100%" fill="#fff"/>${cells.join("\n")}</svg>\n`;
}

function cellOf(name: string, points: { pairs: number; cpuMs: number }[]): string {
	const times = points.map(({ pairs }) => Math.log10(pairs));
	const curve = points.map(({ pairs, cpuMs }) => ({ time: Math.log10(pairs), value: cpuMs }));
	const { d } = line(
		frame(
			times,
			points.map(({ cpuMs }) => cpuMs),
		),
		curve,
	);
	const words = `${points.map(({ cpuMs }) => cpuMs).join(" → ")} ms`;
	return [
		`<text y="-18" font-weight="bold">${escaped(name)}</text><text y="-4">${words}</text>`,
		`<rect width="${COLUMN}" height="${ROW}" fill="#f5f3ee"/>`,
		`<svg width="${COLUMN}" height="${ROW}" viewBox="0 0 100 100" preserveAspectRatio="none"><title>${escaped(name)}: ${words}</title><path d="${d}" fill="none" stroke="#2f6b4f" stroke-width="2" vector-effect="non-scaling-stroke"/></svg>`,
		`<text y="${ROW + 12}">${short(points[0]?.pairs)}</text><text x="${COLUMN}" y="${ROW + 12}" text-anchor="end">${short(points.at(-1)?.pairs)}</text>`,
	].join("");
}

function short(pairs = 0): string {
	return `${pairs.toLocaleString("en")} pairs`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
