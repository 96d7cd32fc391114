import type { Page } from "playwright";
import { HARM } from "./harm.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";

/** The longest that a field takes. */
const HARMS = [HARM + HOSTILE_TEXTS.join("\n"), HARM, `"'><trip-wire onload=tripped()>`, '"><trip-wire>', "<i\t>", "<"];

/** Runs in the browser, on its page or on one that it only read. */
interface Tripwire {
	/** How often something ran. */
	trips: number;
	/** What of a page is what harm was written for. */
	faultsIn: (page: Document) => string[];
	/** Each page, several at a time, by the session of this browser. */
	read: (addresses: string[], work: (page: Document, address: string) => void) => Promise<void>;
	pageOf: (answer: Response) => Promise<Document | null>;
	/** With harm where words are typed, or wherever anything is sent. */
	fill: (form: HTMLFormElement, isAll: boolean) => { entries: FormData; typed: string[] };
	send: (address: string, form: HTMLFormElement, entries: FormData) => Promise<Response>;
}

type Wired = Window & typeof globalThis & { tripwire: Tripwire };

/** Draws the wire through whatever this browser opens from now on. */
export async function drawTripwire(page: Page): Promise<void> {
	await page.addInitScript(watch);
	await page.addInitScript(reach);
	await page.addInitScript(fillIn, { harms: HARMS });
}

function watch(): void {
	const isRun = (value: string) => {
		const { protocol = "", host = "" } = URL.parse(value, location.href) ?? {};
		return (
			/^(javascript|vbscript):$/.test(protocol) || (protocol === "data:" && !/^\W*data:image/i.test(value)) || host.includes("evil.example")
		);
	};
	const isAddress = /^(href|src|action|formaction|poster|data|xlink:href)$/;
	const isWrong = ({ name, value }: Attr) => name.startsWith("on") || /tripped|["'<]/.test(name) || (isAddress.test(name) && isRun(value));
	const faultsOf = (one: Element) => [
		...(one.localName === "trip-wire" ? ["an element"] : []),
		...(/^(script|style)$/.test(one.localName) && one.textContent?.includes("tripped()") ? [`in a ${one.localName}`] : []),
		...[...one.attributes].filter(isWrong).map(({ name, value }) => `${one.localName} ${name}=${value.slice(0, 40)}`),
	];
	const faultsIn = (page: Document) => [...page.querySelectorAll("*")].flatMap(faultsOf);
	const tripwire = { trips: 0, faultsIn };
	const tripped = () => {
		tripwire.trips += 1;
	};
	Object.assign(window, { tripwire, tripped, alert: tripped });
}

function reach(): void {
	const { tripwire } = window as unknown as Wired;
	const headers = { accept: "text/html" };
	tripwire.pageOf = async (answer) => {
		const isPage = answer.headers.get("content-type")?.startsWith("text/html");
		return isPage ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
	};
	tripwire.read = async (addresses, work) => {
		const rest = [...addresses];
		const readOn = async (): Promise<void> => {
			const address = rest.shift();
			if (address === undefined) return;
			const page = await tripwire.pageOf(await fetch(address, { headers }));
			if (page) work(page, address);
			return readOn();
		};
		await Promise.all([readOn(), readOn(), readOn()]);
	};
	tripwire.send = (address, form, entries) => {
		const at = new URL(form.getAttribute("action") ?? "", new URL(address, location.origin)).href;
		const typed = new URLSearchParams([...entries].filter((one): one is [string, string] => typeof one[1] === "string"));
		if (form.method !== "post") return fetch(`${at.split("?")[0]}?${typed}`, { headers });
		return fetch(at, { method: "POST", headers, body: form.enctype === "multipart/form-data" ? entries : typed });
	};
}

function fillIn({ harms }: { harms: string[] }): void {
	type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
	const [words, never] = [/^(text|search|url|tel|email|textarea)$/, /^(password|file|submit|button|reset)$/];
	const plain: Record<string, string> = {
		number: "7",
		date: "2030-01-02",
		"datetime-local": "2030-01-02T08:00",
		month: "2030-01",
		time: "08:00",
	};
	const isOwn = (name: string) => /^form(Id|For|Once|Page)$/.test(name);
	const fitting = (field: Field) => {
		const most = "maxLength" in field ? field.maxLength : -1;
		return harms.find((harm) => most < 0 || harm.length <= most) ?? "<";
	};
	const answerFor = (field: Field, kind: string, isAll: boolean) => {
		if (words.test(kind)) return fitting(field);
		if (isAll) return harms[1];
		return kind === "radio" || kind === "checkbox" ? field.value : plain[kind];
	};
	(window as unknown as Wired).tripwire.fill = (form, isAll) => {
		const [entries, typed] = [new FormData(form), [] as string[]];
		const button = form.querySelector<HTMLButtonElement>("button:not([type=button])");
		if (button?.name) entries.set(button.name, button.value);
		for (const field of form.querySelectorAll<Field>("input, textarea, select")) {
			const kind = field.localName === "input" ? field.type : field.localName;
			if (!field.name || isOwn(field.name) || never.test(kind) || field.matches(":disabled")) continue;
			const answer = answerFor(field, kind, isAll);
			if (answer !== undefined) entries.set(field.name, answer);
			if (words.test(kind)) typed.push(field.name);
		}
		return { entries, typed };
	};
}

interface ReadPages {
	/** Which of the addresses are pages. */
	pages: string[];
	/** Their forms into which words can be typed: the page, what names it there, and itself. */
	forms: FoundForm[];
	/** What stands wrong on them as the site sends them. */
	faults: string[];
}

export interface FoundForm {
	address: string;
	name: string;
	html: string;
}

export function pagesRead(page: Page, addresses: string[]): Promise<ReadPages> {
	return page.evaluate(async (all) => {
		const { tripwire } = window as unknown as Wired;
		const told: ReadPages = { pages: [], forms: [], faults: [] };
		await tripwire.read(all, (read, address) => {
			told.pages.push(address);
			told.faults.push(...tripwire.faultsIn(read).map((fault) => `${address}: ${fault}`));
			for (const form of read.forms) {
				const { typed } = tripwire.fill(form, false);
				const name = `${address} ${form.getAttribute("action") ?? ""} ${typed}`;
				if (typed.length > 0) told.forms.push({ address, name, html: form.outerHTML });
			}
		});
		return told;
	}, addresses);
}

/** The same of one page with its scripts. */
export async function faultsWhenOpened(page: Page, address: string): Promise<string[]> {
	await page.goto(address, { waitUntil: "domcontentloaded" });
	const faults = await page.evaluate(async () => {
		const { tripwire } = window as unknown as Wired;
		while (document.querySelector("astro-island[ssr]")) await new Promise(requestAnimationFrame);
		return [...tripwire.faultsIn(document), ...(tripwire.trips > 0 ? ["tripped"] : [])];
	});
	return faults.map((fault) => `${address}: ${fault}`);
}

export interface Sent {
	/** What stands wrong on the answers. */
	faults: string[];
	fields: string[];
	/** Which were taken with harm in them. */
	taken: string[];
}

/** Sends each form with harm in its fields: once in all, once where words are typed. */
export function sentWithHarm(page: Page, forms: FoundForm[]): Promise<Sent> {
	return page.evaluate(async (all) => {
		const { tripwire } = window as unknown as Wired;
		const told: Sent = { faults: [], fields: [], taken: [] };
		for (const { address, name, html } of all) {
			const [form] = new DOMParser().parseFromString(html, "text/html").forms;
			if (!form) continue;
			for (const isAll of [true, false]) {
				const { entries, typed } = tripwire.fill(form, isAll);
				const answer = await tripwire.send(address, form, entries);
				const read = await tripwire.pageOf(answer);
				if (read) told.faults.push(...tripwire.faultsIn(read).map((fault) => `${name}: ${fault}`));
				if (isAll) told.fields.push(...typed);
				else if (answer.ok) told.taken.push(name);
			}
		}
		return told;
	}, forms);
}
