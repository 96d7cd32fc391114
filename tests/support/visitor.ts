import { type HTMLElement, parse } from "node-html-parser";
import { type Entries, entriesOf, type Fields, formOn } from "./forms.ts";

/** A page as somebody without JavaScript sees it. */
export interface Seen {
	status: number;
	/** Path and query, after redirects. */
	address: string;
	headers: Headers;
	html: string;
	root: HTMLElement;
	/** The words on the page, with white space folded. */
	text: string;
}

/** A browser without JavaScript: keeps cookies, follows redirects, fills in forms. It can send only what a form on the page offers. */
export class Visitor {
	readonly origin: string;
	readonly cookies = new Map<string, string>();

	constructor(origin: string) {
		this.origin = origin;
	}

	open(address: string, headers: Record<string, string> = {}): Promise<Seen> {
		return this.#go(address, { headers });
	}

	/** Fills in the form with this button (or matching this selector) and sends it as a browser would. */
	submit(page: Seen, which: string, fields: Fields = {}): Promise<Seen> {
		const { form, button } = formOn(page.root, which);
		const entries = entriesOf(form, button, fields);
		const action = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", this.origin + page.address);
		if (form.getAttribute("method")?.toLowerCase() !== "post") {
			return this.open(`${action.pathname}?${new URLSearchParams(entries as [string, string][])}`);
		}
		const body =
			form.getAttribute("enctype") === "multipart/form-data" ? multipart(entries) : new URLSearchParams(entries as [string, string][]);
		return this.post(action.pathname + action.search, body);
	}

	/** Sends a body as a form of this site would, with a browser's headers. */
	post(address: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Seen> {
		return this.#go(address, { method: "POST", body, headers: { origin: this.origin, "sec-fetch-site": "same-origin", ...headers } });
	}

	/** One exchange without following redirects; cookies are kept. */
	async ask(address: string, init: RequestInit = {}): Promise<Response> {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
		const headers = { accept: "text/html", ...(cookie && { cookie }), ...(init.headers as Record<string, string>) };
		const response = await fetch(this.origin + address, { ...init, headers, redirect: "manual" });
		for (const line of response.headers.getSetCookie()) this.#keep(line);
		return response;
	}

	async #go(address: string, init: RequestInit, hops = 5): Promise<Seen> {
		const response = await this.ask(address, init);
		const next = response.headers.get("location");
		if (next && response.status >= 300 && response.status < 400) {
			await response.body?.cancel();
			if (hops === 0) throw new Error(`redirected round and round at ${address}`);
			const { pathname, search } = new URL(next, this.origin + address);
			return this.#go(pathname + search, {}, hops - 1);
		}
		return seen(address, response);
	}

	#keep(line: string): void {
		const [, name = "", value = "", attributes = ""] = /^([^=]+)=([^;]*)(.*)$/.exec(line) ?? [];
		if (/;\s*max-age=0|;\s*expires=thu, 01 jan 1970/i.test(attributes)) this.cookies.delete(name);
		else this.cookies.set(name, value);
	}
}

/** The page that an answer brought. */
export async function seen(address: string, response: Response): Promise<Seen> {
	const html = await response.text();
	const root = parse(html);
	requireDistinctForms(root, address);
	const text = root.textContent.replace(/\s+/g, " ").trim();
	return { status: response.status, address, headers: response.headers, html, root, text };
}

/** If two forms had one id, nobody could tell which was sent. */
function requireDistinctForms(root: HTMLElement, address: string): void {
	const ids = root.querySelectorAll("input[name=formId]").map((field) => field.getAttribute("value"));
	const twice = ids.filter((id, place) => ids.indexOf(id) < place);
	if (twice.length > 0) throw new Error(`${address} has two forms ${twice.join(", ")}`);
}

function multipart(entries: Entries): FormData {
	const body = new FormData();
	for (const [name, value] of entries) body.append(name, value);
	return body;
}
