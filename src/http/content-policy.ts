import { createHash } from "node:crypto";

/**
 * The content policy of one page. Astro names the hashes of all inline scripts and styles of the site on each page, a kilobyte; a page needs those of its own,
 * and most have none.
 */
export function policyFor(page: Buffer, ofSite: string): string {
	const own = new Set([...hashesIn(page, "script"), ...hashesIn(page, "style")]);
	return ofSite.replace(/ 'sha256-[^']+'/g, (hash) => (own.has(hash.slice(2, -1)) ? hash : ""));
}

function* hashesIn(page: Buffer, element: "script" | "style"): Generator<string> {
	for (let at = page.indexOf(`<${element}`); at >= 0; at = page.indexOf(`<${element}`, at + 1)) {
		const from = page.indexOf(">", at) + 1;
		const text = page.subarray(from, page.indexOf(`</${element}`, from));
		if (text.length > 0) yield `sha256-${createHash("sha256").update(text).digest("base64")}`;
	}
}
