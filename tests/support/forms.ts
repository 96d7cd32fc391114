import type { HTMLElement } from "node-html-parser";

/** What a person enters, by field name: words, a choice, a tick, several ticks, files. */
export type Fields = Record<string, string | string[] | boolean | File | File[]>;
export type Entries = [string, string | File][];

/** The form with this button text, or this selector of a form or of its button, and the button that sends it. */
export function formOn(page: HTMLElement, which: string): { form: HTMLElement; button: HTMLElement | undefined } {
	const buttons = page
		.querySelectorAll("form button, form input[type=submit]")
		.filter((button) => button.getAttribute("type") !== "button");
	const named = buttons.filter((button) => (button.getAttribute("value") ?? "") === which || wordsOf(button) === which);
	const found = looksLikeSelector(which) ? page.querySelector(which) : null;
	const button = named[0] ?? (found?.tagName === "BUTTON" ? found : undefined);
	const form = button?.closest("form") ?? found;
	if (!form) throw new Error(`no form "${which}"; the buttons are: ${buttons.map(wordsOf).join(" | ")}`);
	return { form, button: button ?? form.querySelector("button:not([type=button])") ?? undefined };
}

/** What a browser would send: the page's values, overwritten by what the person entered. */
export function entriesOf(form: HTMLElement, button: HTMLElement | undefined, entered: Fields): Entries {
	const fields = form.querySelectorAll("input, select, textarea").filter((field) => field.getAttribute("name") && !isOff(field));
	const names = new Set(fields.map((field) => field.getAttribute("name")));
	const unknown = Object.keys(entered).filter((name) => !names.has(name));
	if (unknown.length > 0) throw new Error(`the form has no field ${unknown.join(", ")}; it has ${[...names].join(", ")}`);
	const entries = fields.flatMap((field) => valuesOf(field, entered[field.getAttribute("name") as string]));
	const pressed = button?.getAttribute("name");
	return pressed ? [...entries, [pressed, button?.getAttribute("value") ?? ""]] : entries;
}

function valuesOf(field: HTMLElement, entered: Fields[string] | undefined): Entries {
	const name = field.getAttribute("name") as string;
	const type = field.tagName === "INPUT" ? (field.getAttribute("type") ?? "text") : field.tagName.toLowerCase();
	if (type === "submit" || type === "button" || type === "image" || type === "reset") return [];
	if (type === "file") return filesOf(name, entered);
	if (type === "checkbox" || type === "radio") return isTicked(field, type, entered) ? [[name, field.getAttribute("value") ?? "on"]] : [];
	return [[name, typeof entered === "string" ? entered : standing(field, type)]];
}

function filesOf(name: string, entered: Fields[string] | undefined): Entries {
	if (entered === undefined) return [[name, new File([], "")]];
	return ([entered].flat() as File[]).map((file) => [name, file]);
}

function isTicked(field: HTMLElement, type: "checkbox" | "radio", entered: Fields[string] | undefined): boolean {
	if (entered === undefined) return field.hasAttribute("checked");
	if (type === "checkbox" && typeof entered === "boolean") return entered;
	return [entered].flat().some((one) => one === field.getAttribute("value"));
}

function standing(field: HTMLElement, type: string): string {
	if (type === "textarea") return field.textContent;
	if (type !== "select") return field.getAttribute("value") ?? "";
	const chosen = field.querySelector("option[selected]") ?? field.querySelector("option");
	return chosen?.getAttribute("value") ?? chosen?.textContent ?? "";
}

function isOff(field: HTMLElement): boolean {
	return field.hasAttribute("disabled") || Boolean(field.closest("fieldset[disabled]"));
}

function wordsOf(button: HTMLElement): string {
	return button.textContent.replace(/\s+/g, " ").trim();
}

function looksLikeSelector(which: string): boolean {
	return /^[\w.#[]/.test(which) && !/[\u4e00-\u9fff]/.test(which);
}
