import { createHash } from "node:crypto";

/**
 * The content policy of one page. Astro names the hashes of all inline scripts and styles of the site on each page, a kilobyte; a page needs those of its own,
 * and most have none.
 */
export function policyFor(page: Buffer, ofSite: string): string {
	const own = new Set([...hashesIn(page, "script"), ...hashesIn(page, "style")]);
	return ofSite.replace(/ 'sha256-[^']+'/g, (hash) => (own.has(hash.slice(2, -1)) ? hash : ""));
}

/** Read from each end back to its beginning, at most to the end before: what somebody typed stands in attributes as it is, and would begin elements without end. */
function* hashesIn(page: Buffer, element: "script" | "style"): Generator<string> {
	let last = 0;
	for (let end = page.indexOf(`</${element}`); end >= 0; end = page.indexOf(`</${element}`, last)) {
		const part = page.subarray(last, end);
		last = end + 1;
		const begin = part.lastIndexOf(`<${element}`);
		const text = begin < 0 ? "" : part.subarray(part.indexOf(">", begin) + 1);
		if (text.length > 0) yield `sha256-${createHash("sha256").update(text).digest("base64")}`;
	}
}
