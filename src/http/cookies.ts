import type { IncomingMessage } from "node:http";

/** The cookies of a request. If a name comes twice the first counts, as in Astro. */
export function cookiesOf({ headers }: IncomingMessage): Map<string, string> {
	const cookies = new Map<string, string>();
	for (const pair of headers.cookie?.split(";") ?? []) {
		const [name = "", ...value] = pair.split("=");
		if (!cookies.has(name.trim())) cookies.set(name.trim(), value.join("=").trim());
	}
	return cookies;
}

/** Cookies with the reading interface of Astro's. */
export function readableCookies(req: IncomingMessage) {
	const cookies = cookiesOf(req);
	return { get: (name: string) => (cookies.has(name) ? { value: cookies.get(name) as string } : undefined) };
}
