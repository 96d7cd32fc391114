import { sourcesBelow } from "./sources.ts";
import type { Seen, Visitor } from "./visitor.ts";

const ROOMS = "/staff/(?:publicity|stories)";

/** The routes of the desk's rooms, as files below src/pages say them: pages, and files that are handed out. */
export function deskRoutes(ending: "astro" | "ts"): string[] {
	const routes = sourcesBelow("src/pages", [`.${ending}`]).map(({ file }) => file.slice("src/pages".length));
	return routes.filter((route) => new RegExp(`^${ROOMS}/`).test(route)).map((route) => route.replace(/(\/index)?\.(astro|ts)$/, ""));
}

export const isOf = (route: string, address: string) =>
	new RegExp(`^${route.replaceAll(/\[\w+\]/g, "[^/]+")}$`).test(address.replace(/\?.*/, ""));

/** Routes of which no address was walked. */
export function unwalked(ending: "astro" | "ts", addresses: Iterable<string>): string[] {
	const walked = [...addresses];
	return deskRoutes(ending).filter((route) => !walked.some((address) => isOf(route, address)));
}

/** Where a part of the page leads, or what it loads, or to where one of its forms is sent. */
export function namedIn({ root }: Pick<Seen, "root">): string[] {
	return ["href", "src", "action", "formaction"].flatMap((name) =>
		root.querySelectorAll(`main [${name}]`).map((one) => (one.getAttribute(name) ?? "").replaceAll("&amp;", "&").replace(/#.*/, "")),
	);
}

interface Walk {
	begun: string[];
	/** What no address holds that is walked. */
	without: string[];
}

/** Every page of the desk that another one names, and every file. A calendar goes on for ever, so that of other months is left out. */
export async function deskWalk(visitor: Visitor, { begun, without }: Walk): Promise<{ pages: Map<string, Seen>; files: Set<string> }> {
	const [pages, files] = [new Map<string, Seen>(), new Set<string>()];
	const waiting = ["/staff/publicity", "/staff/stories", ...begun];
	const endpoints = deskRoutes("ts");
	for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
		const isOther =
			!new RegExp(`^${ROOMS}(/|\\?|$)`).test(address) ||
			/[?&](month|_action)=/.test(address) ||
			without.some((part) => address.includes(part));
		if (pages.has(address) || files.has(address) || isOther) continue;
		if (endpoints.some((route) => isOf(route, address))) files.add(address);
		else {
			const page = await visitor.open(address);
			pages.set(address, page);
			waiting.push(...namedIn(page));
		}
	}
	return { pages, files };
}

/** What the page's form sends as it stands, to the address of its second button. */
export function sentFrom(visitor: Visitor, { root }: Seen, address: string): Promise<Response> {
	const fields = root.querySelectorAll("main form[method=post] [name]");
	const typed = fields.map((one) => [one.getAttribute("name") ?? "", one.getAttribute("value") ?? one.text]);
	const headers = { "content-type": "application/x-www-form-urlencoded", origin: visitor.origin, "sec-fetch-site": "same-origin" };
	return visitor.ask(address, { method: "POST", body: new URLSearchParams(typed).toString(), headers });
}
