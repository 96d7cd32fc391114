import type { Run } from "#domain/stories/types.ts";

/** Runs in the few signs that a block may hold: **bold** and [text](address). */
export function inlineOf(runs: Run[]): string {
	return joined(runs)
		.map(({ text, isBold, href }) => {
			const bare = text.replaceAll("**", "\\*\\*").replaceAll("](", "\\](");
			const said = isBold ? bold(bare) : bare;
			return href && isAddress(href) && said.trim() ? `[${said}](${href})` : said;
		})
		.join("")
		.trim();
}

function joined(runs: Run[]): Run[] {
	const found: Run[] = [];
	for (const run of runs) {
		const last = found.at(-1);
		if (last && last.isBold === run.isBold && last.href === run.href) last.text += run.text;
		else found.push({ ...run });
	}
	return found;
}

const isAddress = (href: string) => /^https?:\/\//i.test(href) && !/[\s()]/.test(href);

/** Signs of speech at the edges stay outside: stars beside them would be read as stars. */
function bold(text: string): string {
	const [, start = "", middle = "", end = ""] = /^([\s\p{P}]*)(.*?)([\s\p{P}]*)$/su.exec(text) ?? [];
	return middle ? `${start}**${middle}**${end}` : text;
}
