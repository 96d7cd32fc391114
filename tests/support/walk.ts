import { Visitor } from "#tests/visitor.ts";

/** Where nothing leads that a page names, and what every page of villages has. */
const DOORS = [
	...["/", "/en", "/wall", "/villages", "/exposure", "/exposure/policy", "/robots.txt", "/sitemap.xml", "/sitemap-index.xml", "/feed.xml"],
	...["/open-data", "/api/v1/openapi.json"],
	...["regions", "pairs", "exposure", "policies", "boards", "models"].flatMap((list) => [`/api/v1/${list}`, `/api/v1/${list}.csv`]),
	"/api/v1/regions.geojson",
	...["wall", "boards", "models"].map((feed) => `/feeds/${feed}.xml`),
];

/** What one who has no account finds at every address that any page names, from these on. */
export async function walked(origin: string, begun: string[] = []): Promise<Map<string, string>> {
	const waiting = [...DOORS, ...begun];
	const seen = new Map<string, string>();
	for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
		if (seen.has(address)) continue;
		const answer = await new Visitor(origin).ask(address);
		const said = /text|json|xml/.test(answer.headers.get("content-type") ?? "") ? await answer.text() : "";
		if (!said) await answer.body?.cancel();
		seen.set(address, `${answer.status} ${said}`);
		const next = answer.headers.get("location");
		waiting.push(...namedOn(said, origin), ...(next ? namedOn(`href="${next}"`, origin) : []));
	}
	return seen;
}

/** Everything that a page names on this site, itself a page or a picture. */
function namedOn(html: string, origin: string): string[] {
	const attributes = [...html.matchAll(/\b(?:href|src|content|action)="([^"]+)"/g)].map(([, address = ""]) => address);
	// In data and feeds addresses stand as they are.
	const plain = html.startsWith("<!") ? [] : html.split(/[\s"<>]+/).filter((word) => word.startsWith(`${origin}/`));
	const sets = [...html.matchAll(/\bsrcset="([^"]+)"/g)].flatMap(([, set = ""]) => set.split(", ").map((one) => one.split(" ")[0] ?? ""));
	return [...attributes, ...sets, ...plain]
		.map((address) => address.replace(origin, "").replaceAll("&amp;", "&").replaceAll("&#38;", "&").replace(/#.*/, ""))
		.filter((address) => address.startsWith("/") && !address.startsWith("//") && !address.includes("_action="));
}
